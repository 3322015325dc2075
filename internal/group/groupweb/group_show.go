package groupweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"meridian/internal/access"
	"meridian/internal/group"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ShowGroup answers GET of a group; with ?at= its seats on that day.
func (p *Pages) ShowGroup(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Desk.View(r.Context(), c, id, r.URL.Query().Get("at"))
	if err == nil {
		return p.render(w, r, http.StatusOK, v, func(*GroupView) {})
	}
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	return p.render(w, r, http.StatusUnprocessableEntity, v, func(g *GroupView) { g.AtError = i18n.Say(r.Context(), problem.Of(err).Text) })
}

// again answers a form that could not be taken: the page as it is now, with the form as fill leaves it. Every other
// error is answered as such.
func (p *Pages) again(w http.ResponseWriter, r *http.Request, c access.Caller, id uuid.UUID, err error, fill func(g *GroupView, field, text string)) error {
	why := problem.Of(err)
	if why.Kind != problem.Invalid && why.Kind != problem.Conflict {
		return err
	}
	v, readErr := p.Desk.View(r.Context(), c, id, "")
	if readErr != nil {
		return readErr
	}
	if !mayManage(v.Caller) { // a form with an unknown field is judged before its sender
		return problem.New(problem.Refused, "")
	}
	return p.render(w, r, respond.Status(why.Kind), v, func(g *GroupView) { fill(g, why.Field, i18n.Say(r.Context(), why.Text)) })
}

func (p *Pages) render(w http.ResponseWriter, r *http.Request, status int, v group.View, fill func(*GroupView)) error {
	g := viewOf(r.Context(), v)
	fill(&g)
	page := p.Site.Page(r, v.Caller, v.Group.Name)
	page.Script = "people"
	return p.Site.Render(w, r, status, GroupPage(page, g))
}

func mayManage(seat access.Seat) bool { return seat.May(access.Manage, access.Subject{}) }

// viewOf turns what was read into the page as its viewer sees it.
func viewOf(ctx context.Context, v group.View) GroupView {
	slug, id := v.Caller.Slug, v.Group.ID
	earlier := !v.Day.Equal(v.Today)
	g := GroupView{
		Name: v.Group.Name, URL: link.Group(slug, id, ""), BackURL: link.Groups(slug), Ended: v.Group.Ended(), Manage: mayManage(v.Caller),
		Terms: paragraphs(v.Group.Terms), Chair: whoOf(v.Group.Chair), Secretary: whoOf(v.Group.Secretary),
		Quorum: quorumLabel(ctx, v.Group.Quorum.Rule), QuorumNow: quorumNow(ctx, v.Group.Quorum, len(v.Seats)),
		OutOfReach: v.Group.Quorum.Needed(len(v.Seats)) > len(v.Seats), Day: dayOf(v.Day), Earlier: earlier,
		Missing: names(v.Missing), MissingSlugs: slugs(v.Missing), ReadySlugs: slugs(v.Ready),
		Change: changeForm(ctx, v), Give: giveForm(v), Mail: MailForm{Deputies: false},
	}
	for _, s := range v.Seats {
		g.Seats = append(g.Seats, rowOf(ctx, slug, v, s))
	}
	for _, s := range v.Past {
		row := rowOf(ctx, slug, v, s)
		row.Holder.Left, row.Deputy.Left = false, false // of the past it only counts who it was
		g.Past = append(g.Past, row)
	}
	if earlier {
		for n := range g.Seats {
			g.Seats[n].Holder.Left, g.Seats[n].Deputy.Left = false, false
		}
	} else {
		for _, s := range group.Vacant(v.Seats) {
			g.Vacant = append(g.Vacant, s.Office.Name)
		}
	}
	return g
}

func rowOf(ctx context.Context, slug string, v group.View, s group.Seat) SeatRow {
	row := SeatRow{ID: s.ID.String(), URL: link.GroupSeat(slug, v.Group.ID, s.ID, ""), Office: s.Office.Name, Archived: s.Office.Archived,
		Holder: sitting(s, s.Holder), Deputy: sitting(s, s.Deputy), Since: dayOf(s.Since), Until: dayOf(s.Until), Ending: !s.Until.IsZero()}
	row.Form = SeatForm{Holder: idOf(s.Holder), Deputy: idOf(s.Deputy), People: []ui.Option{{Label: i18n.T(ctx, "Nobody")}}}
	known := map[string]bool{}
	add := func(m *group.Member) {
		if m != nil && !known[m.ID.String()] {
			known[m.ID.String()] = true
			row.Form.People = append(row.Form.People, ui.Option{Value: m.ID.String(), Label: m.Name})
		}
	}
	for n := range v.Members {
		if v.Members[n].Office == s.Office.ID {
			add(&v.Members[n])
		}
	}
	add(s.Holder)
	add(s.Deputy)
	row.End.Until = dayOf(v.Today).ISO
	return row
}

func sitting(s group.Seat, m *group.Member) Who {
	who := whoOf(m)
	who.Left = m != nil && !s.Speaks(m)
	return who
}

func idOf(m *group.Member) string {
	if m == nil {
		return ""
	}
	return m.ID.String()
}

func changeForm(ctx context.Context, v group.View) ChangeForm {
	q := v.Group.Quorum
	f := ChangeForm{Name: v.Group.Name, Terms: v.Group.Terms, Quorum: string(q.Rule), Chair: idOf(v.Group.Chair), Secretary: idOf(v.Group.Secretary),
		Version: strconv.Itoa(v.Group.Version), Errors: map[string]string{},
		ChairOptions: peopleOf(ctx, v, v.Group.Chair), SecretaryOptions: peopleOf(ctx, v, v.Group.Secretary)}
	if q.Rule == group.Number {
		f.Number = strconv.Itoa(q.Number)
	}
	for _, rule := range group.QuorumRules {
		label := quorumLabel(ctx, rule)
		if rule != group.Number {
			label += " (" + quorumNow(ctx, group.Quorum{Rule: rule}, len(v.Seats)) + ")"
		}
		f.Quorums = append(f.Quorums, ui.Option{Value: string(rule), Label: label})
	}
	return f
}

// peopleOf offers all who can enter now, and whoever it is now.
func peopleOf(ctx context.Context, v group.View, now *group.Member) []ui.Option {
	list := []ui.Option{{Label: i18n.T(ctx, "Nobody")}}
	add := func(m group.Member) {
		label := m.Name
		if m.OfficeName != "" {
			label += ", " + m.OfficeName
		}
		list = append(list, ui.Option{Value: m.ID.String(), Label: label})
	}
	if now != nil && !now.Current {
		add(*now)
	}
	for _, m := range v.Members {
		add(m)
	}
	return list
}

func giveForm(v group.View) GiveForm {
	f := GiveForm{ID: once.Fresh().String(), Since: v.Today.Format(time.DateOnly)}
	seated := map[uuid.UUID]bool{}
	for _, s := range v.Seats {
		seated[s.Office.ID] = true
	}
	for _, o := range v.Offices {
		if !seated[o.ID] {
			f.Offices = append(f.Offices, ui.Option{Value: o.Slug, Label: o.Name})
		}
	}
	return f
}
