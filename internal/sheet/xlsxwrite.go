package sheet

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Widths of columns in characters, between which the longest line of a column decides.
const (
	minWidth = 10
	maxWidth = 60
)

// Sheet is one table of a workbook.
type Sheet struct {
	Name    string
	Header  []string
	Rows    [][]string
	Numbers []int // columns, from 0, whose cells are written as numbers where they are some
}

// WriteXLSX writes a table as an Excel workbook of one sheet: the header bold
// and always in sight, every cell text. A text cell cannot become a formula, so
// nothing is put in front of “=”; an apostrophe before a formula character is
// doubled, because Read takes one off.
//
// A text longer than a cell of Excel can hold gives a *Problem rather than a
// file that lacks its end.
func WriteXLSX(w io.Writer, sheetName string, header []string, rows [][]string) error {
	return WriteWorkbook(w, Sheet{Name: sheetName, Header: header, Rows: rows})
}

// WriteWorkbook writes tables as the sheets of one Excel workbook, each as
// WriteXLSX does. Sheets whose names are alike for Excel get numbers.
func WriteWorkbook(w io.Writer, sheets ...Sheet) error {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // there is no file behind it
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err != nil {
		return fmt.Errorf("making the style of the header: %w", err)
	}
	// The number format 49 is “Text”: a cell that is edited stays text.
	plain, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err != nil {
		return fmt.Errorf("making the style of the cells: %w", err)
	}
	number, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return fmt.Errorf("making the style of the numbers: %w", err)
	}
	taken := map[string]bool{}
	for i, x := range sheets {
		name := freeName(safeSheetName(x.Name), taken)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return fmt.Errorf("naming the sheet: %w", err)
		}
		if err := x.write(f, name, bold, plain, number); err != nil {
			return err
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

// freeName is a name that no sheet before has, and marks it as taken.
func freeName(name string, taken map[string]bool) string {
	free := name
	for n := 2; taken[strings.ToLower(free)]; n++ {
		end := " " + strconv.Itoa(n)
		free = name
		for len(utf16.Encode([]rune(free+end))) > excelize.MaxSheetNameLength {
			_, last := utf8.DecodeLastRuneInString(free)
			free = free[:len(free)-last]
		}
		free += end
	}
	taken[strings.ToLower(free)] = true
	return free
}

func (x Sheet) write(f *excelize.File, name string, bold, plain, number int) error {
	s, err := f.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("starting the sheet: %w", err)
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("freezing the header: %w", err)
	}
	for i, width := range widths(x.Header, x.Rows) {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return fmt.Errorf("setting the width of a column: %w", err)
		}
	}
	for i, row := range append([][]string{x.Header}, x.Rows...) {
		style := plain
		if i == 0 {
			style = bold
		}
		cells, err := textCells(row, i+1, style)
		if err != nil {
			return err
		}
		for _, c := range x.Numbers {
			if i == 0 || c >= len(row) {
				continue
			}
			if n, err := strconv.ParseFloat(row[c], 64); err == nil && !math.IsNaN(n) && !math.IsInf(n, 0) {
				cells[c] = excelize.Cell{StyleID: number, Value: n}
			}
		}
		if err := s.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return fmt.Errorf("writing row %d: %w", i+1, err)
		}
	}
	if err := s.Flush(); err != nil {
		return fmt.Errorf("finishing the sheet: %w", err)
	}
	return nil
}

func textCells(row []string, line, style int) ([]any, error) {
	cells := make([]any, len(row))
	for i, text := range row {
		text = clean(text)
		if strings.HasPrefix(text, "'") {
			text = guard(text)
		}
		if len(text) > excelize.TotalCellChars && len(utf16.Encode([]rune(text))) > excelize.TotalCellChars {
			return nil, problemOn(line, "Row %s has a text in column %s that is longer than a cell of Excel can hold (%s characters). Take the table as a CSV file instead.", column(i), count(excelize.TotalCellChars))
		}
		if text == "" {
			continue
		}
		cells[i] = excelize.Cell{StyleID: style, Value: text}
	}
	return cells, nil
}

func widths(header []string, rows [][]string) []float64 {
	all := make([]float64, len(header))
	for _, row := range append([][]string{header}, rows...) {
		for i, text := range row[:min(len(row), len(all))] {
			for line := range strings.Lines(text) {
				all[i] = max(all[i], float64(utf8.RuneCountInString(line)+2))
			}
		}
	}
	for i := range all {
		all[i] = min(max(all[i], minWidth), maxWidth)
	}
	return all
}

// safeSheetName makes a name that Excel accepts: no longer than 31 UTF-16
// units, without the characters of references, not empty.
func safeSheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r < 0x20 {
			return ' '
		}
		return r
	}, clean(name))
	name = strings.Join(strings.Fields(name), " ")
	for len(utf16.Encode([]rune(name))) > excelize.MaxSheetNameLength {
		_, last := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-last]
	}
	name = strings.Trim(name, "' ")
	if name == "" || strings.EqualFold(name, "history") { // Excel keeps that name for itself
		return "Table"
	}
	return name
}
