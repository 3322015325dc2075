package groupweb

import (
	"net/http"

	"meridian/internal/access"
	"meridian/internal/group"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// MailGroup answers the POST that writes to a group: with the field preview it shows to whom the mail would go, else
// it sends it.
func (p *Pages) MailGroup(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := respond.Form(r, "subject", "text", "deputies", "preview")
	c, id, askErr := p.asked(r)
	if askErr != nil {
		return askErr
	}
	l := group.Letter{Subject: form.Get("subject"), Text: form.Get("text"), Deputies: form.Get("deputies") != ""}
	filled := MailForm{Open: true, Subject: l.Subject, Text: l.Text, Deputies: l.Deputies}
	preview := form.Get("preview") != ""
	if err == nil && preview {
		err = l.Check()
	}
	if err == nil && preview {
		return p.showMail(w, r, c, id, l, filled)
	}
	if err == nil {
		sent, mailErr := p.Desk.Mail(ctx, c, id, l)
		if mailErr == nil {
			p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.N(ctx, "Sent to one person.", "Sent to %d people.", sent)})
			return p.Site.Go(w, r, link.Group(c.Slug, id, ""))
		}
		err = mailErr
	}
	return p.again(w, r, c, id, err, func(g *GroupView, field, text string) {
		g.Mail = filled
		switch field {
		case "subject":
			g.Mail.SubjectError = text
		case "text":
			g.Mail.TextError = text
		default:
			g.Notice = text
		}
	})
}

// showMail shows the mail with the people to whom it would go.
func (p *Pages) showMail(w http.ResponseWriter, r *http.Request, c access.Caller, id uuid.UUID, l group.Letter, filled MailForm) error {
	v, err := p.Desk.View(r.Context(), c, id, "")
	if err != nil {
		return err
	}
	if !mayManage(v.Caller) {
		return problem.New(problem.Refused, "")
	}
	to, unreachable := group.Recipients(v.Seats, l.Deputies)
	filled.Preview, filled.Unreachable = true, unreachable
	for _, m := range to {
		filled.To = append(filled.To, m.Name)
	}
	return p.render(w, r, http.StatusOK, v, func(g *GroupView) { g.Mail = filled })
}
