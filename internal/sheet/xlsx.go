package sheet

import (
	"encoding/xml"
	"strings"
)

// maxSharedStrings bounds the table of strings, which a workbook has once for
// all its sheets.
const maxSharedStrings = 500_000

// readXLSX reads the first visible sheet that has any text.
//
// Texts are taken from the XML here, under bounds of our own; a library that
// builds the whole workbook in memory first can be made to eat all of it by a
// small file. Only the formatting of numbers and dates is left to excelize,
// which never sees anything but numbers and the styles (see numbers.go).
func readXLSX(data []byte, l Limits) (Table, error) {
	a, err := openArchive(data)
	if err != nil {
		return Table{}, err
	}
	book, err := readBook(a)
	if err != nil {
		return Table{}, err
	}
	if book.strings, err = readSharedStrings(a, book.stringsPart, l); err != nil {
		return Table{}, err
	}
	for _, part := range book.sheets {
		data, err := a.read(part)
		if err != nil {
			return Table{}, err
		}
		grid, err := readGrid(data, book.strings, l)
		if err != nil {
			return Table{}, err
		}
		if len(grid.rows) == 0 {
			continue
		}
		styles, err := a.read(book.stylesPart)
		if err != nil {
			return Table{}, err
		}
		if err := grid.formatNumbers(styles, book.date1904); err != nil {
			return Table{}, err
		}
		b := builder{limits: l, table: Table{Kind: KindXLSX}}
		for _, row := range grid.rows {
			if err := b.add(row.number, row.cells); err != nil {
				return Table{}, err
			}
		}
		return b.finish()
	}
	return Table{}, problem("The workbook has no sheet with text. Check that the table is on a visible sheet, then bring the file again.")
}

// book is what the workbook says about its parts.
type book struct {
	sheets      []string // visible worksheets in the order of their tabs
	stringsPart string
	stylesPart  string
	date1904    bool
	strings     []string
}

func readBook(a *archive) (book, error) {
	main := ""
	err := eachRelation(a, "/_rels/.rels", "/", func(kind, _, target string) {
		if kind == "officeDocument" {
			main = target
		}
	})
	if err != nil {
		return book{}, err
	}
	if main == "" || !a.has(main) || !strings.HasSuffix(main, ".xml") || !strings.HasPrefix(main, "/xl/") {
		return book{}, a.recogniseZIP()
	}
	folder, name := main[:strings.LastIndexByte(main, '/')], main[strings.LastIndexByte(main, '/'):]
	var b book
	worksheets := map[string]string{}
	err = eachRelation(a, folder+"/_rels"+name+".rels", folder, func(kind, id, target string) {
		switch kind {
		case "worksheet":
			worksheets[id] = target
		case "sharedStrings":
			b.stringsPart = target
		case "styles":
			b.stylesPart = target
		}
	})
	if err != nil {
		return book{}, err
	}
	data, err := a.read(main)
	if err != nil {
		return book{}, err
	}
	err = walk(data, walker{start: func(name string, attrs []xml.Attr) error {
		switch name {
		case "workbookPr":
			v := attr(attrs, "date1904")
			b.date1904 = v == "1" || v == "true"
		case "sheet":
			part, ok := worksheets[attr(attrs, "id")]
			if state := attr(attrs, "state"); ok && state != "hidden" && state != "veryHidden" {
				b.sheets = append(b.sheets, part)
				delete(worksheets, attr(attrs, "id")) // a sheet has one tab
			}
		}
		return nil
	}})
	return b, err
}

// eachRelation goes over a part that says which other parts there are. The kind
// is the last word of the relation's type.
func eachRelation(a *archive, part, folder string, visit func(kind, id, target string)) error {
	data, err := a.read(part)
	if err != nil {
		return err
	}
	return walk(data, walker{start: func(name string, attrs []xml.Attr) error {
		if name == "Relationship" && attr(attrs, "TargetMode") != "External" {
			kind := attr(attrs, "Type")
			visit(kind[strings.LastIndexByte(kind, '/')+1:], attr(attrs, "Id"), partName(folder, attr(attrs, "Target")))
		}
		return nil
	}})
}

// readSharedStrings reads the strings that cells refer to by number. Each is
// kept just long enough to be recognised as too long.
func readSharedStrings(a *archive, part string, l Limits) ([]string, error) {
	data, err := a.read(part)
	if err != nil {
		return nil, err
	}
	var all []string
	item := richText{max: maxCellBytes(l)}
	err = walk(data, walker{
		start: func(name string, _ []xml.Attr) error { item.start(name); return nil },
		text:  func(data []byte) error { item.text(data); return nil },
		end: func(name string) error {
			item.end(name)
			if name != "si" {
				return nil
			}
			if len(all) >= maxSharedStrings {
				return errUnpacked
			}
			all = append(all, item.take())
			return nil
		},
	})
	return all, err
}

// maxCellBytes is enough for the characters of a cell and one more, however
// they are written: _xHHHH_ takes seven bytes for one.
func maxCellBytes(l Limits) int {
	return 7 * (min(l.MaxCell, maxPart) + 1)
}
