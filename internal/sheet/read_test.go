package sheet_test

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"meridian/internal/sheet"
)

type cells = map[string]string

func TestReadText(t *testing.T) {
	tests := []struct {
		name   string
		file   string
		kind   string
		header []string
		rows   []sheet.Row
	}{
		{"comma", "quadrant,text\nstrength,Good\n", "csv", []string{"quadrant", "text"},
			[]sheet.Row{{2, cells{"quadrant": "strength", "text": "Good"}}}},
		{"semicolon wins by number of columns", "a;b, or c;d\r\n1;2,5;3\r\n", "csv", []string{"a", "b, or c", "d"},
			[]sheet.Row{{2, cells{"a": "1", "b, or c": "2,5", "d": "3"}}}},
		{"declared delimiter", "sep=;\r\na;b\r\n1;2", "csv", []string{"a", "b"},
			[]sheet.Row{{3, cells{"a": "1", "b": "2"}}}},
		{"pasted from Excel", "office\tquadrant\ttext\tevidence\r\nEU\tstrength\t\"First\nsecond \"\"line\"\"\"\tReport\r\nUS\tthreat\t\"Best\" place\t5\" pipe\r\n", "tsv",
			[]string{"office", "quadrant", "text", "evidence"}, []sheet.Row{
				{2, cells{"office": "EU", "quadrant": "strength", "text": "First\nsecond \"line\"", "evidence": "Report"}},
				{4, cells{"office": "US", "quadrant": "threat", "text": "\"Best\" place", "evidence": "5\" pipe"}}}},
		{"one column keeps commas", "Text\nGood staff, good food\n", "tsv", []string{"text"},
			[]sheet.Row{{2, cells{"text": "Good staff, good food"}}}},
		{"BOM, case, blanks and quotes in the header", "\ufeff Office ,\"\"\"Quadrant\"\"\",“Text”,Evidence  or\u00a0link\nx,y,z,w", "csv",
			[]string{"office", "quadrant", "text", "evidence or link"},
			[]sheet.Row{{2, cells{"office": "x", "quadrant": "y", "text": "z", "evidence or link": "w"}}}},
		{"UTF-16 little", utf16le("a\tb\r\nZoë\t🙂\r\n"), "tsv", []string{"a", "b"}, []sheet.Row{{2, cells{"a": "Zoë", "b": "🙂"}}}},
		{"UTF-16 big", utf16be("a,b\nŁódź,東京"), "csv", []string{"a", "b"}, []sheet.Row{{2, cells{"a": "Łódź", "b": "東京"}}}},
		{"Windows-1252", "a,b\nZo\xeb,\x80 5 \x96 \x93x\x94", "csv", []string{"a", "b"}, []sheet.Row{{2, cells{"a": "Zoë", "b": "€ 5 – “x”"}}}},
		{"Windows-1252 at the beginning is no picture", "\xc4\xd6\xdc,b\n1,2", "csv", []string{"äöü", "b"}, []sheet.Row{{2, cells{"äöü": "1", "b": "2"}}}},
		{"UTF-8 without BOM", "a,b\nZoë,東京", "csv", []string{"a", "b"}, []sheet.Row{{2, cells{"a": "Zoë", "b": "東京"}}}},
		{"blank rows, blank columns, physical lines", "\n,,\na,,b,\n\n\"1\r\n2\",,3,,,\n , ,\n4\r5,,6\x1a", "csv", []string{"a", "b"}, []sheet.Row{
			{5, cells{"a": "1\r\n2", "b": "3"}}, {8, cells{"a": "4"}}, {9, cells{"a": "5", "b": "6\x1a"}}}},
		{"header alone", "a,b", "csv", []string{"a", "b"}, nil},
		{"apostrophe of a guard", "a,b\n'=1+1,'tis\n''-x,'\n'＝y,-z", "csv", []string{"a", "b"}, []sheet.Row{
			{2, cells{"a": "=1+1", "b": "'tis"}}, {3, cells{"a": "'-x", "b": "'"}}, {4, cells{"a": "＝y", "b": "-z"}}}},
		{"bare mark on the last line", "a,b\n1,\"x", "csv", []string{"a", "b"}, []sheet.Row{{2, cells{"a": "1", "b": "\"x"}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := sheet.Read(strings.NewReader(tt.file), sheet.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range got.Rows {
				for k, v := range r.Cells {
					if v == "" {
						delete(r.Cells, k) // an absent cell and an empty one are the same
					}
				}
			}
			if got.Kind != tt.kind || !reflect.DeepEqual(got.Header, tt.header) || !reflect.DeepEqual(got.Rows, tt.rows) {
				t.Errorf("got  %+v\nwant %+v", got, sheet.Table{Header: tt.header, Rows: tt.rows, Kind: tt.kind})
			}
		})
	}
}

func TestReadProblems(t *testing.T) {
	tests := []struct {
		name, file, want string
		line             int
	}{
		{"empty", "", "is empty", 0},
		{"BOM alone", "\ufeff", "no header", 0},
		{"blank lines", "\n \n,,\n", "no header", 0},
		{"header of quotes", "\"\"\"\",'\n1,2", "no header", 0},
		{"PDF", "%PDF-1.7\n%\xe2\xe3", "is a PDF", 0},
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), ".xls", 0},
		{"encrypted", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + utf16le("EncryptedPackage"), "password", 0},
		{"web page", "\r\n<HTML><table>", "web page", 0},
		{"XML", "<?xml version=\"1.0\"?><Workbook>", "XML", 0},
		{"picture", "\x89PNG\r\n\x1a\n", "picture", 0},
		{"binary", "a,b\n\x00\x01\xff", "not text", 0},
		{"UTF-16 without mark", strings.TrimPrefix(utf16le("a,b"), "\xff\xfe"), "not text", 0},
		{"other encoding", "a,b\n\x83\x65\x83\x58\x83\x67,\x81\x40", "characters", 0},
		{"duplicate heading", "Text,b,\" text \"\n", "“text” twice, in columns A and C", 1},
		{"more cells than header", "a,b\n1,2\n\n1,2,3\n", "Line 4 has text in column C", 4},
		{"cell under no heading", "a,,b\n1,2,3\n", "Line 2 has text in column B", 2},
		{"too many rows", "a,b\n1,1\n2,2\n3,3\n4,4\n", "The file has more than 3 rows;", 5},
		{"long cell", "a,b\n1,éééééééééééé\n", "Line 2 has a cell of more than 11 characters in column B", 2},
		{"too large", "a,b\n" + strings.Repeat("1,2\n", 100), "larger than 300 bytes", 0},
		{"mark never closed", "a,b\n\"x,1\ny,2\n", "Line 2 begins a cell with a quotation mark", 2},
		{"stray mark", "a,b\n1,2\n\"x\ny\" z,2\n", "Line 3 has a cell of several lines", 3},
		{"too many columns", strings.Repeat("x,", 300) + "\n", "more than 256 columns", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := sheet.Limits{MaxRows: 3, MaxCell: 11, MaxBytes: 300}
			if strings.Contains(tt.want, "columns") || tt.name == "old Excel" {
				l = sheet.Limits{}
			}
			p := problemOf(t, tt.file, l)
			if !strings.Contains(p.Error(), tt.want) || p.Line != tt.line {
				t.Errorf("got line %d: %q, want line %d: … %s …", p.Line, p, tt.line, tt.want)
			}
		})
	}
}

func TestReadLimitsAreInclusive(t *testing.T) {
	file := "a,b\n1,éé\n2,ZZ\n"
	if _, err := sheet.Read(strings.NewReader(file), sheet.Limits{MaxBytes: int64(len(file)), MaxRows: 2, MaxCell: 2}); err != nil {
		t.Error(err)
	}
}

func TestProblemNamesNumbersForPeople(t *testing.T) {
	p := problemOf(t, "a\n"+strings.Repeat("x\n", 2_001), sheet.Limits{})
	if want := "The file has more than 2,000 rows; "; !strings.HasPrefix(p.Error(), want) {
		t.Errorf("got %q, want %q…", p, want)
	}
}

func TestReadPassesErrorsOn(t *testing.T) {
	_, err := sheet.Read(iotest.ErrReader(io.ErrUnexpectedEOF), sheet.Limits{})
	var p *sheet.Problem
	if !errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &p) {
		t.Errorf("got %v", err)
	}
}
