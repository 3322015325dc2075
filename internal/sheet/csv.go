package sheet

import (
	"bufio"
	"io"
	"strings"
)

// WriteCSV writes a table as UTF-8 with a byte order mark, by which Excel tells
// the encoding, and otherwise as RFC 4180 says. Text that a spreadsheet would
// take for a formula gets an apostrophe in front, which Read takes off again.
// A row of no text at all is written, but Read skips it.
func WriteCSV(w io.Writer, header []string, rows [][]string) error {
	b := bufio.NewWriter(w)
	b.WriteString("\uFEFF") // bufio keeps the first error for Flush
	writeRecord(b, header)
	for _, row := range rows {
		writeRecord(b, row)
	}
	return b.Flush()
}

func writeRecord(b *bufio.Writer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		cell = guard(clean(cell))
		// Semicolon and tab are quoted for programs that part cells by them; so
		// are blanks at the ends, which some programs trim.
		if !strings.ContainsAny(cell, ",;\t\"\r\n") && cell == strings.TrimSpace(cell) {
			b.WriteString(cell)
			continue
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(cell, `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteString("\r\n")
}
