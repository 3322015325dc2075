package accountweb

import (
	"context"
	"net/http"
	"time"

	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/web/ui"
)

// ShowSessions answers GET of the list of one's own sessions.
func (p *Pages) ShowSessions(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	list, err := p.Desk.Sessions(r.Context(), c.Person, p.Site.Sessions.Token(r.Context()))
	if err != nil {
		return err
	}
	page := p.Site.PageOutside(r, i18n.T(r.Context(), "Where you are signed in"))
	page.Script = "people"
	return p.Site.Render(w, r, http.StatusOK, Sessions(page, sessionRows(r.Context(), list)))
}

func sessionRows(ctx context.Context, list []account.OwnSession) []SessionRow {
	rows := make([]SessionRow, 0, len(list))
	for _, s := range list {
		rows = append(rows, SessionRow{ID: s.ID, Browser: browserLabel(ctx, s.Agent), This: s.This,
			Started: s.Started.UTC().Format(time.RFC3339), StartedText: minute(s.Started),
			Seen: s.Seen.UTC().Format(time.RFC3339), SeenText: minute(s.Seen)})
	}
	return rows
}

func minute(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04") + " UTC" }

// browserLabel is what a browser calls itself, in words.
func browserLabel(ctx context.Context, agent string) string {
	switch browser, system := readAgent(agent); {
	case browser != "" && system != "":
		return i18n.T(ctx, "%s on %s", browser, system)
	case browser != "" || system != "":
		return browser + system
	}
	return i18n.T(ctx, "Unknown browser")
}

// EndSession answers the POST that ends one of the person's sessions.
func (p *Pages) EndSession(w http.ResponseWriter, r *http.Request) error {
	c, form, err := p.own(r, "session")
	if err != nil {
		return err
	}
	if form.Get("session") == "" {
		return problem.At("session", "Please choose the session to end.")
	}
	if err := p.Desk.EndSession(r.Context(), c.Person, form.Get("session")); err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "That session is ended.")})
	return p.Site.Go(w, r, link.Sessions())
}

// EndOtherSessions answers the POST that ends all of them but this.
func (p *Pages) EndOtherSessions(w http.ResponseWriter, r *http.Request) error {
	c, _, err := p.own(r)
	if err != nil {
		return err
	}
	if err := p.Desk.EndOtherSessions(r.Context(), c.Person, p.Site.Sessions.Token(r.Context())); err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "You are signed in here only.")})
	return p.Site.Go(w, r, link.Sessions())
}
