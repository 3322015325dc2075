package returned

import (
	"math"
	"strings"
	"unicode/utf8"

	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// Section is a section of the strategy as it is now.
type Section struct {
	ID      uuid.UUID
	Title   string
	Reading *richtext.Reading
}

// Placed is a remark whose words stand in a section.
type Placed struct {
	Remark
	Section uuid.UUID
	// Anchor is on the words of the section that Exact stands for; a Replacement is to stand instead of all of them. Its
	// State is Check where only a part of a comment's words was found, or where what stood before or after the words is
	// not there any more: somebody should look. It is zero of a comment on the section as a whole:
	// one on its title, or in an empty paragraph of it.
	Anchor richtext.Anchor
}

// Lost is a remark that has no place.
type Lost struct {
	Remark
	Section uuid.UUID // whose title it stood under in the document; Nil: none
	Reason  string    // a sentence for people
}

// Why a remark is lost.
const (
	gone      = "Its words are not in the strategy any more."
	several   = "Its words stand in several places of the strategy, and what stands around them does not say which is meant."
	unsure    = "Only words like these are in the strategy, and what stands around them is different."
	pointless = "It is tied to no words."
	tooLong   = "It is about more words than a suggestion can hold."
	ofTitle   = "It changes the title of a section. Suggestions are about the text: please change the title by hand."
	already   = "The strategy has it already."
)

// Match finds the words of every remark in the sections: each is either placed or lost, in the order of the file. Words are
// looked for everywhere, and rather in the section whose title they stood under. Nothing is put at a place that only
// looks alike: of words that are short or stand several times, what stands around them must tell that they are meant. Of
// a comment whose words were changed it is enough to find a line of them or the first ones.
func Match(sections []Section, f File) (found []Placed, lost []Lost) {
	m := &matcher{titled: map[string][]*page{}}
	for _, s := range sections {
		p := &page{Section: s, text: s.Reading.Between(0, math.MaxInt32)}
		p.folded, p.at = fold(p.text)
		m.pages = append(m.pages, p)
		m.titled[title(s.Title)] = append(m.titled[title(s.Title)], p)
	}
	for _, r := range f.Remarks {
		home := m.home(r)
		place, reason := m.place(r, home)
		if reason == "" {
			found = append(found, place)
			continue
		}
		l := Lost{Remark: r, Reason: reason}
		if len(home) > 0 {
			l.Section = home[0].ID
		}
		lost = append(lost, l)
	}
	return found, lost
}

// page is a section that is searched.
type page struct {
	Section
	text, folded string
	at           []int32
}

type matcher struct {
	pages  []*page
	titled map[string][]*page
}

// home is the sections of the title that a remark stands under.
func (m *matcher) home(r Remark) []*page {
	for i := len(r.Headings) - 1; i >= 0; i-- {
		if pages := m.titled[title(r.Headings[i])]; len(pages) > 0 {
			return pages
		}
	}
	return nil
}

// place finds the place of a remark, or says why it has none.
func (m *matcher) place(r Remark, home []*page) (Placed, string) {
	p := Placed{Remark: r}
	onTitle := false // it may be about the title itself
	if len(home) == 1 {
		p.Section = home[0].ID
		about := title(cut(r.Exact, longestHeading))
		onTitle = len(r.Headings) > 0 && title(r.Headings[len(r.Headings)-1]) == title(home[0].Title) && strings.Contains(title(home[0].Title), about)
		if r.Kind == Comment && (r.Exact == "" || onTitle && about == title(home[0].Title)) {
			return p, ""
		}
	}
	if r.Exact == "" {
		return p, pointless
	}
	reason := tooLong
	if !longer(r.Exact, LongestExact) {
		if reason = m.anchor(&p, quoteOf(r), home); reason == "" {
			return p, ""
		}
	}
	if r.Kind == Comment && reason != several {
		for _, q := range partsOf(r) {
			if m.anchor(&p, q, home) == "" {
				p.Anchor.State = richtext.Check
				return p, ""
			}
		}
		if reason == tooLong {
			reason = gone
		}
	}
	switch {
	case onTitle && r.Kind == Comment:
		p.Section, p.Anchor = home[0].ID, richtext.Anchor{}
		return p, ""
	case onTitle && reason != already:
		return p, ofTitle
	}
	return p, reason
}

// longer tells whether a text has more characters than so many, without reading all of a long one.
func longer(s string, most int) bool {
	return len(s) > most && (len(s) > most*utf8.UTFMax || utf8.RuneCountInString(s) > most)
}

// anchor sets the anchor on the words of a quote, or says why it cannot.
func (m *matcher) anchor(p *Placed, q quoted, home []*page) string {
	best, reason := m.search(q, home)
	if reason != "" {
		return reason
	}
	if p.Replacement != "" && best.has(folding(p.Replacement), q.exact) {
		return already
	}
	quote := best.quote()
	most, first := -1, -1
	for i, f := range best.page.Reading.Find(quote) {
		if f.Context > most {
			most, first = f.Context, i
		}
	}
	if first != best.number(quote.Exact) { // a quote does not keep what tells this place from that one
		return several
	}
	anchor, ok := best.page.Reading.SetAnchor(quote)
	if !ok {
		return gone
	}
	if best.oneSide {
		anchor.State = richtext.Check
	}
	p.Section, p.Anchor = best.page.ID, anchor
	return ""
}
