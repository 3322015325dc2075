package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// run is the common way of what whoever runs an analysis does to it: one transaction that locks the analysis, asks
// whether the actor may and lets decide write, which answers the query that raised the live version; nil: nothing was
// written. After the commit the open pages are told.
func (s *Board) run(ctx context.Context, c access.Caller, analysis uuid.UUID,
	decide func(tx *postgres.Tx, seat access.Seat, a Analysis) (*pgx.QueuedQuery, error)) (Done, error) {
	var done Done
	var key live.Key
	var a Analysis
	var found bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) { queueGroundToChange(b, analysis, &a, &found) }, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayRun(seat.Actor, a) {
			return problem.New(problem.Refused, "Only those who run this analysis can do this.")
		}
		raised, err := decide(tx, seat, a)
		if err != nil || raised == nil {
			return err
		}
		key = live.Key{Institution: seat.Institution, ID: analysis}
		raised.QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		return nil
	})
	if err == nil && key.ID != uuid.Nil {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}
