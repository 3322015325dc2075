package strategyweb

import (
	"net/http"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/richtext"
	"meridian/internal/strategy"
)

// Authored is who wrote which passage of a section, as its page shows it.
type Authored struct {
	StrategyURL, StrategyTitle, SectionURL, Title string
	HTML                                          string // safe: made by package richtext
	Authors                                       []AuthorRow
	Begun                                         int // per cent of the text that stood there from the beginning
	Empty                                         bool
}

// AuthorRow is an author in the legend.
type AuthorRow struct {
	Name, Class, At, Day string
	Share                int // of the text, in per cent
	Steps                int
}

// authorLooks is how many looks there are for authors; those after them share.
const authorLooks = 8

// ShowAuthors answers GET of who wrote which passage of a section.
func (p *Pages) ShowAuthors(w http.ResponseWriter, r *http.Request) error {
	c, id, section, err := p.askedSection(r)
	if err != nil {
		return err
	}
	out, err := p.costly(w, r, c)
	if err != nil {
		return err
	}
	defer out.end()
	v, err := p.Desk.Authors(r.Context(), c, id, section)
	if err != nil {
		return err
	}
	d := Authored{StrategyURL: link.Strategy(v.Seat.Slug, id, ""), StrategyTitle: v.Strategy.Title, SectionURL: link.SectionAnchor(v.Seat.Slug, id, section),
		Title: v.Section.Title, Empty: v.Size == 0, Begun: 100}
	marks := authorMarks(v, &d)
	if d.HTML, err = prose(r.Context(), v.Doc, "", marks...); err != nil {
		return err
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Who wrote %s", v.Section.Title))
	page.Script = "versions"
	return p.Site.Render(out, r, http.StatusOK, AuthorsPage(page, d))
}

// authorMarks gives each author a look, fills the legend, and says each passage's author where it begins.
func authorMarks(v strategy.AuthorsView, d *Authored) []richtext.Highlight {
	rows := map[string]AuthorRow{}
	for n, a := range v.Authors {
		row := AuthorRow{Name: a.Name, Class: "by by-" + strconv.Itoa(n%authorLooks+1), At: instant(a.Last), Day: day(a.Last), Share: percent(a.Size, v.Size), Steps: a.Steps}
		d.Begun -= row.Share
		rows[a.ID] = row
		d.Authors = append(d.Authors, row)
	}
	d.Begun = max(d.Begun, 0) // shares are rounded
	var marks []richtext.Highlight
	for _, s := range v.Spans {
		if row, known := rows[s.Author]; known {
			marks = append(marks, richtext.Highlight{From: s.From, To: s.To, Class: row.Class, Title: row.Name, Said: row.Name + ":"})
		}
	}
	return marks
}

func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return (100*part + whole/2) / whole
}
