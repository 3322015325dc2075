package swotweb

import (
	"encoding/json"
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
)

// ticket is what a session keeps of the door at which its visitor waits.
type ticket struct {
	Door string // the link's secret
	swot.Ticket
}

const sessionTicket = "ticket"

func (p *Pages) ticket(r *http.Request) (t ticket, kept bool) {
	text := p.Site.Sessions.GetString(r.Context(), sessionTicket)
	return t, text != "" && json.Unmarshal([]byte(text), &t) == nil
}

func (p *Pages) keepTicket(r *http.Request, t ticket) {
	if data, err := json.Marshal(t); err == nil {
		p.Site.Sessions.Put(r.Context(), sessionTicket, string(data))
	}
}

// ShowJoin answers GET of a room's link: it asks who somebody is. Who has asked already goes on to waiting, and
// who can reach the analysis anyway to the board.
func (p *Pages) ShowJoin(w http.ResponseWriter, r *http.Request) error {
	secret := chi.URLParam(r, "token")
	d, err := p.Room.Door(r.Context(), secret)
	if err != nil {
		return err
	}
	if done, err := p.already(w, r, d); done || err != nil {
		return err
	}
	t, kept := p.ticket(r)
	if kept && t.Analysis == d.Analysis {
		v, err := p.Room.Visit(r.Context(), t.Ticket)
		switch {
		case err != nil:
			return err
		case v.State == swot.Waiting || v.State == swot.LetIn:
			t.Door = secret // of a door that was opened anew the person need not ask again
			p.keepTicket(r, t)
			return p.Site.Go(w, r, link.Waiting(secret))
		case v.State == swot.Unknown && t.Door == secret:
			return p.showJoin(w, r, http.StatusOK, d, JoinView{})
		}
	}
	p.keepTicket(r, ticket{Door: secret, Ticket: swot.NewTicket(d)})
	return p.showJoin(w, r, http.StatusOK, d, JoinView{})
}

// already answers somebody who is signed in: on to the board, or a word about signing out. The session of a person
// is never made a guest's.
func (p *Pages) already(w http.ResponseWriter, r *http.Request, d swot.Doorway) (done bool, err error) {
	person := p.Site.Person(r)
	if !p.Site.SessionPerson(r) {
		return false, nil
	}
	_, err = p.Board.Look(r.Context(), access.Caller{Person: person, Slug: d.Slug, Analysis: d.Analysis}, d.Analysis)
	switch {
	case err == nil:
		return true, p.Site.Go(w, r, link.Analysis(d.Slug, d.Analysis))
	case !problem.Is(err, problem.NotFound):
		return true, err
	}
	page := p.Site.PageOutside(r, d.Title)
	page.Script = "people"
	status := http.StatusOK
	if r.Method == http.MethodPost {
		status = http.StatusConflict
	}
	return true, p.Site.Render(w, r, status, JoinSignedIn(page, JoinView{Institution: d.InstitutionName, Title: d.Title}))
}

func (p *Pages) showJoin(w http.ResponseWriter, r *http.Request, status int, d swot.Doorway, v JoinView) error {
	v.Institution, v.Title = d.InstitutionName, d.Title
	if len(d.Offices) == 1 {
		v.Office = d.Offices[0].Slug
	} else {
		v.Offices = append(v.Offices, ui.Option{Label: i18n.T(r.Context(), "Please choose")})
	}
	for _, o := range d.Offices {
		v.Offices = append(v.Offices, ui.Option{Value: o.Slug, Label: o.Name})
	}
	page := p.Site.PageSignedOut(r, d.Title)
	page.Script = "people"
	return p.Site.Render(w, r, status, Join(page, v))
}

// Join answers the POST by which somebody asks to be let in.
func (p *Pages) Join(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "name", "office", "email")
	secret := chi.URLParam(r, "token")
	d, err := p.Room.Door(r.Context(), secret)
	if err != nil {
		return err
	}
	if done, err := p.already(w, r, d); done || err != nil {
		return err
	}
	if formErr != nil {
		return formErr
	}
	t, kept := p.ticket(r)
	visit := swot.Visit{}
	if kept && t.Analysis == d.Analysis {
		if visit, err = p.Room.Visit(r.Context(), t.Ticket); err != nil {
			return err
		}
	}
	if visit.State == swot.Waiting || visit.State == swot.LetIn {
		return p.Site.Go(w, r, link.Waiting(t.Door))
	}
	if !kept || t.Analysis != d.Analysis || visit.State != swot.Unknown {
		t.Ticket = swot.NewTicket(d)
	}
	t.Door = secret
	in := swot.NewArrival{Name: form.Get("name"), Office: form.Get("office"), Email: form.Get("email")}
	if err = p.Guard.Ask(p.Address(r)); err == nil {
		_, err = p.Room.Arrive(r.Context(), secret, t.Ticket, in)
	}
	if err == nil {
		p.keepTicket(r, t)
		return p.Site.Go(w, r, link.Waiting(secret))
	}
	why := problem.Of(err)
	if why.Kind != problem.Invalid && why.Kind != problem.TooMany {
		return err
	}
	v := JoinView{Name: in.Name, Office: in.Office, Email: in.Email}
	text := i18n.Say(r.Context(), why.Text)
	switch {
	case why.Kind == problem.TooMany:
		v.Error = text
		respond.RetryAfter(w, why)
	case why.Field == "name":
		v.NameError = text
	case why.Field == "office":
		v.OfficeError = text
	default:
		v.EmailError = text
	}
	return p.showJoin(w, r, respond.Status(why.Kind), d, v)
}
