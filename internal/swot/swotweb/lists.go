package swotweb

import (
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ListsPage answers GET of the page to bring in the lists of several offices at once.
func (p *Pages) ListsPage(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showLists(w, r, c, http.StatusOK, ImportView{Lists: &ListsForm{Closed: true}})
}

func (p *Pages) showLists(w http.ResponseWriter, r *http.Request, c access.Caller, status int, v ImportView) error {
	l, err := p.Board.List(r.Context(), c)
	if err != nil {
		return err
	}
	if !l.Seat.May(access.OpenAnalysis, access.Subject{InstitutionWide: true}) {
		return problem.New(problem.Refused, "")
	}
	v.BoardURL, v.BoardTitle, v.Action = link.Analyses(c.Slug), i18n.T(r.Context(), "SWOT analyses"), link.ListsImport(c.Slug)
	return p.Site.Render(w, r, status, Import(p.Site.Page(r, l.Seat, i18n.T(r.Context(), "Bring in the lists of several offices")), v))
}

// ImportLists answers the POST: a table gets a preview, whose form comes back with the rows and then opens the analyses.
func (p *Pages) ImportLists(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "id", "rows", "pasted", "file", "title", "closed")
	if err != nil && !problem.Is(err, problem.Invalid) {
		return err
	}
	c, callerErr := p.Site.Caller(r)
	if callerErr != nil {
		return callerErr
	}
	asked := &ListsForm{Title: form.Get("title"), Closed: form.Has("closed")}
	again := func(err error) error {
		if !problem.Is(err, problem.Invalid) {
			return err
		}
		why := problem.Of(err)
		v := ImportView{Pasted: form.Get("pasted"), Lists: asked}
		if why.Field == "title" {
			asked.TitleError = i18n.Say(r.Context(), why.Text)
		} else {
			v.Error = i18n.Say(r.Context(), why.Text)
		}
		return p.showLists(w, r, c, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return again(err)
	}
	in := swot.NewLists{Title: asked.Title, Closed: asked.Closed}
	var rows []swot.ImportRow
	if form.Has("rows") {
		if rows, err = swot.FromPreview(form.Get("rows")); err != nil {
			return again(err)
		}
		if in.ID, err = uuid.Parse(form.Get("id")); err != nil {
			return again(problem.At("file", "The form's id is not valid. Please choose the file again."))
		}
	} else {
		data, err := uploaded(r, form.Get("pasted"))
		if err != nil {
			return again(err)
		}
		if rows, err = swot.ReadRows(data); err != nil {
			return again(err)
		}
	}
	plan, err := p.Board.ImportLists(r.Context(), c, in, rows, !form.Has("rows"))
	if err != nil {
		return again(err)
	}
	if !form.Has("rows") || len(plan.Bad) > 0 {
		status := http.StatusOK
		if form.Has("rows") {
			status = http.StatusUnprocessableEntity
		}
		asked.Count = plan.Lists()
		return p.showLists(w, r, c, status, ImportView{Preview: preview(plan), Pasted: form.Get("pasted"), Lists: asked})
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.N(r.Context(), "One analysis was opened.", "%d analyses were opened.", plan.Lists())})
	return p.Site.Go(w, r, link.Analyses(c.Slug))
}
