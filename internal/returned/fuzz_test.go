package returned_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"meridian/internal/problem"
	"meridian/internal/returned"
	"meridian/internal/richtext"
)

// FuzzRead holds Read to its promises for any file: no panic, a Problem in a sentence or a File within its bounds.
func FuzzRead(f *testing.F) {
	f.Add([]byte("%PDF-1.7"))
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Add(docx(f, parts{body: p(run("We "), from("0"), del("grow"), ins("shrink"), to("0")), comments: comment("0", "Bo", "A0", "Why?"), extended: `<w15:commentEx w15:paraId="A0" w15:done="1"/>`, styles: `<w:style w:styleId="a"><w:name w:val="heading 1"/></w:style>`}))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := readBytes(data)
		promised(t, file, err)
	})
}

// FuzzBody fuzzes what is inside the ZIP, which a fuzzer of bytes hardly reaches, and matches what is read with the
// original text of the same file.
func FuzzBody(f *testing.F) {
	for _, body := range []string{
		head(run("Vision")) + p(run("We "), from("0"), del("grow"), ins("shrink"), to("0"), run(" now")),
		marked("ins", run("One")) + marked("del", ins("two"), del("three")) + p(run("four")),
		`<w:tbl><w:tr><w:trPr><w:ins` + by + `/></w:trPr><w:tc>` + p(ins("x")) + `</w:tc></w:tr></w:tbl>`,
		p(`<w:r><w:pict><w:txbxContent>` + p(del("box")+from("0")+run("x")+to("0")) + `</w:txbxContent></w:pict><w:fldChar w:fldCharType="begin"/></w:r>` + run("y")),
		p(run("我们"), ins("永远"), run("向前"), del("🌱"), `<w:moveTo`+by+`>`+run("a\u00adb")+`</w:moveTo>`),
		from("0") + p(p(run("a"))) + to("0"),
	} {
		f.Add(body, comment("0", "Bo", "A0", "Why?")+comment("1", "Cy", "A1", "So"), `<w15:commentEx w15:paraId="A1" w15:paraIdParent="A0"/>`)
	}
	f.Fuzz(func(t *testing.T, body, comments, extended string) {
		file, err := readBytes(docx(t, parts{body: body, comments: comments, extended: extended}))
		promised(t, file, err)
		if err != nil {
			return
		}
		var original []*richtext.Node
		for _, p := range file.Paragraphs {
			original = append(original, &richtext.Node{Type: richtext.Paragraph, Content: []*richtext.Node{{Type: richtext.Text, Text: p.Text}}})
		}
		reading := richtext.Read(&richtext.Node{Type: richtext.Doc, Content: original})
		sections := []returned.Section{{Title: "Vision", Reading: reading}, {Title: "Other", Reading: richtext.Read(richtext.Empty())}}
		found, lost := returned.Match(sections, file)
		if len(found)+len(lost) != len(file.Remarks) {
			t.Fatalf("%d remarks, %d found, %d lost", len(file.Remarks), len(found), len(lost))
		}
		for _, p := range found {
			if a := p.Anchor; a.Exact != "" && reading.Between(a.From, a.To) != a.Words {
				t.Fatalf("%q is not at %d to %d", a.Words, a.From, a.To)
			}
			if p.Kind != returned.Comment && p.Anchor.Exact == "" {
				t.Fatalf("a suggestion without words: %+v", p)
			}
		}
	})
}

func promised(t *testing.T, f returned.File, err error) {
	t.Helper()
	if err != nil {
		p, ok := errors.AsType[*problem.Problem](err)
		if !ok || p.Kind != problem.Invalid || p.Field != "file" || !strings.HasSuffix(p.Text, ".") {
			t.Fatalf("not a Problem for people: %v", err)
		}
		return
	}
	if len(f.Remarks)+len(f.Ignored) > returned.MaxRemarks+1 {
		t.Fatalf("%d remarks and %d ignored", len(f.Remarks), len(f.Ignored))
	}
	for _, i := range f.Ignored {
		if !strings.HasSuffix(i.Reason, ".") {
			t.Fatalf("no reason: %+v", i)
		}
	}
	for _, r := range f.Remarks {
		switch {
		case !utf8.ValidString(r.Exact + r.Prefix + r.Suffix + r.Replacement + r.Text + r.Author):
			t.Fatalf("broken characters: %+v", r)
		case r.Kind == returned.Comment && (r.Text == "" || r.Replacement != ""):
			t.Fatalf("not a comment: %+v", r)
		case r.Kind != returned.Comment && (r.Exact == "" || r.Exact == r.Replacement):
			t.Fatalf("not a change: %+v", r)
		case utf8.RuneCountInString(r.Prefix) > returned.Context, utf8.RuneCountInString(r.Suffix) > returned.Context:
			t.Fatalf("too much around: %+v", r)
		case strings.ContainsAny(r.Prefix+r.Suffix, "\n\t"), r.Exact != strings.TrimSpace(r.Exact), r.Replacement != strings.TrimSpace(r.Replacement):
			t.Fatalf("not tidy: %+v", r)
		}
	}
}
