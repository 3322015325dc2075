package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"meridian/internal/sheet"
)

// utf16le writes text as Excel's “Unicode Text” does.
func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func utf16be(s string) string {
	b := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return string(b)
}

// zipped packs parts, given as name and text in turn.
func zipped(t testing.TB, parts ...string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const (
	rootRels = `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookRels = `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="r2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
		`<Relationship Id="r3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>` +
		`<Relationship Id="r4" Type="http://x/styles" Target="styles.xml"/></Relationships>`
	bookXML = `<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/><sheet name="B" r:id="r2"/></sheets></workbook>`
)

// workbook packs a workbook by hand, so that it can say what no program writes.
func workbook(t testing.TB, parts ...string) string {
	t.Helper()
	all := []string{"_rels/.rels", rootRels, "xl/_rels/workbook.xml.rels", bookRels}
	given := map[string]bool{}
	for i := 0; i < len(parts); i += 2 {
		given[parts[i]] = true
	}
	if !given["xl/workbook.xml"] {
		all = append(all, "xl/workbook.xml", bookXML)
	}
	return zipped(t, append(all, parts...)...)
}

const sheet1 = "xl/worksheets/sheet1.xml"

// cellsXML makes a sheet of inline strings.
func cellsXML(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<worksheet><sheetData>")
	for _, row := range rows {
		b.WriteString("<row>")
		for _, c := range row {
			b.WriteString(`<c t="inlineStr"><is><t>` + c + `</t></is></c>`)
		}
		b.WriteString("</row>")
	}
	b.WriteString("</sheetData></worksheet>")
	return b.String()
}

// problemOf reads data that must not be usable and gives the Problem.
func problemOf(t *testing.T, data string, l sheet.Limits) *sheet.Problem {
	t.Helper()
	table, err := sheet.Read(strings.NewReader(data), l)
	var p *sheet.Problem
	if !errors.As(err, &p) {
		t.Fatalf("Read gave %v and %v, want a Problem", table, err)
	}
	if s := p.Error(); !strings.HasSuffix(s, ".") || strings.Contains(s, "%!") {
		t.Errorf("not a sentence for people: %q", s)
	}
	return p
}
