package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// WithdrawSection takes a section out of its strategy: for those who may write in it. Its text, goals and objectives are
// kept, and RestoreSection puts it back where it stood. A section that is out already stays so.
func (d *Desk) WithdrawSection(ctx context.Context, c access.Caller, strategy, section uuid.UUID) (Done, error) {
	return d.holdSection(ctx, c, strategy, section, func(tx *postgres.Tx, seat access.Seat, sec Section) (*pgx.QueuedQuery, error) {
		if sec.Withdrawn() {
			return nil, nil
		}
		note(tx, seat, "section removed", strategy, sec.Title)
		return reshapeSection(tx, seat, strategy, section, `withdrawn_at = now()`), nil
	})
}

// RestoreSection puts a section back that was taken out: for those who may write in the strategy. One that stands in it
// stays so.
func (d *Desk) RestoreSection(ctx context.Context, c access.Caller, strategy, section uuid.UUID) (Done, error) {
	return d.holdSection(ctx, c, strategy, section, func(tx *postgres.Tx, seat access.Seat, sec Section) (*pgx.QueuedQuery, error) {
		if !sec.Withdrawn() {
			return nil, nil
		}
		note(tx, seat, "section restored", strategy, sec.Title)
		return reshapeSection(tx, seat, strategy, section, `withdrawn_at = null`), nil
	})
}
