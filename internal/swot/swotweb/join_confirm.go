package swotweb

import (
	"net/http"

	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// ShowStay answers GET of the link in a guest's mail.
func (p *Pages) ShowStay(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Room.Desk.Confirming(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return err
	}
	return p.showStay(w, r, http.StatusOK, c, StayView{Name: c.Name})
}

func (p *Pages) showStay(w http.ResponseWriter, r *http.Request, status int, c account.Confirmation, v StayView) error {
	person := p.Site.Person(r)
	v.Institution, v.Address, v.Board = c.Institution, c.Address, link.Analysis(c.Slug, c.Analysis)
	v.Account = c.Account != uuid.Nil
	v.Mine = v.Account && person == c.Account
	v.Other = person != uuid.Nil && person != c.Account && person != c.Guest
	page := p.Site.PageSignedOut(r, i18n.T(r.Context(), "Stay"))
	if person != uuid.Nil && person != c.Guest {
		page = p.Site.PageOutside(r, i18n.T(r.Context(), "Stay"))
	}
	page.Script = "people"
	return p.Site.Render(w, r, status, Stay(page, v))
}

// Stay answers the POST that confirms the address: as the person who is signed in, by the password of the account
// that there is, or with a name and a password for a new one.
func (p *Pages) Stay(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "name", "password", "username") // the username is there for password managers
	if err != nil {
		return err
	}
	secret := chi.URLParam(r, "token")
	c, err := p.Room.Desk.Confirming(r.Context(), secret)
	if err != nil {
		return err
	}
	person := p.Site.Person(r)
	who := account.Person{ID: person}
	switch {
	case person != uuid.Nil && person != c.Account && person != c.Guest:
		return problem.New(problem.Conflict, "You are signed in as somebody else here. Sign out first, then open the link again.")
	case person != uuid.Nil && person == c.Account:
		c, err = p.Room.Desk.ConfirmAs(r.Context(), secret, person)
	case c.Account != uuid.Nil:
		if err = p.Guard.Prove(c.Address, p.Address(r), func() (err error) {
			who, err = p.Room.Desk.SignIn(r.Context(), c.Address, form.Get("password"))
			return err
		}); err == nil {
			c, err = p.Room.Desk.ConfirmAs(r.Context(), secret, who.ID)
		}
	default:
		who, c, err = p.Room.Desk.ConfirmNew(r.Context(), secret, form.Get("name"), form.Get("password"))
	}
	if why := problem.Of(err); err != nil && (why.Kind == problem.Invalid || why.Kind == problem.TooMany) {
		return p.stayAgain(w, r, c, form.Get("name"), why)
	}
	if err != nil {
		return err
	}
	if who.ID == person {
		err = p.Site.Recount(r)
	} else {
		err = p.Site.Enter(r, who.ID, who.Name)
	}
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Your address is confirmed: you stay, and what you wrote is yours.")})
	return p.Site.Go(w, r, link.Analysis(c.Slug, c.Analysis))
}

func (p *Pages) stayAgain(w http.ResponseWriter, r *http.Request, c account.Confirmation, name string, why *problem.Problem) error {
	v := StayView{Name: name}
	text := i18n.Say(r.Context(), why.Text)
	switch {
	case why.Kind == problem.TooMany:
		v.Error = text
		respond.RetryAfter(w, why)
	case why.Field == "name":
		v.NameError = text
	default:
		v.PasswordError = text
	}
	return p.showStay(w, r, respond.Status(why.Kind), c, v)
}
