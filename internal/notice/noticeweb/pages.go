// Package noticeweb is the page of what a person was told.
package noticeweb

import (
	"context"
	"net/http"
	"slices"
	"time"

	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/notice"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// Pages are the page actions of the room.
type Pages struct {
	Site   *respond.Site
	Desk   *notice.Desk
	Places func(ctx context.Context, person uuid.UUID) ([]account.Place, error) // the institutions that a person can enter
}

// NoticeRow is what one was told.
type NoticeRow struct {
	ID, Sentence, Title, Institution, URL, At, AtDay string
	New                                              bool
}

// ShowNotices answers GET of what a person was told.
func (p *Pages) ShowNotices(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	places, err := p.Places(r.Context(), c.Person)
	if err != nil {
		return err
	}
	list, err := p.Desk.Of(r.Context(), c.Person, places)
	if err != nil {
		return err
	}
	rows := make([]NoticeRow, 0, len(list))
	unseen := 0
	for _, n := range list {
		row := NoticeRow{ID: n.ID.String(), Sentence: i18n.Say(r.Context(), n.Kind.Sentence()), Title: n.Title, URL: n.Path, At: n.At.UTC().Format(time.RFC3339), AtDay: n.At.UTC().Format("2 January 2006, 15:04") + " UTC", New: n.SeenAt == nil}
		if len(places) > 1 {
			row.Institution = n.Institution
		}
		if row.New {
			unseen++
		}
		rows = append(rows, row)
	}
	chosen, err := p.Desk.Choices(r.Context(), c.Person, places)
	if err != nil {
		return err
	}
	var choices []ChoiceRow
	for _, k := range notice.Kinds {
		choices = append(choices, ChoiceRow{Kind: string(k), Label: i18n.Say(r.Context(), k.Sentence()), Mail: string(chosen[k])})
	}
	return p.Site.Render(w, r, http.StatusOK, Notices(p.Site.PageOutside(r, i18n.T(r.Context(), "What you were told")), rows, unseen, choices))
}

// ChoiceRow is when one is told of a kind by mail.
type ChoiceRow struct{ Kind, Label, Mail string }

// ChooseNotices answers the POST of when one wants mails.
func (p *Pages) ChooseNotices(w http.ResponseWriter, r *http.Request) error {
	var names []string
	for _, k := range notice.Kinds {
		names = append(names, string(k))
	}
	form, err := respond.Form(r, names...)
	if err != nil {
		return err
	}
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	places, err := p.Places(r.Context(), c.Person)
	if err != nil {
		return err
	}
	chosen := map[notice.Kind]notice.Mail{}
	for name := range form {
		if slices.Contains(names, name) {
			chosen[notice.Kind(name)] = notice.Mail(form.Get(name))
		}
	}
	if err := p.Desk.Choose(r.Context(), c.Person, places, chosen); err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Mails come as you chose.")})
	return p.Site.Go(w, r, link.Notifications())
}

// SeeNotices answers the POST that has seen them all.
func (p *Pages) SeeNotices(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	places, err := p.Places(r.Context(), c.Person)
	if err != nil {
		return err
	}
	if err := p.Desk.SeeAll(r.Context(), c.Person, places); err != nil {
		return err
	}
	return p.Site.Go(w, r, link.Notifications())
}
