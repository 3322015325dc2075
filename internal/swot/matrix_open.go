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

// OpenMatrix lets scores be given, or ends it. Opening hides what was shown: everybody scores alone again, with the
// own earlier scores at hand.
func (s *Board) OpenMatrix(ctx context.Context, c access.Caller, analysis uuid.UUID, open bool) (Done, error) {
	kind := "matrix opened"
	if !open {
		kind = "matrix stopped"
	}
	return s.setMatrix(ctx, c, analysis, kind, func(m matrixState) (matrixState, error) {
		if open && m.Chosen == 0 {
			return m, problem.New(problem.Conflict, "No items were chosen yet. Please choose what meets what first.")
		}
		m.Open, m.Shown = open, m.Shown && !open
		return m, nil
	})
}

// ShowMatrix shows means and spreads to everybody, which ends the scoring, or hides them again.
func (s *Board) ShowMatrix(ctx context.Context, c access.Caller, analysis uuid.UUID, shown bool) (Done, error) {
	kind := "matrix shown"
	if !shown {
		kind = "matrix hidden"
	}
	return s.setMatrix(ctx, c, analysis, kind, func(m matrixState) (matrixState, error) {
		if shown && m.Scores == 0 {
			return m, problem.New(problem.Conflict, "Nobody has given a score yet: there is nothing to show.")
		}
		m.Open, m.Shown = m.Open && !shown, shown
		return m, nil
	})
}

func (s *Board) setMatrix(ctx context.Context, c access.Caller, analysis uuid.UUID, kind string, to func(matrixState) (matrixState, error)) (Done, error) {
	return s.changeMatrix(ctx, c, analysis, nil, func(tx *postgres.Tx, seat access.Seat, a Analysis, m matrixState) (*pgx.QueuedQuery, error) {
		if !MayRun(seat.Actor, a) {
			return nil, problem.New(problem.Refused, "Only who runs this analysis opens the scoring and shows its results.")
		}
		next, err := to(m)
		if err != nil || next == m {
			return nil, err
		}
		activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfAnalysis, ID: analysis})
		return tx.Last(`with `+live.RaiseSQL+`
			update analysis set matrix_open = $3, matrix_shown = $4 from raised where institution_id = $1 and id = $2 returning raised.version`,
			seat.Institution, analysis, next.Open, next.Shown), nil
	})
}
