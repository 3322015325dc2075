package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// MaxTimer is the longest that a timer runs, in minutes.
const MaxTimer = 240

// checkTimer is the rule for how long a timer may run.
func checkTimer(minutes int) error {
	if minutes < 0 || minutes > MaxTimer {
		return problem.At("minutes", "A timer runs for 1 to 240 minutes; 0 stops it.")
	}
	return nil
}

// SetTimer starts a timer that everybody sees, in place of one that runs; 0 minutes stops it.
func (s *Board) SetTimer(ctx context.Context, c access.Caller, analysis uuid.UUID, minutes int) (Done, error) {
	return s.run(ctx, c, analysis, func(tx *postgres.Tx, seat access.Seat, _ Analysis) (*pgx.QueuedQuery, error) {
		if err := checkTimer(minutes); err != nil {
			return nil, err
		}
		return tx.Last(`with `+live.RaiseSQL+` update analysis set timer_minutes = $3::int,
				timer_until = case when $3::int > 0 then now() + make_interval(mins => $3::int) end, pulse = raised.version
			from raised where institution_id = $1 and id = $2 returning pulse`, seat.Institution, analysis, minutes), nil
	})
}
