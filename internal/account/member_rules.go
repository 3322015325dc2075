package account

import (
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// formerName stands wherever somebody's name stood who asked to be forgotten.
const formerName = "Former member"

// former tells whether the membership's person was anonymised: nobody else is without an address and disabled.
func (m memberRow) former() bool {
	return m.Email == "" && m.PersonDisabled && m.PersonName == formerName
}

func (m memberRow) office() uuid.UUID {
	if m.OfficeID == nil {
		return uuid.Nil
	}
	return *m.OfficeID
}

// stateOf tells how a membership stands at the moment it was read.
func stateOf(m memberRow) State {
	switch {
	case m.ValidUntil != nil && !m.ValidUntil.After(m.At):
		return StateEnded
	case m.DisabledAt != nil || m.PersonDisabled:
		return StateDisabled
	case m.Guest:
		return StateGuest
	case m.AcceptedAt != nil:
		return StateJoined
	case m.LinkOpen:
		return StateInvited
	case m.InvitationStands || m.HadLink:
		return StateExpired
	}
	return StateNamed
}

// seenOf puts the last use of a membership into a span.
func seenOf(last *time.Time, now time.Time) Seen {
	const day = 24 * time.Hour
	switch {
	case last == nil:
		return SeenNever
	case now.Sub(*last) < 7*day:
		return SeenWeek
	case now.Sub(*last) < 31*day:
		return SeenMonth
	}
	return SeenLonger
}

// shownName is what a membership's person is called. A name is the person's own to give, so until the
// membership is accepted it is the inviter's word for the person, or the address.
func shownName(m memberRow) string {
	switch {
	case m.AcceptedAt != nil || m.former():
		return m.PersonName
	case m.InvitedName != "":
		return m.InvitedName
	}
	return m.Email
}

// speaksFor tells whether a acts for the colleagues of m's office: its head or focal person, and m an ordinary
// member of it. Those who hold another role there are the international office's to change.
func speaksFor(a access.Actor, m memberRow) bool {
	return m.Role == access.MemberOffice && !m.Guest && a.May(access.ManageColleagues, access.Subject{Office: m.office()})
}

func mayManage(a access.Actor, _ memberRow) error {
	if !a.May(access.Manage, access.Subject{}) {
		return problem.New(problem.Refused, "Only the international office changes what people may do here.")
	}
	return nil
}

// mayEnd: the international office anybody's membership; the head and the focal person those of their office,
// but not its head's; everybody the own.
func mayEnd(a access.Actor, m memberRow) error {
	if mayManage(a, m) == nil || m.PersonID == a.Person && !m.Guest || speaksFor(a, m) && m.Standing != access.Head {
		return nil
	}
	return problem.New(problem.Refused, "Only the international office, and the head or focal person of the office, end a membership.")
}

// mayStand: who may change somebody's standing in an office. A head is named and replaced by the international office alone.
func mayStand(to access.Standing) func(access.Actor, memberRow) error {
	return func(a access.Actor, m memberRow) error {
		switch {
		case mayManage(a, m) == nil:
			return nil
		case !speaksFor(a, m):
			return problem.New(problem.Refused, "Only the international office, and the head or focal person of the office, say who speaks for it.")
		case to == access.Head || m.Standing == access.Head:
			return problem.New(problem.Refused, "Who heads an office is the international office's to say.")
		}
		return nil
	}
}

// errLast is what keeps an institution from losing the last of its international office.
var errLast = problem.New(problem.Conflict, "This is the last member of the international office, without whom nobody could manage people here. Give somebody else this role first.")

// working tells whether a membership can do the international office's work.
func working(m memberRow) bool {
	return m.Role == access.InternationalOffice && stateOf(m) == StateJoined && !m.ValidFrom.After(m.At)
}

// keepLast is the rule that somebody of the international office is left when m goes; left is how many others there are.
func keepLast(m memberRow, left int) error {
	if working(m) && left == 0 {
		return errLast
	}
	return nil
}

// present refuses to change what is over: an ended membership, and everything of somebody who was anonymised.
func present(m memberRow) error {
	switch {
	case m.former():
		return problem.New(problem.Conflict, "This person was anonymised; nothing of the membership can be changed any more.")
	case stateOf(m) == StateEnded:
		return problem.New(problem.Conflict, "This membership has ended. Resume it first.")
	}
	return nil
}

// rightsOn are what a viewer may do with a membership as it stands.
func rightsOn(a access.Actor, m memberRow) MemberRights {
	state := stateOf(m)
	manage := mayManage(a, m) == nil
	open := present(m) == nil
	own := m.PersonID == a.Person
	waits := state == StateInvited || state == StateExpired || state == StateNamed
	return MemberRights{
		Role:      manage && open && !m.Guest,
		Standing:  open && !m.Guest && m.OfficeID != nil && mayStand(access.Plain)(a, m) == nil,
		NameHead:  manage,
		End:       open && mayEnd(a, m) == nil,
		Resume:    manage && state == StateEnded && !m.former() && !m.Guest,
		Disable:   manage && open && m.DisabledAt == nil && !own,
		Enable:    manage && m.DisabledAt != nil && !m.former(),
		Anonymise: manage && !m.former() && !own,
		Admit:     manage && m.Guest && !m.former() && m.Email != "",
		Invite:    waits && (manage || speaksFor(a, m) && m.Standing != access.Head),
		Link:      waits && manage,
	}
}
