package strategy

import (
	"context"
	"errors"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// errRaced: what was read had changed before it was written. The use case starts anew and then sees what happened.
var errRaced = errors.New("the strategy changed under the transaction")

// tries is how often a use case starts anew before it gives up.
const tries = 4

// change is the common way of every change to a strategy: one transaction that loads the seat and the strategy, holds
// it, asks the permission, lets decide judge and write, and raises the live version last; after the commit the open
// pages are told. It answers the live version then, and before the change where there was nothing to be done. decide answers the statement that raises it, which returns the new version; nil when nothing was to be
// done. When that statement returns no row, everything begins anew.
//
// An absent strategy is NotFound; who may not gets Refused; a withdrawn one Locked.
func (d *Desk) change(ctx context.Context, c access.Caller, strategy uuid.UUID, may access.Permission, how lock, queue func(*postgres.Batch),
	decide func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error)) (version int64, err error) {
	for try := 1; ; try++ {
		var key live.Key
		var wrote bool
		var s Strategy
		var found bool
		err = account.Sit(ctx, d.DB, c, func(b *postgres.Batch) {
			queueGround(b, strategy, how, &s, &found)
			b.Queue(`select version from live where institution_id = `+postgres.ThisInstitution+` and id = $1`, strategy).Query(postgres.First(&version, new(bool), pgx.RowTo[int64]))
			if queue != nil {
				queue(b)
			}
		}, func(tx *postgres.Tx, seat access.Seat) error {
			if !found {
				return problem.Absent()
			}
			if !seat.May(may, s.Subject()) {
				return refused(may)
			}
			key = live.Key{Institution: seat.Institution, ID: s.ID}
			last, err := decide(tx, seat, s)
			if err != nil || last == nil {
				return err
			}
			wrote = true
			last.Query(func(rows pgx.Rows) error {
				if rows.Next() {
					return rows.Scan(&version)
				}
				if err := rows.Err(); err != nil {
					return err
				}
				return errRaced
			})
			return nil
		})
		if errors.Is(err, errRaced) && try < tries {
			continue
		}
		if err == nil && wrote {
			d.Hub.Wake(key, version)
		}
		return version, err
	}
}

// Change is how a later stage changes what belongs to a strategy: one transaction in which the strategy is held beside its
// writers, the permission asked and, last, the live version raised by the statement that decide answers; see
// live.RaiseSQL, whose $1 is the institution and $2 the strategy. After the commit the open pages are told. The answers
// are those of change; the refusal is the caller's to word, with "refused".
func (d *Desk) Change(ctx context.Context, c access.Caller, strategy uuid.UUID, may access.Permission, queue func(*postgres.Batch),
	decide func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error)) (int64, error) {
	return d.change(ctx, c, strategy, may, beside, queue, decide)
}

// ChangeAlone is Change for what nobody else may change at the same time, such as what there is only one of.
func (d *Desk) ChangeAlone(ctx context.Context, c access.Caller, strategy uuid.UUID, may access.Permission, queue func(*postgres.Batch),
	decide func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error)) (int64, error) {
	return d.change(ctx, c, strategy, may, alone, queue, decide)
}

func refused(may access.Permission) error {
	switch may {
	case access.Comment:
		return problem.New(problem.Refused, "You may read this strategy, but not comment on it.")
	case access.Dispose:
		return problem.New(problem.Refused, "Only the international office, and those whom it has named as drafters, answer what was said.")
	case access.OpenConsultation:
		return problem.New(problem.Refused, "Only the international office opens and closes a consultation.")
	}
	if may == access.OpenStrategy {
		return problem.New(problem.Refused, "Only the international office sets a strategy up.")
	}
	return notAWriter()
}

func notAWriter() error {
	return problem.New(problem.Refused, "Only the international office, and those whom it has named as drafters, write in a strategy.")
}

// open is the rule that a withdrawn strategy is not written in.
func (s Strategy) open() error {
	if s.Withdrawn() {
		return &problem.Problem{Kind: problem.Locked, Title: "This strategy was withdrawn", Text: "This strategy was withdrawn. What you wrote is kept on this page; put the strategy back to go on."}
	}
	return nil
}

// writable is the rule that nobody writes in a strategy that was withdrawn, or whose text is fixed while the offices are
// heard on it.
func (s Strategy) writable() error {
	if err := s.open(); err != nil {
		return err
	}
	if s.FixedUntil != nil {
		return &problem.Problem{Kind: problem.Locked, Title: "The text is fixed for the consultation",
			Text: "The text is fixed until the consultation closes, so that all offices speak about the same words. What you wrote is kept on this page."}
	}
	return nil
}

// open is the rule that a withdrawn section is not written in.
func (s Section) open() error {
	if s.Withdrawn() {
		return sectionOut()
	}
	return nil
}

func sectionOut() error {
	return &problem.Problem{Kind: problem.Locked, Title: "This section was taken out", Text: "This section was taken out of the strategy. What you wrote is kept on this page; put the section back to go on."}
}

func note(tx *postgres.Tx, seat access.Seat, kind string, strategy uuid.UUID, detail string) {
	activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfStrategy, ID: strategy, Detail: detail})
}

// reshape raises the live version for a change of which sections there are, their order, or what stands above them: every
// open page looks at the whole anew.
func reshape(tx *postgres.Tx, seat access.Seat, strategy uuid.UUID) *pgx.QueuedQuery {
	return tx.Last(`with `+live.RaiseSQL+`
		update strategy set shape = raised.version, changed_at = now() from raised where institution_id = $1 and strategy.id = $2 returning raised.version`, seat.Institution, strategy)
}

// touch raises the live version for a change of what stands in one section beside its text.
func touch(tx *postgres.Tx, seat access.Seat, strategy, section uuid.UUID) *pgx.QueuedQuery {
	return tx.Last(`with `+live.RaiseSQL+`
		update section set live_version = raised.version, shape_version = raised.version, changed_at = now(), changed_by = $4 from raised
		where institution_id = $1 and strategy_id = $2 and section.id = $3 returning raised.version`, seat.Institution, strategy, section, seat.Membership)
}
