package richtext

import (
	"slices"
	"strings"
)

func readTable(lines []string) (*Node, int) {
	table := &Node{Type: Table}
	used := 0
	for ; used < len(lines) && strings.HasPrefix(trim(lines[used]), "|"); used++ {
		cells := rowCells(trim(lines[used])[1:])
		if used == 1 && len(cells) > 0 && !slices.ContainsFunc(cells, func(c string) bool { return !isDashes(trim(c)) }) {
			for _, c := range table.Content[0].Content {
				c.Type = TableHeader
			}
			continue
		}
		row := &Node{Type: TableRow}
		for _, c := range cells {
			kind := TableCell
			if rest, header := strings.CutPrefix(c, "#"); header {
				kind, c = TableHeader, rest
			}
			p := &Node{Type: Paragraph, Content: readInline(trim(c), true)}
			row.Content = append(row.Content, &Node{Type: kind, Attrs: Attrs{Colspan: 1, Rowspan: 1}, Content: []*Node{p}})
		}
		table.Content = append(table.Content, row)
	}
	return table, used
}

// rowCells cuts a row at its bars. Nothing after the last bar is no cell.
func rowCells(s string) []string {
	var cells []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, s[start:i])
			start = i + 1
		}
	}
	if trim(s[start:]) != "" {
		cells = append(cells, s[start:])
	}
	return cells
}

// isDashes says whether a cell is that of the line below headers.
func isDashes(cell string) bool {
	cell = strings.TrimSuffix(strings.TrimPrefix(cell, ":"), ":")
	return cell != "" && strings.Trim(cell, "-") == ""
}
