package returned_test

import (
	"strings"
	"testing"
	"time"

	"meridian/internal/returned"
)

// short is a change in one line: its kind, its words, what is to stand there.
func short(r returned.Remark) string {
	s := string(r.Kind) + ": " + r.Exact
	if r.Kind != returned.Comment {
		s += " → " + r.Replacement
	}
	return strings.ReplaceAll(s, "\n", "/")
}

// TestChanges reads tracked changes: what they are about, what stands there then, and what cannot be suggested.
func TestChanges(t *testing.T) {
	row := func(props, words string) string {
		return `<w:tr><w:trPr>` + props + `</w:trPr><w:tc>` + p(words) + `</w:tc><w:tc>` + p(run("cell")) + `</w:tc></w:tr>`
	}
	for _, c := range []struct {
		name, body string
		want       []string // remarks in short, then what is ignored as "!words", then "form n"
		original   string   // the original text; empty: not looked at
	}{
		{"words taken away", p(run("We grow "), del("quickly"), run(" now.")), []string{"deletion: quickly → "}, "We grow quickly now."},
		{"words replaced", p(run("We grow "), del("quickly"), ins("slowly"), run(" now.")), []string{"replacement: quickly → slowly"}, "We grow quickly now."},
		{"replaced, the new words first", p(run("We grow "), ins("slowly"), del("quickly"), run(" now.")), []string{"replacement: quickly → slowly"}, "We grow quickly now."},
		{"replaced in many runs", p(run("We "), del("grow "), ins("shrink "), del("quick"), del("ly"), ins("slowly"), run(" now.")), []string{"replacement: grow quickly → shrink slowly"}, ""},
		{"words added after a word", p(run("We grow"), ins(" slowly"), run(" now.")), []string{"insertion: grow → grow slowly"}, "We grow now."},
		{"words added before a word", p(run("We grow "), ins("slowly "), run("now.")), []string{"insertion: grow → grow slowly"}, ""},
		{"at the beginning", p(ins("Now "), run("we grow.")), []string{"insertion: we → Now we"}, "we grow."},
		{"at the end", p(run("We grow."), ins(" Slowly.")), []string{"insertion: grow. → grow. Slowly."}, ""},
		{"part of a word added", p(run("colo"), ins("u"), run("r is")), []string{"insertion: color → colour"}, "color is"},
		{"part of a word taken away", p(run("We grow quick"), del("ly"), run(".")), []string{"deletion: quickly → quick"}, ""},
		{"the end of a word replaced", p(run("organi"), del("s"), ins("z"), run("ation")), []string{"replacement: organisation → organization"}, ""},
		{"a comma added", p(run("First"), ins(","), run(" second")), []string{"insertion: First → First,"}, ""},
		{"a bracket added", p(run("the "), ins("("), run("second")), []string{"insertion: second → (second"}, ""},
		{"words before a full stop taken away", p(run("We grow"), del(" and more"), run(".")), []string{"deletion: grow and more → grow"}, ""},
		{"words taken away with the blank after them", p(run("We "), del("really "), run("grow.")), []string{"deletion: really → "}, ""},
		{"the blank of a replacement differs", p(run("We grow"), del(" and more"), ins(", or"), run(" less.")), []string{"replacement: grow and more → grow, or"}, ""},
		{"two words made one", p(run("work"), del(" "), run("shop")), []string{"deletion: work shop → workshop"}, "work shop"},
		{"one word made two", p(run("work"), ins(" "), run("shop")), []string{"insertion: workshop → work shop"}, ""},
		{"a blank more", p(run("We "), ins(" "), run("grow")), []string{"form 1"}, "We grow"},
		{"changes of two people stay two", p(run("We "), del("grow"), `<w:ins`+byB+`>`+run("shrink")+`</w:ins>`, run(" now")), []string{"deletion: grow → ", "replacement: grow → shrink"}, ""},
		{"added and taken away by another", p(run("We grow"), `<w:ins`+by+`>`+run(" slowly")+`<w:del`+byB+`>`+run(" not")+`</w:del></w:ins>`, run(" now")), []string{"insertion: grow → grow slowly", "!not"}, "We grow now"},
		{"moved", p(run("One "), `<w:moveFromRangeStart w:id="1" w:name="m"/><w:moveFrom`+by+`>`+run("two ")+`</w:moveFrom>`, run("three "), `<w:moveTo`+by+`>`+run("two ")+`</w:moveTo>`, run("four")), []string{"deletion: two → ", "insertion: three → three two"}, "One two three four"},
		{"a paragraph added at the end of one", marked("ins", run("First one.")) + p(ins("New one.")) + p(run("Last.")), []string{"insertion: one. → one./New one."}, "First one./Last."},
		{"a paragraph added before one", p(run("First one.")) + marked("ins", ins("New one.")) + p(run("Last.")), []string{"insertion: one. → one./New one."}, "First one./Last."},
		{"the first paragraph under a heading", head(run("Vision")) + marked("ins", ins("New one.")) + p(run("Last.")), []string{"insertion: Last. → New one./Last."}, "Vision/Last."},
		{"a paragraph added before a heading", head(run("Vision")) + p(run("Last.")) + marked("ins", ins("New one.")) + head(run("Mission")), []string{"insertion: Last. → Last./New one."}, "Vision/Last./Mission"},
		{"words added in an empty paragraph", p(run("First.")) + p() + p(ins("New.")) + p(run("Last.")), []string{"insertion: First. → First./New."}, "First./Last."},
		{"words added to an empty document", p(ins("New.")), []string{"!New."}, ""},
		{"a paragraph divided", marked("ins", run("First one. ")) + p(run("Second.")), []string{"!First one."}, "First one. Second."},
		{"a paragraph taken away", p(run("First.")) + marked("del", del("Second one.")) + p(run("Third.")), []string{"deletion: Second one. → "}, "First./Second one./Third."},
		{"an empty paragraph taken away", p(run("First.")) + marked("del") + p(run("Third.")), []string{"form 1"}, ""},
		{"two paragraphs made one", marked("del", run("The "), del("end.")) + p(del("Start "), run("second.")), []string{"deletion: end. → ", "deletion: Start → ", "!The end."}, "The end./Start second."},
		{"from one paragraph into the next", marked("del", run("The "), del("end.")) + p(del("Second.")), []string{"deletion: end. → ", "deletion: Second. → "}, ""},
		{"a heading's words", head(run("Our "), del("vision"), ins("aim")), []string{"replacement: vision → aim"}, ""},
		{"the form", p(`<w:pPr><w:pPrChange`+by+`><w:pPr><w:rPr><w:ins`+by+`/></w:rPr></w:pPr></w:pPrChange></w:pPr>`, `<w:r><w:rPr><w:rPrChange`+by+`><w:rPr/></w:rPrChange></w:rPr>`+text("t", "Words")+`</w:r>`), []string{"form 2"}, "Words"},
		{"a number of a list", p(`<w:pPr><w:numPr><w:ins`+by+`/></w:numPr></w:pPr>`, run("Words")), []string{"form 1"}, "Words"},
		{"words in a table", `<w:tbl>` + row("", run("One ")+del("two")+ins("three")) + `</w:tbl>`, []string{"replacement: two → three"}, "One two/cell"},
		{"a row added", `<w:tbl>` + row("", run("One")) + row(`<w:ins`+by+`/>`, ins("New")) + `</w:tbl>`, []string{"!New cell"}, "One/cell"},
		{"a row taken away", `<w:tbl>` + row(`<w:del`+by+`/>`, del("Old")) + `</w:tbl>` + p(run("End")), []string{"!Old cell"}, "Old/cell/End"},
		{"cells joined", `<w:tbl><w:tr><w:tc><w:tcPr><w:cellMerge` + by + `/></w:tcPr>` + p(run("One")) + `</w:tc></w:tr></w:tbl>`, []string{"!"}, ""},
		{"a text box", p(run("Before"), `<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>`+p(run("In "), del("the "), run("box"))+`</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+p(run("In "), del("the "), run("box"))+`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, run(" after")), []string{"!the"}, "Before after"},
		{"Urdu", p(run("ہم "), del("تیزی"), ins("آہستگی"), run(" سے بڑھتے ہیں")), []string{"replacement: تیزی → آہستگی"}, "ہم تیزی سے بڑھتے ہیں"},
		{"emoji", p(run("Grow 🌱"), ins("🌳"), run(" now 👩‍🎓")), []string{"insertion: 🌱 → 🌱🌳"}, ""},
		{"Chinese has no blanks", p(run("我们的大学"), ins("永远"), run("向前")), []string{"insertion: 我们的大学 → 我们的大学永远"}, ""},
		{"signs", p(`<w:r>`+text("t", "a")+`<w:tab/>`+text("t", "b")+`<w:br/>`+text("t", "c\u00a0d co")+`<w:softHyphen/>`+text("t", "op")+`<w:noBreakHyphen/>`+text("t", "e")+`<w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:char="2192"/></w:r>`, del(" x")), []string{"deletion: x → "}, "a b c d co\u00adop\u2011e→ x"},
		{"fields, links, content controls", p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText>`+text("t", "no")+`</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, run("12"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, `<w:hyperlink r:id="x">`+run(" link")+`</w:hyperlink>`, `<w:sdt><w:sdtPr><w:rPr><w:ins`+by+`/></w:rPr></w:sdtPr><w:sdtContent>`+run(" held ")+del("here")+`</w:sdtContent></w:sdt>`, `<w:smartTag>`+run(" end")+`</w:smartTag>`), []string{"deletion: here → "}, "12 link held here end"},
		{"equations are no words", p(run("E "), `<m:oMath><m:r><m:t>=mc</m:t></m:r></m:oMath>`, del("x")), []string{"deletion: x → "}, "E x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := read(t, parts{body: c.body})
			var got []string
			for _, r := range f.Remarks {
				got = append(got, short(r))
				if r.Author == "" || r.Date != time.Date(2026, 5, 2, 10, 0, 0, 0, time.UTC) {
					t.Errorf("by %q on %v", r.Author, r.Date)
				}
			}
			for _, i := range f.Ignored {
				got = append(got, "!"+i.Words)
				if !strings.HasSuffix(i.Reason, ".") {
					t.Errorf("not a sentence: %q", i.Reason)
				}
			}
			if f.Formatting > 0 {
				got = append(got, "form "+string(rune('0'+f.Formatting)))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			var original []string
			for _, p := range f.Paragraphs {
				original = append(original, p.Text)
			}
			if s := strings.Join(original, "/"); c.original != "" && s != c.original {
				t.Errorf("the original is %q, want %q", s, c.original)
			}
		})
	}
}

