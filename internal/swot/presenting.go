package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Present puts a heading on the projector, and on the boards of those who follow it; an empty one takes it away.
func (s *Board) Present(ctx context.Context, c access.Caller, analysis uuid.UUID, show string) (Done, error) {
	return s.run(ctx, c, analysis, func(tx *postgres.Tx, seat access.Seat, _ Analysis) (*pgx.QueuedQuery, error) {
		if show != "" {
			if _, err := ParseQuadrant(show); err != nil {
				return nil, err
			}
		}
		return tx.Last(`with `+live.RaiseSQL+` update analysis set presenting = $3, pulse = raised.version
			from raised where institution_id = $1 and id = $2 returning pulse`, seat.Institution, analysis, show), nil
	})
}
