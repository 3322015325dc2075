package accountweb

import (
	"net/http"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
)

// ShowForgotten answers GET of the page on which somebody asks for a link to a new password.
func (p *Pages) ShowForgotten(w http.ResponseWriter, r *http.Request) error {
	v := ForgottenView{Asked: r.URL.Query().Has("asked"), Sends: p.Sends}
	return p.showForgotten(w, r, http.StatusOK, v)
}

func (p *Pages) showForgotten(w http.ResponseWriter, r *http.Request, status int, v ForgottenView) error {
	return p.Site.Render(w, r, status, Forgotten(p.Site.PageSignedOut(r, i18n.T(r.Context(), "Forgotten your password?")), v))
}

// AskReset answers the POST. Whoever asks, and however often, the answer is the same.
func (p *Pages) AskReset(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "email")
	if err != nil {
		return err
	}
	email := form.Get("email")
	if strings.TrimSpace(email) == "" {
		return p.showForgotten(w, r, http.StatusUnprocessableEntity, ForgottenView{Error: i18n.T(r.Context(), "Please fill in your e-mail address.")})
	}
	if p.Ration.Take(email, p.Address(r)) {
		if err := p.Desk.AskReset(r.Context(), email); err != nil {
			return err
		}
	}
	return p.Site.Go(w, r, link.PasswordAsked())
}

// ShowReset answers GET of a link to a new password; looking uses nothing up.
func (p *Pages) ShowReset(w http.ResponseWriter, r *http.Request) error {
	email, err := p.Desk.ResetFor(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return err
	}
	return p.showReset(w, r, http.StatusOK, ResetView{Email: email})
}

func (p *Pages) showReset(w http.ResponseWriter, r *http.Request, status int, v ResetView) error {
	return p.Site.Render(w, r, status, Reset(p.Site.PageSignedOut(r, i18n.T(r.Context(), "Choose a new password")), v))
}

// Reset answers the POST that sets the password and signs the person in.
func (p *Pages) Reset(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "password", "username") // the username is there for password managers
	if err != nil {
		return err
	}
	secret := chi.URLParam(r, "token")
	person, err := p.Desk.Reset(r.Context(), secret, form.Get("password"))
	if problem.Is(err, problem.Invalid) {
		email, gone := p.Desk.ResetFor(r.Context(), secret)
		if gone != nil {
			return gone
		}
		return p.showReset(w, r, http.StatusUnprocessableEntity, ResetView{Email: email, Error: i18n.Say(r.Context(), problem.Of(err).Text)})
	}
	if err != nil {
		return err
	}
	if err := p.Site.Enter(r, person.ID, person.Name); err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Your new password is set. You were signed out everywhere else.")})
	return p.Site.Go(w, r, link.Home())
}
