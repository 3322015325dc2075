package richtext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading is a document as somebody reads it: its words in one line, in which every run of blanks, every end of a block
// and every new line is a single blank. It knows where each character stands in the document, so that words marked on a
// page are found in the text and the other way round. It is made once and read by many.
type Reading struct {
	text string
	at   []int32 // for each byte of text, the position before its character
	end  []int32 // and the one after
}

// Read reads a document.
func Read(doc *Node) *Reading {
	r := &reader{Reading: &Reading{}}
	r.node(doc, -1)
	r.text = strings.TrimSuffix(r.b.String(), " ")
	r.at, r.end = r.at[:len(r.text)], r.end[:len(r.text)]
	return r.Reading
}

// reader is a Reading on its way.
type reader struct {
	*Reading
	b     strings.Builder
	blank bool // the last character is a blank
}

// node reads a node that begins at a position, and says where it ends.
func (r *reader) node(n *Node, pos int) int {
	switch n.Type {
	case Text:
		for _, c := range n.Text {
			next := pos + 1
			if c > 0xFFFF {
				next++
			}
			if unicode.IsSpace(c) {
				r.space(pos, next)
			} else {
				r.write(c, pos, next)
			}
			pos = next
		}
		return pos
	case HardBreak:
		r.space(pos, pos+1)
		return pos + 1
	}
	inner := pos + 1
	for _, c := range n.Content {
		inner = r.node(c, inner)
	}
	if n.textblock() {
		r.space(inner, inner)
	}
	return inner + 1
}

func (r *reader) space(pos, next int) {
	if r.b.Len() > 0 && !r.blank {
		r.write(' ', pos, next)
		r.blank = true
	}
}

func (r *reader) write(c rune, pos, next int) {
	r.b.WriteRune(c)
	for range utf8.RuneLen(c) {
		r.at, r.end = append(r.at, int32(pos)), append(r.end, int32(next))
	}
	r.blank = false
}

// Between is what is read from one position to another; empty where no words are.
func (r *Reading) Between(from, to int) string {
	a, b := r.bounds(from, to)
	return strings.TrimSpace(r.text[a:b])
}

// bounds is where the characters begin and end that stand wholly between two positions.
func (r *Reading) bounds(from, to int) (a, b int) {
	a = search(r.at, from)
	for b = a; b < len(r.end) && int(r.end[b]) <= to; b++ {
	}
	return a, b
}

// search is the first index of an ascending list whose value is at least v.
func search(list []int32, v int) int {
	low, high := 0, len(list)
	for low < high {
		if mid := (low + high) / 2; int(list[mid]) < v {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// Quote is words of a text with what is read before and after them: enough to find them again in a text that others
// have changed.
type Quote struct {
	Exact, Prefix, Suffix string
}

// QuoteContext is how many characters a quote keeps of what stands before and after its words.
const QuoteContext = 32

// Quote is the quote of a passage. Exact is empty where the passage holds no words.
func (r *Reading) Quote(from, to int) Quote {
	a, b := r.bounds(from, to)
	for a < b && r.text[a] == ' ' {
		a++
	}
	for b > a && r.text[b-1] == ' ' {
		b--
	}
	return Quote{Exact: r.text[a:b], Prefix: last(r.text[:a], QuoteContext), Suffix: first(r.text[b:], QuoteContext)}
}

func first(s string, most int) string {
	for i := range s {
		if most == 0 {
			return s[:i]
		}
		most--
	}
	return s
}

func last(s string, most int) string {
	i := len(s)
	for ; most > 0 && i > 0; most-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// Line is a text as a Reading would have it: runs of blanks are one, and none stands at its ends.
func Line(s string) string { return strings.Join(strings.Fields(s), " ") }

// Found is a place where the words of a quote stand.
type Found struct {
	From, To int // positions
	Context  int // characters of the quote's prefix and suffix that stand around it, too
}

// Find is every place at which a quote's words stand, in their order. Blanks and ends of blocks count as one blank.
// Nothing is found of a quote without words.
func (r *Reading) Find(q Quote) []Found {
	exact := Line(q.Exact)
	if exact == "" {
		return nil
	}
	prefix, suffix := strings.TrimLeft(blanks(q.Prefix), " "), strings.TrimRight(blanks(q.Suffix), " ")
	var all []Found
	for start := 0; ; {
		i := strings.Index(r.text[start:], exact)
		if i < 0 {
			return all
		}
		a := start + i
		b := a + len(exact)
		all = append(all, Found{From: int(r.at[a]), To: int(r.end[b-1]),
			Context: alikeBefore(r.text[:a], prefix) + alikeAfter(r.text[b:], suffix)})
		_, size := utf8.DecodeRuneInString(r.text[a:])
		start = a + size
	}
}

// blanks makes every run of blanks one, also at the ends.
func blanks(s string) string {
	var b strings.Builder
	blank := false
	for _, c := range s {
		if unicode.IsSpace(c) {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		b.WriteRune(c)
	}
	return b.String()
}

// alikeBefore is how many characters two texts have in common at their ends; a blank more or less there does not count.
func alikeBefore(text, prefix string) int {
	text, prefix = strings.TrimRight(text, " "), strings.TrimRight(prefix, " ")
	n := 0
	for text != "" && prefix != "" {
		a, size := utf8.DecodeLastRuneInString(text)
		b, width := utf8.DecodeLastRuneInString(prefix)
		if a != b {
			break
		}
		text, prefix = text[:len(text)-size], prefix[:len(prefix)-width]
		n++
	}
	return n
}

// alikeAfter is alikeBefore at their beginnings.
func alikeAfter(text, suffix string) int {
	text, suffix = strings.TrimLeft(text, " "), strings.TrimLeft(suffix, " ")
	n := 0
	for text != "" && suffix != "" {
		a, size := utf8.DecodeRuneInString(text)
		b, width := utf8.DecodeRuneInString(suffix)
		if a != b {
			break
		}
		text, suffix = text[size:], suffix[width:]
		n++
	}
	return n
}
