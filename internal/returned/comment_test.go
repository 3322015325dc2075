package returned_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"meridian/internal/returned"
)

// TestComments reads which words comments are about.
func TestComments(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"on words", p(run("We "), from("0"), run("grow"), to("0"), run(" now")), []string{"comment: grow"}},
		{"over runs and a change", p(from("0"), run("We "), del("may "), ins("will "), run("grow"), to("0"), run(" now")), []string{"comment: We may grow", "replacement: may → will"}},
		{"over paragraphs", p(run("One "), from("0"), run("two.")) + p(run("Three"), to("0"), run(" four.")), []string{"comment: two./Three"}},
		{"over paragraphs that end with blanks", p(run("One "), from("0"), run("two. ")) + p(run(" ")) + p(run("  Three "), to("0"), run(" four.")), []string{"comment: two./Three"}},
		{"begun between paragraphs", p(run("One.")) + from("0") + p(run("Two")) + `<w:commentRangeEnd w:id="0"/>` + p(run("Three.")), []string{"comment: Two"}},
		{"without words of its own", p(run("One.")) + p(run("Two "), `<w:r><w:commentReference w:id="0"/></w:r>`, run("three.")), []string{"comment: Two three."}},
		{"at one point", p(run("Two "), from("0"), to("0"), run("three.")), []string{"comment: Two three."}},
		{"on words that were added", p(run("Two"), from("0"), ins(" new"), to("0"), run(" three.")), []string{"insertion: Two → Two new", "comment: Two"}},
		{"its end is missing", p(run("Two "), from("0"), run("three")) + p(run("Four")), []string{"comment: three"}},
		{"its beginning is missing", p(run("Two "), run("three"), to("0")), []string{"comment: Two three"}},
		{"two on the same words", p(from("0"), from("1"), run("Two"), to("0"), to("1"), run(" three")), []string{"comment: Two", "comment: Two"}},
		{"in an empty paragraph", head(run("Vision")) + p(from("0"), to("0")), []string{"comment: "}},
		{"nowhere", p(run("One")), []string{"comment: "}},
		{"in a table", `<w:tbl><w:tr><w:tc>` + p(run("One")) + `</w:tc><w:tc>` + p(from("0"), run("two"), to("0"), run(" three")) + `</w:tc></w:tr></w:tbl>`, []string{"comment: two"}},
		{"right to left, smart quotes, emoji", p(run("ہم “"), from("0"), run("تیزی سے 🌱"), to("0"), run("” بڑھتے")), []string{"comment: تیزی سے 🌱"}},
		{"in a link, a field, a control", p(`<w:hyperlink r:id="x">`, from("0"), run("link"), `</w:hyperlink>`, `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, run(" 12"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, `<w:sdt><w:sdtContent>`, run(" end"), to("0"), `</w:sdtContent></w:sdt>`), []string{"comment: link 12 end"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			comments := comment("0", "Bo", "A1", "Which year?")
			if strings.Contains(c.body, `w:id="1"`) {
				comments += comment("1", "Cy", "A2", "Why?")
			}
			f := read(t, parts{body: c.body, comments: comments})
			var got []string
			for _, r := range f.Remarks {
				got = append(got, short(r))
				if r.Kind == returned.Comment && r.Text != "Which year?" && r.Text != "Why?" {
					t.Errorf("its words are %q", r.Text)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// What stands around words has single blanks, whatever the document has.
func TestBlanksAround(t *testing.T) {
	f := read(t, parts{body: p(run("One  two. ")) + p(run(" Three  "), del("four"), run(" five ")) + p(run(" six"))})
	if r := f.Remarks[0]; r.Prefix != "One two. Three " || r.Suffix != " five six" {
		t.Errorf("%q %q", r.Prefix, r.Suffix)
	}
}

// A thread is one remark: its replies follow, and it is resolved as a whole.
func TestThreads(t *testing.T) {
	body := head(run("Vision")) + p(from("0"), from("1"), run("We"), to("0"), to("1"), run(" grow "), from("3"), run("now"), to("3"))
	f := read(t, parts{
		body: body,
		comments: comment("0", "Bo", "A0", "Which year?") + comment("1", "Ana", "A1", "2030 &amp; later") + comment("2", "", "A2", "Fine") +
			`<w:comment w:id="3" w:author=" Cy  Doe " w:date="2026-05-03T10:00:00+02:00"><w:p>` + run("One") + `<w:r><w:br/></w:r>` + run("two") + `</w:p><w:p w14:paraId="A3">` + ins("three") + del("four") + `</w:p></w:comment>` +
			comment("4", "Di", "A4", " "),
		extended: `<w15:commentEx w15:paraId="A0" w15:done="1"/><w15:commentEx w15:paraId="A1" w15:paraIdParent="A0" w15:done="1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/><w15:commentEx w15:paraId="A3" w15:done="0"/>`,
	})
	if len(f.Remarks) != 2 || len(f.Ignored) != 1 || f.Ignored[0].Author != "Di" {
		t.Fatalf("%+v %+v", f.Remarks, f.Ignored)
	}
	if r := f.Remarks[0]; r.Text != "Which year?\nAna: 2030 & later\nFine" || !r.Resolved || r.Author != "Bo" || r.Exact != "We" || r.Headings[0] != "Vision" {
		t.Errorf("%+v", r)
	}
	if r := f.Remarks[1]; r.Text != "One\ntwo\nthree" || r.Resolved || r.Author != "Cy Doe" || r.Exact != "now" || !r.Date.Equal(time.Date(2026, 5, 3, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", r)
	}
}

// Comments that answer each other in a circle, have the same id or stand in a footnote are told of.
func TestOddComments(t *testing.T) {
	f := read(t, parts{
		body:      p(from("0"), run("We"), to("0"), from("2"), run(" grow"), to("2")),
		footnotes: `<w:footnote w:id="1">` + p(run("See "), from("5"), run("page 3"), to("5")) + `</w:footnote>`,
		comments:  comment("0", "A", "A0", "zero") + comment("1", "B", "A1", "one") + comment("2", "C", "A2", "two") + comment("2", "D", "A3", "two again") + comment("5", "E", "A5", "five"),
		extended:  `<w15:commentEx w15:paraId="A0" w15:paraIdParent="A1"/><w15:commentEx w15:paraId="A1" w15:paraIdParent="A0"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A2"/>`,
	})
	var got []string
	for _, r := range f.Remarks {
		got = append(got, r.Text+" on "+r.Exact)
	}
	if s := fmt.Sprintf("%q", got); s != `["zero on We" "two on grow" "five on page 3" "one on " "two again on "]` {
		t.Error(s)
	}
}
