package richtext

import (
	"testing"

	"pgregory.net/rapid"
)

// anyDocument draws documents that keep the schema; with sayable, only those
// that the markup can say.
func anyDocument(t *rapid.T, sayable bool) *Node {
	return &Node{Type: Doc, Content: anyBlocks(t, 1, 5, sayable)}
}

func anyBlocks(t *rapid.T, depth, most int, sayable bool) []*Node {
	list := make([]*Node, rapid.IntRange(1, most).Draw(t, "blocks"))
	for i := range list {
		list[i] = anyBlock(t, depth, sayable)
	}
	return list
}

func anyBlock(t *rapid.T, depth int, sayable bool) *Node {
	kinds := []string{Paragraph, Paragraph, Heading}
	if depth < 5 {
		kinds = append(kinds, Blockquote, BulletList, OrderedList, Table)
	}
	n := &Node{Type: rapid.SampledFrom(kinds).Draw(t, "kind")}
	switch n.Type {
	case Paragraph:
		n.Content = anyInline(t)
	case Heading:
		n.Attrs.Level = rapid.IntRange(1, 3).Draw(t, "level")
		n.Content = anyInline(t)
	case Blockquote:
		n.Content = anyBlocks(t, depth+1, 3, sayable)
	case Table:
		for range rapid.IntRange(1, 3).Draw(t, "rows") {
			row := &Node{Type: TableRow}
			for range rapid.IntRange(0, 3).Draw(t, "cells") {
				row.Content = append(row.Content, anyCell(t, depth, sayable))
			}
			n.Content = append(n.Content, row)
		}
	default:
		if n.Type == OrderedList {
			n.Attrs.Order = rapid.SampledFrom([]int{1, 1, 2, 99, highestNumber}).Draw(t, "order")
		}
		for range rapid.IntRange(1, 3).Draw(t, "items") {
			item := &Node{Type: ListItem, Content: []*Node{{Type: Paragraph, Content: anyInline(t)}}}
			if rapid.Bool().Draw(t, "more") {
				item.Content = append(item.Content, anyBlocks(t, depth+2, 2, sayable)...)
			}
			n.Content = append(n.Content, item)
		}
	}
	return n
}

func anyCell(t *rapid.T, depth int, sayable bool) *Node {
	cell := &Node{Type: rapid.SampledFrom([]string{TableCell, TableHeader}).Draw(t, "cell"), Attrs: Attrs{Colspan: 1, Rowspan: 1}}
	if sayable {
		cell.Content = []*Node{{Type: Paragraph, Content: anyInline(t)}}
		return cell
	}
	cell.Attrs.Colspan = rapid.IntRange(1, 3).Draw(t, "colspan")
	cell.Attrs.Rowspan = rapid.IntRange(1, 3).Draw(t, "rowspan")
	if rapid.Bool().Draw(t, "width") {
		cell.Attrs.Colwidth = []int{0, 120}
	}
	cell.Content = anyBlocks(t, depth+3, 2, sayable)
	return cell
}

// The pieces are what markup, HTML or positions could trip over.
var pieces = []string{
	"word", "the", " ", "  ", "plan", "*", "**", "***", "****", "[", "]", "](", "](https://example.org)", "(", ")", "\\", "|", "#", "# ", "- ", "-", "* ", "1. ", "1) ",
	"> ", "---", ":--", "<br>", "<", "&", "&#32;", "\n", "\t", "\r", "\u00a0", "\u2028", "اردو", "学生", "🙂", "👩‍🎓", "é", "e\u0301", "'", "\"", "don't", "2030", ".", ",", "•", "!",
}

func anyInline(t *rapid.T) []*Node {
	var list []*Node
	for range rapid.IntRange(0, 5).Draw(t, "inline") {
		href := rapid.SampledFrom([]string{"", "", "", "https://example.org/a_(b)", "#x", "/a b|c[d]&#32;\\"[:10], "mailto:a@b.example"}).Draw(t, "href")
		marks := markList(href, rapid.Bool().Draw(t, "em"), rapid.Bool().Draw(t, "strong"))
		if rapid.IntRange(0, 5).Draw(t, "break") == 0 {
			list = append(list, &Node{Type: HardBreak, Marks: marks})
			continue
		}
		text := ""
		for range rapid.IntRange(1, 4).Draw(t, "pieces") {
			text += rapid.SampledFrom(pieces).Draw(t, "piece")
		}
		list = addInline(list, &Node{Type: Text, Text: text, Marks: marks})
	}
	return list
}

func mustParse(t testing.TB, json string) *Node {
	t.Helper()
	n, err := Parse([]byte(json))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func fromMarkup(t testing.TB, s string) *Node {
	t.Helper()
	n, err := FromMarkup(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
