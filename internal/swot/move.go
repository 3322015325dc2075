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

// Move puts an item under a heading before another item, or at the end when before is the zero UUID or
// no longer under that heading. The last one to move wins; the version does not rise.
func (s *Board) Move(ctx context.Context, c access.Caller, t Target, quadrant string, before uuid.UUID) (Done, error) {
	q, err := ParseQuadrant(quadrant)
	if err != nil {
		return Done{}, err
	}
	var clock, low, high string
	return s.change(ctx, c, t, func(b *postgres.Batch) {
		queueClock(b, &clock)
		queueGap(b, t.Analysis, t.Item, before, q, &low, &high)
	}, func(tx *postgres.Tx, seat access.Seat, a Analysis, i Item) (*pgx.QueuedQuery, error) {
		if !MayMove(seat.Actor, a, i) {
			return nil, problem.New(problem.Refused, "You may move the items of your own office only.")
		}
		if err := a.changesItem(i); err != nil {
			return nil, err
		}
		if i.Withdrawn() && !MayWrite(seat.Actor, a, i) { // its words left the board, and are no longer for everybody
			return nil, problem.New(problem.Conflict, "This item was withdrawn. It was not moved.")
		}
		if i.Withdrawn() {
			return nil, stale(i, i.Text, i.Evidence)
		}
		position, end := atEnd(clock, tie(t.Item)), ""
		switch {
		case high != "":
			position = Between(low, high, tie(t.Item))
		case a.Anonymous():
			position, end = "", atEnd("", tie(t.Item))
		}
		if before == t.Item && q == i.Quadrant {
			return nil, nil
		}
		written := tx.Last(`with `+live.RaiseSQL+`
			update item set quadrant = $4, position = coalesce(nullif($5, ''), `+untimedEnd+` || $6), live_version = raised.version, changed_at = `+changedNow+`
			from raised where institution_id = $1 and analysis_id = $2 and id = $3 and withdrawn_at is null
			returning live_version`, seat.Institution, t.Analysis, t.Item, q, position, end)
		if q == i.Quadrant { // the same words under the same heading: nothing to come back to
			logChange(tx, seat, i, Moved)
		} else {
			noteChange(tx, seat, i, Moved)
		}
		return written, nil
	})
}
