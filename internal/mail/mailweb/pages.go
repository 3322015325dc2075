// Package mailweb shows the messages that were sent.
package mailweb

import (
	"context"
	"net/http"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// Pages are the page actions of sent mail.
type Pages struct {
	Site   *respond.Site
	Box    *mail.Box
	Places func(ctx context.Context, person uuid.UUID) ([]account.Place, error)
	Seat   func(ctx context.Context, c access.Caller) (access.Seat, error)
	Sends  bool // whether there is a mail server
}

// ShowMail answers GET of the messages: those that the person was sent, in each of the person's institutions; where
// the person manages people, those of everybody there.
func (p *Pages) ShowMail(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	places, err := p.Places(ctx, c.Person)
	if err != nil {
		return err
	}
	v := View{Sends: p.Sends, Account: link.Account()}
	page := p.Site.PageOutside
	for _, place := range places {
		seat, err := p.Seat(ctx, access.Caller{Person: c.Person, Slug: place.Slug, Analysis: place.Guest})
		if err != nil {
			return err
		}
		if len(places) == 1 {
			page = func(r *http.Request, title string) ui.Page { return p.Site.Page(r, seat, title) }
		}
		all := seat.May(access.Manage, access.Subject{})
		letters, err := p.Box.Letters(ctx, seat.Institution, seat.Person, all)
		if err != nil {
			return err
		}
		group := Group{Institution: place.Name, All: all, More: len(letters) == mail.MostLetters}
		for _, l := range letters {
			group.Letters = append(group.Letters, letterOf(ctx, l, r.URL.Query().Get("message")))
		}
		v.Groups = append(v.Groups, group)
		v.All = v.All || all
	}
	shell := page(r, i18n.T(ctx, "Mail"))
	shell.Script = "people"
	return p.Site.Render(w, r, http.StatusOK, Mail(shell, v))
}

func letterOf(ctx context.Context, l mail.Letter, opened string) Letter {
	v := Letter{
		ID: l.ID.String(), Subject: l.Subject, Name: l.Name, Address: l.Address, Sender: l.SenderName, Mine: l.Mine, Button: l.Button,
		When: l.QueuedAt.UTC().Format(time.RFC3339), WhenText: l.QueuedAt.UTC().Format("2 January 2006, 15:04 UTC"),
		State: i18n.T(ctx, "Kept here"), Tone: "", Open: l.ID.String() == opened, Paragraphs: l.Paragraphs,
	}
	switch {
	case l.SentAt != nil:
		v.State, v.Tone = i18n.T(ctx, "Sent"), "good"
	case l.FailedAt != nil && l.Failure == mail.FailureWithdrawn:
		v.State = i18n.T(ctx, "Withdrawn")
	case l.FailedAt != nil:
		v.State, v.Tone, v.Why = i18n.T(ctx, "Not delivered"), "bad", i18n.Say(ctx, l.Failure)
	}
	if v.Button == "" {
		v.Button = i18n.T(ctx, "Open in Meridian")
	}
	switch l.LinkState {
	case mail.LinkShown:
		v.Link = l.Link
	case mail.LinkOthers:
		name := l.Name
		if name == "" {
			name = l.Address
		}
		v.Instead = i18n.T(ctx, "a link that only %s can open", name)
	case mail.LinkSent:
		v.Instead = i18n.T(ctx, "a link, which stands in the message and is not kept here")
	case mail.LinkSealed:
		v.Instead = i18n.T(ctx, "a link that this server cannot show, because its key is another one")
	}
	return v
}
