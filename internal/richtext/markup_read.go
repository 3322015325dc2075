package richtext

import (
	"errors"
	"strings"
)

// LongestMarkup is the number of bytes that FromMarkup reads.
const LongestMarkup = 1 << 20

// ErrLongMarkup is FromMarkup's answer to more than LongestMarkup.
var ErrLongMarkup = errors.New("the text is too long")

// deepest is how deep FromMarkup nests: within what the engine lets in. A sign
// that would go deeper is read as text.
const deepest = 22

// FromMarkup reads the markup that Markup describes. Every text is a document:
// what is no sign is text, a link that SafeLink refuses stays as it was typed.
// The document keeps the schema. The only error is ErrLongMarkup.
func FromMarkup(s string) (*Node, error) {
	if len(s) > LongestMarkup {
		return nil, ErrLongMarkup
	}
	return &Node{Type: Doc, Content: orEmpty(readBlocks(strings.Split(clean(s), "\n"), 1))}, nil
}

// clean is the text with the line ends of forms made plain, and without what a
// document cannot hold.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(s)
}

func orEmpty(blocks []*Node) []*Node {
	if len(blocks) == 0 {
		return []*Node{{Type: Paragraph}}
	}
	return blocks
}

func trim(line string) string { return strings.Trim(line, " \t") }

// indent is the width of a line's leading blanks; a tab is 4 wide.
func indent(line string) int {
	width := 0
	for _, r := range line {
		switch r {
		case ' ':
			width++
		case '\t':
			width += 4
		default:
			return width
		}
	}
	return width
}

// outdent takes up to width of the leading blanks away.
func outdent(line string, width int) string {
	has := indent(line)
	return strings.Repeat(" ", max(has-width, 0)) + strings.TrimLeft(line, " \t")
}

// readBlocks reads lines as blocks at a depth; the document's own are at 1.
func readBlocks(lines []string, depth int) []*Node {
	var list []*Node
	for i := 0; i < len(lines); {
		t := trim(lines[i])
		_, isItem := itemMark(t)
		var n *Node
		used := 1
		switch {
		case t == "":
			i++
			continue
		case headingMark(t) > 0:
			n, used = readHeading(lines[i:])
		case t[0] == '>' && depth+1 <= deepest:
			n, used = readQuote(lines[i:], depth)
		case t[0] == '|' && depth+3 <= deepest:
			n, used = readTable(lines[i:])
		case isItem && depth+2 <= deepest:
			n, used = readList(lines[i:], depth)
		default:
			used = paragraphLines(lines[i:])
			n = &Node{Type: Paragraph, Content: readInline(joinLines(lines[i:i+used]), false)}
		}
		list = append(list, n)
		i += used
	}
	return list
}

// headingMark is the level of a heading, 0 of any other line.
func headingMark(t string) int {
	level := 0
	for level < len(t) && t[level] == '#' {
		level++
	}
	if level > headingLevels || level < len(t) && t[level] != ' ' && t[level] != '\t' {
		return 0
	}
	return level
}

func readHeading(lines []string) (*Node, int) {
	first := trim(lines[0])
	level := headingMark(first)
	used := 1
	for used < len(lines) && goesOn(lines[used-1]) && trim(lines[used]) != "" {
		used++
	}
	rest := append([]string{first[level:]}, lines[1:used]...)
	return &Node{Type: Heading, Attrs: Attrs{Level: level}, Content: readInline(joinLines(rest), false)}, used
}

// goesOn says whether a line ends in a backslash that is not itself escaped.
func goesOn(line string) bool {
	t := trim(line)
	n := 0
	for n < len(t) && t[len(t)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

func joinLines(lines []string) string {
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = trim(l)
	}
	return strings.Join(list, "\n")
}

// paragraphLines is how many lines the paragraph that begins here has.
func paragraphLines(lines []string) int {
	used := 1
	for used < len(lines) && trim(lines[used]) != "" {
		if !goesOn(lines[used-1]) && interrupts(trim(lines[used])) {
			break
		}
		used++
	}
	return used
}

// interrupts says whether a line begins a block right below a paragraph. A
// number does so only when it is 1: "in the year\n2030. Then" goes on.
func interrupts(t string) bool {
	m, ok := itemMark(t)
	return headingMark(t) > 0 || t[0] == '>' || t[0] == '|' || ok && m.width < len(t) && m.number <= 1
}

func readQuote(lines []string, depth int) (*Node, int) {
	var inner []string
	for _, l := range lines {
		t := strings.TrimLeft(l, " \t")
		if !strings.HasPrefix(t, ">") {
			break
		}
		inner = append(inner, strings.TrimPrefix(t[1:], " "))
	}
	return &Node{Type: Blockquote, Content: orEmpty(readBlocks(inner, depth+1))}, len(inner)
}
