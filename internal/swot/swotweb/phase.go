package swotweb

import (
	"net/http"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// SetPhase answers the POST that begins a phase; the page after it offers the way back.
func (p *Pages) SetPhase(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "phase", "from")
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return p.refuse(w, r, c, analysis, formErr, nil)
	}
	done, err := p.Board.SetPhase(r.Context(), c, analysis, form.Get("phase"), form.Get("from"))
	if problem.Is(err, problem.Conflict) {
		return p.refuseStill(w, r, c, analysis, err, i18n.T(r.Context(), "Somebody was quicker"))
	}
	if err != nil {
		return p.refuse(w, r, c, analysis, err, nil)
	}
	if !respond.IsLive(r) && done.Step != uuid.Nil {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: hasBegun(r.Context(), swot.Phase(form.Get("phase"))),
			UndoURL: link.Step(c.Slug, analysis, done.Step), UndoLabel: i18n.T(r.Context(), "Undo")})
	}
	return p.Site.Done(w, r, done.Live, boardURL(c, analysis))
}

// SetReady answers the POST by which an office says how far it is.
func (p *Pages) SetReady(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"ready"}, []string{"nothing"})
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	var ready *bool
	switch value := form.Get("ready"); {
	case formErr != nil:
	case value == "0" || value == "1":
		yes := value == "1"
		ready = &yes
	case form.Has("ready"):
		formErr = problem.At("ready", "Please say whether your office is ready: 1, or 0.")
	}
	if formErr != nil {
		return p.refuse(w, r, c, analysis, formErr, nil)
	}
	done, err := p.Board.SetReady(r.Context(), c, analysis, ready, form["nothing"])
	if problem.Is(err, problem.Conflict) {
		return p.refuseStill(w, r, c, analysis, err, "")
	}
	if err != nil {
		return p.refuse(w, r, c, analysis, err, nil)
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Thank you: this is noted for your office.")})
	}
	return p.Site.Done(w, r, done.Live, boardURL(c, analysis))
}

// Nudge answers the POST that asks the offices that were not heard yet.
func (p *Pages) Nudge(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	done, err := p.Board.Nudge(r.Context(), c, analysis)
	if problem.Is(err, problem.Conflict) {
		return p.refuseStill(w, r, c, analysis, err, "")
	}
	if err != nil {
		return err
	}
	ctx := r.Context()
	var said []string
	switch {
	case done.Offices > 0:
		said = append(said, i18n.N(ctx, "One office was asked.", "%d offices were asked.", done.Offices))
	case done.Already == 0 && len(done.Nobody) == 0:
		said = append(said, i18n.T(ctx, "Every office was heard: there is nobody to ask."))
	}
	if done.Already > 0 {
		said = append(said, i18n.N(ctx, "One office was asked today already.", "%d offices were asked today already.", done.Already))
	}
	kind := "done"
	if len(done.Nobody) > 0 {
		said = append(said, i18n.T(ctx, "Nobody belongs to these yet: %s.", strings.Join(done.Nobody, ", ")))
		kind = "note"
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: kind, Text: strings.Join(said, " ")})
	}
	return p.Site.Done(w, r, 0, boardURL(c, analysis))
}
