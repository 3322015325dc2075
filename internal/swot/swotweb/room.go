package swotweb

import (
	"net/http"
	"time"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ShowRoom answers GET of the page on which people are let in. The link stands on it for the person who made
// it, whose session keeps its secret; nobody else can be shown it, as only its hash is stored.
func (p *Pages) ShowRoom(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Room.View(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	view := roomPageView(v)
	if secret := p.Site.Sessions.GetString(r.Context(), doorKey(analysis)); v.Opens(secret) {
		view.Address = p.Base + link.Join(secret)
		code, err := ui.NewQR(view.Address)
		if err != nil {
			return err
		}
		view.Code = &code
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Let people in"))
	page.Script = "people"
	return p.Site.Render(w, r, http.StatusOK, Room(page, view))
}

// doorKey is where a session keeps the secret of the link that its person made.
func doorKey(analysis uuid.UUID) string { return "door " + analysis.String() }

// ShowWaiting answers the page's script with who waits and who is inside.
func (p *Pages) ShowWaiting(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Room.View(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	return p.Site.Render(w, r, http.StatusOK, RoomLists(roomList(v)))
}

// OpenRoom answers the POST that makes the link; an earlier one ends.
func (p *Pages) OpenRoom(w http.ResponseWriter, r *http.Request) error {
	return p.inRoom(w, r, nil, func(c access.Caller, analysis uuid.UUID, _ func(string) string) (string, error) {
		secret, err := p.Room.Open(r.Context(), c, analysis)
		if err == nil {
			p.Site.Sessions.Put(r.Context(), doorKey(analysis), secret)
		}
		return "", err
	})
}

// CloseRoom answers the POST that ends the link.
func (p *Pages) CloseRoom(w http.ResponseWriter, r *http.Request) error {
	return p.inRoom(w, r, nil, func(c access.Caller, analysis uuid.UUID, _ func(string) string) (string, error) {
		err := p.Room.Close(r.Context(), c, analysis)
		if err == nil {
			p.Site.Sessions.Remove(r.Context(), doorKey(analysis))
		}
		return i18n.T(r.Context(), "The door is closed. Who waits can still be let in, and who is inside stays."), err
	})
}

// AdmitArrivals answers the POST that lets in one, an office, or all who were on the screen.
func (p *Pages) AdmitArrivals(w http.ResponseWriter, r *http.Request) error {
	return p.inRoom(w, r, []string{"arrival", "office", "all", "through"}, func(c access.Caller, analysis uuid.UUID, field func(string) string) (string, error) {
		who := swot.Chosen{Office: field("office"), All: field("all") == "1"}
		var err error
		if who.Arrival, err = arrivalID(field("arrival")); err != nil {
			return "", err
		}
		if through := field("through"); through != "" {
			if who.Through, err = time.Parse(time.RFC3339Nano, through); err != nil {
				return "", problem.At("through", "This is not a time. Please load the page anew.")
			}
		}
		n, err := p.Room.Admit(r.Context(), c, analysis, who)
		if n == 0 {
			return i18n.T(r.Context(), "Nobody was waiting any more."), err
		}
		return i18n.N(r.Context(), "1 person was let in.", "%d people were let in.", n), err
	})
}

// TurnAwayArrival answers the POST that turns one away.
func (p *Pages) TurnAwayArrival(w http.ResponseWriter, r *http.Request) error {
	return p.inRoom(w, r, []string{"arrival"}, func(c access.Caller, analysis uuid.UUID, field func(string) string) (string, error) {
		arrival, err := arrivalID(field("arrival"))
		if err != nil {
			return "", err
		}
		return i18n.T(r.Context(), "Turned away. The person is told so kindly, and may ask again."), p.Room.TurnAway(r.Context(), c, analysis, arrival)
	})
}

// inRoom reads a form of the room, does what it asks for and goes back to the page with what is said of it.
func (p *Pages) inRoom(w http.ResponseWriter, r *http.Request, fields []string, do func(access.Caller, uuid.UUID, func(string) string) (said string, err error)) error {
	form, formErr := respond.Form(r, fields...)
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return formErr
	}
	said, err := do(c, analysis, form.Get)
	if err != nil {
		return err
	}
	if said != "" {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: said})
	}
	return p.Site.Go(w, r, link.Room(c.Slug, analysis, ""))
}

// arrivalID reads the id of somebody who waits; empty is nobody.
func arrivalID(s string) (uuid.UUID, error) {
	if s == "" {
		return uuid.Nil, nil
	}
	id, err := uuid.Parse(s)
	if err != nil || len(s) != 36 {
		return id, problem.Absent()
	}
	return id, nil
}
