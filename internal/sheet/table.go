package sheet

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxText bounds the text of all cells together: a workbook can say one long text many times over.
const maxText = 8 << 20

// builder makes a Table of the records that a reader hands it, and holds all
// the rules that do not depend on how the file is written.
type builder struct {
	limits Limits
	names  []string // of the columns as they stand, "" where there is no heading
	table  Table
	bytes  int // of all cells taken
}

// add takes a record that starts on the given line. The first that has any text
// is the header; those that have none are skipped.
func (b *builder) add(line int, cells []string) error {
	for i := range cells {
		cells[i] = unguard(cells[i])
	}
	if blank(cells) {
		return nil
	}
	if b.names == nil {
		return b.header(line, cells)
	}
	if len(b.table.Rows) >= b.limits.MaxRows {
		return &Problem{Line: line, Text: "The file has more than %s rows; divide the table into several files and bring them one after the other.", Args: []any{count(b.limits.MaxRows)}}
	}
	row := Row{Line: line, Cells: make(map[string]string, len(b.table.Header))}
	for i, cell := range cells {
		if len(cell) > b.limits.MaxCell && utf8.RuneCountInString(cell) > b.limits.MaxCell {
			return problemOn(line, "Line %s has a cell of more than %s characters in column %s. Shorten the text, then bring the file again.", count(b.limits.MaxCell), column(i))
		}
		if b.bytes += len(cell); b.bytes > maxText {
			return &Problem{Line: line, Text: "The file holds more than %s of text; divide the table into several files and bring them one after the other.", Args: []any{size(maxText)}}
		}
		if i < len(b.names) && b.names[i] != "" {
			row.Cells[b.names[i]] = cell
		} else if strings.TrimSpace(cell) != "" {
			return problemOn(line, "Line %s has text in column %s, which has no heading. Give the column a heading or remove the text; in a CSV file, put quotation marks around text that holds the delimiter.", column(i))
		}
	}
	b.table.Rows = append(b.table.Rows, row)
	return nil
}

func (b *builder) header(line int, cells []string) error {
	b.names = make([]string, len(cells))
	for i, cell := range cells {
		name := heading(cell)
		if name == "" {
			continue
		}
		if utf8.RuneCountInString(name) > b.limits.MaxCell {
			return problemOn(line, "Line %s should hold the headings of the columns, but the one in column %s is too long. Put short headings in the first line.", column(i))
		}
		if first := slices.Index(b.names, name); first >= 0 {
			return problemOn(line, "Line %s has the heading “%s” twice, in columns %s and %s. Rename or remove one of them.", name, column(first), column(i))
		}
		b.names[i] = name
		b.table.Header = append(b.table.Header, name)
	}
	if len(b.table.Header) == 0 {
		return errNoHeader()
	}
	return nil
}

func (b *builder) finish() (Table, error) {
	if b.names == nil {
		return Table{}, errNoHeader()
	}
	return b.table, nil
}

func errNoHeader() error {
	return problem("The file has no header: its first line should name the columns. Add a line with the headings above the table, then bring the file again.")
}

// heading reduces what people type over a column to the name that is meant:
// trimmed of blanks, invisible marks, quotation marks and stray delimiters, on
// one line, lower case.
func heading(cell string) string {
	name := strings.ToLower(strings.ToValidUTF8(cell, ""))
	name = strings.Map(func(r rune) rune {
		switch r {
		case '\uFEFF', '\u200B', '\u200E', '\u200F', '\u00AD':
			return -1
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	for {
		trimmed := strings.TrimSpace(strings.Trim(name, "\"'“”„‘’«»`,;"))
		if trimmed == name {
			return name
		}
		name = trimmed
	}
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// column gives the letters by which a spreadsheet names a column, counted from 0.
func column(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
