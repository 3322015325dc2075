package accountweb

import (
	"net/http"
	"time"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// ShowAdministration answers GET of the administrator's page; for anybody else it does not exist.
func (p *Pages) ShowAdministration(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showAdministration(w, r, http.StatusOK, c, AdministrationView{})
}

func (p *Pages) showAdministration(w http.ResponseWriter, r *http.Request, status int, c access.Caller, v AdministrationView) error {
	list, err := p.Desk.Institutions(r.Context(), c.Person)
	if err != nil {
		return err
	}
	for _, in := range list {
		v.Institutions = append(v.Institutions, AdministeredRow{Slug: in.Slug, Name: in.Name, Demo: in.Demo, Runs: in.Runs, Asked: in.Asked,
			Created: in.Created.UTC().Format(time.RFC3339), CreatedText: minute(in.Created)})
	}
	if v.ID == "" {
		v.ID = once.Fresh().String()
	}
	page := p.Site.PageOutside(r, i18n.T(r.Context(), "Administration"))
	page.Script = "people"
	return p.Site.Render(w, r, status, Administration(page, v))
}

// askAdministrator refuses everybody else before the form is read, whatever is in it.
func (p *Pages) askAdministrator(r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	administers, err := p.Desk.Administrator(r.Context(), c.Person)
	if err == nil && !administers {
		err = problem.Absent()
	}
	return err
}

// CreateInstitution answers the POST that creates an institution.
func (p *Pages) CreateInstitution(w http.ResponseWriter, r *http.Request) error {
	if err := p.askAdministrator(r); err != nil {
		return err
	}
	c, form, err := p.own(r, "id", "slug", "name")
	if err != nil {
		return err
	}
	err = p.Desk.CreateInstitution(r.Context(), c.Person, form.Get("id"), form.Get("slug"), form.Get("name"))
	if problem.Is(err, problem.Invalid) {
		v := AdministrationView{Slug: form.Get("slug"), Name: form.Get("name")}
		v.fail(r.Context(), "create", err)
		return p.showAdministration(w, r, respond.Status(problem.Invalid), c, v)
	}
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The institution is there. Now invite its first member.")})
	return p.Site.Go(w, r, link.Administration())
}

// InviteFirst answers the POST that invites an institution's first member. The link goes by mail; where no mail server
// is set it is shown, this once.
func (p *Pages) InviteFirst(w http.ResponseWriter, r *http.Request) error {
	if err := p.askAdministrator(r); err != nil {
		return err
	}
	c, form, err := p.own(r, "institution", "email")
	if err != nil {
		return err
	}
	v := AdministrationView{For: form.Get("institution"), Email: form.Get("email")}
	secret, err := p.Desk.InviteFirst(r.Context(), c.Person, v.For, v.Email)
	if problem.Is(err, problem.Invalid) {
		v.fail(r.Context(), "invite", err)
		return p.showAdministration(w, r, respond.Status(problem.Invalid), c, v)
	}
	if err != nil {
		return err
	}
	if p.Sends {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The invitation to %s is on its way.", v.Email)})
		return p.Site.Go(w, r, link.Administration())
	}
	v.Link = p.Base + link.Invitation(secret)
	return p.showAdministration(w, r, http.StatusOK, c, v)
}
