package swotweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"
)

// UndoStep answers the POST that undoes a step; it leads back to the board, or to the frame of the themes that is named.
func (p *Pages) UndoStep(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "frame")
	if err != nil {
		return err
	}
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	step, err := respond.ID(r, "step")
	if err != nil {
		return err
	}
	done, err := p.Board.Undo(r.Context(), c, analysis, step)
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Undone: it is as it was before.")})
	}
	back := link.Analysis(c.Slug, analysis)
	if frame, err := swot.ParseFrame(form.Get("frame")); err == nil {
		back = link.Themes(c.Slug, analysis, string(frame))
	}
	return p.Site.Done(w, r, done.Live, back)
}
