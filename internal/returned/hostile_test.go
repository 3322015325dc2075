package returned_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"meridian/internal/problem"
	"meridian/internal/returned"
)

// TestRefused: what is no Word document is told what it is and what to do.
func TestRefused(t *testing.T) {
	entries := func(n int) []byte {
		var files []string
		for i := range n {
			files = append(files, "a"+strings.Repeat("b", i%7)+string(rune('A'+i%50))+strings.Repeat("x", i/350), "")
		}
		return zipped(t, files...)
	}
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "is empty"},
		{"a PDF", []byte("%PDF-1.7\n"), "is a PDF"},
		{"an old document", []byte(ole), "before 2007 (.doc)"},
		{"behind a password", []byte(ole + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"), "password"},
		{"RTF", []byte(`{\rtf1`), "RTF"},
		{"a web page", []byte("\xef\xbb\xbf\n<!DOCTYPE HTML><p>"), "web page"},
		{"flat XML", []byte(`<?xml version="1.0"?><w:wordDocument/>`), "XML document"},
		{"a picture", []byte("\x89PNG\r\n"), "picture"},
		{"text", []byte("hello"), "not a Word document"},
		{"a workbook", zipped(t, "xl/workbook.xml", ""), "Excel"},
		{"slides", zipped(t, "ppt/presentation.xml", ""), "PowerPoint"},
		{"OpenDocument", zipped(t, "mimetype", "x"), "OpenDocument"},
		{"any ZIP", zipped(t, "a.txt", ""), "ZIP archive"},
		{"half a ZIP", docx(t, parts{body: p(run("x"))})[:200], "damaged"},
		{"a part twice", zipped(t, "word/document.xml", "", "WORD\\document.xml", ""), "damaged"},
		{"many parts", entries(5_001), "parts"},
		{"a document without relations", zipped(t, "word/document.xml", ""), "damaged"},
		{"no document in the document", docx(t, parts{raw: map[string]string{"word/document.xml": "<x/>"}}), "damaged"},
		{"half an element", docx(t, parts{body: "<w:p><w:r>"}), "damaged"},
		{"an entity", docx(t, parts{raw: map[string]string{"word/document.xml": `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><w:document ` + wordNS + `><w:body>` + p(run("&a;&b;")) + `</w:body></w:document>`}}), "damaged"},
		{"deep", docx(t, parts{body: strings.Repeat("<w:sdt>", 300) + strings.Repeat("</w:sdt>", 300)}), "damaged"},
		{"a bomb in the text", docx(t, parts{body: p(run(strings.Repeat(" ", returned.MaxUnpacked)))}), "too large"},
		{"a bomb in parts", docx(t, parts{body: p(run(strings.Repeat("a", returned.MaxUnpacked/2))), styles: `<w:style w:styleId="` + strings.Repeat("b", returned.MaxUnpacked/2) + `"/>`}), "too large"},
		{"many comments", docx(t, parts{body: p(run("x")), comments: strings.Repeat(comment("1", "A", "", "x"), returned.MaxRemarks+1)}), "5,000"},
		{"many changes", docx(t, parts{body: p(strings.Repeat(del("x ")+run("y "), returned.MaxRemarks+1))}), "5,000"},
		{"many paragraphs", docx(t, parts{body: strings.Repeat("<w:p/>", 200_001)}), "200,000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := refused(t, c.data); !strings.Contains(got, c.want) {
				t.Errorf("it says %q, want something of %q", got, c.want)
			}
		})
	}
}

// What belongs to no paragraph, no run, no table does no harm.
func TestOddStructure(t *testing.T) {
	f := read(t, parts{comments: comment("0", "A", "", "x"), body: run("no paragraph") + to("0") + from("0") + `<w:trPr><w:ins/></w:trPr><w:fldChar w:fldCharType="end"/>` +
		p(text("t", "no run"), `<w:r><w:fldChar w:fldCharType="end"/><w:sym w:char="zz"/><w:sym w:char="D800"/></w:r>`, run("One ")+p(run("two"))+run("lost")) + `<w:p/>`})
	if len(f.Paragraphs) != 2 || f.Paragraphs[0].Text != "One" || f.Paragraphs[1].Text != "two" || len(f.Remarks) != 1 {
		t.Errorf("%+v", f)
	}
}

// A part that is said to be outside the file is not read, whatever its name.
func TestOutside(t *testing.T) {
	f := read(t, parts{body: p(from("0"), run("x"), to("0")), comments: comment("0", "A", "", "x"), raw: map[string]string{
		"word/_rels/document.xml.rels": `<Relationships><Relationship Type="` + relType + `comments" Target="comments.xml" TargetMode="External"/><Relationship Type="` + relType + `styles" Target="../../../../etc/passwd"/></Relationships>`}})
	if len(f.Remarks) != 0 {
		t.Errorf("%+v", f.Remarks)
	}
}

type broken struct{ io.ReaderAt }

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errors.New("the disk is gone") }

// A fault of the reader is nobody's fault at the screen.
func TestReaderFails(t *testing.T) {
	if _, err := returned.Read(broken{bytes.NewReader(nil)}, 100); err == nil || problem.Of(err).Kind != problem.Internal {
		t.Errorf("got %v", err)
	}
}
