package consultationweb

import (
	"context"
	"net/http"
	"time"

	"meridian/internal/access"
	"meridian/internal/consultation"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// HearingView is the page of a consultation.
type HearingView struct {
	Title, Back, AnswersURL string
	URL, Events             string
	Live                    int64
	Window                  *WindowView // nil: there was none yet
	New                     *WindowForm // for who may open one now
	EndURL, NudgeURL        string
	Asked                   []AskedFor // what a position is asked for
	Rows                    []RowView
	Heard, Of               int
	Named                   bool
	Positions               []PositionForm // that this reader may give
	Behalf                  *PositionForm  // for who enters what an office said elsewhere
	Questions               []QuestionView
	ReturnedURL             string // of the page that takes a Word document
	BehalfURL               string // of the form for a remark or suggestion of an office
	Error                   string
}

// QuestionView is a question of a consultation with what was answered to it.
type QuestionView struct {
	ID, Text, Action, NewID string
	MayHold                 bool
	Answers                 []RemarkView
}

// WindowView is a consultation's window.
type WindowView struct {
	Opens, OpensDay, Closes, ClosesDay, State, Guide string
	Open, Over                                       bool
	Fixed                                            bool
	Version, VersionURL                              string // that holds the fixed text; empty: none yet
}

// AskedFor is a column of the grid.
type AskedFor struct{ Title string }

// RowView is what one office has said.
type RowView struct {
	Office, Slug     string
	Cells            []Cell
	Said, Unanswered int
	History          []Cell
	Silent           bool
}

// Cell is a position; empty: silence.
type Cell struct {
	Value, Label, Reason, Remedy, By, At, AtDay, Source, About string
}

// WindowForm is the form that opens a consultation.
type WindowForm struct {
	Action, ID, Opens, Closes, Guide, Zone string
	Offices, Sections                      []ui.Option
	Questions                              string
	Fixed                                  bool
	Chosen                                 map[string]bool
	Errors                                 map[string]string
}

// PositionForm is the form with which an office's position is given.
type PositionForm struct {
	Key, Action, ID, Office, OfficeName, Section, SectionName string
	Stand, Reason, Remedy                                     string
	Proposes, Behalf                                          bool
	Proposal                                                  *Cell
	Source, SourceNote, SourceDate                            string
	Offices, Sections                                         []ui.Option
	Errors                                                    map[string]string
}

// ShowConsultation answers GET of a strategy's consultation.
func (p *Pages) ShowConsultation(w http.ResponseWriter, r *http.Request) error {
	return p.hearing(w, r, http.StatusOK, nil)
}

func (p *Pages) hearing(w http.ResponseWriter, r *http.Request, status int, fill func(*HearingView)) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	h, err := p.Desk.Hearing(r.Context(), c, id)
	if err != nil {
		return err
	}
	view := hearingOf(r.Context(), h)
	if fill != nil {
		fill(&view)
	}
	page := p.Site.Page(r, h.Seat, i18n.T(r.Context(), "Consultation: %s", h.Strategy.Title))
	page.Script = "method"
	return p.Site.Render(w, r, status, HearingPage(page, view))
}

