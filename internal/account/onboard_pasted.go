package account

import (
	"slices"
	"strings"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/problem"
	"meridian/internal/typed"
)

// Pasted is what somebody brought to invite many: the rows, and the line that names the columns, if there is one.
type Pasted struct {
	Header string
	Rows   []PastedRow
}

// PastedRow is one person or office of it. Line counts from 1; Raw is the text that it was read from.
type PastedRow struct {
	Line                int
	Raw                 string
	Office, Name, Email string
	Kind                institution.Kind // "": not said
	Role                access.Role      // "": not said
	Head                bool
	Reason              string // why it cannot be taken; "" when nothing is wrong with it so far
}

// What can be pasted at once.
const (
	maxPasted     = 512 << 10
	maxPastedRows = 1000
)

// column is what stands in a column of pasted cells.
type column string

const (
	officeColumn column = "office"
	nameColumn   column = "name"
	emailColumn  column = "email"
	kindColumn   column = "kind"
	roleColumn   column = "role"
	headColumn   column = "head"
)

var headings = map[string]column{
	"office": officeColumn, "unit": officeColumn, "department": officeColumn, "office name": officeColumn, "organisation": officeColumn,
	"name": nameColumn, "person": nameColumn, "full name": nameColumn, "contact": nameColumn, "contact person": nameColumn,
	"email": emailColumn, "e-mail": emailColumn, "mail": emailColumn, "address": emailColumn, "e-mail address": emailColumn, "email address": emailColumn,
	"kind": kindColumn, "type": kindColumn, "role": roleColumn, "head": headColumn, "head of office": headColumn,
}

// ReadPasted reads what was pasted: cells copied from a spreadsheet (office, name, e-mail, and if there is need kind,
// role and head), with or without a line that names the columns, or a plain list of addresses. It is pure;
// whether an office exists and an address is good is asked later. Too much at once is Invalid.
func ReadPasted(text string) (Pasted, error) {
	if len(text) > maxPasted {
		return Pasted{}, tooMuch()
	}
	text = strings.TrimPrefix(strings.ToValidUTF8(text, "\uFFFD"), "\uFEFF")
	text = typed.Lines(text)
	between := delimiter(text)
	var p Pasted
	var columns []column
	first := true
	for n, line := range strings.Split(text, "\n") {
		if strings.Trim(line, " \t,;") == "" {
			continue
		}
		cells := splitCells(line, between)
		if first {
			first = false
			if columns = headerOf(cells); columns != nil {
				p.Header = line
				continue
			}
		}
		for _, row := range readLine(line, cells, columns) {
			row.Line = n + 1
			if p.Rows = append(p.Rows, row); len(p.Rows) > maxPastedRows {
				return Pasted{}, tooMuch()
			}
		}
	}
	if columns == nil && listOfAddresses(p.Rows) {
		for n := range p.Rows {
			if p.Rows[n].lone() {
				p.Rows[n].Reason = noAddress
			}
		}
	}
	return p, nil
}

// listOfAddresses tells whether there are addresses, and no office beside any of them.
func listOfAddresses(rows []PastedRow) bool {
	addressed := func(r PastedRow) bool { return r.Email != "" }
	return slices.ContainsFunc(rows, addressed) && !slices.ContainsFunc(rows, func(r PastedRow) bool { return addressed(r) && r.Office != "" })
}

func tooMuch() error {
	return problem.At("pasted", "This is more than 1,000 people at once. Please divide the list and bring the parts one after the other.")
}

// delimiter is what stands between the cells: spreadsheets put tabs on the clipboard, files have semicolons or commas.
func delimiter(text string) rune {
	for _, d := range []rune{'\t', ';'} {
		if strings.ContainsRune(text, d) {
			return d
		}
	}
	return ','
}

// splitCells parts a line, but not within quotation marks that begin a cell; the cells come back trimmed.
func splitCells(line string, between rune) []string {
	var cells []string
	var cell strings.Builder
	quoted := false
	for _, r := range line {
		switch {
		case r == '"' && (quoted || strings.TrimSpace(cell.String()) == ""):
			quoted = !quoted
		case r == between && !quoted:
			cells = append(cells, tidyCell(cell.String()))
			cell.Reset()
		default:
			cell.WriteRune(r)
		}
	}
	if quoted { // a quotation mark that nothing closes is only a mark
		cells = nil
		for _, part := range strings.Split(line, string(between)) {
			cells = append(cells, tidyCell(strings.ReplaceAll(part, `"`, "")))
		}
		return cells
	}
	return append(cells, tidyCell(cell.String()))
}

// tidyCell leaves out blanks around a cell and the marks that cannot be seen.
func tidyCell(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u200B', '\u200E', '\u200F', '\u00AD', '\uFEFF':
			return -1
		case '\u00A0', '\t':
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// headerOf reads the line that names the columns; nil when the line is none.
func headerOf(cells []string) []column {
	columns := make([]column, len(cells))
	known := 0
	for n, cell := range cells {
		c, ok := headings[strings.ToLower(cell)]
		if ok && !slices.Contains(columns, c) {
			columns[n] = c
			known++
		} else if strings.Contains(cell, "@") {
			return nil
		}
	}
	if known == 0 || known == 1 && len(cells) > 1 || !slices.Contains(columns, emailColumn) && !slices.Contains(columns, officeColumn) {
		return nil
	}
	return columns
}
