package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// MayReveal tells whether the items of the analysis wait for being shown all together.
func (a Analysis) MayReveal() bool { return a.Reveal == RevealTogether && !a.Revealed }

// ShowItems shows everybody all items of an analysis that kept them hidden until then. Shown again they stay shown; an
// analysis that does not show them together is a Conflict.
func (s *Board) ShowItems(ctx context.Context, c access.Caller, analysis uuid.UUID) (Done, error) {
	return s.run(ctx, c, analysis, func(tx *postgres.Tx, seat access.Seat, a Analysis) (*pgx.QueuedQuery, error) {
		if a.Reveal != RevealTogether {
			return nil, problem.New(problem.Conflict, "In this analysis nothing waits for being shown together.")
		}
		if a.Revealed {
			return nil, nil
		}
		raised := tx.Last(`with `+live.RaiseSQL+` update analysis set revealed_at = now(), epoch = raised.version
			from raised where institution_id = $1 and id = $2 returning epoch`, seat.Institution, analysis)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "items shown", Subject: activity.OfAnalysis, ID: analysis})
		return raised, nil
	})
}
