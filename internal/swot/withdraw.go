package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/jackc/pgx/v5"
)

// Withdraw takes an item off the board. It stays stored and can be restored.
func (s *Board) Withdraw(ctx context.Context, c access.Caller, t Target) (Done, error) {
	return s.setWithdrawn(ctx, c, t, true)
}

// Restore puts a withdrawn item back where it was.
func (s *Board) Restore(ctx context.Context, c access.Caller, t Target) (Done, error) {
	return s.setWithdrawn(ctx, c, t, false)
}

// setWithdrawn does nothing to an item that is so already: a press that comes twice is one press.
func (s *Board) setWithdrawn(ctx context.Context, c access.Caller, t Target, withdrawn bool) (Done, error) {
	return s.change(ctx, c, t, nil, func(tx *postgres.Tx, seat access.Seat, a Analysis, i Item) (*pgx.QueuedQuery, error) {
		if !MayWrite(seat.Actor, a, i) {
			return nil, problem.New(problem.Refused, "Only the office that wrote this item may withdraw it or put it back.")
		}
		if i.Withdrawn() == withdrawn {
			return nil, nil
		}
		if i.Joint {
			return nil, problem.New(problem.Conflict, "A joint item is taken apart on the page of the joint items: what it was made of is then listed by itself again.")
		}
		if err := a.changesItem(i); err != nil {
			return nil, err
		}
		kind := Restored
		if withdrawn {
			kind = Withdrawn
		}
		written := tx.Last(`with `+live.RaiseSQL+`
			update item set withdrawn_at = case when $4 then coalesce(`+changedNow+`, 'epoch') end, live_version = raised.version, changed_at = `+changedNow+`
			from raised where institution_id = $1 and analysis_id = $2 and id = $3 and (withdrawn_at is not null) <> $4
			returning live_version`, seat.Institution, t.Analysis, t.Item, withdrawn)
		noteChange(tx, seat, i, kind)
		return written, nil
	})
}
