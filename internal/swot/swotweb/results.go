package swotweb

import (
	"net/http"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ShowResults answers GET of an analysis's results.
func (p *Pages) ShowResults(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	return p.renderResults(w, r, c, analysis, http.StatusOK, "", "")
}

func (p *Pages) renderResults(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, status int, first, wrong string) error {
	results, err := p.Board.Results(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	v := resultsOf(r.Context(), results)
	if wrong != "" {
		v.First.Value, v.First.Error = first, wrong
	}
	v.Page = p.Site.Page(r, results.Seat, i18n.T(r.Context(), "Results: %s", results.Analysis.Title))
	v.Page.Script = "method"
	return p.Site.Render(w, r, status, ResultsPage(v))
}

// ShortlistItem answers POST …/items/{item}/shortlist.
func (p *Pages) ShortlistItem(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "listed")
	if err != nil {
		return err
	}
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	listed := form.Get("listed")
	if listed != "1" && listed != "0" {
		return problem.At("listed", i18n.T(r.Context(), "Please say whether the item is to be on the short list: 1 or 0."))
	}
	done, err := p.Board.Shortlist(r.Context(), c, t, listed == "1")
	if err != nil {
		return err
	}
	return p.Site.Done(w, r, done.Live, link.ResultAnchor(c.Slug, t.Analysis, t.Item))
}

// ShortlistFirst answers POST …/shortlist: the first of each heading become the short list.
func (p *Pages) ShortlistFirst(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "first")
	if err != nil {
		return err
	}
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(form.Get("first"))
	if err != nil {
		n = 0 // which no list can have
	}
	done, err := p.Board.ShortlistFirst(r.Context(), c, analysis, n)
	if problem.Is(err, problem.Invalid) && !respond.IsLive(r) {
		return p.renderResults(w, r, c, analysis, http.StatusUnprocessableEntity, form.Get("first"), i18n.Say(r.Context(), problem.Of(err).Text))
	}
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The short list holds the first of each heading now.")})
	}
	return p.Site.Done(w, r, done.Live, link.AnalysisDo(c.Slug, analysis, "results"))
}
