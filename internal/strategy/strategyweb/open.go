package strategyweb

import (
	"net/http"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"
)

// copyOf stands before the id of the strategy that a new one begins as a copy of, in the field template.
const copyOf = "copy:"

// OpenStrategy answers the POST that opens a strategy. What it begins with stands in template: a template's key, or copyOf
// and a strategy's id; without it, and where a Word file follows, the strategy is empty.
func (p *Pages) OpenStrategy(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "id", "title", "period", "template", "then")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	in := strategy.NewStrategy{ID: form.Get("id"), Title: form.Get("title"), Period: form.Get("period"), Say: func(text string) string { return i18n.Say(r.Context(), text) }}
	err = formErr
	fromFile := form.Get("then") == "import"
	from, copied := strings.CutPrefix(form.Get("template"), copyOf)
	switch {
	case fromFile:
	case copied:
		in.From = from
	default:
		in.Template = from
	}
	if err == nil {
		id, openErr := p.Desk.Open(r.Context(), c, in)
		if openErr == nil {
			next := "edit"
			if fromFile {
				next = "import"
			}
			return p.Site.Done(w, r, 0, link.Strategy(c.Slug, id, next))
		}
		err = openErr
	}
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	why := problem.Of(err)
	return p.showList(w, r, c, respond.Status(why.Kind), func(f *CreateForm) {
		f.Title, f.Period, f.Open = in.Title, in.Period, true
		if form.Get("template") != "" {
			f.Start = form.Get("template")
		}
		if why.Field != "id" && in.ID != "" {
			f.ID = in.ID
		} else {
			f.ID = once.Fresh().String()
		}
		f.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
	})
}
