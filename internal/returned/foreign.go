package returned

import (
	"bytes"
	"fmt"
	"io"
)

const saveAs = "Please open it in Word, choose “Save as”, take “Word Document (.docx)”, and bring that file."

// foreign lists beginnings of files that people mistake for a Word document of today.
var foreign = []struct{ prefix, text string }{
	{"%PDF-", "The file is a PDF. Comments and changes are read from Word documents only: please bring the .docx file that it was made from."},
	{"{\\rtf", "The file is a text document of an older kind (RTF). " + saveAs},
	{"<!doctype html", "The file is a web page, even if its name says otherwise. " + saveAs},
	{"<html", "The file is a web page, even if its name says otherwise. " + saveAs},
	{"<?xml", "The file is an XML document of an older kind. " + saveAs},
	{"\x1f\x8b", "The file is compressed. Please unpack it, and bring the Word document (.docx) that is inside."},
	{"Rar!", "The file is an archive. Please unpack it, and bring the Word document (.docx) that is inside."},
	{"7z\xbc\xaf\x27\x1c", "The file is an archive. Please unpack it, and bring the Word document (.docx) that is inside."},
	{"\x89PNG", "The file is a picture. Please bring the Word document (.docx) itself."},
	{"\xff\xd8\xff", "The file is a picture. Please bring the Word document (.docx) itself."},
}

// oldContainer begins both the .doc of before 2007 and whatever a password encrypts.
const oldContainer = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// encrypted is the entry, in UTF-16, of the container that holds a document behind a password.
var encrypted = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// recognise gives the Problem of a file that is no ZIP.
func recognise(r io.ReaderAt, size int64) error {
	if size <= 0 {
		return fault("The file is empty. Please check that the document was saved, and choose it again.")
	}
	start := make([]byte, min(size, 64))
	if _, err := r.ReadAt(start, 0); err != nil && err != io.EOF {
		return fmt.Errorf("reading the file: %w", err)
	}
	if bytes.HasPrefix(start, []byte("PK\x03\x04")) || bytes.HasPrefix(start, []byte("PK\x05\x06")) {
		return nil
	}
	if bytes.HasPrefix(start, []byte(oldContainer)) {
		all, err := io.ReadAll(io.NewSectionReader(r, 0, min(size, MaxUnpacked)))
		if err != nil {
			return fmt.Errorf("reading the file: %w", err)
		}
		if bytes.Contains(all, encrypted) {
			return fault("The document is protected by a password. Please open it in Word, take the password away under File › Info, save it, and bring it again.")
		}
		return fault("The file is a Word document of before 2007 (.doc), or another old document, which cannot be read here. " + saveAs)
	}
	start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, f := range foreign {
		n := min(len(start), len(f.prefix))
		if bytes.HasPrefix(start, []byte(f.prefix)) || f.prefix[0] == '<' && n == len(f.prefix) && bytes.EqualFold(start[:n], []byte(f.prefix)) {
			return fault(f.text)
		}
	}
	return fault("The file is not a Word document. " + saveAs)
}

// recogniseZIP gives the Problem of a ZIP that is no Word document.
func (a *archive) recogniseZIP() error {
	switch {
	case a.has("/xl/workbook.xml"), a.has("/xl/workbook.bin"):
		return fault("The file is an Excel workbook. Please bring the Word document (.docx) with the comments and changes.")
	case a.has("/ppt/presentation.xml"):
		return fault("The file is a PowerPoint presentation. Please bring the Word document (.docx) with the comments and changes.")
	case a.has("/mimetype"):
		return fault("The file is an OpenDocument text (.odt), which cannot be read here. Please open it in LibreOffice, choose “Save as”, take “Word 2010–365 Document (.docx)”, and bring that file.")
	case a.has("/index/document.iwa"):
		return fault("The file is a Pages document, which cannot be read here. Please choose File › Export To › Word in Pages, and bring that file.")
	case a.has("/word/document.xml"):
		return errDamaged
	}
	return fault("The file is a ZIP archive without a Word document that can be read. Please unpack it, and bring the .docx file that is inside.")
}
