package accountweb

import (
	"context"
	"net/url"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/web/ui"
)

// PeopleView is the list of an institution's people.
type PeopleView struct {
	Manages             bool // the viewer manages people: state, last seen and all addresses are shown
	Emails              bool // the viewer sees some addresses
	Count               string
	Tallies             []Tally
	Action, Clear       string // the filter's address; Clear is "" while nothing is filtered
	Text                string
	Office, Role, State string
	Offices             []ui.Option
	Roles               []ui.Option
	States              []ui.Option
	Rows                []MemberRow
	Invite              *InviteForm // nil: the viewer invites nobody
	OnboardURL, MailURL string      // "" leaves the link out
}

// Tally is how many are in a state, and the list of them.
type Tally struct {
	Label, URL string
	Current    bool
}

// MemberRow is one membership in the list.
type MemberRow struct {
	URL, Name, Email, Role, Office, Standing string
	State, Tone                              string // the state's label, and "good", "warn", "bad" or ""
	Seen, Until                              string
	Own, Quiet                               bool
	Menu                                     MemberMenu
}

// MemberMenu is what the viewer may do with a membership.
type MemberMenu struct {
	Links    []ui.NavItem
	Posts    []MemberPost
	Confirms []ui.Confirmation
}

// Empty tells whether there is nothing to do.
func (m MemberMenu) Empty() bool { return len(m.Links)+len(m.Posts)+len(m.Confirms) == 0 }

// MemberPost is a button that acts at once. Fields are pairs of name and value.
type MemberPost struct {
	Label, Name, Action string
	Fields              []string
}

// InviteForm asks one person in. Field says where Error stands; "" is the form as a whole.
type InviteForm struct {
	Action, ID                                                string
	Email, Name, Role, Office, Until, Standing, Landing, Send string
	Fixed                                                     string // the name of the one office to invite into; "": any
	Roles, Offices, Standings                                 []ui.Option
	UntilHint                                                 string
	Field, Error                                              string
}

// refill puts what was typed, and what is wrong with it, into the form.
func (f *InviteForm) refill(typed url.Values, field, message string) {
	f.Email, f.Name, f.Until, f.Standing = typed.Get("email"), typed.Get("name"), typed.Get("until"), typed.Get("standing")
	f.Landing, f.Send, f.Field, f.Error = typed.Get("landing"), typed.Get("send"), field, message
	if f.Fixed == "" {
		f.Role, f.Office = typed.Get("role"), typed.Get("office")
	}
}

// at is what is wrong with a field.
func (f InviteForm) at(field string) string {
	if f.Field == field {
		return f.Error
	}
	return ""
}

// general is what is wrong with no field of the form.
func (f InviteForm) general() string {
	shown := []string{"email", "name", "until", "standing"}
	if f.Fixed == "" {
		shown = append(shown, "role", "office")
	}
	if slices.Contains(shown, f.Field) {
		return ""
	}
	return f.Error
}

func stateLabel(ctx context.Context, s account.State) (label, tone string) {
	switch s {
	case account.StateJoined:
		return i18n.T(ctx, "Joined"), "good"
	case account.StateInvited:
		return i18n.T(ctx, "Invited"), ""
	case account.StateExpired:
		return i18n.T(ctx, "Invitation expired"), "warn"
	case account.StateNamed:
		return i18n.T(ctx, "Not invited yet"), "warn"
	case account.StateGuest:
		return i18n.T(ctx, "Guest of a room"), ""
	case account.StateDisabled:
		return i18n.T(ctx, "Disabled"), "bad"
	}
	return i18n.T(ctx, "Ended"), "bad"
}

func seenLabel(ctx context.Context, s account.Seen) string {
	switch s {
	case account.SeenWeek:
		return i18n.T(ctx, "this week")
	case account.SeenMonth:
		return i18n.T(ctx, "this month")
	case account.SeenLonger:
		return i18n.T(ctx, "longer ago")
	case account.SeenNever:
		return i18n.T(ctx, "never")
	}
	return ""
}

// lastDay writes the last day of a membership that ends at an instant; "" for one without an end.
func lastDay(until time.Time) string {
	if until.IsZero() {
		return ""
	}
	return until.UTC().Add(-time.Nanosecond).Format("2 January 2006")
}

// lastDayField is the same as a form has it.
func lastDayField(until time.Time) string {
	if until.IsZero() {
		return ""
	}
	return until.UTC().Add(-time.Nanosecond).Format(time.DateOnly)
}

func standingLabel(ctx context.Context, s access.Standing) string {
	if s == access.Plain {
		return ""
	}
	return i18n.Say(ctx, s.Label())
}

func memberRow(ctx context.Context, slug string, m account.Member) MemberRow {
	row := MemberRow{
		URL: link.Member(slug, m.ID, ""), Name: m.Name, Email: m.Email, Role: i18n.Say(ctx, m.Role.Label()),
		Office: m.OfficeName, Standing: standingLabel(ctx, m.Standing), Seen: seenLabel(ctx, m.Seen), Own: m.Own,
		Until: lastDay(m.Until), Quiet: m.State == account.StateEnded || m.State == account.StateDisabled,
	}
	row.State, row.Tone = stateLabel(ctx, m.State)
	return row
}

func roleOptions(ctx context.Context, first string) []ui.Option {
	var list []ui.Option
	if first != "" {
		list = append(list, ui.Option{Label: first})
	}
	for _, r := range access.Roles {
		list = append(list, ui.Option{Value: string(r), Label: i18n.Say(ctx, r.Label())})
	}
	return list
}

func officeOptions(offices []institution.Office, first string) []ui.Option {
	list := []ui.Option{{Label: first}}
	for _, o := range offices {
		list = append(list, ui.Option{Value: o.Slug, Label: o.Name})
	}
	return list
}

func standingOptions(ctx context.Context, head bool) []ui.Option {
	list := []ui.Option{{Label: i18n.T(ctx, "None of these")}}
	for _, s := range access.Standings {
		if s != access.Head || head {
			list = append(list, ui.Option{Value: string(s), Label: i18n.Say(ctx, s.Label())})
		}
	}
	return list
}