// A moved passage says so at both ends, and a remark knows what stands around it and above it.
func TestChangeContext(t *testing.T) {
	styles := `<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="Second"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Second"><w:basedOn w:val="Mine"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/><w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style><w:style w:type="character" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>`
	styled := func(style, words string) string {
		return p(`<w:pPr><w:pStyle w:val="`+style+`"/></w:pPr>`, run(words))
	}
	f := read(t, parts{styles: styles, body: styled("TOCHeading", "Contents") + styled("berschrift1", "Vision") + styled("Mine", "Growth") +
		p(run("Long ago, in a country far away from here, we were "), `<w:moveFrom`+by+`>`+run("small")+`</w:moveFrom>`, run(" and")) + p(run("happy.")) +
		p(`<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`, run("Mission")) + p(run("Aim "), del("low"))})
	want := []returned.Paragraph{{"Contents", 0}, {"Vision", 1}, {"Growth", 2}, {"Long ago, in a country far away from here, we were small and", 0}, {"happy.", 0}, {"Mission", 1}, {"Aim low", 0}}
	if len(f.Paragraphs) != len(want) {
		t.Fatalf("paragraphs: %+v", f.Paragraphs)
	}
	for i, p := range f.Paragraphs {
		if p != want[i] {
			t.Errorf("paragraph %d is %+v, want %+v", i, p, want[i])
		}
	}
	if len(f.Remarks) != 2 {
		t.Fatalf("remarks: %+v", f.Remarks)
	}
	if r := f.Remarks[0]; !r.Moved || r.Prefix != "try far away from here, we were " || r.Suffix != " and happy. Mission Aim low" || strings.Join(r.Headings, "/") != "Vision/Growth" {
		t.Errorf("%+v", r)
	}
	if r := f.Remarks[1]; r.Moved || r.Suffix != "" || strings.Join(r.Headings, "/") != "Mission" {
		t.Errorf("%+v", r)
	}
}

// Changes beside the body are listed with their place.
func TestBesideTheBody(t *testing.T) {
	f := read(t, parts{body: p(run("Body")), footnotes: `<w:footnote w:id="2">` + p(run("See "), del("page 3"), ins("page 4")) + `</w:footnote>`, header: p(del("Draft"))})
	if len(f.Remarks) != 0 || len(f.Ignored) != 2 || f.Ignored[0].Words != "page 3 → page 4" || !strings.Contains(f.Ignored[0].Reason, "footnote") || f.Ignored[1].Words != "Draft" || f.Ignored[1].Author != "Ana" {
		t.Errorf("%+v %+v", f.Remarks, f.Ignored)
	}
}