func hearingOf(ctx context.Context, h consultation.Hearing) HearingView {
	slug, s := h.Seat.Slug, h.Strategy.ID
	v := HearingView{Title: h.Strategy.Title, Back: link.Strategy(slug, s, ""), AnswersURL: link.Answers(slug, s), URL: link.Consultation(slug, s, ""), Events: link.Strategy(slug, s, "events"),
		Live: h.Strategy.Live, Heard: h.Heard, Of: len(h.Rows), Named: h.Named}
	where, err := time.LoadLocation(h.Zone)
	if err != nil {
		where = time.UTC
	}
	if h.MayOpenWindow() && (h.Window == nil || h.Over) && !h.Strategy.Withdrawn() {
		v.New = newWindow(slug, h, where)
	}
	if h.Window == nil {
		return v
	}
	local := func(t time.Time) string { return t.In(where).Format("2 January 2006, 15:04 MST") }
	v.Window = &WindowView{Opens: instant(h.Window.Opens), OpensDay: local(h.Window.Opens), Closes: instant(h.Window.Closes), ClosesDay: local(h.Window.Closes), Guide: h.Window.Guide, Open: h.Open, Over: h.Over, Fixed: h.Window.Fixed}
	if n := h.Window.Version; n > 0 {
		v.Window.Version, v.Window.VersionURL = i18n.T(ctx, "Version %d", n), link.Version(slug, s, n, "")
	}
	for _, q := range h.Window.Questions {
		one := QuestionView{ID: q.ID.String(), Text: q.Text, Action: link.Threads(slug, s), NewID: once.Fresh().String(), MayHold: h.Seat.Office != uuid.Nil && h.Seat.Guest == uuid.Nil}
		for _, c := range h.Answers {
			if c.Question == q.ID {
				one.Answers = append(one.Answers, remarkOf(ctx, slug, s, c))
			}
		}
		v.Questions = append(v.Questions, one)
	}
	switch {
	case h.Open:
		if h.Named && h.Heard < len(h.Rows) {
			v.NudgeURL = link.Consultation(slug, s, "nudge")
		}
		v.Window.State = i18n.T(ctx, "Open")
		if h.MayOpenWindow() {
			v.EndURL = link.Consultation(slug, s, "end")
		}
	case h.Over:
		v.Window.State = i18n.T(ctx, "Closed")
	default:
		v.Window.State = i18n.T(ctx, "Planned")
	}
	columns := []uuid.UUID{uuid.Nil}
	titles := map[uuid.UUID]string{uuid.Nil: i18n.T(ctx, "The strategy as a whole")}
	for _, sec := range h.Sections {
		for _, asked := range h.Window.Sections {
			if sec.ID == asked && !sec.Withdrawn() {
				columns, titles[asked] = append(columns, asked), sec.Title
			}
		}
	}
	for _, id := range columns {
		v.Asked = append(v.Asked, AskedFor{Title: titles[id]})
	}
	for _, row := range h.Rows {
		one := RowView{Office: row.Office.Name, Slug: row.Office.Slug, Said: row.Said, Unanswered: row.Unanswered}
		for _, id := range columns {
			cell := Cell{}
			if x, ok := row.Now[id]; ok {
				cell = cellOf(ctx, x, titles)
			}
			one.Cells = append(one.Cells, cell)
			if may, proposes, behalf := h.MayTake(row.Office.ID); may && !behalf && h.Open {
				f := PositionForm{Key: row.Office.Slug + "-" + id.String(), Action: link.Positions(slug, s), ID: once.Fresh().String(), Office: row.Office.Slug, OfficeName: row.Office.Name, SectionName: titles[id],
					Stand: cell.Value, Reason: cell.Reason, Remedy: cell.Remedy, Proposes: proposes, Errors: map[string]string{}}
				if id != uuid.Nil {
					f.Section = id.String()
				}
				if x, ok := row.Proposal[id]; ok {
					proposal := cellOf(ctx, x, titles)
					f.Proposal = &proposal
					if !proposes {
						f.Stand, f.Reason, f.Remedy = proposal.Value, proposal.Reason, proposal.Remedy
					}
				}
				v.Positions = append(v.Positions, f)
			}
		}
		one.Silent = one.Cells[0].Value == ""
		for _, x := range row.All {
			one.History = append(one.History, cellOf(ctx, x, titles))
		}
		if !one.Silent || h.Named || row.Own {
			v.Rows = append(v.Rows, one)
		}
	}
	if h.Open && h.Seat.May(access.EnterOnBehalf, access.Subject{}) {
		f := &PositionForm{Key: "behalf", Action: link.Positions(slug, s), ID: once.Fresh().String(), Behalf: true, Errors: map[string]string{}, Offices: []ui.Option{{Label: i18n.T(ctx, "Please choose")}}}
		for _, row := range h.Rows {
			if !row.Own {
				f.Offices = append(f.Offices, ui.Option{Value: row.Office.Slug, Label: row.Office.Name})
			}
		}
		for n, id := range columns {
			o := ui.Option{Label: titles[id]}
			if n > 0 {
				o.Value = id.String()
			}
			f.Sections = append(f.Sections, o)
		}
		v.Behalf, v.BehalfURL, v.ReturnedURL = f, link.Threads(slug, s)+"?behalf", link.Returned(slug, s, "")
	}
	return v
}

func newWindow(slug string, h consultation.Hearing, where *time.Location) *WindowForm {
	now := time.Now().In(where)
	closes := time.Date(now.Year(), now.Month(), now.Day()+14, 17, 0, 0, 0, where)
	f := &WindowForm{Action: link.Consultation(slug, h.Strategy.ID, ""), ID: once.Fresh().String(), Closes: closes.Format("2006-01-02T15:04"), Zone: h.Zone, Chosen: map[string]bool{}, Errors: map[string]string{}}
	for _, o := range h.Offices {
		f.Offices = append(f.Offices, ui.Option{Value: o.Slug, Label: o.Name})
	}
	for _, sec := range h.Sections {
		if !sec.Withdrawn() {
			f.Sections = append(f.Sections, ui.Option{Value: sec.ID.String(), Label: sec.Title})
		}
	}
	return f
}

func cellOf(ctx context.Context, x consultation.Position, titles map[uuid.UUID]string) Cell {
	c := Cell{Value: string(x.Stand), Label: i18n.Say(ctx, x.Stand.Label()), Reason: x.Reason, Remedy: x.Remedy, By: x.By, At: instant(x.At), AtDay: day(x.At), About: titles[x.Section]}
	if x.Source != "" && x.SourceDate != nil {
		c.Source = i18n.T(ctx, "Entered for the office, from %s of %s", sourceLabel(ctx, x.Source), x.SourceDate.Format("2 January 2006"))
	}
	return c
}

