package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// QueueSeat queues the choice of the membership that a request acts as: the one that the caller
// named, else the one used last. Without a current membership nothing is found, and the request must
// be answered as if the institution did not exist.
func QueueSeat(b *postgres.Batch, c access.Caller, into *access.Seat, found *bool) {
	var as *uuid.UUID
	if c.As != uuid.Nil {
		as = &c.As
	}
	b.Queue(`
		select m.institution_id, m.id, p.id, m.role, m.office_id, coalesce(m.standing, ''), m.analysis_id, m.valid_until,
		       p.name, coalesce(p.email, ''), coalesce(o.slug, ''), coalesce(o.name, ''), i.slug, i.name, i.demo, p.access_version,
		       m.last_used_at is null or m.last_used_at < now() - interval '5 minutes' or $3::uuid is not null and exists (
		         select from membership n where n.institution_id = m.institution_id and n.person_id = m.person_id and n.last_used_at > m.last_used_at),
		       i.contact_name, i.contact_email, exists (select from logo l where l.institution_id = m.institution_id),
		       exists (select from membership m1 where m1.institution_id = m.institution_id and m1.person_id = m.person_id and m1.id <> m.id
		         and m1.analysis_id is null and `+strings.ReplaceAll(current, "m.", "m1.")+`)
		from membership m
		join institution i on i.id = m.institution_id and i.slug = $1
		join person p on p.id = m.person_id and p.disabled_at is null
		left join office o on o.institution_id = m.institution_id and o.id = m.office_id
		where m.institution_id = `+postgres.ThisInstitution+` and m.person_id = $2 and ($3::uuid is null or m.id = $3)
		  and (m.analysis_id is null or m.analysis_id = $4) and `+current+`
		order by m.last_used_at desc nulls last, m.created_at, m.id limit 1`, c.Slug, c.Person, as, c.Analysis).
		QueryRow(func(row pgx.Row) error {
			var office, guest *uuid.UUID
			var until *time.Time
			s := into
			err := row.Scan(&s.Institution, &s.Membership, &s.Person, &s.Role, &office, &s.Standing, &guest, &until,
				&s.PersonName, &s.Email, &s.OfficeSlug, &s.OfficeName, &s.Slug, &s.InstitutionName, &s.Demo, &s.AccessVersion, &s.Unused,
				&s.ContactName, &s.ContactEmail, &s.HasLogo, &s.Others)
			if errors.Is(err, pgx.ErrNoRows) {
				return nil
			}
			if office != nil {
				s.Office = *office
			}
			if guest != nil {
				s.Guest = *guest
			}
			if until != nil {
				s.Until = *until
			}
			*found = err == nil
			return err
		})
}

// current is the condition, on membership m, that somebody may enter by it now.
const current = `m.accepted_at is not null and m.disabled_at is null and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())`

// Sit opens the caller's institution in a transaction, loads the seat together with whatever queue
// adds to the same round trip, and runs fn. Without a seat the answer is NotFound.
func Sit(ctx context.Context, db *postgres.DB, c access.Caller, queue func(*postgres.Batch), fn func(*postgres.Tx, access.Seat) error) error {
	return SitQuietly(ctx, db, c, new(bool), queue, fn)
}

// SitQuietly is Sit for what must not be joined to whoever asks: where fn has set quiet, the membership's last use is
// not noted. Rows that were written at one time can be told to belong together by whoever reads the tables.
func SitQuietly(ctx context.Context, db *postgres.DB, c access.Caller, quiet *bool, queue func(*postgres.Batch), fn func(*postgres.Tx, access.Seat) error) error {
	return db.TenantBySlug(ctx, c.Slug, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		var seat access.Seat
		var found bool
		QueueSeat(b, c, &seat, &found)
		if queue != nil {
			queue(b)
		}
		if err := tx.Send(b); err != nil {
			return err
		}
		if !found {
			return problem.Absent()
		}
		if err := fn(tx, seat); err != nil {
			return err
		}
		if seat.Unused && !*quiet {
			used(tx, seat) // last: who has written waits for nobody with this row locked
		}
		return nil
	})
}

// SitToRead loads the seat together with whatever queue adds, in one round trip and without any write,
// but for the membership's last use, which is noted every five minutes. Without a seat the answer is NotFound.
func SitToRead(ctx context.Context, db *postgres.DB, c access.Caller, queue func(*postgres.Batch)) (access.Seat, error) {
	return SitToReadQuietly(ctx, db, c, queue, func() bool { return false })
}

// SitToReadQuietly is SitToRead for pages that people read right before and after what must not be joined to them: where
// quiet says so of what was read, the membership's last use is not noted.
func SitToReadQuietly(ctx context.Context, db *postgres.DB, c access.Caller, queue func(*postgres.Batch), quiet func() bool) (access.Seat, error) {
	b := &postgres.Batch{}
	var seat access.Seat
	var found bool
	QueueSeat(b, c, &seat, &found)
	if queue != nil {
		queue(b)
	}
	if err := db.LookBySlug(ctx, c.Slug, b); err != nil {
		return seat, err
	}
	if !found {
		return seat, problem.Absent()
	}
	if !seat.Unused || quiet() {
		return seat, nil
	}
	return seat, db.Tenant(ctx, seat.Institution, func(tx *postgres.Tx) error {
		used(tx, seat)
		return nil
	})
}

func used(tx *postgres.Tx, seat access.Seat) {
	tx.Last(`update membership set last_used_at = now() where institution_id = $1 and id = $2`, seat.Institution, seat.Membership)
}

// Place is one institution that a person belongs to. Guest is the analysis that a guest of a room reaches, and
// nothing else there; zero for everybody else.
type Place struct {
	Slug, Name string
	Role       access.Role
	Guest      uuid.UUID
}

// Places lists the institutions that a person can enter now, the one used last first.
func (d *Desk) Places(ctx context.Context, person uuid.UUID) ([]Place, error) {
	var all []Place
	err := d.DB.AsPerson(ctx, person, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		postgres.Collect(b, &all, `
			select slug, name, role, guest from (
				select distinct on (i.id) i.slug, i.name, m.role, coalesce(m.analysis_id, '00000000-0000-0000-0000-000000000000') as guest, m.last_used_at, m.created_at
				from membership m join institution i on i.id = m.institution_id join person p on p.id = m.person_id and p.disabled_at is null
				where m.person_id = $1 and `+current+`
				order by i.id, m.analysis_id nulls first, m.last_used_at desc nulls last, m.created_at) mine
			order by last_used_at desc nulls last, created_at`, person)
		return tx.Send(b)
	})
	return all, err
}
