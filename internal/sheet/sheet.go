// Package sheet reads and writes the tables that people bring from and take to
// a spreadsheet: CSV, TSV and Excel workbooks.
//
// What people bring is not trusted. A workbook is a ZIP of XML: the reader
// counts the bytes that it really unpacks, bounds every structure that it
// builds, evaluates no formula and looks at no macro, picture or link.
//
// Cells come back exactly as they stand in the file, line ends and surrounding
// blanks included; whoever stores a text decides how to tidy it.
package sheet

import (
	"bytes"
	"fmt"
	"io"
)

// The values of Table.Kind.
const (
	KindCSV  = "csv"
	KindTSV  = "tsv"
	KindXLSX = "xlsx"
)

// Row is one record under the header.
type Row struct {
	// Line is where the record starts in the file: the physical line of a text
	// file, the row number of a workbook. The header stands on line 1 unless
	// blank lines precede it.
	Line int
	// Cells maps the names of Table.Header to the text of the cell. A cell
	// that the file left out is absent and hence reads as "".
	Cells map[string]string
}

// Table is a file that has been read.
type Table struct {
	// Header holds the names of the columns in the order of the file, trimmed
	// and in lower case: the keys of Row.Cells. Columns without a heading are
	// left out; they hold no text.
	Header []string
	// Rows holds the records that have any text, in the order of the file.
	Rows []Row
	// Kind tells how the file was written: KindCSV, KindTSV or KindXLSX.
	Kind string
}

// Limits bounds what Read accepts. A field that is zero or less takes the
// value of DefaultLimits, so that no caller reads without bounds by omission.
type Limits struct {
	MaxBytes int64 // of the file as it was sent
	MaxRows  int   // records under the header that have any text
	MaxCell  int   // characters of one cell
}

// DefaultLimits suits a table that a person has typed.
var DefaultLimits = Limits{MaxBytes: 5 << 20, MaxRows: 2_000, MaxCell: 20_000}

// maxColumns bounds the header. It is far above any table this package is for
// and keeps rows × columns small.
const maxColumns = 256

func (l Limits) orDefault() Limits {
	if l.MaxBytes <= 0 {
		l.MaxBytes = DefaultLimits.MaxBytes
	}
	if l.MaxRows <= 0 {
		l.MaxRows = DefaultLimits.MaxRows
	}
	if l.MaxCell <= 0 {
		l.MaxCell = DefaultLimits.MaxCell
	}
	return l
}

// Read reads a table and finds out by itself how the file is written.
//
// A file that cannot be used gives a *Problem, whose sentence is meant for the
// person who chose the file. Any other error comes from r.
func Read(r io.Reader, l Limits) (Table, error) {
	l = l.orDefault()
	data, err := io.ReadAll(io.LimitReader(r, l.MaxBytes+1))
	if err != nil {
		return Table{}, fmt.Errorf("reading the file: %w", err)
	}
	if int64(len(data)) > l.MaxBytes {
		return Table{}, problem("The file is larger than %s. Divide the table into several files and bring them one after the other.", size(l.MaxBytes))
	}
	if len(data) == 0 {
		return Table{}, problem("The file is empty. Check that the table was saved, then choose the file again.")
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")) {
		return readXLSX(data, l)
	}
	if err := recogniseForeign(data); err != nil {
		return Table{}, err
	}
	text, err := decode(data)
	if err != nil {
		return Table{}, err
	}
	return readDelimited(text, l)
}
