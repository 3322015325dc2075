package noticeweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/respond"

	"github.com/go-chi/chi/v5"
)

// ShowUnsubscribe answers GET of the page on which one wants no more mails of a kind. A GET stops nothing: mail programs
// look at links by themselves.
func (p *Pages) ShowUnsubscribe(w http.ResponseWriter, r *http.Request) error {
	return p.unsubscribe(w, r, false)
}

// Unsubscribe answers its POST, and that of a mail program (RFC 8058).
func (p *Pages) Unsubscribe(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r, "List-Unsubscribe"); err != nil {
		return err
	}
	if err := p.Desk.Unsubscribe(r.Context(), chi.URLParam(r, "token")); err != nil {
		return err
	}
	return p.unsubscribe(w, r, true)
}

func (p *Pages) unsubscribe(w http.ResponseWriter, r *http.Request, done bool) error {
	token := chi.URLParam(r, "token")
	sentence, err := p.Desk.Unsubscribing(token)
	if err != nil {
		return err
	}
	w.Header().Set("Referrer-Policy", "no-referrer")
	return p.Site.Render(w, r, http.StatusOK, UnsubscribePage(p.Site.PageOutside(r, i18n.T(r.Context(), "No more mails of this kind")), token, i18n.Say(r.Context(), sentence), done))
}
