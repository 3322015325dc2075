package strategyweb

import (
	"context"
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/internal/strategy"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// PlaceGoal answers the POST that moves a goal.
func (p *Pages) PlaceGoal(w http.ResponseWriter, r *http.Request) error {
	return p.placeIn(w, r, "goal", p.Desk.PlaceGoal)
}

// PlaceObjective answers the POST that moves an objective.
func (p *Pages) PlaceObjective(w http.ResponseWriter, r *http.Request) error {
	return p.placeIn(w, r, "objective", p.Desk.PlaceObjective)
}

// PlaceIndicator answers the POST that moves an indicator.
func (p *Pages) PlaceIndicator(w http.ResponseWriter, r *http.Request) error {
	return p.placeIn(w, r, "indicator", p.Desk.PlaceIndicator)
}

func (p *Pages) placeIn(w http.ResponseWriter, r *http.Request, gap string,
	place func(context.Context, access.Caller, uuid.UUID, uuid.UUID, strategy.Place) (strategy.Done, error)) error {
	form, err := respond.Form(r, "direction", "before")
	if err != nil {
		return err
	}
	c, id, thing, err := p.askedPlan(r, gap)
	if err != nil {
		return err
	}
	done, err := place(r.Context(), c, id, thing, strategy.Place{Direction: form.Get("direction"), Before: form.Get("before")})
	if err != nil {
		return err
	}
	return p.Site.Done(w, r, done.Live, link.Strategy(c.Slug, id, "edit")+"#"+gap+"-"+thing.String())
}

// WithdrawGoal answers the POST that takes a goal out.
func (p *Pages) WithdrawGoal(w http.ResponseWriter, r *http.Request) error {
	return p.setOut(w, r, "goal", true, p.Desk.WithdrawGoal)
}

// RestoreGoal answers the POST that puts a goal back.
func (p *Pages) RestoreGoal(w http.ResponseWriter, r *http.Request) error {
	return p.setOut(w, r, "goal", false, p.Desk.RestoreGoal)
}

// WithdrawObjective answers the POST that takes an objective out.
func (p *Pages) WithdrawObjective(w http.ResponseWriter, r *http.Request) error {
	return p.setOut(w, r, "objective", true, p.Desk.WithdrawObjective)
}

// RestoreObjective answers the POST that puts an objective back.
func (p *Pages) RestoreObjective(w http.ResponseWriter, r *http.Request) error {
	return p.setOut(w, r, "objective", false, p.Desk.RestoreObjective)
}

// WithdrawIndicator answers the POST that takes an indicator out.
func (p *Pages) WithdrawIndicator(w http.ResponseWriter, r *http.Request) error {
	return p.setOut(w, r, "indicator", true, p.Desk.WithdrawIndicator)
}

// RestoreIndicator answers the POST that puts an indicator back.
func (p *Pages) RestoreIndicator(w http.ResponseWriter, r *http.Request) error {
	return p.setOut(w, r, "indicator", false, p.Desk.RestoreIndicator)
}

// setOut takes something out, and offers the way back on the page after it, or puts it back.
func (p *Pages) setOut(w http.ResponseWriter, r *http.Request, gap string, out bool,
	set func(context.Context, access.Caller, uuid.UUID, uuid.UUID) (strategy.Done, error)) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, id, thing, err := p.askedPlan(r, gap)
	if err != nil {
		return err
	}
	done, err := set(r.Context(), c, id, thing)
	if err != nil {
		return err
	}
	next := link.Strategy(c.Slug, id, "edit")
	if !out {
		next += "#" + gap + "-" + thing.String()
	} else if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "It was taken out."), UndoURL: restoreURL(c.Slug, id, gap, thing), UndoLabel: i18n.T(r.Context(), "Undo")})
	}
	return p.Site.Done(w, r, done.Live, next)
}

func restoreURL(slug string, id uuid.UUID, gap string, thing uuid.UUID) string {
	switch gap {
	case "goal":
		return link.Goal(slug, id, thing, "restore")
	case "objective":
		return link.Objective(slug, id, thing, "restore")
	}
	return link.Indicator(slug, id, thing, "restore")
}
