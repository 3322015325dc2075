package accountweb

import (
	"context"
	"net/http"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// MemberView is one person's page.
type MemberView struct {
	MemberRow
	PeopleURL    string
	From         string
	InvitedBy    string
	Manages      bool
	Details      bool // the viewer sees address and state
	Others       []MemberRow
	History      []HistoryRow
	Role         *RoleForm     // nil: not the viewer's to change
	StandingForm *StandingForm // nil: not the viewer's to change
	ResumeURL    string        // "": it has not ended, or is not the viewer's to resume
	ResumeUntil  string
	ResumeError  string
	Note         string // what the viewer should think of
	Problem      string // why the last change did not happen
}

// RoleForm changes role, office and last day.
type RoleForm struct {
	Action                             string
	Role, Office, Until                string
	Roles, Offices                     []ui.Option
	RoleError, OfficeError, UntilError string
}

// StandingForm says what the person is within the office.
type StandingForm struct {
	Action, Standing, Error string
	Standings               []ui.Option
}

// HistoryRow is something that was done.
type HistoryRow struct{ At, AtText, What, Detail, By string }

// ShowMember answers GET of one person's page.
func (p *Pages) ShowMember(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	id, err := respond.ID(r, "membership")
	if err != nil {
		return err
	}
	return p.showMember(w, r, c, id, http.StatusOK, func(*MemberView) {})
}

func (p *Pages) showMember(w http.ResponseWriter, r *http.Request, c access.Caller, id uuid.UUID, status int, fill func(*MemberView)) error {
	detail, err := p.Desk.Member(r.Context(), c, id)
	if err != nil {
		return err
	}
	v := memberView(r.Context(), detail)
	if m := detail.Member; !p.Sends && m.May.Disable && m.State == account.StateJoined && m.HasAddress {
		label := i18n.T(r.Context(), "Link to a new password")
		v.Menu.Posts = append(v.Menu.Posts, MemberPost{Label: label, Name: i18n.T(r.Context(), "%s: %s", label, m.Name), Action: link.Member(c.Slug, id, "password")})
	}
	fill(&v)
	page := p.Site.Page(r, detail.Seat, v.Name)
	page.Script = "people"
	return p.Site.Render(w, r, status, MemberPage(page, v))
}

func memberView(ctx context.Context, d account.MemberDetail) MemberView {
	slug, m := d.Seat.Slug, d.Member
	v := MemberView{
		MemberRow: memberRow(ctx, slug, m), PeopleURL: link.People(slug), From: m.From.UTC().Format("2 January 2006"), InvitedBy: m.InvitedBy,
		Manages: d.Seat.May(access.Manage, access.Subject{}), Details: m.Sees,
	}
	v.Menu = memberMenu(ctx, slug, m, false)
	for _, o := range d.Others {
		v.Others = append(v.Others, memberRow(ctx, slug, o))
	}
	if m.May.Role {
		v.Role = roleForm(ctx, slug, m, d.Offices)
	}
	if m.May.Standing {
		v.StandingForm = &StandingForm{Action: link.Member(slug, m.ID, "standing"), Standing: string(m.Standing), Standings: standingOptions(ctx, m.May.NameHead)}
	}
	if m.May.Resume {
		v.ResumeURL = link.Member(slug, m.ID, "resume")
	}
	if m.Unrestricted && m.State != account.StateEnded {
		v.Note = i18n.T(ctx, "This adviser has no last day and can read everything here until somebody ends it.")
	}
	for _, h := range d.History {
		by := h.By
		if by == "" {
			by = "Meridian"
		}
		v.History = append(v.History, HistoryRow{At: h.At.UTC().Format(time.RFC3339), AtText: h.At.UTC().Format("2 January 2006, 15:04 UTC"),
			What: i18n.Say(ctx, h.Kind), Detail: i18n.Say(ctx, h.Detail), By: by})
	}
	return v
}

func roleForm(ctx context.Context, slug string, m account.Member, offices []institution.Office) *RoleForm {
	f := &RoleForm{Action: link.Member(slug, m.ID, "role"), Role: string(m.Role), Office: m.OfficeSlug, Until: lastDayField(m.Until),
		Roles: roleOptions(ctx, ""), Offices: officeOptions(offices, i18n.T(ctx, "No office"))}
	for _, o := range f.Offices {
		if o.Value == m.OfficeSlug {
			return f
		}
	}
	f.Offices = append(f.Offices, ui.Option{Value: m.OfficeSlug, Label: m.OfficeName}) // one that new members cannot choose any more
	return f
}

// forms tells whether there is anything that the viewer can do here.
func (v MemberView) forms() bool {
	return v.Role != nil || v.StandingForm != nil || v.ResumeURL != "" || !v.Menu.Empty()
}
