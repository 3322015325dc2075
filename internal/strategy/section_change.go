package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// changeSection is the common way of every change to one section's frame: change, with the strategy held alone and the section too. An absent
// section, or one of another strategy, is NotFound; one that was withdrawn is Locked.
func (d *Desk) changeSection(ctx context.Context, c access.Caller, strategy, section uuid.UUID,
	decide func(tx *postgres.Tx, seat access.Seat, sec Section) (*pgx.QueuedQuery, error)) (Done, error) {
	return d.holdSection(ctx, c, strategy, section, func(tx *postgres.Tx, seat access.Seat, sec Section) (*pgx.QueuedQuery, error) {
		if err := sec.open(); err != nil {
			return nil, err
		}
		return decide(tx, seat, sec)
	})
}

// holdSection is changeSection for those who judge themselves whether the section was withdrawn.
func (d *Desk) holdSection(ctx context.Context, c access.Caller, strategy, section uuid.UUID,
	decide func(tx *postgres.Tx, seat access.Seat, sec Section) (*pgx.QueuedQuery, error)) (Done, error) {
	var sec Section
	var found bool
	version, err := d.change(ctx, c, strategy, access.WriteStrategy, alone, func(b *postgres.Batch) {
		found = false
		queueSection(b, strategy, section, &sec, &found)
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if !found {
			return nil, problem.Absent()
		}
		if err := s.writable(); err != nil {
			return nil, err
		}
		return decide(tx, seat, sec)
	})
	return Done{ID: section, Live: version}, absentFirst(err, found)
}

// absentFirst lets a section that is not there be absent for those too who may not write.
func absentFirst(err error, found bool) error {
	if !found && problem.Is(err, problem.Refused) {
		return problem.Absent()
	}
	return err
}

// reshapeSection changes columns of a section that the whole page depends on, and raises the live version as reshape does.
// set is the assignments, with arguments from $5 on.
func reshapeSection(tx *postgres.Tx, seat access.Seat, strategy, section uuid.UUID, set string, args ...any) *pgx.QueuedQuery {
	return tx.Last(`with `+live.RaiseSQL+`, whole as (update strategy set shape = raised.version, changed_at = now() from raised where institution_id = $1 and strategy.id = $2)
		update section set live_version = raised.version, shape_version = raised.version, changed_at = now(), changed_by = $4, `+set+` from raised
		where institution_id = $1 and strategy_id = $2 and section.id = $3 returning raised.version`,
		append([]any{seat.Institution, strategy, section, seat.Membership}, args...)...)
}
