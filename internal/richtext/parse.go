package richtext

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// What the schema allows in numbers. deepestParsed is far beyond what the
// engine lets in; it keeps every walk over a document shallow.
const (
	headingLevels  = 3
	highestNumber  = 100_000
	widestCell     = 20
	tallestCell    = 200
	widestColumn   = 5_000 // px
	deepestParsed  = 100
	standardLevel  = 2
	standardNumber = 1
)

type storedNode struct {
	Type    string        `json:"type"`
	Attrs   *storedAttrs  `json:"attrs"`
	Content []*storedNode `json:"content"`
	Text    string        `json:"text"`
	Marks   []storedMark  `json:"marks"`
}

type storedAttrs struct {
	Level    *int  `json:"level"`
	Order    *int  `json:"order"`
	Colspan  *int  `json:"colspan"`
	Rowspan  *int  `json:"rowspan"`
	Colwidth []int `json:"colwidth"`
}

type storedMark struct {
	Type  string `json:"type"`
	Attrs struct {
		Href *string `json:"href"`
	} `json:"attrs"`
}

// Parse reads a whole document as it is stored and as the editor writes it. The
// document must keep the schema: known types in their places, attributes in
// their ranges, no empty text. Attributes that are missing get their standard,
// unknown ones are left out, neighbouring texts of the same marks become one.
// Where a link leads is not judged here: HTML shows an unsafe one as text.
func Parse(data []byte) (*Node, error) {
	var stored storedNode
	if err := json.Unmarshal(data, &stored); err != nil {
		return nil, fmt.Errorf("read a document: %w", err)
	}
	if stored.Type != Doc {
		return nil, fmt.Errorf("read a document: it begins with %q", stored.Type)
	}
	n, err := stored.node(0)
	if err != nil {
		return nil, fmt.Errorf("read a document: %w", err)
	}
	return n, nil
}

func (s *storedNode) node(depth int) (*Node, error) {
	if depth > deepestParsed {
		return nil, fmt.Errorf("it is nested more than %d deep", deepestParsed)
	}
	n := &Node{Type: s.Type, Text: s.Text}
	var err error
	if n.Attrs, err = attributes(s); err != nil {
		return nil, err
	}
	if n.Marks, err = marks(s); err != nil {
		return nil, err
	}
	if (s.Type == Text) != (s.Text != "") || strings.Contains(s.Text, "\x00") {
		return nil, fmt.Errorf("the text of a %s is %q", s.Type, s.Text)
	}
	if len(s.Content) > 0 {
		n.Content = make([]*Node, 0, len(s.Content))
	}
	for i, c := range s.Content {
		if c == nil || !mayHold(s.Type, c.Type, i) {
			return nil, fmt.Errorf("child %d of a %s does not belong there", i, s.Type)
		}
		child, err := c.node(depth + 1)
		if err != nil {
			return nil, err
		}
		n.Content = addInline(n.Content, child)
	}
	if len(n.Content) == 0 && mustHold(s.Type) {
		return nil, fmt.Errorf("a %s is empty", s.Type)
	}
	return n, nil
}

// addInline appends a child; a text joins the text before it when both have the
// same marks, as ProseMirror itself keeps them.
func addInline(content []*Node, child *Node) []*Node {
	if last := len(content) - 1; child.Type == Text && last >= 0 && content[last].Type == Text && slices.Equal(content[last].Marks, child.Marks) {
		content[last] = &Node{Type: Text, Text: content[last].Text + child.Text, Marks: child.Marks}
		return content
	}
	return append(content, child)
}

// mayHold is the schema's content rule for one child at its place.
func mayHold(parent, child string, place int) bool {
	switch parent {
	case Doc, Blockquote, TableCell, TableHeader:
		return isBlock(child)
	case ListItem:
		return child == Paragraph || place > 0 && isBlock(child)
	case Paragraph, Heading:
		return child == Text || child == HardBreak
	case BulletList, OrderedList:
		return child == ListItem
	case Table:
		return child == TableRow
	case TableRow:
		return isCell(child)
	}
	return false
}

func isBlock(name string) bool {
	switch name {
	case Paragraph, Heading, Blockquote, BulletList, OrderedList, Table:
		return true
	}
	return false
}

func isCell(name string) bool { return name == TableCell || name == TableHeader }
func isList(name string) bool { return name == BulletList || name == OrderedList }

func mustHold(name string) bool {
	switch name {
	case Paragraph, Heading, TableRow, Text, HardBreak:
		return false
	}
	return true
}

func attributes(s *storedNode) (Attrs, error) {
	var a Attrs
	given := s.Attrs
	if given == nil {
		given = &storedAttrs{}
	}
	number := func(value *int, standard, most int) (int, error) {
		if value == nil {
			return standard, nil
		}
		if *value < 1 || *value > most {
			return 0, fmt.Errorf("a %s has the attribute %d, and %d is the most", s.Type, *value, most)
		}
		return *value, nil
	}
	var err error
	switch {
	case s.Type == Heading:
		a.Level, err = number(given.Level, standardLevel, headingLevels)
	case s.Type == OrderedList:
		a.Order, err = number(given.Order, standardNumber, highestNumber)
	case isCell(s.Type):
		if a.Colspan, err = number(given.Colspan, 1, widestCell); err != nil {
			return a, err
		}
		a.Rowspan, err = number(given.Rowspan, 1, tallestCell)
		tooWide := func(w int) bool { return w < 0 || w >= widestColumn }
		if len(given.Colwidth) > widestCell || slices.ContainsFunc(given.Colwidth, tooWide) {
			return a, fmt.Errorf("a cell has the column widths %v", given.Colwidth)
		}
		a.Colwidth = given.Colwidth
	}
	return a, err
}

var rank = map[string]int{Link: 1, Em: 2, Strong: 3}

func marks(s *storedNode) ([]Mark, error) {
	if len(s.Marks) == 0 {
		return nil, nil
	}
	if s.Type != Text && s.Type != HardBreak {
		return nil, fmt.Errorf("a %s has marks", s.Type)
	}
	list := make([]Mark, len(s.Marks))
	for i, m := range s.Marks {
		list[i] = Mark{Type: m.Type}
		switch {
		case rank[m.Type] == 0:
			return nil, fmt.Errorf("the mark %q is not known", m.Type)
		case m.Type == Link && m.Attrs.Href == nil:
			return nil, fmt.Errorf("a link leads nowhere")
		case m.Type == Link:
			list[i].Href = *m.Attrs.Href
		}
	}
	slices.SortFunc(list, func(a, b Mark) int { return rank[a.Type] - rank[b.Type] })
	for i := 1; i < len(list); i++ {
		if list[i].Type == list[i-1].Type {
			return nil, fmt.Errorf("the mark %s is there twice", list[i].Type)
		}
	}
	return list, nil
}
