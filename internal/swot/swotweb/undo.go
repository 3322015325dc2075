package swotweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// UndoStep answers the POST that undoes a step; it leads back to the board.
func (p *Pages) UndoStep(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
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
	return p.Site.Done(w, r, done.Live, link.Analysis(c.Slug, analysis))
}
