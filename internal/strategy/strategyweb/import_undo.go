package strategyweb

import (
	"context"
	"net/http"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/internal/strategy"
	"meridian/web/ui"
)

// UndoImport answers the POST that takes brought-in sections out again.
func (p *Pages) UndoImport(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	brought, err := respond.ID(r, "import")
	if err != nil {
		return err
	}
	done, err := p.Desk.UndoBringing(r.Context(), c, id, brought)
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		kind := "done"
		if len(done.Stay) > 0 {
			kind = "note"
		}
		p.Site.Flash(r, ui.Flash{Kind: kind, Text: takenBack(r.Context(), done)})
	}
	return p.Site.Done(w, r, done.Live, link.Strategy(c.Slug, id, "edit"))
}

func takenBack(ctx context.Context, done strategy.TakenBack) string {
	said := i18n.N(ctx, "1 section was taken out again.", "%d sections were taken out again.", done.Out)
	if len(done.Stay) == 0 {
		return said
	}
	return said + " " + i18n.T(ctx, "Somebody has written in these since, and they stay: %s.", strings.Join(done.Stay, ", "))
}
