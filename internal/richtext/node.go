// Package richtext knows the text of a section: a ProseMirror document. It
// reads, shows, measures, compares and rewrites documents and maps positions
// through the steps that change them. The schema is that of the editor, in
// web/assets/ts/richtext/schema.ts.
package richtext

import (
	"strings"
	"unicode/utf8"
)

// The types of nodes and marks that a section's text may hold. They are the
// names of the schema that the editor and the server share, and are stored.
const (
	Doc         = "doc"
	Paragraph   = "paragraph"
	Heading     = "heading"
	Blockquote  = "blockquote"
	BulletList  = "bullet_list"
	OrderedList = "ordered_list"
	ListItem    = "list_item"
	Table       = "table"
	TableRow    = "table_row"
	TableCell   = "table_cell"
	TableHeader = "table_header"
	HardBreak   = "hard_break"
	Text        = "text"

	Link   = "link"
	Em     = "em"
	Strong = "strong"
)

// Node is a document or a part of one. Nodes from Parse, Empty and FromMarkup
// keep the schema; whoever makes or changes one keeps it too. A Node that
// several goroutines read is changed by nobody.
type Node struct {
	Type    string
	Attrs   Attrs
	Content []*Node // nil for text and hard breaks
	Text    string  // of a text node only, and never empty there
	Marks   []Mark  // of text and hard breaks only: link before em before strong, none twice
}

// Attrs are the attributes of a node. Each belongs to the types named beside it
// and is zero in all others.
type Attrs struct {
	Level    int   // heading: 1 to 3; level 1 is shown below the section's own heading
	Order    int   // ordered_list: the first number, from 1
	Colspan  int   // cells: 1 to 20
	Rowspan  int   // cells: 1 to 200
	Colwidth []int // cells: a width in CSS pixels for each column, 0 for none; nil where nobody has set any
}

// Mark is what a text or a hard break is set in.
type Mark struct {
	Type string
	Href string // of a link
}

// Empty is a new section's text: one empty paragraph.
func Empty() *Node {
	return &Node{Type: Doc, Content: []*Node{{Type: Paragraph}}}
}

// Size is the number of positions the node takes, as ProseMirror counts them:
// a text takes its UTF-16 units, a hard break 1, everything else its content
// and 2. The last position inside a document is its Size less 2.
func (n *Node) Size() int {
	switch n.Type {
	case Text:
		return units(n.Text)
	case HardBreak:
		return 1
	}
	return 2 + n.contentSize()
}

func (n *Node) contentSize() int {
	size := 0
	for _, c := range n.Content {
		size += c.Size()
	}
	return size
}

// units is the length of a text in UTF-16 units.
func units(s string) int {
	n := len(s)
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		n -= w - 1
		if r > 0xFFFF {
			n++
		}
		i += w
	}
	return n
}

// PlainText is the text without its form: a line for each paragraph, heading
// and cell, and a new line for each hard break.
func (n *Node) PlainText() string {
	var b strings.Builder
	n.plain(&b)
	return b.String()
}

func (n *Node) plain(b *strings.Builder) {
	switch n.Type {
	case Text:
		b.WriteString(n.Text)
		return
	case HardBreak:
		b.WriteByte('\n')
		return
	}
	for i, c := range n.Content {
		if i > 0 && !n.textblock() {
			b.WriteByte('\n')
		}
		c.plain(b)
	}
}

// textblock says whether the node holds text itself rather than other blocks.
func (n *Node) textblock() bool { return n.Type == Paragraph || n.Type == Heading }

// blocks calls f for every paragraph and heading, in order.
func (n *Node) blocks(f func(*Node)) {
	if n.textblock() {
		f(n)
		return
	}
	for _, c := range n.Content {
		c.blocks(f)
	}
}

// IsEmpty says whether there is nothing to read: no letter, figure or sign, only
// blanks.
func (n *Node) IsEmpty() bool {
	if strings.TrimSpace(n.Text) != "" {
		return false
	}
	for _, c := range n.Content {
		if !c.IsEmpty() {
			return false
		}
	}
	return true
}

// Title is a heading of the text, for its table of contents.
type Title struct {
	Level  int    // 1 to 3
	Text   string // in one line; may be empty
	Pos    int    // the position before the heading
	Number int    // 1 for the first heading: HTML gives it the id HTMLOptions.IDPrefix + Number
}

// Outline lists the headings of the document in order, those within quotations,
// lists and tables too.
func (n *Node) Outline() []Title {
	var titles []Title
	var walk func(n *Node, inside int)
	walk = func(n *Node, inside int) {
		at := inside
		for _, c := range n.Content {
			switch c.Type {
			case Heading:
				text := strings.Join(strings.Fields(c.PlainText()), " ")
				titles = append(titles, Title{Level: c.Attrs.Level, Text: text, Pos: at, Number: len(titles) + 1})
			case Paragraph, Text, HardBreak:
			default:
				walk(c, at+1)
			}
			at += c.Size()
		}
	}
	walk(n, 0)
	return titles
}

// TextSize is how many UTF-16 units of text stand between two positions of a
// document; what makes up blocks is not counted.
func (n *Node) TextSize(from, to int) int {
	size := 0
	var walk func(n *Node, at int)
	walk = func(n *Node, at int) {
		for _, c := range n.Content {
			end := at + c.Size()
			switch {
			case end <= from || at >= to:
			case c.Type == Text:
				size += min(end, to) - max(at, from)
			default:
				walk(c, at+1)
			}
			at = end
		}
	}
	walk(n, 0)
	return size
}
