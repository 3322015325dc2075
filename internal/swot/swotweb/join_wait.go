package swotweb

import (
	"net/http"

	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// visit reads where the session's ticket stands, for the door in the path. It goes on to hold when the door has
// been closed since. Without a ticket for this door it is Unknown.
func (p *Pages) visit(r *http.Request) (ticket, swot.Visit, error) {
	t, kept := p.ticket(r)
	if !kept || t.Door != chi.URLParam(r, "token") {
		return t, swot.Visit{}, nil
	}
	v, err := p.Room.Visit(r.Context(), t.Ticket)
	return t, v, err
}

// ShowJoinWaiting answers GET of the page on which somebody waits. With ?state=1 it is asked by the page's
// script: 204 while nothing has changed, 200 when the page has something new to say.
func (p *Pages) ShowJoinWaiting(w http.ResponseWriter, r *http.Request) error {
	t, v, err := p.visit(r)
	if err != nil {
		return err
	}
	door := chi.URLParam(r, "token")
	if r.URL.Query().Get("state") == "1" {
		if v.State == swot.Waiting {
			w.WriteHeader(http.StatusNoContent)
			return nil
		}
		w.Header().Set("Content-Type", "application/json")
		_, err := w.Write([]byte(`{"state":"` + string(v.State) + `"}`))
		return err
	}
	person := p.Site.Person(r)
	switch {
	case v.State == swot.Unknown:
		return p.Site.Go(w, r, link.Join(door)) // asks who somebody is, or says that the door is not there
	case v.State == swot.LetIn && person != uuid.Nil && person == v.Person:
		return p.Site.Go(w, r, link.Analysis(v.Slug, t.Analysis))
	}
	page := p.Site.PageOutside(r, v.Title)
	page.Script = "people"
	return p.Site.Render(w, r, http.StatusOK, Wait(page, WaitView{
		State: v.State, Name: v.Name, Institution: v.InstitutionName, Title: v.Title, Passed: v.Person == uuid.Nil,
		URL: link.Waiting(door), Enter: link.JoinEnter(door), Again: link.Join(door),
	}))
}

// EnterJoined answers the POST that makes the session the guest's. The session must hold the ticket and be nobody's
// yet.
func (p *Pages) EnterJoined(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	t, v, err := p.visit(r)
	if err != nil {
		return err
	}
	person := p.Site.Person(r)
	switch {
	case v.State == swot.Unknown:
		return problem.Absent()
	case v.State != swot.LetIn || v.Person == uuid.Nil:
		return p.Site.Go(w, r, link.Waiting(t.Door))
	case person != uuid.Nil && person != v.Person:
		return problem.New(problem.Conflict, "You are signed in as somebody else here. Sign out first, then open the code again.")
	case person == uuid.Nil:
		if err := p.Site.Enter(r, v.Person, v.Name); err != nil {
			return err
		}
	}
	return p.Site.Go(w, r, link.Analysis(v.Slug, t.Analysis))
}
