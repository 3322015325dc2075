package strategyweb

import (
	"net/http"
	"time"

	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
)

// ShowStrategy answers GET of a strategy to read.
func (p *Pages) ShowStrategy(w http.ResponseWriter, r *http.Request) error {
	return p.draft(w, r, viewRead, http.StatusOK, nil)
}

// EditStrategy answers GET of the page on which a strategy is written: for those who may.
func (p *Pages) EditStrategy(w http.ResponseWriter, r *http.Request) error {
	return p.draft(w, r, viewWrite, http.StatusOK, nil)
}

// draft shows a strategy in one of its views; fill puts in what a form said that comes back.
func (p *Pages) draft(w http.ResponseWriter, r *http.Request, view string, status int, fill func(*Draft)) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Desk.View(r.Context(), c, id)
	if err != nil {
		return err
	}
	if view == viewWrite && !v.MayWrite() {
		if v.Strategy.Withdrawn() {
			return problem.New(problem.Locked, "This strategy was withdrawn. Put it back to go on writing.")
		}
		if v.Strategy.FixedUntil != nil {
			return problem.New(problem.Locked, "The text is fixed until the consultation closes, so that all offices speak about the same words. You can comment on it.")
		}
		return problem.New(problem.Refused, "Only the international office, and those whom it has named as drafters, write in a strategy.")
	}
	d, err := draftOf(r.Context(), v, view)
	if err != nil {
		return err
	}
	if view == viewRead {
		d.Cover = draftCover(r.Context(), v.Seat.InstitutionName, d, time.Now())
		var question string
		if d.Aside, question, err = p.Aside.Show(r, v); err != nil {
			return err
		}
		d.PageURL += question
	}
	page := p.Site.Page(r, v.Seat, v.Strategy.Title)
	page.Script = "draft"
	d.Word = WordFile{Module: page.Asset("word-export.js"), Content: link.StrategyContent(c.Slug, id), Name: fileName(v.Strategy.Title),
		Institution: v.Seat.InstitutionName, Date: time.Now().UTC().Format(dayOnly)}
	if view == viewWrite {
		respond.AllowEditor(w)
		d.Editor = p.Site.Asset("draft-editor.js")
	}
	if fill != nil {
		fill(&d)
	}
	return p.Site.Render(w, r, status, DraftPage(page, d))
}
