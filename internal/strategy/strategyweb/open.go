package strategyweb

import (
	"net/http"

	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/internal/strategy"
)

// OpenStrategy answers the POST that opens a strategy.
func (p *Pages) OpenStrategy(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "id", "title", "period", "then")
	if err != nil {
		return err
	}
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	id, err := p.Desk.Open(r.Context(), c, strategy.NewStrategy{ID: form.Get("id"), Title: form.Get("title"), Period: form.Get("period")})
	if err != nil {
		return err
	}
	next := "edit"
	if form.Get("then") == "import" { // begun from a Word file
		next = "import"
	}
	return p.Site.Done(w, r, 0, link.Strategy(c.Slug, id, next))
}
