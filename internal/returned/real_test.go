package returned_test

import (
	"slices"
	"testing"
	"time"

	"meridian/internal/returned"
)

// What LibreOffice writes: empty properties everywhere, the end of a paragraph marked with an element that has an end, a
// comment at one point without a range.
const libreOffice = `<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:bidi w:val="0"/><w:spacing w:before="240" w:after="120"/><w:jc w:val="start"/><w:rPr></w:rPr></w:pPr><w:r><w:rPr></w:rPr><w:t>Vision</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Normal"/><w:bidi w:val="0"/><w:rPr></w:rPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">We grow </w:t></w:r><w:del w:id="0" w:author="Ana" w:date="2026-05-02T10:00:00Z"><w:r><w:rPr></w:rPr><w:delText>quickly</w:delText></w:r></w:del><w:ins w:id="1" w:author="Ana" w:date="2026-05-02T10:01:00Z"><w:r><w:rPr></w:rPr><w:t>steadily</w:t></w:r></w:ins><w:r><w:rPr></w:rPr><w:t xml:space="preserve"> and </w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:rPr></w:rPr><w:t>by ten per cent</w:t></w:r><w:r><w:rPr></w:rPr></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:rPr></w:rPr><w:t xml:space="preserve"> each year.</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:ins w:id="2" w:author="Ana" w:date="2026-05-02T10:01:00Z"></w:ins></w:rPr></w:pPr><w:r><w:rPr></w:rPr><w:t>A paragraph stays.</w:t></w:r></w:p><w:p><w:pPr><w:rPr></w:rPr></w:pPr><w:ins w:id="3" w:author="Ana" w:date="2026-05-02T10:01:00Z"><w:r><w:rPr></w:rPr><w:t>A new paragraph.</w:t></w:r></w:ins></w:p>
<w:p><w:pPr><w:rPr><w:del w:id="5" w:author="Bo" w:date="2026-05-02T10:01:00Z"></w:del></w:rPr></w:pPr><w:r><w:t xml:space="preserve">The </w:t></w:r><w:del w:id="4" w:author="Bo" w:date="2026-05-02T10:01:00Z"><w:r><w:delText>end of one.</w:delText></w:r></w:del></w:p><w:p><w:del w:id="6" w:author="Bo" w:date="2026-05-02T10:01:00Z"><w:r><w:delText xml:space="preserve">Start of the next </w:delText></w:r></w:del><w:r><w:t>paragraph.</w:t></w:r></w:p>
<w:p><w:r><w:rPr></w:rPr><w:t>Point</w:t></w:r><w:r><w:rPr></w:rPr><w:commentReference w:id="1"/></w:r><w:r><w:rPr></w:rPr><w:t xml:space="preserve"> here.</w:t></w:r></w:p>`

// What Word writes: revision ids, proofing marks in the middle of words, bookmarks, a table of contents, numbers of lists,
// a time zone beside the local time, replies with ranges of their own.
const (
	word = `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOC1"/><w:tabs><w:tab w:val="right" w:pos="9026"/></w:tabs></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink w:anchor="_Toc1" w:history="1"><w:r><w:t>Vision</w:t></w:r><w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF _Toc1 \h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>` +
		`<w:p w14:paraId="11111111" w14:textId="77777777" w:rsidR="00A1" w:rsidRDefault="00B2"><w:pPr><w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:bookmarkStart w:id="1" w:name="_Toc1"/><w:r w:rsidRPr="00C3"><w:lastRenderedPageBreak/><w:t>Vision</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>` +
		`<w:p w14:paraId="22222222" w:rsidR="00A1"><w:r><w:t xml:space="preserve">The univer</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00D4"><w:t>sity’s</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t xml:space="preserve"> </w:t></w:r><w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/><w:r><w:t>partner</w:t></w:r><w:ins w:id="7" w:author="Ana Núñez" w:date="2026-05-02T12:00:00Z" w16du:dateUtc="2026-05-02T10:00:00Z" xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du"><w:r w:rsidR="00E5"><w:t>ship</w:t></w:r></w:ins><w:r><w:t>s</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r w:rsidR="00F6"><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="0"/></w:r><w:commentRangeEnd w:id="1"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="1"/></w:r><w:r><w:t xml:space="preserve"> matter</w:t></w:r><w:del w:id="8" w:author="Ana Núñez" w:date="2026-05-02T12:00:00Z"><w:r><w:rPr><w:rPrChange w:id="9" w:author="Ana Núñez" w:date="2026-05-02T12:00:00Z"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:delText xml:space="preserve"> a lot</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>`
	wordComments = `<w:comment w:id="0" w:author="Bo" w:date="2026-05-03T10:00:00Z" w:initials="B"><w:p w14:paraId="0A000001" w14:textId="77777777"><w:pPr><w:pStyle w:val="CommentText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r><w:r><w:t>Which ones?</w:t></w:r></w:p></w:comment>` +
		`<w:comment w:id="1" w:author="Ana Núñez" w:date="2026-05-03T11:00:00Z" w:initials="AN"><w:p w14:paraId="0A000002"><w:r><w:annotationRef/></w:r><w:r><w:t>All of them</w:t></w:r></w:p></w:comment>`
	wordExtended = `<w15:commentEx w15:paraId="0A000001" w15:done="0"/><w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001" w15:done="0"/>`
)

// TestAsWritten reads what the two programs really write, and finds it in the strategy.
func TestAsWritten(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts parts
		text  string
		want  []string
		other []string // ignored
	}{
		{"LibreOffice", parts{body: libreOffice, comments: comment("0", "Bo", "01000000", "Which year?") + comment("1", "Cy", "", "A point"), extended: `<w15:commentEx w15:paraId="01000000" w15:done="1"/>`},
			"We grow quickly and by ten per cent each year.\n\nA paragraph stays.\n\nThe end of one.\n\nStart of the next paragraph.\n\nPoint here.",
			[]string{"Vision: quickly → steadily", "Vision: by ten per cent", "Vision: stays. → stays.\nA new paragraph.", "Vision: end of one. → ", "Vision: Start of the next → ", "Vision: Point here."}, []string{"The end of one."}},
		{"Word", parts{body: word, comments: wordComments, extended: wordExtended}, "The university's partners matter a lot.",
			[]string{"Vision: partners → partnerships", "Vision: partners", "Vision: matter a lot → matter"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := read(t, c.parts)
			now := []returned.Section{section(t, "Vision", c.text)}
			found, lost := returned.Match(now, f)
			var got, other []string
			for _, p := range found {
				got = append(got, placed(now, p))
			}
			for _, i := range f.Ignored {
				other = append(other, i.Words)
			}
			if !slices.Equal(got, c.want) || len(lost) > 0 || !slices.Equal(other, c.other) {
				t.Errorf("got %q, lost %+v, ignored %q", got, lost, other)
			}
		})
	}
	f := read(t, parts{body: word, comments: wordComments, extended: wordExtended})
	if r := f.Remarks[1]; r.Text != "Which ones?\nAna Núñez: All of them" {
		t.Errorf("the thread is %q", r.Text)
	}
	if r := f.Remarks[0]; !r.Date.Equal(time.Date(2026, 5, 2, 10, 0, 0, 0, time.UTC)) || f.Formatting != 1 {
		t.Errorf("on %v, %d of form", r.Date, f.Formatting)
	}
}