func sourceLabel(ctx context.Context, source string) string {
	switch source {
	case "email":
		return i18n.T(ctx, "an e-mail")
	case "meeting":
		return i18n.T(ctx, "a meeting")
	case "call":
		return i18n.T(ctx, "a call")
	}
	return i18n.T(ctx, "a document")
}

// OpenConsultation answers the POST that opens a consultation.
func (p *Pages) OpenConsultation(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"id", "opens", "closes", "guide", "questions", "fixed"}, []string{"offices", "sections"})
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	err = formErr
	in := consultation.NewWindow{ID: form.Get("id"), Opens: form.Get("opens"), Closes: form.Get("closes"), Guide: form.Get("guide"), Questions: form.Get("questions"), Fixed: form.Get("fixed") != "", Offices: form["offices"], Sections: form["sections"]}
	var done consultation.Done
	if err == nil {
		done, err = p.Desk.OpenWindow(r.Context(), c, id, in)
	}
	return p.heard(w, r, done, err, "The consultation is set. Those who speak for the offices are told.", func(v *HearingView, why *problem.Problem) {
		if v.New == nil {
			return
		}
		v.New.Opens, v.New.Closes, v.New.Guide, v.New.Questions, v.New.Fixed = in.Opens, in.Closes, in.Guide, in.Questions, in.Fixed
		for _, one := range append(in.Offices, in.Sections...) {
			v.New.Chosen[one] = true
		}
		v.New.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
	})
}

// EndConsultation answers the POST that closes it.
func (p *Pages) EndConsultation(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	done, err := p.Desk.EndWindow(r.Context(), c, id)
	return p.heard(w, r, done, err, "The consultation is closed.", nil)
}

// TakePosition answers the POST of an office's position.
func (p *Pages) TakePosition(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "id", "office", "section", "position", "reason", "remedy", "source", "source_note", "source_date")
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	err = formErr
	in := consultation.NewPosition{ID: form.Get("id"), Office: form.Get("office"), Section: form.Get("section"), Stand: form.Get("position"), Reason: form.Get("reason"), Remedy: form.Get("remedy"),
		Source: form.Get("source"), SourceNote: form.Get("source_note"), SourceDate: form.Get("source_date")}
	var done consultation.Done
	if err == nil {
		done, err = p.Desk.Take(r.Context(), c, id, in)
	}
	return p.heard(w, r, done, err, "The position stands there now.", func(v *HearingView, why *problem.Problem) {
		back := func(f *PositionForm) {
			f.Stand, f.Reason, f.Remedy = in.Stand, in.Reason, in.Remedy
			f.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
		}
		for n := range v.Positions {
			if f := &v.Positions[n]; f.Office == in.Office && f.Section == in.Section {
				back(f)
				return
			}
		}
		if v.Behalf != nil {
			v.Behalf.Office, v.Behalf.Section, v.Behalf.Source, v.Behalf.SourceNote, v.Behalf.SourceDate = in.Office, in.Section, in.Source, in.SourceNote, in.SourceDate
			back(v.Behalf)
			return
		}
		// There is no form any more that could hold it: the window is over.
		v.Positions = append(v.Positions, PositionForm{Key: "back", Action: link.Positions(c.Slug, id), ID: once.Fresh().String(), Office: in.Office, OfficeName: in.Office, Section: in.Section, Errors: map[string]string{}})
		back(&v.Positions[len(v.Positions)-1])
	})
}

// NudgeOffices answers the POST that reminds offices that were not heard yet: those that are named, or all.
func (p *Pages) NudgeOffices(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.FormLists(r, nil, []string{"office"})
	if err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	n, err := p.Desk.Nudge(r.Context(), c, id, form["office"])
	said := i18n.N(r.Context(), "1 office is reminded, today no more than once.", "%d offices are reminded, each today no more than once.", n)
	if n == 0 {
		said = i18n.T(r.Context(), "All of them have been heard.")
	}
	return p.heard(w, r, consultation.Done{}, err, said, nil)
}

// heard answers a change of a consultation. What breaks a rule comes back on its page.
func (p *Pages) heard(w http.ResponseWriter, r *http.Request, done consultation.Done, err error, said string, fill func(*HearingView, *problem.Problem)) error {
	why := problem.Of(err)
	if err != nil && (respond.IsLive(r) || why.Kind != problem.Invalid && why.Kind != problem.Conflict) {
		return err
	}
	if err != nil {
		return p.hearing(w, r, respond.Status(why.Kind), func(v *HearingView) {
			v.Error = i18n.Say(r.Context(), why.Text)
			if fill != nil {
				fill(v, why)
			}
		})
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.Say(r.Context(), said)})
	}
	return p.Site.Done(w, r, done.Live, link.Consultation(c.Slug, id, ""))
}
