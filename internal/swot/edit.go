package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/jackc/pgx/v5"
)

// Edit replaces the text and the evidence of an item of one's own office or one's own. version is the
// one that was read: when the stored one is higher, or the item was withdrawn, the answer is a
// Conflict that carries Stale, and nothing is written. Sending the stored text again changes nothing.
func (s *Board) Edit(ctx context.Context, c access.Caller, t Target, text, evidence string, version int) (Done, error) {
	return s.change(ctx, c, t, nil, func(tx *postgres.Tx, seat access.Seat, a Analysis, i Item) (*pgx.QueuedQuery, error) {
		if !MayWrite(seat.Actor, a, i) {
			return nil, problem.New(problem.Refused, "Only the office that wrote this item may change its words.")
		}
		if err := checkItem(&text, &evidence); err != nil {
			return nil, err
		}
		if err := a.changesItem(i); err != nil {
			return nil, err
		}
		switch {
		case i.Withdrawn():
			return nil, stale(i, text, evidence)
		case i.Text == text && i.Evidence == evidence:
			return nil, nil
		case version < i.Version:
			return nil, stale(i, text, evidence)
		case version > i.Version:
			return nil, problem.At("version", "This form belongs to a version that does not exist. Your text is kept: please load the board anew.")
		}
		written := tx.Last(`with `+live.RaiseSQL+`
			update item set text = $4, evidence = $5, version = item.version + 1, live_version = raised.version, changed_at = `+changedNow+`
			from raised where institution_id = $1 and analysis_id = $2 and id = $3 and item.version = $6 and withdrawn_at is null
			returning live_version`, seat.Institution, t.Analysis, t.Item, text, evidence, version)
		noteChange(tx, seat, i, Edited)
		return written, nil
	})
}
