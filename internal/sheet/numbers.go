package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxFormat bounds a number format, which is interpreted once for every cell
// that has it. Excel itself allows 255 characters.
const maxFormat = 300

// maxStyles bounds the part that describes formats, of which a tree is built.
const maxStyles = 4 << 20

// formatNumbers replaces numbers by what the spreadsheet shows for them: a date,
// a percentage, a sum of money.
//
// The formats are the workbook's own and excelize interprets them. It is given
// a workbook made here of nothing but the numbers and the styles. Should it
// fail on the styles, the numbers stay as they are stored.
func (g *grid) formatNumbers(styles []byte, date1904 bool) (err error) {
	if len(g.numbers) == 0 {
		return nil
	}
	if len(styles) > maxStyles || bytes.Count(styles, []byte("<")) > maxStyles/20 {
		return errUnpacked
	}
	if err := checkStyles(styles); err != nil {
		return err
	}
	defer func() {
		if recover() != nil { // a format that the library cannot cope with
			err = nil
		}
	}()
	shown, libErr := shownNumbers(g.numbers, styles, date1904)
	if libErr != nil {
		return nil //nolint:nilerr // as said above
	}
	for i, n := range g.numbers {
		if i < len(shown) && shown[i] != "" {
			g.rows[n.row].cells[n.column] = shown[i]
		}
	}
	return nil
}

func checkStyles(styles []byte) error {
	return walk(styles, walker{start: func(name string, attrs []xml.Attr) error {
		if name == "numFmt" && len(attr(attrs, "formatCode")) > maxFormat {
			return errDamaged()
		}
		return nil
	}})
}

// shownNumbers lays the numbers out as the rows of a sheet of one column.
func shownNumbers(numbers []number, styles []byte, date1904 bool) ([]string, error) {
	var sheet strings.Builder
	sheet.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for i, n := range numbers {
		fmt.Fprintf(&sheet, `<row r="%d"><c r="A%d" s="%d"><v>%s</v></c></row>`, i+1, i+1, n.style, n.raw)
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	packed, err := packNumbers(sheet.String(), styles, date1904)
	if err != nil {
		return nil, err
	}
	const inMemory = 2 * maxUnpacked // so that nothing is written to disk
	f, err := excelize.OpenReader(packed, excelize.Options{UnzipSizeLimit: inMemory, UnzipXMLSizeLimit: inMemory})
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // there is no file behind it
	rows, err := f.GetRows("S")
	if err != nil {
		return nil, err
	}
	shown := make([]string, len(numbers))
	for i, row := range rows {
		if i < len(shown) && len(row) > 0 {
			shown[i] = row[0]
		}
	}
	return shown, nil
}

func packNumbers(sheet string, styles []byte, date1904 bool) (*bytes.Buffer, error) {
	const (
		head      = `<?xml version="1.0" encoding="UTF-8"?>`
		relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
		kind      = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
		types     = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
	)
	parts := []struct{ name, text string }{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + types + `sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + types + `worksheet+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + types + `styles+xml"/></Types>`},
		{"_rels/.rels", head + relations + `<Relationship Id="rId1" Type="` + kind + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", head + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
			fmt.Sprintf(`<workbookPr date1904="%t"/>`, date1904) + `<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", head + relations +
			`<Relationship Id="rId1" Type="` + kind + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + kind + `styles" Target="styles.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", head + sheet},
		{"xl/styles.xml", string(styles)},
	}
	out := new(bytes.Buffer)
	z := zip.NewWriter(out)
	for _, p := range parts {
		if p.text == "" {
			continue
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(p.text)); err != nil {
			return nil, err
		}
	}
	return out, z.Close()
}
