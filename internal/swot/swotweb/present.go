package swotweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/swot"
	"meridian/web/ui"
)

// ProjectorView is the page that stands on a wall.
type ProjectorView struct {
	Title, BoardURL, EventsURL, URL string
	Post                            string // where a heading is chosen
	Live                            int64
	Pulse                           Pulse
	Quadrants                       []ProjectorHeading
	Shown                           *Quadrant // the heading with its items; nil: all four with their numbers
	Address                         string    // of the door; "" when this browser does not know it
	Code                            *ui.QR
	RoomURL                         string // where the door is opened
}

// ProjectorHeading is one of the four to choose from.
type ProjectorHeading struct {
	Key, Heading, Side string
	Count              int
	Current            bool
}

// ShowProjector answers GET of the page for a projector. It shows what its reader sees of the board, so nothing that
// is still hidden.
func (p *Pages) ShowProjector(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	room, err := p.Room.View(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	v, err := p.Board.View(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	if !swot.MayRun(v.Seat.Actor, v.Analysis) {
		return problem.New(problem.Refused, "")
	}
	b := boardOf(r.Context(), v)
	view := ProjectorView{
		Title: v.Analysis.Title, BoardURL: b.URL, EventsURL: link.AnalysisEvents(c.Slug, analysis), URL: link.AnalysisDo(c.Slug, analysis, "present"),
		Post: link.AnalysisDo(c.Slug, analysis, "presenting"), Live: b.Live, Pulse: b.Pulse, RoomURL: b.RoomURL,
	}
	for _, q := range b.Quadrants {
		view.Quadrants = append(view.Quadrants, ProjectorHeading{Key: q.Key, Heading: q.Heading, Side: q.Side,
			Count: len(q.Items) + v.Hidden[swot.Quadrant(q.Key)], Current: q.Key == v.Analysis.Presenting})
		if q.Key == v.Analysis.Presenting {
			view.Shown = &q
		}
	}
	if v.Sight == swot.SightBlind && view.Shown != nil { // the wall is everybody's: not even what the presenter's office wrote
		view.Shown.Items = nil
	}
	if secret := p.Site.Sessions.GetString(r.Context(), doorKey(analysis)); room.Opens(secret) {
		view.Address = p.Base + link.Join(secret)
		code, err := ui.NewQR(view.Address)
		if err != nil {
			return err
		}
		view.Code = &code
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "On the wall: %s", v.Analysis.Title))
	page.Script, page.Bare = "method", true
	return p.Site.Render(w, r, http.StatusOK, Projector(page, view))
}
