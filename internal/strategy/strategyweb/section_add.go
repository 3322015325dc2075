package strategyweb

import (
	"net/http"

	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/internal/strategy"
)

// AddSection answers the POST that adds a section.
func (p *Pages) AddSection(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "id", "title", "kind")
	if err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	done, err := p.Desk.AddSection(r.Context(), c, id, strategy.NewSection{ID: form.Get("id"), Title: form.Get("title"), Kind: form.Get("kind")})
	if err != nil {
		return err
	}
	return p.Site.Done(w, r, done.Live, link.SectionWritten(c.Slug, id, done.ID))
}
