package returned_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"meridian/internal/problem"
	"meridian/internal/returned"
)

const (
	wordNS  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// parts are those of a document that differ from test to test; body is the content of w:body.
type parts struct {
	body, comments, extended, styles, footnotes, header string
	raw                                                 map[string]string // any part, by name
}

// zipped packs parts by hand, so that a file can say what no program writes.
func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func docx(t testing.TB, p parts) []byte {
	t.Helper()
	rels := ""
	var files []string
	part := func(kind, name, root, content string) {
		if content == "" {
			return
		}
		rels += `<Relationship Id="r` + kind + `" Type="` + relType + kind + `" Target="` + name + `"/>`
		files = append(files, "word/"+name, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><`+root+` `+wordNS+`>`+content+`</`+root+`>`)
	}
	part("comments", "comments.xml", "w:comments", p.comments)
	part("commentsExtended", "commentsExtended.xml", "w15:commentsEx", p.extended)
	part("styles", "styles.xml", "w:styles", p.styles)
	part("footnotes", "footnotes.xml", "w:footnotes", p.footnotes)
	part("header", "header1.xml", "w:hdr", p.header)
	files = append(files, "_rels/.rels", `<Relationships><Relationship Id="r1" Type="`+relType+`officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels", `<Relationships>`+rels+`<Relationship Id="x" Type="`+relType+`hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>`,
		"word/document.xml", `<w:document `+wordNS+`><w:body>`+p.body+`<w:sectPr/></w:body></w:document>`)
	for i := 0; i < len(files); i += 2 {
		if content, ok := p.raw[files[i]]; ok {
			files[i+1] = content
		}
	}
	return zipped(t, files...)
}

// read reads a document that is expected to be fine.
func read(t testing.TB, p parts) returned.File {
	t.Helper()
	f, err := readBytes(docx(t, p))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func readBytes(data []byte) (returned.File, error) {
	return returned.Read(bytes.NewReader(data), int64(len(data)))
}

// refused reads what cannot be read, and gives the sentence.
func refused(t testing.TB, data []byte) string {
	t.Helper()
	f, err := readBytes(data)
	if err == nil {
		t.Fatalf("Read gave %+v", f)
	}
	p := problem.Of(err)
	if p.Kind != problem.Invalid || p.Field != "file" || !strings.HasSuffix(p.Text, ".") {
		t.Fatalf("not a sentence for people: %v", err)
	}
	return p.Text
}

// The pieces that a body is written with.
const (
	by  = ` w:id="9" w:author="Ana" w:date="2026-05-02T10:00:00Z"`
	byB = ` w:id="9" w:author="Bo" w:date="2026-05-02T10:00:00Z"`
)

func p(content ...string) string { return `<w:p>` + strings.Join(content, "") + `</w:p>` }

func head(content ...string) string {
	return `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>` + strings.Join(content, "") + `</w:p>`
}

// marked is a paragraph whose end was added or taken away: by is "ins" or "del".
func marked(how string, content ...string) string {
	return `<w:p><w:pPr><w:rPr><w:` + how + by + `/></w:rPr></w:pPr>` + strings.Join(content, "") + `</w:p>`
}

func run(s string) string { return `<w:r><w:rPr><w:b/></w:rPr>` + text("t", s) + `</w:r>` }

func text(name, s string) string {
	return `<w:` + name + ` xml:space="preserve">` + s + `</w:` + name + `>`
}

func ins(s string) string { return `<w:ins` + by + `>` + run(s) + `</w:ins>` }

func del(s string) string { return `<w:del` + by + `><w:r>` + text("delText", s) + `</w:r></w:del>` }

func from(id string) string { return `<w:commentRangeStart w:id="` + id + `"/>` }

func to(id string) string {
	return `<w:commentRangeEnd w:id="` + id + `"/><w:r><w:commentReference w:id="` + id + `"/></w:r>`
}

func comment(id, author, para, words string) string {
	return `<w:comment w:id="` + id + `" w:author="` + author + `" w:date="2026-05-03T10:00:00Z" w:initials="x"><w:p w14:paraId="` + para + `"><w:r><w:annotationRef/></w:r>` + run(words) + `</w:p></w:comment>`
}
