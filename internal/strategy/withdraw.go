package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Withdraw takes a strategy away: for the international office. It can be read and put back, and nobody writes in it. One
// that was taken away already stays so.
func (d *Desk) Withdraw(ctx context.Context, c access.Caller, strategy uuid.UUID) (Done, error) {
	return d.takeAway(ctx, c, strategy, true, "strategy withdrawn", `withdrawn_at = now()`)
}

// Restore puts a strategy back that was taken away: for the international office.
func (d *Desk) Restore(ctx context.Context, c access.Caller, strategy uuid.UUID) (Done, error) {
	return d.takeAway(ctx, c, strategy, false, "strategy restored", `withdrawn_at = null`)
}

func (d *Desk) takeAway(ctx context.Context, c access.Caller, strategy uuid.UUID, away bool, kind, set string) (Done, error) {
	version, err := d.change(ctx, c, strategy, access.OpenStrategy, alone, nil, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if s.Withdrawn() == away {
			return nil, nil
		}
		note(tx, seat, kind, strategy, "")
		tx.Last(`update strategy set `+set+` where institution_id = $1 and id = $2`, seat.Institution, strategy)
		return reshape(tx, seat, strategy), nil
	})
	return Done{ID: strategy, Live: version}, err
}
