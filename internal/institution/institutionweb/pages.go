package institutionweb

import (
	"context"
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/respond"
)

// Pages are the page actions of an institution. What a later stage knows comes through the function
// fields, which package app fills.
type Pages struct {
	Site     *respond.Site
	Registry institution.Registry
	Places   func(ctx context.Context, c access.Caller) ([]InstitutionCard, error)
	Start    func(ctx context.Context, c access.Caller) (access.Seat, StartView, error)
}

// ShowHome answers GET of the root: it leads to the one institution, or offers the choice.
func (p *Pages) ShowHome(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	list, err := p.Places(r.Context(), c)
	if err != nil {
		return err
	}
	if len(list) == 1 {
		return p.Site.Go(w, r, list[0].URL)
	}
	return p.Site.Render(w, r, http.StatusOK, Institutions(p.Site.PageOutside(r, i18n.T(r.Context(), "Your institutions")), list))
}

// ShowStart answers GET of an institution's start page.
func (p *Pages) ShowStart(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	seat, v, err := p.Start(r.Context(), c)
	if err != nil {
		return err
	}
	v.Institution, v.Name, v.AllURL = seat.InstitutionName, seat.PersonName, link.Analyses(seat.Slug)
	return p.Site.Render(w, r, http.StatusOK, Start(p.Site.Page(r, seat, seat.InstitutionName), v))
}
