package account

import (
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func ago(now time.Time, d time.Duration) *time.Time { at := now.Add(-d); return &at }

func TestStateOf(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	accepted := ago(now, time.Hour)
	for _, c := range []struct {
		name string
		m    memberRow
		want State
	}{
		{"accepted", memberRow{AcceptedAt: accepted}, StateJoined},
		{"until later", memberRow{AcceptedAt: accepted, ValidUntil: ago(now, -time.Second)}, StateJoined},
		{"until this moment", memberRow{AcceptedAt: accepted, ValidUntil: &now}, StateEnded},
		{"ended and disabled", memberRow{AcceptedAt: accepted, ValidUntil: ago(now, 1), DisabledAt: accepted}, StateEnded},
		{"disabled", memberRow{AcceptedAt: accepted, DisabledAt: accepted}, StateDisabled},
		{"the person is disabled", memberRow{AcceptedAt: accepted, PersonDisabled: true}, StateDisabled},
		{"guest", memberRow{AcceptedAt: accepted, Guest: true}, StateGuest},
		{"never asked", memberRow{}, StateNamed},
		{"asked, with a link that opens", memberRow{InvitationStands: true, LinkOpen: true, HadLink: true}, StateInvited},
		{"asked, and the link was ended by a change of role", memberRow{InvitationStands: true}, StateExpired},
		{"a link by the command line", memberRow{LinkOpen: true, HadLink: true}, StateInvited},
		{"a link that has expired", memberRow{HadLink: true}, StateExpired},
		{"withdrawn", memberRow{}, StateNamed},
	} {
		c.m.At = now
		if got := stateOf(c.m); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestSeenOf(t *testing.T) {
	now := time.Date(2026, 3, 29, 1, 30, 0, 0, time.UTC)
	const day = 24 * time.Hour
	for back, want := range map[time.Duration]Seen{
		-time.Minute: SeenWeek, 0: SeenWeek, 7*day - 1: SeenWeek, 7 * day: SeenMonth, 31*day - 1: SeenMonth, 31 * day: SeenLonger, 4000 * day: SeenLonger,
	} {
		if got := seenOf(ago(now, back), now); got != want {
			t.Errorf("%v ago: %s, want %s", back, got, want)
		}
	}
	if got := seenOf(nil, now); got != SeenNever {
		t.Errorf("never: %s", got)
	}
}

func TestShownName(t *testing.T) {
	yes := time.Now()
	for want, m := range map[string]memberRow{
		"Own":           {PersonName: "Own", InvitedName: "Theirs", Email: "a@b.example", AcceptedAt: &yes},
		"Theirs":        {PersonName: "Own", InvitedName: "Theirs", Email: "a@b.example"},
		"a@b.example":   {PersonName: "Own", Email: "a@b.example"},
		"Former member": {PersonName: formerName, PersonDisabled: true},
	} {
		if got := shownName(m); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Who may do what to whom: the actors are the columns.
func TestMemberRights(t *testing.T) {
	now := time.Now()
	library, law := uuid.New(), uuid.New()
	actor := func(role access.Role, office uuid.UUID, s access.Standing) access.Actor {
		return access.Actor{Person: uuid.New(), Membership: uuid.New(), Role: role, Office: office, Standing: s}
	}
	actors := map[string]access.Actor{
		"IO": actor(access.InternationalOffice, library, ""), "SM": actor(access.SeniorManagement, library, access.Head), "MB": actor(access.BodyMember, library, access.Head),
		"AD": actor(access.Adviser, library, access.Head), "head": actor(access.MemberOffice, library, access.Head), "focal": actor(access.MemberOffice, library, access.FocalPerson),
		"deputy": actor(access.MemberOffice, library, access.Deputy), "plain": actor(access.MemberOffice, library, ""), "other head": actor(access.MemberOffice, law, access.Head),
	}
	member := func(role access.Role, s access.Standing, guest bool) memberRow {
		return memberRow{ID: uuid.New(), PersonID: uuid.New(), Role: role, OfficeID: &library, Standing: s, Guest: guest, AcceptedAt: &now, Email: "a@b.example"}
	}
	members := map[string]memberRow{
		"colleague": member(access.MemberOffice, "", false), "deputy": member(access.MemberOffice, access.Deputy, false), "head": member(access.MemberOffice, access.Head, false),
		"IO member there": member(access.InternationalOffice, "", false), "guest": member(access.MemberOffice, "", true),
	}
	speakers := map[string]bool{"IO": true, "head": true, "focal": true}
	io := map[string]bool{"IO": true}
	for _, c := range []struct {
		deed    string
		may     func(access.Actor, memberRow) error
		member  string
		allowed map[string]bool
	}{
		{"manage", mayManage, "colleague", io},
		{"end", mayEnd, "colleague", speakers},
		{"end", mayEnd, "deputy", speakers},
		{"end", mayEnd, "head", io},
		{"end", mayEnd, "IO member there", io},
		{"end", mayEnd, "guest", io},
		{"name a deputy", mayStand(access.Deputy), "colleague", speakers},
		{"take it back", mayStand(access.Plain), "deputy", speakers},
		{"name a head", mayStand(access.Head), "colleague", io},
		{"depose the head", mayStand(access.Plain), "head", io},
		{"name a deputy", mayStand(access.Deputy), "IO member there", io},
		{"name a deputy", mayStand(access.Deputy), "guest", io},
	} {
		for name, a := range actors {
			err := c.may(a, members[c.member])
			if (err == nil) != c.allowed[name] || err != nil && !problem.Is(err, problem.Refused) {
				t.Errorf("%s, %s: %s gets %v", c.deed, c.member, name, err)
			}
		}
	}
	// Everybody may go, but not a guest, whose right is not a membership's.
	for name, a := range actors {
		own := members["head"]
		own.PersonID = a.Person
		if err := mayEnd(a, own); err != nil {
			t.Errorf("%s may not end the own membership: %v", name, err)
		}
		own.Guest = true
		if err := mayEnd(a, own); (err == nil) != (name == "IO") {
			t.Errorf("%s as a guest: %v", name, err)
		}
	}
	if r := rightsOn(actors["plain"], members["colleague"]); r != (MemberRights{}) {
		t.Errorf("a plain member is offered %+v", r)
	}
	if r := rightsOn(actors["IO"], members["guest"]); r != (MemberRights{NameHead: true, End: true, Disable: true, Anonymise: true, Admit: true}) {
		t.Errorf("for a guest the international office is offered %+v", r)
	}
}

func TestCheckRole(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	offices := map[string]institution.Office{"law": {ID: uuid.New(), Slug: "law"}}
	mo, io := memberRow{Role: access.MemberOffice, AcceptedAt: &now}, memberRow{Role: access.InternationalOffice, AcceptedAt: &now}
	waiting := memberRow{Role: access.InternationalOffice}
	for _, c := range []struct {
		name  string
		m     memberRow
		to    NewRole
		left  int
		kind  problem.Kind
		field string
	}{
		{"to senior management", mo, NewRole{Role: access.SeniorManagement}, 0, "", ""},
		{"to an adviser without an end", mo, NewRole{Role: access.Adviser}, 0, "", ""},
		{"to a member of an office", io, NewRole{Role: access.MemberOffice, Office: "law"}, 1, "", ""},
		{"until today", mo, NewRole{Role: access.Adviser, Until: "2026-03-01"}, 0, "", ""},
		{"until yesterday", mo, NewRole{Role: access.Adviser, Until: "2026-02-28"}, 0, problem.Invalid, "until"},
		{"until whenever", mo, NewRole{Role: access.Adviser, Until: "soon"}, 0, problem.Invalid, "until"},
		{"no role", mo, NewRole{}, 0, problem.Invalid, "role"},
		{"an unknown role", mo, NewRole{Role: "administrator"}, 0, problem.Invalid, "role"},
		{"an unknown office", mo, NewRole{Role: access.Adviser, Office: "nowhere"}, 0, problem.Invalid, "office"},
		{"a member office without one", mo, NewRole{Role: access.MemberOffice}, 0, problem.Invalid, "office"},
		{"the last of the international office", io, NewRole{Role: access.Adviser}, 0, problem.Conflict, ""},
		{"the last gets a last day", io, NewRole{Role: access.InternationalOffice, Until: "2027-01-01"}, 0, problem.Conflict, ""},
		{"the last changes office", io, NewRole{Role: access.InternationalOffice, Office: "law"}, 0, "", ""},
		{"one who never came", waiting, NewRole{Role: access.Adviser}, 0, "", ""},
		{"an ended one", memberRow{Role: access.MemberOffice, ValidUntil: &now}, NewRole{Role: access.Adviser}, 1, problem.Conflict, ""},
		{"a guest", memberRow{Role: access.MemberOffice, Guest: true}, NewRole{Role: access.Adviser}, 1, problem.Conflict, ""},
		{"somebody anonymised", memberRow{PersonName: formerName, PersonDisabled: true}, NewRole{Role: access.Adviser}, 1, problem.Conflict, ""},
	} {
		c.m.At = now
		_, _, err := checkRole(c.m, c.to, offices, c.left)
		if err == nil && c.kind == "" {
			continue
		}
		if p := problem.Of(err); err == nil || p.Kind != c.kind || p.Field != c.field || p.Text == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestRosterFilter(t *testing.T) {
	m := Member{Name: "Zoë O'Brien", Email: "zoe@uni.example", Role: access.Adviser, OfficeSlug: "law", State: StateJoined}
	gone := m
	gone.State = StateEnded
	for _, c := range []struct {
		f    RosterFilter
		m    Member
		want bool
	}{
		{RosterFilter{}, m, true}, {RosterFilter{}, gone, false}, {RosterFilter{State: StateEnded}, gone, true}, {RosterFilter{State: StateEnded}, m, false},
		{RosterFilter{Text: "zOË"}, m, true}, {RosterFilter{Text: " brien  uni.EXAMPLE "}, m, true}, {RosterFilter{Text: "brien law"}, m, false},
		{RosterFilter{Text: "%"}, m, false}, {RosterFilter{Office: "law", Role: access.Adviser}, m, true}, {RosterFilter{Office: "library"}, m, false}, {RosterFilter{Role: access.BodyMember}, m, false},
	} {
		if got := c.f.takes(c.m); got != c.want {
			t.Errorf("%+v: %v", c.f, got)
		}
	}
}
