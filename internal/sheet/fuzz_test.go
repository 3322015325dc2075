package sheet_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"meridian/internal/sheet"
)

// FuzzRead holds Read to its promises for any file: no panic, a Table within
// the limits or a Problem in a whole sentence.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "a,b\n1,2\n", "sep=;\na;b\n\"1\n\"\"\";2", "a\tb\n\"x\" y\t5\"\n", "\ufeffa\n'=1", utf16le("a\tb\r\n1\t2"), "%PDF-", "a,b\nZo\xeb,1",
		workbook(f, sheet1, cellsXML([]string{"a", "b"}, []string{"1", "2"})),
		workbook(f, sheet1, `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2" s="1"><v>45000</v></c></row></sheetData></worksheet>`,
			"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`),
	} {
		f.Add([]byte(s))
	}
	var file bytes.Buffer
	if err := sheet.WriteXLSX(&file, "x", []string{"a"}, [][]string{{"=1"}}); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		l := sheet.Limits{MaxBytes: 1 << 20, MaxRows: 20, MaxCell: 100}
		table, err := sheet.Read(bytes.NewReader(data), l)
		if err != nil {
			var p *sheet.Problem
			if !errors.As(err, &p) || !strings.HasSuffix(p.Error(), ".") || strings.Contains(p.Error(), "%!") {
				t.Fatalf("not a Problem for people: %v", err)
			}
			return
		}
		if len(table.Header) == 0 || len(table.Rows) > l.MaxRows {
			t.Fatalf("beyond the limits: %d columns, %d rows", len(table.Header), len(table.Rows))
		}
		line := 0
		for _, row := range table.Rows {
			if row.Line <= line {
				t.Fatalf("line %d after line %d", row.Line, line)
			}
			line = row.Line
			if len(row.Cells) > len(table.Header) {
				t.Fatalf("%d cells under %d headings", len(row.Cells), len(table.Header))
			}
		}
	})
}

// FuzzNumberFormat holds the reading of foreign styles to the same promise;
// inside a ZIP a fuzzer would hardly reach them.
func FuzzNumberFormat(f *testing.F) {
	f.Add("yyyy-mm-dd", "45000.5", 1)
	f.Add(`[$€-407] #,##0.00;[Red]-0`, "-1.5e300", 1)
	f.Fuzz(func(t *testing.T, format, value string, style int) {
		esc := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace
		data := workbook(t, sheet1, `<worksheet><sheetData><row><c t="str"><v>a</v></c></row><row><c s="1"><v>`+esc(value)+`</v></c></row></sheetData></worksheet>`,
			"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="170" formatCode="`+esc(format)+`"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs></styleSheet>`)
		_, err := sheet.Read(strings.NewReader(data), sheet.Limits{})
		var p *sheet.Problem
		if err != nil && !errors.As(err, &p) {
			t.Fatal(err)
		}
	})
}

// FuzzRoundTrip writes any two texts and reads them again.
func FuzzRoundTrip(f *testing.F) {
	f.Add("=1+1", "a\r\nb\"c", "'")
	f.Add("'=x", "_x0041_", "\t")
	f.Add("\ufeff", "sep=;", "\x00\xff")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if len(a) > 5_000 || len(b) > 5_000 || len(c) > 5_000 {
			t.Skip("beyond the limits")
		}
		roundTrip(t, [][]string{{carried(a), carried(b), carried(c)}, {carried(c), "x", ""}})
	})
}
