package accountweb

import (
	"errors"
	"net/http"
	"net/url"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ShowAccount answers GET of the person's own page.
func (p *Pages) ShowAccount(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showAccount(w, r, http.StatusOK, c, AccountView{})
}

// showAccount fills in what is not typed.
func (p *Pages) showAccount(w http.ResponseWriter, r *http.Request, status int, c access.Caller, v AccountView) error {
	self, err := p.Desk.Self(r.Context(), c.Person)
	if err != nil {
		return err
	}
	v.fill(r.Context(), self)
	v.Guest = self.Email == ""
	page := p.Site.PageOutside(r, i18n.T(r.Context(), "Your account"))
	if len(v.Places) > 0 { // the way back
		page.Institution = &ui.Institution{Name: v.Places[0].Institution, URL: v.Places[0].URL}
	}
	page.Script = "people"
	return p.Site.Render(w, r, status, Account(page, v))
}

// Rename answers the POST of the name's form.
func (p *Pages) Rename(w http.ResponseWriter, r *http.Request) error {
	c, form, err := p.own(r, "name")
	if err != nil {
		return err
	}
	name := form.Get("name")
	if err := p.Desk.Rename(r.Context(), c.Person, name); err != nil {
		return p.again(w, r, c, AccountView{Form: "name", Name: &name}, err)
	}
	self, err := p.Desk.Self(r.Context(), c.Person)
	if err != nil {
		return err
	}
	p.Site.Sessions.Put(r.Context(), respond.SessionName, self.Name)
	return p.changed(w, r, i18n.T(r.Context(), "Your name is changed."))
}

// ChangePassword answers the POST of the password's form. All other sessions end, and this one gets a new token.
func (p *Pages) ChangePassword(w http.ResponseWriter, r *http.Request) error {
	c, form, err := p.own(r, "current", "password", "username") // the username is there for password managers
	if err != nil {
		return err
	}
	v := AccountView{Form: "password"}
	err = p.guarded(r, c, "current", func() error {
		return p.Desk.ChangePassword(r.Context(), c.Person, form.Get("current"), form.Get("password"), p.Site.Sessions.Token(r.Context()))
	})
	if err != nil {
		return p.again(w, r, c, v, err)
	}
	if err := p.renew(r); err != nil {
		return err
	}
	return p.changed(w, r, i18n.T(r.Context(), "Your password is changed. You were signed out everywhere else."))
}

// renew gives the session a new token after a change of privilege; its end stays.
func (p *Pages) renew(r *http.Request) error {
	end := p.Site.Sessions.Deadline(r.Context())
	if err := p.Site.Sessions.RenewToken(r.Context()); err != nil {
		return err
	}
	p.Site.Sessions.SetDeadline(r.Context(), end)
	return nil
}

// own reads who is signed in and the posted form.
func (p *Pages) own(r *http.Request, names ...string) (access.Caller, url.Values, error) {
	c, err := p.Site.Caller(r)
	if err != nil {
		return c, nil, err
	}
	form, err := respond.Form(r, names...)
	return c, form, err
}

// guarded runs a change that asks for the present password, whose failures count as those of a sign-in do: field is
// the one with the present password.
func (p *Pages) guarded(r *http.Request, c access.Caller, field string, change func() error) error {
	tried := false
	err := p.Guard.Prove(c.Person.String(), p.Address(r), func() error { tried = true; return change() })
	if !tried {
		why := *problem.Of(err)
		why.Field, why.Text = field, "There were too many tries with a wrong password. Please wait a minute and try again."
		return &why
	}
	return err
}

// again shows the page anew with what was typed and the message beside its field.
func (p *Pages) again(w http.ResponseWriter, r *http.Request, c access.Caller, v AccountView, err error) error {
	why, ok := errors.AsType[*problem.Problem](err)
	if !ok || why.Kind != problem.Invalid && why.Kind != problem.TooMany {
		return err
	}
	respond.RetryAfter(w, why)
	v.Field, v.Error = why.Field, i18n.Say(r.Context(), why.Text)
	return p.showAccount(w, r, respond.Status(why.Kind), c, v)
}

// changed says what was done, on the person's own page.
func (p *Pages) changed(w http.ResponseWriter, r *http.Request, text string) error {
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: text})
	return p.Site.Go(w, r, link.Account())
}

// placeURL is where a membership leads: to the institution, or to the one analysis that a guest reaches.
func placeURL(slug string, guest uuid.UUID) string {
	if guest != uuid.Nil {
		return link.Analysis(slug, guest)
	}
	return link.Institution(slug)
}
