package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// The size of the grid of a spreadsheet.
const (
	gridRows    = 1_048_576
	gridColumns = 16_384
)

// grid is the part of a sheet that has text.
type grid struct {
	rows    []gridRow
	numbers []number
}

type gridRow struct {
	number int
	cells  []string
}

// number is a cell of the grid whose text depends on its format.
type number struct {
	row, column int // indices of grid.rows and gridRow.cells
	raw         string
	style       int
}

// gridReader reads the rows of a sheet; the fields follow the element it is in.
type gridReader struct {
	grid
	shared []string
	limits Limits

	row    gridRow
	column int // of the cell, counted from 0
	kind   string
	style  int
	inline richText
	value  richText
}

// readGrid reads rows until the sheet ends or the limit of rows is passed, so
// that the caller sees there are too many. Formulas count with the value that
// was last computed.
func readGrid(sheet []byte, shared []string, l Limits) (grid, error) {
	r := gridReader{shared: shared, limits: l}
	r.inline.max, r.value.max = maxCellBytes(l), maxCellBytes(l)
	err := walk(sheet, walker{start: r.start, text: r.text, end: r.end})
	return r.grid, err
}

func (r *gridReader) start(name string, attrs []xml.Attr) error {
	switch name {
	case "row":
		return r.startRow(attr(attrs, "r"))
	case "c":
		return r.startCell(attrs)
	case "v":
		r.value.inText = true
	default:
		r.inline.start(name)
	}
	return nil
}

func (r *gridReader) text(data []byte) error {
	if r.value.inText {
		r.value.write(data)
	} else {
		r.inline.text(data)
	}
	return nil
}

func (r *gridReader) end(name string) error {
	switch name {
	case "sheetData":
		return errStop
	case "row":
		return r.endRow()
	case "c":
		return r.endCell()
	case "v":
		r.value.inText = false
	default:
		r.inline.end(name)
	}
	return nil
}

func (r *gridReader) startRow(ref string) error {
	last := r.row.number
	r.row = gridRow{number: last + 1}
	r.column = -1
	if ref != "" {
		n, err := strconv.Atoi(ref)
		if err != nil {
			return errDamaged()
		}
		r.row.number = n
	}
	if r.row.number <= last || r.row.number > gridRows {
		return errDamaged()
	}
	return nil
}

func (r *gridReader) startCell(attrs []xml.Attr) error {
	last := r.column
	r.column++
	if ref := attr(attrs, "r"); ref != "" {
		r.column = columnIndex(ref)
	}
	if r.column <= last || r.column >= gridColumns {
		return errDamaged()
	}
	r.kind = attr(attrs, "t")
	r.style, _ = strconv.Atoi(attr(attrs, "s"))
	r.inline.take()
	r.value.take()
	return nil
}

// columnIndex reads the letters of a reference such as “AB12”, counted from 0;
// -1 if there are none.
func columnIndex(ref string) int {
	n := 0
	for _, c := range []byte(ref) {
		if c < 'A' || c > 'Z' || n > gridColumns {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

func (r *gridReader) endCell() error {
	value, inline := r.value.take(), r.inline.take()
	text := ""
	switch r.kind {
	case "s":
		if value == "" {
			break
		}
		i, err := strconv.Atoi(value)
		if err != nil || i < 0 || i >= len(r.shared) {
			return errDamaged()
		}
		text = r.shared[i]
	case "inlineStr":
		text = inline
	case "b":
		switch value {
		case "1", "true":
			text = "TRUE"
		case "0", "false":
			text = "FALSE"
		}
	case "str", "e", "d":
		text = value
	default:
		text = strings.TrimSpace(value)
	}
	if text == "" {
		return nil
	}
	if r.column >= maxColumns {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		return problemOn(r.row.number, "Line %s has more than %s columns. Check that the file is a table and remove the columns that are not needed.", count(maxColumns))
	}
	for len(r.row.cells) <= r.column {
		r.row.cells = append(r.row.cells, "")
	}
	r.row.cells[r.column] = text
	if r.kind == "" || r.kind == "n" {
		if f, err := strconv.ParseFloat(text, 64); err == nil && len(text) <= 32 {
			r.numbers = append(r.numbers, number{len(r.rows), r.column, strconv.FormatFloat(f, 'g', -1, 64), r.style})
		}
	}
	return nil
}

// endRow keeps a row that has text. Rows without are dropped here, since a
// sheet may have a million that are merely coloured.
func (r *gridReader) endRow() error {
	row := r.row
	if blank(row.cells) {
		for len(r.numbers) > 0 && r.numbers[len(r.numbers)-1].row == len(r.rows) {
			r.numbers = r.numbers[:len(r.numbers)-1]
		}
		return nil
	}
	r.rows = append(r.rows, row)
	if len(r.rows) > r.limits.MaxRows+1 { // the header is one of them
		return errStop
	}
	return nil
}
