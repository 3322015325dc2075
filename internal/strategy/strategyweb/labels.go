package strategyweb

import (
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"
	"meridian/web/ui"
)

// LabelsView is the page on which the levels get their names.
type LabelsView struct {
	Action, Back string
	Labels       strategy.Labels
	Sets         []strategy.Labels
	Errors       map[string]string
}

// ShowLabels answers GET of the page on which the levels of the strategies get their names.
func (p *Pages) ShowLabels(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showLabels(w, r, c, http.StatusOK, nil, nil)
}

func (p *Pages) showLabels(w http.ResponseWriter, r *http.Request, c access.Caller, status int, typed *strategy.Labels, errors map[string]string) error {
	seat, labels, err := p.Desk.Labels(r.Context(), c)
	if err != nil {
		return err
	}
	v := LabelsView{Action: link.StrategyLabels(c.Slug), Back: link.Strategies(c.Slug), Labels: labels, Sets: strategy.LabelSets, Errors: errors}
	if typed != nil {
		v.Labels = *typed
	}
	return p.Site.Render(w, r, status, LabelsPage(p.Site.Page(r, seat, i18n.T(r.Context(), "Names of the levels")), v))
}

// SaveLabels answers the POST of that page.
func (p *Pages) SaveLabels(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "pillar", "goal", "objective", "indicator")
	c, callerErr := p.Site.Caller(r)
	if callerErr != nil {
		return callerErr
	}
	labels := strategy.Labels{Pillar: form.Get("pillar"), Goal: form.Get("goal"), Objective: form.Get("objective"), Indicator: form.Get("indicator")}
	if err == nil {
		err = p.Desk.SetLabels(r.Context(), c, labels)
	}
	if problem.Is(err, problem.Invalid) {
		why := problem.Of(err)
		return p.showLabels(w, r, c, respond.Status(why.Kind), &labels, map[string]string{why.Field: i18n.Say(r.Context(), why.Text)})
	}
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Saved. All strategies use these names now.")})
	return p.Site.Go(w, r, link.Strategies(c.Slug))
}
