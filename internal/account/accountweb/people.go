package accountweb

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ShowPeople answers GET of the people of an institution. What is searched for stands in the address.
func (p *Pages) ShowPeople(w http.ResponseWriter, r *http.Request) error {
	return p.showPeople(w, r, http.StatusOK, func(*InviteForm) {})
}

// showPeople renders the list; fill changes the form that invites somebody, where the viewer has one.
func (p *Pages) showPeople(w http.ResponseWriter, r *http.Request, status int, fill func(*InviteForm)) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	filter := rosterFilter(r.URL.Query())
	roster, err := p.Desk.Roster(r.Context(), c, filter)
	if err != nil {
		return err
	}
	v := peopleView(r.Context(), roster, filter)
	if v.Invite != nil {
		fill(v.Invite)
	}
	page := p.Site.Page(r, roster.Seat, i18n.T(r.Context(), "People"))
	page.Script = "people"
	return p.Site.Render(w, r, status, People(page, v))
}

// rosterFilter reads what an address asks for; what it cannot mean is passed over.
func rosterFilter(q url.Values) account.RosterFilter {
	text := []rune(strings.ToValidUTF8(q.Get("q"), ""))
	f := account.RosterFilter{Text: string(text[:min(len(text), 200)])}
	if office := q.Get("office"); link.ValidSlug(office) {
		f.Office = office
	}
	if role := access.Role(q.Get("role")); role.Valid() {
		f.Role = role
	}
	for _, s := range account.States {
		if q.Get("state") == string(s) {
			f.State = s
		}
	}
	return f
}

func peopleView(ctx context.Context, roster account.Roster, f account.RosterFilter) PeopleView {
	slug := roster.Seat.Slug
	v := PeopleView{
		Manages: roster.Invite.Anybody, Action: link.People(slug), Text: f.Text, Office: f.Office, Role: string(f.Role), State: string(f.State),
		Count:   i18n.N(ctx, "1 person", "%d people", roster.People),
		Offices: officeOptions(roster.Offices, i18n.T(ctx, "All offices")), Roles: roleOptions(ctx, i18n.T(ctx, "All roles")),
	}
	v.Emails = v.Manages || roster.Invite.Office != uuid.Nil
	if f != (account.RosterFilter{}) {
		v.Clear = v.Action
	}
	if v.Emails {
		v.States, v.Tallies = memberStates(ctx, roster, f)
	}
	if v.Manages {
		v.OnboardURL, v.MailURL = link.Onboard(slug, ""), link.Mail()
	}
	for _, m := range roster.Members {
		row := memberRow(ctx, slug, m)
		row.Menu = memberMenu(ctx, slug, m, true)
		v.Rows = append(v.Rows, row)
	}
	v.Invite = inviteForm(ctx, roster)
	return v
}

// memberStates are the choices of a filter by state, and beside the list how many there are of each.
func memberStates(ctx context.Context, roster account.Roster, f account.RosterFilter) (options []ui.Option, tallies []Tally) {
	options = []ui.Option{{Label: i18n.T(ctx, "All who are here")}}
	for _, s := range account.States {
		label, _ := stateLabel(ctx, s)
		options = append(options, ui.Option{Value: string(s), Label: label})
		if n := roster.Counts[s]; n > 0 {
			tallies = append(tallies, Tally{Label: i18n.T(ctx, "%s: %d", label, n), Current: f.State == s,
				URL: link.People(roster.Seat.Slug) + "?" + url.Values{"state": {string(s)}}.Encode()})
		}
	}
	return options, tallies
}

// inviteForm is the form for whom the viewer may invite; nil when that is nobody.
func inviteForm(ctx context.Context, roster account.Roster) *InviteForm {
	f := &InviteForm{Action: link.Invitations(roster.Seat.Slug), ID: once.Fresh().String(), Role: string(access.MemberOffice)}
	switch {
	case roster.Invite.Anybody:
		f.Roles, f.Offices = roleOptions(ctx, ""), officeOptions(roster.Offices, i18n.T(ctx, "No office"))
		f.UntilHint = i18n.T(ctx, "An adviser should have one.")
		f.Standings = standingOptions(ctx, true)
	case roster.Invite.Office != uuid.Nil:
		f.Office, f.Fixed = roster.Seat.OfficeSlug, roster.Seat.OfficeName
		f.Standings = standingOptions(ctx, false)
	default:
		return nil
	}
	return f
}
