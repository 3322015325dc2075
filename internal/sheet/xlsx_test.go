package sheet_test

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"meridian/internal/sheet"
)

func TestReadXLSX(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // a test
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	date, err := f.NewStyle(&excelize.Style{CustomNumFmt: ptr("yyyy-mm-dd")})
	must(err)
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 9})
	must(err)
	_, err = f.NewSheet("Data")
	must(err)
	must(f.SetSheetRow("Data", "A2", &[]any{"\ufeffText ", "WHEN", nil, "Share", "ok"}))
	must(f.SetSheetRow("Data", "A5", &[]any{"Zoë\n=x", time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC), nil, 0.25, true}))
	must(f.SetCellRichText("Data", "A6", []excelize.RichTextRun{{Text: "'=bold "}, {Text: "text", Font: &excelize.Font{Bold: true}}}))
	must(f.SetCellFloat("Data", "B6", 0.1, -1, 64))
	must(f.SetCellFormula("Data", "D6", "1+1"))
	must(f.SetCellStyle("Data", "B5", "B5", date))
	must(f.SetCellStyle("Data", "D5", "D5", percent))
	var file bytes.Buffer
	must(f.Write(&file))
	got, err := sheet.Read(&file, sheet.Limits{})
	must(err)
	want := sheet.Table{Kind: "xlsx", Header: []string{"text", "when", "share", "ok"}, Rows: []sheet.Row{
		{Line: 5, Cells: cells{"text": "Zoë\n=x", "when": "2026-02-03", "share": "25%", "ok": "TRUE"}},
		{Line: 6, Cells: cells{"text": "=bold text", "when": "0.1"}},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func ptr[T any](v T) *T { return &v }

func TestReadXLSXByHand(t *testing.T) {
	tests := []struct {
		name  string
		parts []string
		want  cells // of the only row
	}{
		{"macros and bombs that nobody asks for", []string{sheet1, cellsXML([]string{"a"}, []string{"x"}),
			"xl/vbaProject.bin", "\xd0\xcf\x11\xe0", "xl/media/image1.png", strings.Repeat("\x00", 60<<20)}, cells{"a": "x"}},
		{"first sheet hidden", []string{"xl/workbook.xml", `<workbook><sheets><sheet id="r1" state="veryHidden"/><sheet id="r2"/></sheets></workbook>`,
			sheet1, cellsXML([]string{"no"}, []string{"no"}), "xl/worksheets/sheet2.xml", cellsXML([]string{"b"}, []string{"y"})}, cells{"b": "y"}},
		{"first sheet blank", []string{sheet1, cellsXML([]string{" "}), "xl/worksheets/sheet2.xml", cellsXML([]string{"b"}, []string{"y"})}, cells{"b": "y"}},
		{"phonetic guide", []string{"xl/sharedStrings.xml", `<sst><si><t>a</t></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si></sst>`,
			sheet1, `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>`}, cells{"a": "東京"}},
		{"escapes", []string{sheet1, cellsXML([]string{"a"}, []string{"1_x000D_2_xD83D__xDE42__x_x005F_x0041_"})}, cells{"a": "1\r2🙂_x_x0041_"}},
		{"1904 dates", []string{"xl/workbook.xml", `<workbook><workbookPr date1904="1"/><sheets><sheet id="r1"/></sheets></workbook>`,
			"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy\-mm\-dd"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs></styleSheet>`,
			sheet1, `<worksheet><sheetData><row><c t="str"><v>a</v></c></row><row><c s="1"><v>44000</v></c></row></sheetData></worksheet>`}, cells{"a": "2024-06-19"}},
		{"broken styles leave the number", []string{"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='99999999999999999999'/></cellXfs></styleSheet>",
			sheet1, `<worksheet><sheetData><row><c t="str"><v>a</v></c></row><row><c s="7"><v>1.50</v></c></row></sheetData></worksheet>`}, cells{"a": "1.50"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := sheet.Read(strings.NewReader(workbook(t, tt.parts...)), sheet.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Rows) != 1 || !reflect.DeepEqual(got.Rows[0].Cells, tt.want) {
				t.Errorf("got %+v, want %q", got.Rows, tt.want)
			}
		})
	}
}

func TestReadXLSXProblems(t *testing.T) {
	many := make([]string, 0, 2*1_001)
	for i := range 1_001 {
		many = append(many, fmt.Sprintf("f%d", i), "")
	}
	row := func(s string) string {
		return workbook(t, sheet1, "<worksheet><sheetData>"+s+"</sheetData></worksheet>")
	}
	shared := `<row><c t="inlineStr"><is><t>a</t></is></c></row><row><c t="s"><v>0</v></c></row>`
	tests := []struct {
		name, file, want string
	}{
		{"other ZIP", zipped(t, "a.txt", "x"), "ZIP archive"},
		{"empty ZIP", zipped(t), "ZIP archive"},
		{"Word", zipped(t, "word/document.xml", "<x/>"), "Word"},
		{"OpenDocument", zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"},
		{"xlsb", zipped(t, "_rels/.rels", rootRels, "xl/workbook.bin", "x"), ".xlsb"},
		{"cut short", workbook(t, sheet1, cellsXML([]string{"a"}))[:200], "damaged"},
		{"too many parts", zipped(t, many...), "more than 1,000 parts"},
		{"a part twice", workbook(t, sheet1, cellsXML([]string{"a"}), "XL\\Worksheets/sheet1.xml", ""), "damaged"},
		{"no text", workbook(t, sheet1, "<worksheet/>"), "no sheet with text"},
		{"broken XML", workbook(t, sheet1, "<worksheet><sheetData><row></c>"), "damaged"},
		{"rows out of order", row(`<row r="2"><c t="str"><v>a</v></c></row><row r="1"/>`), "damaged"},
		{"row beyond the grid", row(`<row r="1048577"/>`), "damaged"},
		{"column beyond the grid", row(`<row><c r="XFE1" t="str"><v>a</v></c></row>`), "damaged"},
		{"cells out of order", row(`<row><c r="B1"/><c r="A1"/></row>`), "damaged"},
		{"string that is not there", row(`<row><c t="s"><v>9</v></c></row>`), "damaged"},
		{"too many columns", row(`<row><c r="ZZ1" t="str"><v>a</v></c></row>`), "256 columns"},
		{"duplicate heading", workbook(t, sheet1, cellsXML([]string{"a", "b", "A"})), "“a” twice"},
		{"more cells than header", workbook(t, sheet1, cellsXML([]string{"a"}, []string{"1", "2"})), "Line 2 has text in column B"},
		{"too many rows", workbook(t, sheet1, cellsXML([]string{"a"}, []string{"1"}, []string{"2"}, []string{"3"}, []string{"4"}, []string{"5"})), "more than 3 rows"},
		{"long shared string", workbook(t, "xl/sharedStrings.xml", "<sst><si><r><t>"+strings.Repeat("_x0041_", 1<<20)+"</t></r></si></sst>",
			sheet1, "<worksheet><sheetData>"+shared+"</sheetData></worksheet>"), "Line 2 has a cell of more than 50 characters"},
		{"nested strings", workbook(t, "xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si>", 1<<20),
			sheet1, "<worksheet><sheetData>"+shared+"</sheetData></worksheet>"), "damaged"},
		{"entities that grow", workbook(t, sheet1, `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`), "damaged"},
		{"huge number format", workbook(t, "xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="`+strings.Repeat("[>0]", 1<<18)+`"/></numFmts></styleSheet>`,
			sheet1, `<worksheet><sheetData><row><c t="str"><v>a</v></c></row><row><c s="1"><v>1</v></c></row></sheetData></worksheet>`), "damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := problemOf(t, tt.file, sheet.Limits{MaxRows: 3, MaxCell: 50})
			if !strings.Contains(p.Error(), tt.want) {
				t.Errorf("got %q, want … %s …", p, tt.want)
			}
		})
	}
}

// TestZipBombs reads files of some tens of kilobytes that unpack to much more,
// and watches what that costs.
func TestZipBombs(t *testing.T) {
	sheets := []string{"xl/workbook.xml", "", "xl/_rels/workbook.xml.rels", ""}
	var tabs, rels strings.Builder
	for i := range 6 {
		fmt.Fprintf(&tabs, `<sheet id="s%d"/>`, i)
		fmt.Fprintf(&rels, `<Relationship Id="s%d" Type="x/worksheet" Target="worksheets/b%d.xml"/>`, i, i)
		sheets = append(sheets, fmt.Sprintf("xl/worksheets/b%d.xml", i), "<worksheet><sheetData>"+strings.Repeat(" ", 19<<20)+"</sheetData></worksheet>")
	}
	sheets[1] = "<workbook><sheets>" + tabs.String() + "</sheets></workbook>"
	sheets[3] = "<Relationships>" + rels.String() + "</Relationships>"
	tests := []struct{ name, file string }{
		{"one part", workbook(t, sheet1, "<worksheet><sheetData>"+strings.Repeat(" ", 21<<20))},
		{"shared strings", workbook(t, "xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si/>", 5<<20))},
		{"number of strings", workbook(t, "xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si/>", 600_000)+"</sst>")},
		{"parts together", zipped(t, append([]string{"_rels/.rels", rootRels}, sheets...)...)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			p := problemOf(t, tt.file, sheet.Limits{})
			runtime.ReadMemStats(&after)
			if !strings.Contains(p.Error(), "too large once it is unpacked") {
				t.Errorf("got %q", p)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 700 {
				t.Errorf("%d KB of file made Read allocate %d MB", len(tt.file)>>10, used)
			}
		})
	}
}
