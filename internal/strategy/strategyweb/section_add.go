package strategyweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"
)

// AddForm adds a section.
type AddForm struct {
	Action, ID, Title, Kind string
	Pillar                  string // what the institution calls one
	Errors                  map[string]string
}

// AddSection answers the POST that adds a section.
func (p *Pages) AddSection(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "id", "title", "kind")
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	err = formErr
	var done strategy.Done
	if err == nil {
		done, err = p.Desk.AddSection(r.Context(), c, id, strategy.NewSection{ID: form.Get("id"), Title: form.Get("title"), Kind: form.Get("kind")})
	}
	switch {
	case err == nil:
		return p.Site.Done(w, r, done.Live, link.SectionWritten(c.Slug, id, done.ID))
	case !problem.Is(err, problem.Invalid) || respond.IsLive(r):
		return err
	}
	why := problem.Of(err)
	return p.draft(w, r, viewWrite, respond.Status(why.Kind), func(d *Draft) {
		d.Add.Title, d.Add.Kind = form.Get("title"), form.Get("kind")
		if why.Field != "id" && form.Get("id") != "" {
			d.Add.ID = form.Get("id")
		} else {
			d.Add.ID = once.Fresh().String()
		}
		d.Add.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
	})
}
