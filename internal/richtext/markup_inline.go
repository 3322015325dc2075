package richtext

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// inlineMarkup writes what a paragraph holds. Whether it stands in a cell
// decides how a hard break is written, and that | is guarded.
func inlineMarkup(content []*Node, cell bool) string {
	w := inlineWriter{cell: cell}
	for i, n := range content {
		var next []Mark
		last := i+1 == len(content)
		if !last {
			next = content[i+1].Marks
		}
		opens := w.turnTo(n.Marks)
		closes := ends(n.Marks, next)
		if n.Type == HardBreak {
			w.lineBreak(last)
			continue
		}
		atStart := opens || i == 0 || content[i-1].Type == HardBreak
		atEnd := closes || last || content[i+1].Type == HardBreak
		w.text(n.Text, atStart, atEnd)
	}
	w.turnTo(nil)
	return w.b.String()
}

type inlineWriter struct {
	b    strings.Builder
	cell bool
	open []Mark
}

func has(marks []Mark, kind string) bool {
	for _, m := range marks {
		if m.Type == kind {
			return true
		}
	}
	return false
}

func linkOf(marks []Mark) string {
	if len(marks) > 0 && marks[0].Type == Link {
		return marks[0].Href
	}
	return ""
}

// ends says whether bold or italic is among the marks and not among the next.
func ends(marks, next []Mark) bool {
	return has(marks, Em) && !has(next, Em) || has(marks, Strong) && !has(next, Strong)
}

// turnTo writes the signs between two texts: a sign of italic or bold begins it
// or ends it by turns. It says whether one begins.
func (w *inlineWriter) turnTo(marks []Mark) (begins bool) {
	begins = ends(marks, w.open)
	stars := ""
	if has(marks, Em) != has(w.open, Em) {
		stars += "*"
	}
	if has(marks, Strong) != has(w.open, Strong) {
		stars += "**"
	}
	was, is := linkOf(w.open), linkOf(marks)
	// The stars belong inside the link that they end with, so that two runs of
	// stars never meet.
	if was != "" && was != is {
		w.b.WriteString(stars)
		stars = ""
		w.b.WriteString("](" + hrefMarkup(was) + ")")
	}
	if is != "" && was != is {
		w.b.WriteString("[")
	}
	w.b.WriteString(stars)
	w.open = marks
	return begins
}

func (w *inlineWriter) lineBreak(last bool) {
	if w.cell {
		w.b.WriteString("<br>")
		return
	}
	w.b.WriteString("\\\n")
	if last && len(w.open) == 0 {
		w.b.WriteString(`\`) // the line after the break is empty
	}
}

// text writes a text; atStart and atEnd say that a sign or a line's end stands
// there, where a blank would be lost.
func (w *inlineWriter) text(s string, atStart, atEnd bool) {
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		switch {
		case r == ' ' && (atStart && i == 0 || atEnd && end == len(s)), r < ' ', 0x7F <= r && r < 0xA0, r == 0x2028, r == 0x2029:
			w.b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
			continue
		case r == '\\', r == '[', r == ']' && linkOf(w.open) != "",
			r == '*' && !(i > 0 && s[i-1] == ' ' && end < len(s) && s[end] == ' ' && !(i == 1 && atStart) && !(end+1 == len(s) && atEnd)),
			r == '&' && strings.HasPrefix(s[i:], "&#"), r == '&' && end == len(s),
			w.cell && (r == '|' || r == '<'):
			w.b.WriteByte('\\')
		}
		w.b.WriteRune(r)
	}
}

func hrefMarkup(href string) string {
	var b strings.Builder
	for i, r := range href {
		switch {
		case r <= ' ', 0x7F <= r && r < 0xA0, r == 0x2028, r == 0x2029, r == '|':
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
			continue
		case strings.ContainsRune(`\()[]<`, r), r == '&' && strings.HasPrefix(href[i:], "&#"):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
