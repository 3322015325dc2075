package richtext

import (
	"html"
	"slices"
	"strings"
	"unicode/utf8"
)

// inline writes the content of a paragraph or heading. Neighbours share the
// marks they have in common, so that a link with a bold word in it stays one.
func (p *page) inline(content []*Node, pos int) {
	var open []Mark
	for _, n := range content {
		open = p.turnTo(open, n.Marks)
		if n.Type == HardBreak {
			p.write("<br>")
		} else {
			p.text(n.Text, pos)
		}
		pos += n.Size()
	}
	p.turnTo(open, nil)
}

// turnTo closes the marks that end and opens those that begin, and returns what
// is open then.
func (p *page) turnTo(open, wanted []Mark) []Mark {
	same := 0
	for same < len(open) && same < len(wanted) && open[same] == wanted[same] {
		same++
	}
	for i := len(open) - 1; i >= same; i-- {
		p.write(markEnd(open[i]))
	}
	for _, m := range wanted[same:] {
		switch {
		case m.Type != Link:
			p.write("<", tags[m.Type], ">")
		case SafeLink(m.Href):
			p.write(`<a href="`, html.EscapeString(m.Href), `" rel="nofollow noopener">`)
		}
	}
	return wanted
}

func markEnd(m Mark) string {
	switch {
	case m.Type != Link:
		return "</" + tags[m.Type] + ">"
	case SafeLink(m.Href):
		return "</a>"
	}
	return ""
}

// text writes a text that begins at pos, cut where a highlight begins or ends.
func (p *page) text(s string, pos int) {
	if len(p.opt.Marks) == 0 {
		p.write(html.EscapeString(s))
		return
	}
	end := pos + units(s)
	for len(p.waiting) > 0 && p.waiting[0].From < end {
		p.shown = append(p.shown, p.waiting[0])
		p.waiting = p.waiting[1:]
	}
	p.shown = slices.DeleteFunc(p.shown, func(h Highlight) bool { return h.To <= pos })
	p.cuts = append(p.cuts[:0], end)
	for _, h := range p.shown {
		for _, cut := range []int{h.From, h.To} {
			if pos < cut && cut < end {
				p.cuts = append(p.cuts, cut)
			}
		}
	}
	slices.Sort(p.cuts)
	for _, cut := range slices.Compact(p.cuts) {
		at := byteAt(s, cut-pos)
		p.passage(s[:at], pos, cut)
		s, pos = s[at:], cut
	}
}

// passage writes a piece of text that is wholly inside or wholly outside each
// highlight.
func (p *page) passage(s string, from, to int) {
	var ids, classes, titles, said []string
	found := false
	add := func(list []string, s string) []string {
		if s == "" || slices.Contains(list, s) {
			return list
		}
		return append(list, s)
	}
	for i, h := range p.shown {
		if h.From <= from && to <= h.To && s != "" {
			found = true
			ids, classes, titles, said = add(ids, h.ID), add(classes, h.Class), add(titles, h.Title), add(said, h.Said)
			p.shown[i].Said = "" // once is enough
		}
	}
	if !found {
		p.write(html.EscapeString(s))
		return
	}
	p.write("<mark")
	p.attribute("class", classes, " ")
	p.attribute("title", titles, ", ")
	p.attribute("data-marks", ids, " ")
	p.write(">")
	for _, words := range said {
		p.write(`<span class="visually-hidden">`, html.EscapeString(words), " </span>")
	}
	p.write(html.EscapeString(s), "</mark>")
}

func (p *page) attribute(name string, values []string, between string) {
	if len(values) > 0 {
		p.write(" ", name, `="`, html.EscapeString(strings.Join(values, between)), `"`)
	}
}

// byteAt is where in s the nth UTF-16 unit begins; inside a pair, before it.
func byteAt(s string, n int) int {
	at := 0
	for at < len(s) && n > 0 {
		r, w := utf8.DecodeRuneInString(s[at:])
		n--
		if r > 0xFFFF {
			if n == 0 {
				return at
			}
			n--
		}
		at += w
	}
	return at
}
