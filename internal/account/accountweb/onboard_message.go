package accountweb

import (
	"net/http"

	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// WriteMessage answers the POST that keeps the words of the invitation, shows them filled in, or takes the default.
func (p *Pages) WriteMessage(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "invitation_subject", "invitation_text", "sender_name", "reply_to", "do")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	m := account.InvitationMessage{Subject: form.Get("invitation_subject"), Text: form.Get("invitation_text"), SenderName: form.Get("sender_name"), ReplyTo: form.Get("reply_to")}
	show := func(status int, field, text string) error {
		return p.showOnboard(w, r, c, status, func(o *OnboardPage) {
			o.Message = messageView(r.Context(), o.Message, m, field, text)
		})
	}
	switch form.Get("do") {
	case "preview":
		if formErr == nil {
			_, _, formErr = account.CheckMessage(m)
		}
		if formErr == nil {
			return show(http.StatusOK, "", "")
		}
	case "reset":
		m.Subject, m.Text = "", ""
	case "", "save":
	default:
		formErr = problem.At("", "Please press one of the buttons.")
	}
	linkAdded := false
	if err = formErr; err == nil {
		linkAdded, err = p.Desk.WriteMessage(r.Context(), c, m)
	}
	if why := problem.Of(err); err != nil {
		if why.Kind != problem.Invalid {
			return err
		}
		return show(respond.Status(why.Kind), why.Field, i18n.Say(r.Context(), why.Text))
	}
	text := i18n.T(r.Context(), "The invitation is kept. It goes out like this from now on.")
	if linkAdded {
		text = i18n.T(r.Context(), "The invitation is kept. {link} was missing and now stands at its end: without it nobody could come in.")
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: text})
	return p.Site.Go(w, r, link.Onboard(c.Slug, "")+"#message")
}
