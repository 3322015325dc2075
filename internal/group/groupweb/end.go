package groupweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// EndGroup answers the POST that ends a group's work; it can be undone.
func (p *Pages) EndGroup(w http.ResponseWriter, r *http.Request) error {
	_, err := respond.Form(r)
	c, id, askErr := p.asked(r)
	if askErr != nil {
		return askErr
	}
	if err == nil {
		err = p.Desk.End(r.Context(), c, id)
	}
	if err != nil {
		return p.again(w, r, c, id, err, func(g *GroupView, _, text string) { g.Notice = text })
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The working group has ended."),
		UndoURL: link.Group(c.Slug, id, "resume"), UndoLabel: i18n.T(r.Context(), "Undo")})
	return p.Site.Go(w, r, link.Group(c.Slug, id, ""))
}

// ResumeGroup answers the POST that takes a group up again.
func (p *Pages) ResumeGroup(w http.ResponseWriter, r *http.Request) error {
	_, err := respond.Form(r)
	c, id, askErr := p.asked(r)
	if askErr != nil {
		return askErr
	}
	if err == nil {
		err = p.Desk.Resume(r.Context(), c, id)
	}
	if err != nil {
		return p.again(w, r, c, id, err, func(g *GroupView, _, text string) { g.Notice = text })
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The working group goes on.")})
	return p.Site.Go(w, r, link.Group(c.Slug, id, ""))
}
