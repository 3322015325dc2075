package group

import (
	"slices"
	"time"

	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// ground is what the rules ask about: the rows of the groups, and of what they refer to.
type ground struct {
	groups   []groupRow
	seats    []seatRow
	offices  []Office
	members  []Member
	settings institution.Settings
}

type groupRow struct {
	ID                   uuid.UUID
	Name, Terms          string
	QuorumRule           QuorumRule
	QuorumNumber         int
	ChairID, SecretaryID *uuid.UUID
	Version              int
	Digest               []byte
	EndedAt              *time.Time
}

type seatRow struct {
	ID, GroupID, OfficeID uuid.UUID
	HolderID, DeputyID    *uuid.UUID
	Since                 time.Time
	Until                 *time.Time
}

const groupColumns = `select id, name, terms, quorum_rule, quorum_number, chair_id, secretary_id, version, digest, ended_at from working_group
	where institution_id = ` + postgres.ThisInstitution

const seatColumns = `select id, group_id, office_id, holder_id, deputy_id, since, until from seat
	where institution_id = ` + postgres.ThisInstitution

// queueOne queues the reading of one group with all its seats, ended ones too. lock keeps everybody else from changing
// either until the transaction ends.
func (g *ground) queueOne(b *postgres.Batch, id uuid.UUID, lock bool) {
	locking := ""
	if lock {
		locking = ` for update`
	}
	postgres.Collect(b, &g.groups, groupColumns+` and id = $1`+locking, id)
	postgres.Collect(b, &g.seats, seatColumns+` and group_id = $1`, id)
	g.queueAround(b)
}

func (g *ground) queueAll(b *postgres.Batch) {
	postgres.Collect(b, &g.groups, groupColumns+` order by ended_at desc nulls first, name collate "und-x-icu", id`)
	postgres.Collect(b, &g.seats, seatColumns)
	g.queueAround(b)
}

func (g *ground) queueAround(b *postgres.Batch) {
	institution.QueueOffices(b, &g.offices)
	postgres.Collect(b, &g.members, `select m.id, m.person_id as person, p.name, coalesce(p.email, '') as email,
			coalesce(m.office_id, '00000000-0000-0000-0000-000000000000') as office, coalesce(o.name, '') as office_name,
			coalesce(m.standing, '') as standing, `+account.CurrentMembership+` as current
		from membership m join person p on p.id = m.person_id
		left join office o on o.institution_id = m.institution_id and o.id = m.office_id
		where m.institution_id = `+postgres.ThisInstitution+` and m.analysis_id is null order by p.name collate "und-x-icu", m.id`)
	institution.QueueSettings(b, &g.settings)
}

// group is the one group of queueOne, or NotFound.
func (g *ground) group() (WorkingGroup, error) {
	if len(g.groups) == 0 {
		return WorkingGroup{}, problem.Absent()
	}
	return g.groupOf(g.groups[0]), nil
}

func (g *ground) groupOf(r groupRow) WorkingGroup {
	return WorkingGroup{ID: r.ID, Name: r.Name, Terms: r.Terms, Quorum: Quorum{Rule: r.QuorumRule, Number: r.QuorumNumber},
		Chair: g.member(r.ChairID), Secretary: g.member(r.SecretaryID), Version: r.Version, EndedAt: r.EndedAt}
}

// seatsOf is the seats of a group in the order of the offices, each office's in the order of time.
func (g *ground) seatsOf(group uuid.UUID) []Seat {
	var list []Seat
	for _, o := range g.offices {
		before := len(list)
		for _, r := range g.seats {
			if r.GroupID != group || r.OfficeID != o.ID {
				continue
			}
			s := Seat{ID: r.ID, Office: o, Holder: g.member(r.HolderID), Deputy: g.member(r.DeputyID), Since: r.Since}
			if r.Until != nil {
				s.Until = *r.Until
			}
			list = append(list, s)
		}
		slices.SortFunc(list[before:], later)
	}
	return list
}

func (g *ground) member(id *uuid.UUID) *Member {
	if id == nil {
		return nil
	}
	for n := range g.members {
		if g.members[n].ID == *id {
			return &g.members[n]
		}
	}
	return nil
}

// current is the members who can enter now.
func (g *ground) current() []Member {
	return slices.DeleteFunc(slices.Clone(g.members), func(m Member) bool { return !m.Current })
}

// office is an office that may be given a seat.
func (g *ground) office(slug string) (Office, bool) {
	n := slices.IndexFunc(g.offices, func(o Office) bool { return o.Slug == slug && !o.Archived })
	if n < 0 {
		return Office{}, false
	}
	return g.offices[n], true
}

// addSeat begins a seat with the transaction's commit.
func addSeat(tx *postgres.Tx, institution, group, id, office uuid.UUID, holder, deputy *Member, since time.Time, until *time.Time) {
	tx.Last(`insert into seat (institution_id, id, group_id, office_id, holder_id, deputy_id, since, until) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		institution, id, group, office, idOf(holder), idOf(deputy), since, until)
}

func idOf(m *Member) *uuid.UUID {
	if m == nil {
		return nil
	}
	return &m.ID
}
