package strategyweb

import (
	"net/http"

	"meridian/internal/link"
	"meridian/internal/respond"
)

// SeeStrategy answers the POST that notes up to where the reader has seen a strategy.
func (p *Pages) SeeStrategy(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "live")
	if err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	if err := p.Desk.Seen(r.Context(), c, id, form.Get("live")); err != nil {
		return err
	}
	return p.Site.Done(w, r, 0, link.Strategies(c.Slug))
}
