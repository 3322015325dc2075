package notice

import (
	"context"
	"time"

	"meridian/internal/account"
	"meridian/internal/jobs"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Day is the job that sends somebody the letter of a day.
type Day struct {
	Institution uuid.UUID `json:"institution"`
	Membership  uuid.UUID `json:"membership"`
}

// Kind names the job.
func (Day) Kind() string { return "notices_of_a_day" }

// Register makes a runner do the jobs of the room.
func (d *Desk) Register(w *jobs.Workers) {
	jobs.Do(w, func(ctx context.Context, j jobs.Job[Day]) error { return d.Digest(ctx, j.Args) })
}

// hour is that of the day at which the letter goes out.
const hour = 7

// morning is the next time that the letter of a day goes out, by the clock of a place.
func morning(now time.Time, zone string) time.Time {
	where, err := time.LoadLocation(zone)
	if err != nil {
		where = time.UTC
	}
	local := now.In(where)
	at := time.Date(local.Year(), local.Month(), local.Day(), hour, 0, 0, 0, where)
	if !at.After(now) {
		at = time.Date(local.Year(), local.Month(), local.Day()+1, hour, 0, 0, 0, where)
	}
	return at
}

// Digest sends one letter with all that somebody wants to be told once a day and has not seen since; none where there is
// nothing. However many servers do it at once, each notice goes into one letter.
func (d *Desk) Digest(ctx context.Context, j Day) error {
	return d.DB.Tenant(ctx, j.Institution, func(tx *postgres.Tx) error {
		var list []News
		var to []receiver
		b := &postgres.Batch{}
		b.Queue(`with due as (update notice set mailed_at = now() where institution_id = $1 and membership_id = $2 and mail = 'daily' and mailed_at is null returning kind, title, path, at, seen_at)
			select kind, title, path from due where seen_at is null order by at`, j.Institution, j.Membership).
			Query(postgres.All(&list, func(row pgx.CollectableRow) (News, error) {
				var n News
				err := row.Scan(&n.Kind, &n.Title, &n.Path)
				return n, err
			}))
		postgres.Collect(b, &to, `select m.id as membership, m.person_id as person, p.name, coalesce(p.email, '') as email
			from membership m join person p on p.id = m.person_id and p.disabled_at is null
			where m.institution_id = $1 and m.id = $2 and `+account.CurrentMembership, j.Institution, j.Membership)
		if err := tx.Send(b); err != nil {
			return err
		}
		if len(list) == 0 || len(to) == 0 || to[0].Email == "" {
			return nil
		}
		_, err := d.Post.Queue(tx, j.Institution, ofDay(to[0], list))
		return err
	})
}
