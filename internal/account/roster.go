package account

import (
	"context"
	"strings"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// RosterFilter narrows a roster; empty fields do not. Without a State, those who have left are left out.
type RosterFilter struct {
	Text   string // part of a name, or of an address that the viewer sees
	Office string // slug
	Role   access.Role
	State  State
}

// Roster is an institution's people as one of them sees them.
type Roster struct {
	Seat    access.Seat
	Offices []institution.Office
	Members []Member      // by name
	People  int           // different persons among Members
	Counts  map[State]int // of all that the viewer sees, whatever the filter
	Invite  InviteTo
}

// InviteTo is whom the viewer may invite.
type InviteTo struct {
	Anybody bool      // any role, any office
	Office  uuid.UUID // members of this office alone; zero: of none
}

// Roster lists the people of the caller's institution: to the international office all of them, to the head and
// the focal person of an office those of it with their addresses, to everybody else who works here and in which role.
func (d *Desk) Roster(ctx context.Context, c access.Caller, f RosterFilter) (Roster, error) {
	r := Roster{Counts: map[State]int{}}
	var rows []memberRow
	var err error
	r.Seat, err = SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		institution.QueueOffices(b, &r.Offices)
		postgres.Collect(b, &rows, memberRows+` order by lower(case when m.accepted_at is null and v.name <> '' then v.name
			when m.accepted_at is null then coalesce(p.email, p.name) else p.name end) collate "und-x-icu", m.person_id, m.created_at, m.id`)
	})
	if err != nil {
		return r, err
	}
	persons := map[uuid.UUID]bool{}
	for _, row := range rows {
		m, visible := memberFor(r.Seat.Actor, row)
		if !visible {
			continue
		}
		r.Counts[m.State]++
		if f.takes(m) {
			r.Members = append(r.Members, m)
			persons[m.Person] = true
		}
	}
	r.People = len(persons)
	r.Invite = inviteTo(r.Seat.Actor)
	return r, nil
}

func inviteTo(a access.Actor) InviteTo {
	to := InviteTo{Anybody: a.May(access.Manage, access.Subject{})}
	if !to.Anybody && a.May(access.ManageColleagues, access.Subject{Office: a.Office}) {
		to.Office = a.Office
	}
	return to
}

// memberFor is a membership as an actor sees it, and whether the actor sees it at all. It is pure.
func memberFor(a access.Actor, row memberRow) (Member, bool) {
	m := Member{
		ID: row.ID, Person: row.PersonID, Name: shownName(row), Role: row.Role, Office: row.office(), OfficeSlug: row.OfficeSlug,
		OfficeName: row.OfficeName, Standing: row.Standing, State: stateOf(row),
		Own: row.PersonID == a.Person, Former: row.former(), May: rightsOn(a, row),
	}
	manage := a.May(access.Manage, access.Subject{})
	if manage || speaksFor(a, row) {
		m.Sees, m.Email, m.HasAddress, m.InvitedBy = true, row.Email, row.Email != "", row.InvitedBy
		m.Unrestricted = row.Role == access.Adviser && row.ValidUntil == nil
		m.From = row.ValidFrom
		if row.ValidUntil != nil {
			m.Until = *row.ValidUntil
		}
		if row.InvitationID != nil && row.InvitationStands {
			m.Invitation = *row.InvitationID
		}
		if manage {
			m.Seen = seenOf(row.LastUsed, row.At)
		}
		return m, true
	}
	return m, m.State == StateJoined && !row.ValidFrom.After(row.At)
}

// takes tells whether a member, as its viewer sees it, is among those asked for.
func (f RosterFilter) takes(m Member) bool {
	switch {
	case f.State == "" && m.State == StateEnded, f.State != "" && m.State != f.State:
		return false
	case f.Office != "" && m.OfficeSlug != f.Office, f.Role != "" && m.Role != f.Role:
		return false
	}
	for _, word := range strings.Fields(strings.ToLower(f.Text)) {
		if !strings.Contains(strings.ToLower(m.Name), word) && !strings.Contains(strings.ToLower(m.Email), word) {
			return false
		}
	}
	return true
}
