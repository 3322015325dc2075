package sheet_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"meridian/internal/sheet"
)

func TestWriteCSV(t *testing.T) {
	rows := [][]string{
		{"plain", `say "hi"`, "a,b"},
		{"two\nlines", "semi;colon", " blanks "},
		{"=1+1", "+1", "-1"},
		{"@x", "\tx", "\rx"},
		{"＝x", "＋x", "－x"},
		{"＠x", "'tis", "'=x"},
		{"nul\x00", "", "\xff"},
	}
	want := "\ufeffa,'=b,c\r\n" +
		"plain,\"say \"\"hi\"\"\",\"a,b\"\r\n" +
		"\"two\nlines\",\"semi;colon\",\" blanks \"\r\n" +
		"'=1+1,'+1,'-1\r\n" +
		"'@x,\"'\tx\",\"'\rx\"\r\n" +
		"'＝x,'＋x,'－x\r\n" +
		"'＠x,'tis,''=x\r\n" +
		"nul,,\ufffd\r\n"
	var got bytes.Buffer
	if err := sheet.WriteCSV(&got, []string{"a", "=b", "c"}, rows); err != nil {
		t.Fatal(err)
	}
	if got.String() != want {
		t.Errorf("got  %q\nwant %q", got.String(), want)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWritersReportErrors(t *testing.T) {
	if err := sheet.WriteCSV(brokenWriter{}, []string{"a"}, nil); err == nil {
		t.Error("WriteCSV lost the error of its writer")
	}
	if err := sheet.WriteXLSX(brokenWriter{}, "x", []string{"a"}, nil); err == nil {
		t.Error("WriteXLSX lost the error of its writer")
	}
	var p *sheet.Problem
	if err := sheet.WriteXLSX(new(bytes.Buffer), "x", []string{"a"}, [][]string{{strings.Repeat("é", 32_768)}}); !errors.As(err, &p) || p.Line != 2 {
		t.Errorf("a text too long for Excel gave %v", err)
	}
}

func TestWriteXLSX(t *testing.T) {
	var file bytes.Buffer
	err := sheet.WriteXLSX(&file, "SWOT: 2026/27 [draft] of the international office", []string{"Text", "Evidence"},
		[][]string{{"=1+1", "x"}, {strings.Repeat("long ", 40), "1"}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // a test
	name := f.GetSheetList()[0]
	if want := "SWOT 2026 27 draft of the inter"; name != want {
		t.Errorf("the sheet is called %q, want %q", name, want)
	}
	if got, _ := f.GetCellFormula(name, "A2"); got != "" {
		t.Errorf("A2 is the formula %q", got)
	}
	if kind, _ := f.GetCellType(name, "B3"); kind != excelize.CellTypeInlineString {
		t.Errorf("B3 has type %v, want a string", kind)
	}
	if got, _ := f.GetCellValue(name, "A2"); got != "=1+1" {
		t.Errorf("A2 is %q", got)
	}
	index, _ := f.GetCellStyle(name, "A1")
	if style, _ := f.GetStyle(index); style == nil || style.Font == nil || !style.Font.Bold {
		t.Error("the header is not bold")
	}
	if panes, _ := f.GetPanes(name); !panes.Freeze || panes.YSplit != 1 {
		t.Error("the header is not frozen")
	}
	for column, want := range map[string]float64{"A": 60, "B": 10} {
		if got, _ := f.GetColWidth(name, column); got != want {
			t.Errorf("column %s is %v wide, want %v", column, got, want)
		}
	}
}

func TestSheetNames(t *testing.T) {
	for _, name := range []string{"", "'", "[]", "History", strings.Repeat("🙂", 40), "a\x00b", strings.Repeat("x", 30) + "'y"} {
		if err := sheet.WriteXLSX(new(bytes.Buffer), name, []string{"a"}, nil); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// roundTrip writes rows under a header, reads them again and compares.
func roundTrip(t rapid.TB, rows [][]string) {
	t.Helper()
	header := []string{"first", "second", "third"}
	var want []map[string]string
	for _, row := range rows {
		if strings.TrimSpace(strings.Join(row, "")) != "" {
			want = append(want, map[string]string{"first": row[0], "second": row[1], "third": row[2]})
		}
	}
	writers := map[string]func(*bytes.Buffer) error{
		"csv":  func(b *bytes.Buffer) error { return sheet.WriteCSV(b, header, rows) },
		"xlsx": func(b *bytes.Buffer) error { return sheet.WriteXLSX(b, "Round", header, rows) },
	}
	for kind, write := range writers {
		var file bytes.Buffer
		if err := write(&file); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		table, err := sheet.Read(&file, sheet.Limits{})
		if err != nil {
			t.Fatalf("%s of %q: %v", kind, rows, err)
		}
		if table.Kind != kind || !reflect.DeepEqual(table.Header, header) {
			t.Fatalf("wrote %s, read %s with %q", kind, table.Kind, table.Header)
		}
		var got []map[string]string
		for _, row := range table.Rows {
			all := map[string]string{}
			for _, h := range header {
				all[h] = row.Cells[h]
			}
			got = append(got, all)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%s\ngot  %q\nwant %q", kind, got, want)
		}
	}
}

// text draws texts that are rich in what writers and readers treat specially.
func text() *rapid.Generator[string] {
	special := rapid.SampledFrom([]string{"'", "=", "+", "-", "@", "＝", "\t", "\r", "\n", "\r\n", `"`, ",", ";", " ", "\ufeff", "_x0041_", "_x005F_", "<&>", "Zoë", "🙂", "sep=;", "1", "TRUE", "\u00a0"})
	plain := rapid.Map(rapid.String(), strings.Clone)
	return rapid.Map(rapid.SliceOfN(rapid.OneOf(special, plain), 0, 6), func(parts []string) string {
		return carried(strings.Join(parts, ""))
	})
}

// carried is what of a text a table can carry; see WriteCSV and WriteXLSX.
func carried(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		roundTrip(t, rapid.SliceOfN(rapid.SliceOfN(text(), 3, 3), 0, 8).Draw(t, "rows"))
	})
}

func TestWriteWorkbook(t *testing.T) {
	var file bytes.Buffer
	err := sheet.WriteWorkbook(&file, sheet.Sheet{Name: "Items", Header: []string{"Text", "Votes"}, Rows: [][]string{{"=1+1", "3"}, {"7", ""}}, Numbers: []int{1}},
		sheet.Sheet{Name: "items", Header: []string{"a"}, Rows: [][]string{{"NaN"}}, Numbers: []int{0}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // a test
	if got := f.GetSheetList(); !reflect.DeepEqual(got, []string{"Items", "items 2"}) {
		t.Errorf("the sheets are called %q", got)
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeNumber, "A3": excelize.CellTypeInlineString} {
		if got, _ := f.GetCellType("Items", cell); got != want && !(want == excelize.CellTypeNumber && got == excelize.CellTypeUnset) {
			t.Errorf("%s has type %v, want %v", cell, got, want)
		}
	}
	if got, _ := f.GetCellType("items 2", "A2"); got != excelize.CellTypeInlineString {
		t.Errorf("what is no number has type %v", got)
	}
}
