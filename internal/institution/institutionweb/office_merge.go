package institutionweb

import (
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
)

// ShowMerge answers GET of the page that says what a merge would do.
func (p *Pages) ShowMerge(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	ctx, from := r.Context(), chi.URLParam(r, "office")
	m, err := p.Registry.LookAtMerger(ctx, c, from, r.URL.Query().Get("into"))
	if err != nil {
		return p.mergeAgain(w, r, c, err)
	}
	v := MergeView{From: m.From.Name, Into: m.Into.Name, IntoSlug: m.Into.Slug, Action: link.Office(c.Slug, from, "merge"), BackURL: link.Office(c.Slug, from, "")}
	for _, h := range m.Holdings {
		if h.N > 0 {
			v.Goes = append(v.Goes, i18n.N(ctx, h.One, h.Many, h.N))
		}
	}
	page := p.Site.Page(r, m.Seat, i18n.T(ctx, "Merge two offices"))
	page.Script = "people"
	return p.Site.Render(w, r, http.StatusOK, Merge(page, v))
}

// MergeOffice answers the POST that merges an office into another.
func (p *Pages) MergeOffice(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "into")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return p.mergeAgain(w, r, c, formErr)
	}
	m, err := p.Registry.MergeOffice(r.Context(), c, chi.URLParam(r, "office"), form.Get("into"))
	if err != nil {
		return p.mergeAgain(w, r, c, err)
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "%s is now part of %s.", m.From.Name, m.Into.Name)})
	return p.Site.Go(w, r, link.Office(c.Slug, m.Into.Slug, ""))
}

func (p *Pages) mergeAgain(w http.ResponseWriter, r *http.Request, c access.Caller, err error) error {
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	return p.officeAgain(w, r, c, func(v *OfficeView) { v.MergeError = i18n.Say(r.Context(), problem.Of(err).Text) })
}
