package accountweb

import (
	"net/http"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// WriteMessage answers the POST that keeps the words of the invitation, shows them filled in, or takes the default. A
// list that is being looked over comes along and stays.
func (p *Pages) WriteMessage(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "invitation_subject", "invitation_text", "sender_name", "reply_to", "do", "pasted", "role", "office")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	m := account.InvitationMessage{Subject: form.Get("invitation_subject"), Text: form.Get("invitation_text"), SenderName: form.Get("sender_name"), ReplyTo: form.Get("reply_to")}
	brought := account.Onboarding{Text: form.Get("pasted"), Role: access.Role(form.Get("role")), Office: form.Get("office")}
	lookOver := func(status int, fill func(*OnboardPage)) error {
		var plan *account.OnboardPlan
		if brought.Text != "" {
			made, err := p.Desk.Onboard(r.Context(), c, brought, true)
			if err != nil {
				return p.onboardAgain(w, r, c, brought, err)
			}
			plan = &made
		}
		return p.showOnboard(w, r, c, status, func(o *OnboardPage) {
			if plan != nil {
				o.fill(brought)
				o.Preview = previewOf(r.Context(), *plan, o.Message.settings)
			}
			fill(o)
		})
	}
	show := func(status int, field, text string) error {
		return lookOver(status, func(o *OnboardPage) { o.Message = messageView(r.Context(), o.Message, m, field, text) })
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
	if !p.Sends {
		text = i18n.T(r.Context(), "The invitation is kept, for the day on which a mail server is set.")
	}
	if linkAdded {
		text = i18n.T(r.Context(), "The invitation is kept. {link} was missing and now stands at its end: without it nobody could come in.")
	}
	if brought.Text != "" {
		return lookOver(http.StatusOK, func(o *OnboardPage) { o.Done = text })
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: text})
	return p.Site.Go(w, r, link.Onboard(c.Slug, "")+"#message")
}
