package account

import (
	"errors"
	"slices"
	"strings"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Outcome is what an invitation comes to.
type Outcome string

// The outcomes.
const (
	WillWait      Outcome = "invited"     // the membership waits until the person accepts
	RoleAdded     Outcome = "role added"  // a member of this institution already: the new role counts at once
	AlreadyMember Outcome = "member"      // with this very role and office: nothing changes
	InvitedAgain  Outcome = "again"       // invited for this before and has not answered: a new link, the earlier one ends
	OfficeOnly    Outcome = "office only" // nobody is invited
)

// enrolled is what became of a newMember.
type enrolled struct {
	Person, Membership uuid.UUID
	HasAccount         bool // for the mail alone: whoever invites must not learn it
	Outcome            Outcome
}

// memberHere is a membership that stands in the institution already.
type memberHere struct {
	ID       uuid.UUID
	Email    string // in lower case
	Role     access.Role
	Office   *uuid.UUID
	Current  bool
	Accepted bool
	Disabled bool
	Ended    bool
}

// personKnown is a person whose address was named.
type personKnown struct {
	ID       uuid.UUID
	Email    string // in lower case
	Account  bool
	Demo     bool
	Disabled bool
}

func queueKnown(b *postgres.Batch, emails []string, people *[]personKnown, members *[]memberHere) {
	postgres.Collect(b, people, `select id, email_norm as email, password_hash is not null as account, demo, disabled_at is not null as disabled
		from person where email_norm = any($1)`, emails)
	postgres.Collect(b, members, `select m.id, p.email_norm as email, m.role, m.office_id as office, `+current+` as current,
		m.accepted_at is not null as accepted, m.disabled_at is not null as disabled, coalesce(m.valid_until <= now(), false) as ended
		from membership m join person p on p.id = m.person_id
		where m.institution_id = `+postgres.ThisInstitution+` and m.analysis_id is null and p.email_norm = any($1)`, emails)
}

// foresee is the rule of what an invitation comes to, by what is known of the address; here is empty when the
// membership with this role and office is new.
func foresee(in institution.Institution, email string, known *personKnown, members []memberHere, same *memberHere) (Outcome, error) {
	if known != nil && known.Demo != in.Demo {
		return "", problem.At("email", email+" belongs to the demo, whose password everybody knows. Please use another address.")
	}
	if slices.ContainsFunc(members, func(m memberHere) bool { return m.Disabled }) {
		return "", problem.At("email", email+" has been shut out of this institution. The international office can let the person in again on the page of people.")
	}
	switch {
	case same != nil && same.Current:
		return AlreadyMember, nil
	case slices.ContainsFunc(members, func(m memberHere) bool { return m.Current }):
		return RoleAdded, nil
	case same != nil && !same.Accepted && !same.Ended:
		return InvitedAgain, nil
	}
	return WillWait, nil
}

// addMember is enrol for one.
func addMember(tx *postgres.Tx, in institution.Institution, m newMember, offices map[string]institution.Office) (uuid.UUID, error) {
	done, err := enrol(tx, in, []newMember{m}, offices)
	if err != nil {
		return uuid.Nil, err
	}
	return done[0].Person, nil
}

// enrol makes the people whose addresses are new, and the memberships; both may exist already. A person who exists
// keeps the name that other institutions know. A membership waits until the person accepts an invitation of this
// institution, unless the person is a member of it already. A person of the demo, whose password everybody
// knows, is refused elsewhere.
func enrol(tx *postgres.Tx, in institution.Institution, list []newMember, offices map[string]institution.Office) ([]enrolled, error) {
	emails := make([]string, len(list))
	names := map[string]newMember{}
	for n, m := range list {
		emails[n] = strings.ToLower(m.Email)
		names[emails[n]] = m
	}
	order := slices.Compact(slices.Sorted(slices.Values(emails))) // two that come at once wait for each other in one order
	b := &postgres.Batch{}
	for _, email := range order {
		b.Queue(`insert into person (id, email, name, demo) values ($1, $2, $3, $4) on conflict (email_norm) do nothing`,
			uuid.Must(uuid.NewV7()), names[email].Email, names[email].Name, in.Demo)
	}
	for _, email := range order {
		b.Queue(`update person set access_version = access_version + 1 where email_norm = $1`, email)
	}
	var people []personKnown
	var members []memberHere
	queueKnown(b, order, &people, &members)
	if err := tx.Send(b); err != nil {
		return nil, err
	}
	known, here := byAddress(people, members)
	done := make([]enrolled, len(list))
	b = &postgres.Batch{}
	for n, m := range list {
		o := offices[m.Office]
		p := known[emails[n]]
		same := sameMember(here[emails[n]], m.Role, postgres.Optional(o.ID))
		outcome, err := foresee(in, m.Email, &p, here[emails[n]], same)
		if err != nil {
			return nil, err
		}
		if m.ByColleague && same != nil && !same.Current {
			outcome = same.anew()
		}
		done[n] = enrolled{Person: p.ID, HasAccount: p.Account, Outcome: outcome}
		if outcome == AlreadyMember && m.Asked {
			done[n].Membership = same.ID
			continue
		}
		queueMembership(b, in.ID, p.ID, o, m, outcome, &done[n].Membership)
	}
	return done, tx.Send(b)
}

// anew is what it comes to when somebody of the office asks the person for what has ended, or was never accepted:
// whoever took it away or left it may have had reasons, so that the person is asked.
func (m memberHere) anew() Outcome {
	if !m.Accepted && !m.Ended {
		return InvitedAgain
	}
	return WillWait
}

// queueMembership makes a membership or, where it exists, opens it anew. A colleague changes nothing of one that still
// runs, never what the person is in the office, and nothing at all of its head's.
func queueMembership(b *postgres.Batch, institution, person uuid.UUID, o institution.Office, m newMember, outcome Outcome, id *uuid.UUID) {
	b.Queue(`insert into membership (institution_id, id, person_id, role, office_id, valid_until, standing, accepted_at)
		values ($1, $2, $3, $4, $5, $6, nullif($7, ''), case when $8 then now() end)
		on conflict (institution_id, person_id, role, office_id, analysis_id) do update set
			valid_until = case when $9 and (membership.valid_until is null or membership.valid_until > now()) then membership.valid_until else excluded.valid_until end,
			standing = case when $9 then membership.standing else coalesce(excluded.standing, membership.standing) end,
			accepted_at = case when $10 and membership.valid_until <= now() then excluded.accepted_at
				else coalesce(membership.accepted_at, excluded.accepted_at) end
		where not $9 or membership.standing is distinct from 'head'
		returning id`,
		institution, uuid.Must(uuid.NewV7()), person, m.Role, postgres.Optional(o.ID), m.Until, string(m.standingOf(o)),
		m.Seeded || outcome == RoleAdded || outcome == AlreadyMember, m.ByColleague, m.Asked).
		QueryRow(func(row pgx.Row) error {
			err := row.Scan(id)
			if errors.Is(err, pgx.ErrNoRows) { // the head's
				return errOfHead
			}
			return err
		})
}

func byAddress(people []personKnown, members []memberHere) (map[string]personKnown, map[string][]memberHere) {
	known, here := map[string]personKnown{}, map[string][]memberHere{}
	for _, p := range people {
		known[p.Email] = p
	}
	for _, m := range members {
		here[m.Email] = append(here[m.Email], m)
	}
	return known, here
}

func sameMember(list []memberHere, role access.Role, office *uuid.UUID) *memberHere {
	for n, m := range list {
		if m.Role == role && sameOffice(m.Office, office) {
			return &list[n]
		}
	}
	return nil
}
