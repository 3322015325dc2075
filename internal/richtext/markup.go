package richtext

import (
	"strconv"
	"strings"
)

// Markup writes a document in the simple markup in which a section is written
// where no editor runs:
//
//	# Heading            levels 1 to 3
//	A paragraph; a blank line parts it from the next. A line that ends in \
//	goes on in a new line of the same paragraph.
//	- item               1. item        (what belongs to an item is indented)
//	> quotation
//	**bold**  *italic*  [words](https://example.org)
//	| Goal | By   |
//	| ---- | ---- |      the row above holds headers; |# a header elsewhere
//	| Grow | 2030 |      <br> is a new line within a cell
//
// A backslash takes its meaning from the sign after it, &#32; is the character
// of that number, a line of one backslash is an empty paragraph. Two lists in a
// row use different bullets. FromMarkup reads all of it back, except that merged
// cells, column widths and anything but one paragraph in a cell cannot be said:
// such cells are written as lines of text, and Rewrite keeps them while they are
// not touched.
func Markup(n *Node) string {
	if len(n.Content) == 1 && n.Content[0].Type == Paragraph && len(n.Content[0].Content) == 0 {
		return ""
	}
	return strings.Join(blockLines(n.Content), "\n")
}

// blockLines writes blocks with a blank line between them.
func blockLines(list []*Node) []string {
	var lines []string
	other := false // whether the list before used the first kind of bullet
	for i, n := range list {
		if i > 0 {
			lines = append(lines, "")
		}
		other = isList(n.Type) && i > 0 && list[i-1].Type == n.Type && !other
		lines = append(lines, linesOf(n, other)...)
	}
	return lines
}

func linesOf(n *Node, other bool) []string {
	switch n.Type {
	case Heading:
		text := inlineMarkup(n.Content, false)
		if len(n.Content) == 0 {
			return []string{strings.Repeat("#", n.Attrs.Level)}
		}
		return strings.Split(strings.Repeat("#", n.Attrs.Level)+" "+text, "\n")
	case Blockquote:
		return prefixed(blockLines(n.Content), "> ", "> ")
	case BulletList, OrderedList:
		return listLines(n, other)
	case Table:
		return tableLines(n)
	}
	if len(n.Content) == 0 {
		return []string{`\`}
	}
	return strings.Split(guardStart(inlineMarkup(n.Content, false)), "\n")
}

func listLines(n *Node, other bool) []string {
	var lines []string
	for i, item := range n.Content {
		marker := "- "
		if other {
			marker = "* "
		}
		if n.Type == OrderedList {
			marker = strconv.Itoa(n.Attrs.Order+i) + ". "
			if other {
				marker = strconv.Itoa(n.Attrs.Order+i) + ") "
			}
		}
		inner := blockLines(item.Content)
		// A list right below the item's own words reads better without a blank
		// line; one that does not begin with 1 needs it.
		if c := item.Content; len(c) > 1 && endsInText(c[0]) && (c[1].Type == BulletList || c[1].Type == OrderedList && c[1].Attrs.Order == 1) {
			inner = append(linesOf(c[0], false), blockLines(c[1:])...)
		}
		lines = append(lines, prefixed(inner, marker, strings.Repeat(" ", len(marker)))...)
	}
	return lines
}

func prefixed(lines []string, first, others string) []string {
	list := make([]string, len(lines))
	for i, l := range lines {
		prefix := others
		if i == 0 {
			prefix = first
		}
		list[i] = prefix + l
		if l == "" {
			list[i] = strings.TrimRight(prefix, " ")
		}
	}
	return list
}

func tableLines(n *Node) []string {
	var lines []string
	for i, row := range n.Content {
		head := i == 0 && isHeadMarkup(row)
		line := "|"
		for _, cell := range row.Content {
			if cell.Type == TableHeader && !head {
				line += "#"
			}
			if text := cellMarkup(cell); text != "" {
				line += " " + text
			}
			line += " |"
		}
		lines = append(lines, line)
		if head {
			lines = append(lines, "|"+strings.Repeat(" --- |", len(row.Content)))
		}
	}
	return lines
}

func isHeadMarkup(row *Node) bool {
	for _, c := range row.Content {
		if c.Type != TableHeader {
			return false
		}
	}
	return len(row.Content) > 0
}

// cellMarkup is what can be said of a cell: its paragraphs, as lines.
func cellMarkup(cell *Node) string {
	var lines []string
	cell.blocks(func(n *Node) { lines = append(lines, inlineMarkup(n.Content, true)) })
	text := strings.Join(lines, "<br>")
	if isDashes(text) || strings.HasPrefix(text, "#") {
		text = `\` + text
	}
	return text
}

// guardStart keeps a paragraph from being read as something else by its first
// signs.
func guardStart(s string) string {
	switch {
	case s == "":
		return s
	case headingMark(s) > 0, strings.HasPrefix(s, ">"), strings.HasPrefix(s, "|"):
		return `\` + s
	}
	if m, ok := itemMark(s); ok {
		return s[:m.sign] + `\` + s[m.sign:]
	}
	return s
}

// endsInText says whether the next line cannot be taken for a part of this block.
func endsInText(n *Node) bool {
	return len(n.Content) > 0 && n.Content[len(n.Content)-1].Type == Text
}
