package sheet

import (
	"bytes"
	"slices"
)

const saveAs = "Open it in Excel, choose “Save as”, take “Excel Workbook (.xlsx)” or “CSV UTF-8”, and bring that file."

// foreign lists beginnings of files that people mistake for a table.
var foreign = []struct {
	prefix string
	text   string
}{
	{"%PDF-", "The file is a PDF, which holds no table that can be read. Bring the Excel workbook or CSV file it was made from."},
	{"{\\rtf", "The file is a text document (RTF). Copy its table into Excel and save that as an Excel workbook (.xlsx)."},
	{"<!doctype html", "The file is a web page, even if its name says otherwise. " + saveAs},
	{"<html", "The file is a web page, even if its name says otherwise. " + saveAs},
	{"<?xml", "The file is an XML document, not a table. " + saveAs},
	{"\x1f\x8b", "The file is compressed. Unpack it and bring the workbook or CSV file that is inside."},
	{"Rar!", "The file is an archive. Unpack it and bring the workbook or CSV file that is inside."},
	{"7z\xbc\xaf\x27\x1c", "The file is an archive. Unpack it and bring the workbook or CSV file that is inside."},
	{"\x89PNG", "The file is a picture. Bring the Excel workbook or CSV file the picture was taken of."},
	{"\xff\xd8\xff", "The file is a picture. Bring the Excel workbook or CSV file the picture was taken of."},
	{"GIF8", "The file is a picture. Bring the Excel workbook or CSV file the picture was taken of."},
}

// recogniseForeign gives the Problem of a file that is plainly something else.
func recogniseForeign(data []byte) error {
	if bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		// The old container holds either an .xls or, under this name in
		// UTF-16, an .xlsx that a password encrypts.
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return problem("The workbook is protected by a password. Open it in Excel, remove the password under File › Info, save it and bring it again.")
		}
		return problem("The file is an old Excel or Office document (.xls), which cannot be read here. " + saveAs)
	}
	start := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	start = bytes.TrimLeft(start, " \t\r\n")
	start = start[:min(len(start), 32)]
	for _, f := range foreign {
		// Bytes that are no UTF-8 all fold to the same rune, so case is ignored
		// for markup only.
		n := min(len(start), len(f.prefix))
		if bytes.HasPrefix(start, []byte(f.prefix)) || f.prefix[0] == '<' && bytes.EqualFold(start[:n], []byte(f.prefix)) {
			return problem(f.text)
		}
	}
	return nil
}

// binary tells whether decoded text has characters that no table has: controls
// other than tab and line ends.
func binary[T ~string | ~[]byte](text T) bool {
	return slices.ContainsFunc([]byte(text), func(b byte) bool {
		return b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\v' && b != '\f' && b != 0x1a
	})
}
