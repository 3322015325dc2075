package account

import (
	"context"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Self is what a person's own page shows.
type Self struct {
	Person
	Demo          bool
	Administrator bool
	Belongs       []Belonging
}

// Belonging is one membership that a person can act as now, with the names around it.
type Belonging struct {
	ID          uuid.UUID
	Slug        string // of the institution
	Institution string
	Role        access.Role
	Office      string // its name; "" without one
	Standing    access.Standing
	Guest       uuid.UUID // the one analysis that it reaches; zero: all
	Until       time.Time // zero: open
}

// Self reads a person and what the person belongs to. Somebody who is gone or disabled is NotFound.
func (d *Desk) Self(ctx context.Context, person uuid.UUID) (Self, error) {
	var s Self
	err := d.DB.AsPerson(ctx, person, func(tx *postgres.Tx) error {
		var places []uuid.UUID
		err := tx.Row(`select p.id, coalesce(p.email, ''), p.name, p.access_version, p.demo, p.administrator,
			array(select institution_id from membership m where m.person_id = p.id and `+current+` group by 1 order by max(m.last_used_at) desc nulls last, min(m.created_at))
			from person p where p.id = $1 and p.disabled_at is null`, []any{person},
			&s.ID, &s.Email, &s.Name, &s.AccessVersion, &s.Demo, &s.Administrator, &places)
		if err != nil || len(places) == 0 {
			return err
		}
		// The names of offices are seen from inside their institution only.
		b := &postgres.Batch{}
		found := make([][]Belonging, len(places))
		for n, place := range places {
			postgres.Enter(b, place)
			postgres.Collect(b, &found[n], belongings+` and m.institution_id = $1 order by m.last_used_at desc nulls last, m.created_at, m.id`, place, person)
		}
		if err := tx.Send(b); err != nil {
			return err
		}
		for _, list := range found {
			s.Belongs = append(s.Belongs, list...)
		}
		return nil
	})
	return s, err
}

// belongings reads the memberships of person $2 that can be acted as now; the institution's condition follows.
const belongings = `select m.id, i.slug, i.name as institution, m.role, coalesce(o.name, '') as office, coalesce(m.standing, '') as standing,
	coalesce(m.analysis_id, '00000000-0000-0000-0000-000000000000') as guest, coalesce(m.valid_until, '0001-01-01 00:00:00+00') as until
	from membership m join institution i on i.id = m.institution_id
	left join office o on o.institution_id = m.institution_id and o.id = m.office_id
	where m.person_id = $2 and ` + current

// Rename changes how the person is called, everywhere.
func (d *Desk) Rename(ctx context.Context, person uuid.UUID, name string) error {
	return d.DB.Global(ctx, func(tx *postgres.Tx) error {
		if _, err := readLock(tx, person); err != nil {
			return err
		}
		if err := institution.CheckName("name", name); err != nil {
			return err
		}
		tx.Last(`update person set name = $2 where id = $1`, person, strings.TrimSpace(name))
		return nil
	})
}

// lock is what a person's changes of the own account are judged by.
type lock struct {
	Email, Name string
	Hash        *string
}

// readLock reads it. A person who is gone, disabled or has no password is NotFound.
func readLock(tx *postgres.Tx, person uuid.UUID) (lock, error) {
	var l lock
	err := tx.Row(`select coalesce(email, ''), name, password_hash from person where id = $1 and disabled_at is null and password_hash is not null`,
		[]any{person}, &l.Email, &l.Name, &l.Hash)
	return l, err
}
