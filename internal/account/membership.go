package account

import (
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// newMember is what a row of an import or an invitation asks for.
type newMember struct {
	Name, Email, Office string
	Role                access.Role
	Until               *time.Time // the first instant after the membership's last day
	KeepUntil           bool       // an end that is there already stays
}

// checkMember is the rule for a new membership; offices are those of the institution.
func checkMember(m newMember, offices map[string]institution.Office) error {
	if err := institution.CheckEmail("email", m.Email); err != nil {
		return err
	}
	if err := institution.CheckName("name", m.Name); err != nil {
		return err
	}
	if !m.Role.Valid() {
		return problem.At("role", "The role must be international_office, senior_management, member_office, body_member or adviser.")
	}
	office, known := offices[m.Office]
	if m.Office != "" && !known {
		return problem.At("office", "There is no office with the slug "+m.Office+" in this institution.")
	}
	if office.Archived {
		return problem.At("office", "The office "+office.Name+" is archived: nobody new comes to it.")
	}
	if m.Role == access.MemberOffice && m.Office == "" {
		return problem.At("office", "A member office's person needs an office.")
	}
	return nil
}

// addMember makes the person when the address is new, and the membership; both may exist already. A
// person who exists keeps the name that other institutions know.
//
// Somebody who has no password yet has not answered: the membership waits until the person accepts an
// invitation of this institution. A person of the demo, whose password everybody knows, is refused elsewhere.
func addMember(tx *postgres.Tx, in institution.Institution, m newMember, offices map[string]institution.Office) (person uuid.UUID, err error) {
	var office *uuid.UUID
	if o, ok := offices[m.Office]; ok {
		office = &o.ID
	}
	b := &postgres.Batch{}
	b.Queue(`insert into person (id, email, name, demo) values ($1, $2, $3, $4) on conflict (email_norm) do nothing`,
		uuid.Must(uuid.NewV7()), m.Email, m.Name, in.Demo)
	var known, demo bool
	b.Queue(`select id, password_hash is not null, demo from person where email_norm = lower($1)`, m.Email).
		QueryRow(func(row pgx.Row) error { return row.Scan(&person, &known, &demo) })
	if err := tx.Send(b); err != nil {
		return person, err
	}
	if demo != in.Demo {
		return person, problem.At("email", m.Email+" belongs to the demo, whose password everybody knows. Please use another address.")
	}
	b = &postgres.Batch{}
	b.Queue(`insert into membership (institution_id, id, person_id, role, office_id, valid_until, accepted_at)
		values ($1, $2, $3, $4, $5, $6, case when $7 then now() end)
		on conflict (institution_id, person_id, role, office_id, analysis_id) do update set
			valid_until = case when $8 then membership.valid_until else excluded.valid_until end,
			accepted_at = coalesce(membership.accepted_at, excluded.accepted_at)`,
		in.ID, uuid.Must(uuid.NewV7()), person, m.Role, office, m.Until, known || in.Demo, m.KeepUntil)
	b.Queue(`update person set access_version = access_version + 1 where id = $1`, person)
	return person, tx.Send(b)
}

// parseUntil reads the last day of a membership; the result is the instant after that day, in UTC.
func parseUntil(s string) (*time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return nil, nil
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil, problem.At("until", "The last day must be written as YYYY-MM-DD.")
	}
	after := day.AddDate(0, 0, 1)
	return &after, nil
}
