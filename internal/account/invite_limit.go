package account

import (
	"time"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// askingWindow and mostAskings bound how many invitations a head or focal person has mailed: 30 within an hour.
const (
	askingWindow = time.Hour
	mostAskings  = 30
)

// askings is what a head or focal person has had mailed within the window, and when the person that the next one is
// for was written to, or handed a link, by anybody here.
type askings struct {
	Count      int
	First      *time.Time
	LastToThis *time.Time
}

// moderate is for those who invite without managing people: whoever could have any address written to, as often as
// it pleases, could flood it in the institution's name. The lock holds until the commit, so that of two at once the
// second counts the first; nothing else is locked before it.
func (d *Desk) moderate(tx *postgres.Tx, seat access.Seat, email string) error {
	now := d.Now()
	var a askings
	b := &postgres.Batch{}
	b.Queue(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, "invitations by colleagues: "+seat.Institution.String())
	queueAskings(b, seat.Institution, seat.Membership, email, now, &a)
	if err := tx.Send(b); err != nil {
		return err
	}
	return a.check(now)
}

func queueAskings(b *postgres.Batch, institution, membership uuid.UUID, email string, now time.Time, into *askings) {
	b.Queue(`select count(*), min(at) from activity where institution_id = $1 and membership_id = $2 and at > $3
		and kind in ('invitation sent', 'invitation sent again', 'role added')`, institution, membership, now.Add(-askingWindow)).
		QueryRow(func(row pgx.Row) error { return row.Scan(&into.Count, &into.First) })
	b.Queue(`select max(at) from (
			select k.created_at as at from token k join person p on p.id = k.target
			where k.kind = 'invitation' and k.institution_id = $1 and k.used_at is null and p.email_norm = lower($2)
			union all
			select created_at from mail where institution_id = $1 and kind = 'invitation' and lower(address) = lower($2) and created_at > $3) written`,
		institution, email, now.Add(-patience)).
		QueryRow(func(row pgx.Row) error { return row.Scan(&into.LastToThis) })
}

// check is the rule: not twice to one person within minutes, and not too many within an hour. It is pure.
func (a askings) check(now time.Time) error {
	if a.LastToThis != nil {
		if wait := patience - now.Sub(*a.LastToThis); wait > 0 {
			return &problem.Problem{Kind: problem.TooMany, RetryAfter: min(wait, patience), Text: "This person got a link less than ten minutes ago. Please wait a little before you send another one."}
		}
	}
	if a.Count >= mostAskings && a.First != nil {
		return &problem.Problem{Kind: problem.TooMany, RetryAfter: min(askingWindow-now.Sub(*a.First), askingWindow), Text: "You have sent 30 invitations within an hour. Please wait, or ask the international office to invite the others."}
	}
	return nil
}
