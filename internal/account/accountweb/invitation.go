package accountweb

import (
	"net/http"

	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
)

// ShowInvitation answers GET of an invitation's link; looking uses nothing up.
func (p *Pages) ShowInvitation(w http.ResponseWriter, r *http.Request) error {
	i, err := p.Desk.Invited(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return err
	}
	return p.showInvitation(w, r, http.StatusOK, i, InvitationView{Name: i.Name})
}

func (p *Pages) showInvitation(w http.ResponseWriter, r *http.Request, status int, i account.Invitation, v InvitationView) error {
	v.Institution, v.Email, v.Offices, v.Administrator = i.Institution, i.Email, together(r.Context(), i.Offices), i.Administrator
	v.Role = i18n.Say(r.Context(), i.Role.Label())
	v.SignOut, v.Reset = link.SignOut(), link.Password()
	me := p.Site.Person(r)
	if !p.Site.SessionPerson(r) || me == i.Person { // whoever handed the link over may look at it too
		v.Opened = link.InvitationOpened(chi.URLParam(r, "token"))
	}
	switch {
	case i.HasAccount && me == i.Person:
		v.Way = JoinAsMe
	case i.HasAccount && p.Site.SessionPerson(r):
		v.Way, v.Me = SignedInAsAnother, p.Site.Sessions.GetString(r.Context(), respond.SessionName)
	case i.HasAccount:
		v.Way = JoinWithPassword
	case p.Site.SessionPerson(r):
		v.Me = p.Site.Sessions.GetString(r.Context(), respond.SessionName)
	}
	page := p.Site.PageSignedOut(r, i18n.T(r.Context(), "Your invitation"))
	page.Script = "people"
	return p.Site.Render(w, r, status, Invitation(page, v))
}

// AcceptInvitation answers the POST: somebody new sets name and password, somebody with an account joins with it.
func (p *Pages) AcceptInvitation(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "name", "password", "username") // the username is there for password managers
	if err != nil {
		return err
	}
	secret := chi.URLParam(r, "token")
	i, err := p.Desk.Invited(r.Context(), secret)
	if err != nil {
		return err
	}
	if i.HasAccount && p.Site.SessionPerson(r) {
		if p.Site.Person(r) != i.Person {
			return p.showInvitation(w, r, http.StatusForbidden, i, InvitationView{})
		}
		if i, err = p.Desk.AcceptAs(r.Context(), secret, i.Person); err != nil {
			return err
		}
		if err := p.Site.Recount(r); err != nil {
			return err
		}
		return p.welcome(w, r, i)
	}
	again := func(err error) error {
		why := problem.Of(err)
		if why.Kind != problem.Invalid && why.Kind != problem.TooMany {
			return err
		}
		v := InvitationView{Name: form.Get("name"), Error: i18n.Say(r.Context(), why.Text)}
		if why.Field == "name" {
			v.NameError, v.Error = v.Error, ""
		}
		respond.RetryAfter(w, why)
		return p.showInvitation(w, r, respond.Status(why.Kind), i, v)
	}
	var person account.Person
	if err := p.Guard.Prove(i.Email, p.Address(r), func() (err error) {
		person, i, err = p.Desk.Accept(r.Context(), secret, form.Get("name"), form.Get("password"))
		return err
	}); err != nil {
		return again(err)
	}
	if err := p.Site.Enter(r, person.ID, person.Name); err != nil {
		return err
	}
	return p.welcome(w, r, i)
}

func (p *Pages) welcome(w http.ResponseWriter, r *http.Request, i account.Invitation) error {
	if i.Administrator {
		return p.Site.Go(w, r, link.Home())
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Welcome to %s.", i.Institution)})
	return p.Site.Go(w, r, i.Landing)
}

// InvitationOpened answers the POST of an invitation's page once it stands before a reader. What the link is makes no
// difference to the answer.
func (p *Pages) InvitationOpened(w http.ResponseWriter, r *http.Request) error {
	if err := p.Desk.Opened(r.Context(), chi.URLParam(r, "token")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
