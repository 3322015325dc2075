package richtext

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// sign is a piece of a paragraph's markup.
type sign struct {
	kind     signKind
	text     []byte // of words; it grows line by line
	href     string // of a link's end
	stars    int
	opens    bool // the stars may begin bold or italic
	closes   bool // they may end it
	linkEnds bool // of a bracket: it turned out to begin a link
}

type signKind int

const (
	words signKind = iota
	lineBreak
	starSign
	bracket
	linkEnd
)

// signs cuts a paragraph's markup into its signs.
type signs struct {
	s     string
	at    int
	cell  bool
	list  []sign
	opens int // index of the bracket that may begin a link, or -1
}

// readInline reads what a paragraph, a heading or a cell holds. Lines that a
// backslash does not join are joined by a blank.
func readInline(s string, cell bool) []*Node {
	r := signs{s: s, cell: cell, opens: -1}
	for r.at < len(r.s) {
		r.next()
	}
	return inlineNodes(r.list)
}

func (r *signs) word(s string) {
	if last := len(r.list) - 1; last >= 0 && r.list[last].kind == words {
		r.list[last].text = append(r.list[last].text, s...)
		return
	}
	r.list = append(r.list, sign{kind: words, text: []byte(s)})
}

func (r *signs) next() {
	rest := r.s[r.at:]
	switch c := rest[0]; {
	case c == '\\':
		r.backslash(rest)
	case c == '\n':
		r.word(" ")
		r.at++
	case c == '*':
		r.stars(rest)
	case c == '[':
		r.opens = len(r.list)
		r.list = append(r.list, sign{kind: bracket})
		r.at++
	case c == ']':
		r.closeLink(rest)
	case c == '&' && strings.HasPrefix(rest, "&#"):
		r.character(rest)
	case r.cell && c == '<' && len(rest) >= 4 && strings.EqualFold(rest[:4], "<br>"):
		r.list = append(r.list, sign{kind: lineBreak})
		r.at += 4
	default:
		end := strings.IndexAny(rest[1:], "\\\n*[]&<") + 1
		if end == 0 {
			end = len(rest)
		}
		r.word(rest[:end])
		r.at += end
	}
}

func (r *signs) backslash(rest string) {
	switch {
	case len(rest) == 1:
		// A line of one backslash says that the line is empty.
		if r.at > 0 && r.s[r.at-1] != '\n' {
			r.word(`\`)
		}
		r.at++
	case rest[1] == '\n':
		r.list = append(r.list, sign{kind: lineBreak})
		r.at += 2
	case isPunctuation(rest[1]):
		r.word(rest[1:2])
		r.at += 2
	case strings.HasPrefix(rest[1:], "•"):
		r.word("•")
		r.at += 1 + len("•")
	default:
		r.word(`\`)
		r.at++
	}
}

func isPunctuation(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

func (r *signs) stars(rest string) {
	n := 0
	for n < len(rest) && rest[n] == '*' {
		n++
	}
	last := len(r.list) - 1
	afterBreak := last >= 0 && r.list[last].kind == lineBreak
	s := sign{kind: starSign, stars: n}
	if n <= 3 {
		s.opens = n < len(rest) && !isBlank(rest[n])
		s.closes = afterBreak || r.at > 0 && !isBlank(r.s[r.at-1])
	}
	r.list = append(r.list, s)
	r.at += n
}

// closeLink reads "](address)"; with no bracket or no words before it, or an
// address that is none, it is text.
func (r *signs) closeLink(rest string) {
	if r.opens >= 0 && strings.HasPrefix(rest, "](") && slices.ContainsFunc(r.list[r.opens:], func(s sign) bool { return s.kind == words || s.kind == lineBreak }) {
		if href, used := readHref(rest[2:]); used > 0 && SafeLink(href) {
			r.list[r.opens].linkEnds = true
			r.list[r.opens].href = href
			r.list = append(r.list, sign{kind: linkEnd})
			r.opens = -1
			r.at += 2 + used
			return
		}
	}
	r.word("]")
	r.at++
}

// readHref reads an address up to its closing bracket, brackets in pairs being
// part of it. used is 0 where there is none.
func readHref(s string) (href string, used int) {
	var b strings.Builder
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && isPunctuation(s[i+1]):
			i++
			b.WriteByte(s[i])
			continue
		case c == '&':
			if char, n := characterNumber(s[i:]); n > 0 {
				b.WriteString(char)
				i += n - 1
				continue
			}
		case isBlank(c), c == '[', c == ']':
			return "", 0
		case c == '(':
			depth++
		case c == ')' && depth == 0:
			return b.String(), i + 1
		case c == ')':
			depth--
		}
		b.WriteByte(s[i])
	}
	return "", 0
}

func (r *signs) character(rest string) {
	if char, n := characterNumber(rest); n > 0 {
		r.word(char)
		r.at += n
		return
	}
	r.word("&")
	r.at++
}

// characterNumber reads "&#32;"; n is 0 where there is none.
func characterNumber(s string) (char string, n int) {
	end := strings.IndexByte(s[:min(len(s), 11)], ';')
	if end < 3 || !strings.HasPrefix(s, "&#") {
		return "", 0
	}
	number, err := strconv.ParseUint(s[2:end], 10, 32)
	if err != nil || number == 0 || number > utf8.MaxRune || !utf8.ValidRune(rune(number)) {
		return "", 0
	}
	return string(rune(number)), end + 1
}
