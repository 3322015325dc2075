package strategyweb

import (
	"net/http"
	"net/url"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// askedPlan is who asks, for which strategy, and for which goal, objective or indicator of it.
func (p *Pages) askedPlan(r *http.Request, gap string) (c access.Caller, id, thing uuid.UUID, err error) {
	c, id, err = p.asked(r)
	if err == nil {
		thing, err = respond.ID(r, gap)
	}
	return c, id, thing, err
}

// formVersion is the version that a form was made of.
func formVersion(form url.Values) (int, error) {
	version, err := strconv.Atoi(form.Get("version"))
	if err != nil || version < 1 {
		return 0, problem.At("version", "The form has no valid version. Your text is kept: please load the page anew.")
	}
	return version, nil
}

// searchOf is what a page's address looks for among items and options; what cannot be understood is left out.
func searchOf(q url.Values) swot.CitableSearch {
	s := swot.CitableSearch{Words: q.Get("q")}
	if about := q.Get("about"); len(about) <= len(swot.Opportunity) {
		s.About = about
	}
	s.Analysis, _ = uuid.Parse(q.Get("analysis"))
	return s
}

// again reads what a form needs that is to be shown once more; false where the error is to be passed on as it is.
func (p *Pages) again(r *http.Request, id uuid.UUID, ticked []string, err error) (strategy.PlanDesk, bool, error) {
	if !again(err) || respond.IsLive(r) {
		return strategy.PlanDesk{}, false, err
	}
	c, callerErr := p.Site.Caller(r)
	if callerErr != nil {
		return strategy.PlanDesk{}, false, callerErr
	}
	d, readErr := p.Desk.Writing(r.Context(), c, id, swot.CitableSearch{}, ticked)
	if readErr != nil && !problem.Is(readErr, problem.Locked) {
		return d, false, readErr
	}
	return d, true, err
}

func (p *Pages) formPage(r *http.Request, d strategy.PlanDesk, title string) ui.Page {
	page := p.Site.Page(r, d.Seat, title)
	page.Script = "method"
	return page
}

// found tells whether the strategy was read, although perhaps not to be written in.
func found(d strategy.PlanDesk) bool { return d.Strategy.ID != uuid.Nil }

func itoa(n int) string { return strconv.Itoa(n) }

// stored answers where something of a plan was stored: the page that comes next says so.
func (p *Pages) stored(w http.ResponseWriter, r *http.Request, live int64, next string) error {
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Saved.")})
	}
	return p.Site.Done(w, r, live, next)
}
