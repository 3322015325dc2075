package accountweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// AskEmail answers the POST of the address's form: a link goes to the new address.
func (p *Pages) AskEmail(w http.ResponseWriter, r *http.Request) error {
	c, form, err := p.own(r, "email", "password")
	if err != nil {
		return err
	}
	email := form.Get("email")
	err = p.guarded(r, c, "password", func() error {
		return p.Desk.AskEmail(r.Context(), c.Person, email, form.Get("password"), func() bool {
			return p.Ration.Take(c.Person.String(), p.Address(r)) && p.Ration.Take(email, p.Address(r))
		})
	})
	if err != nil {
		return p.again(w, r, c, AccountView{Form: "email", NewEmail: email}, err)
	}
	return p.changed(w, r, i18n.T(r.Context(), "A link is on its way to the new address. Until it is opened, sign in with the present one."))
}

// ShowEmailChange answers GET of the link that went to a new address; looking uses nothing up.
func (p *Pages) ShowEmailChange(w http.ResponseWriter, r *http.Request) error {
	secret := chi.URLParam(r, "token")
	change, err := p.Desk.EmailChange(r.Context(), secret)
	if err != nil {
		return err
	}
	v := EmailChangeView{Email: change.Address, SignInURL: link.SignIn(link.EmailChange(secret))}
	switch p.Site.Person(r) {
	case change.Person:
		v.Mine = true
	case uuid.Nil:
	default:
		v.Somebody = true
	}
	return p.Site.Render(w, r, http.StatusOK, ConfirmEmail(p.Site.PageOutside(r, i18n.T(r.Context(), "Your new address")), v))
}

// ChangeEmail answers the POST that uses the link up. Only the person whose address it changes can do it.
func (p *Pages) ChangeEmail(w http.ResponseWriter, r *http.Request) error {
	secret := chi.URLParam(r, "token")
	c, _, err := p.own(r)
	if err != nil {
		return err
	}
	change, err := p.Desk.EmailChange(r.Context(), secret)
	if err != nil {
		return err
	}
	if c.Person != change.Person {
		return p.Site.Go(w, r, link.EmailChange(secret)) // which says who must sign in
	}
	if err := p.Desk.ChangeEmail(r.Context(), c.Person, secret, p.Site.Sessions.Token(r.Context())); err != nil {
		return err
	}
	if err := p.renew(r); err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "From now on you sign in as %s. You were signed out everywhere else.", change.Address)})
	return p.Site.Go(w, r, link.Account())
}
