package swot

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Part takes a source out of a joint item again, or all of them when source is the zero UUID. A joint item without
// any is withdrawn. A source that is out already stays so.
func (s *Board) Part(ctx context.Context, c access.Caller, t Target, source uuid.UUID) (Done, error) {
	done := Done{Item: t.Item}
	var key live.Key
	var a Analysis
	var joint Item
	var parts []Source
	var found, foundJoint, used, wrote bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, t.Analysis, &a, &found)
		queueMergeLocks(b, t.Analysis, t.Item, nil)
		queueJoint(b, t, &joint, &foundJoint)
		queueParts(b, t.Analysis, -1, &parts)
		queueUse(b, t.Item, &used)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found || !foundJoint {
			return problem.Absent()
		}
		if !MayMerge(seat.Actor, a) {
			return problem.New(problem.Refused, "Only those who merge the items of this analysis may do that.")
		}
		if !joint.Joint {
			return problem.At("source", "This is not a joint item.")
		}
		done.Live = joint.LiveVersion
		parts = slices.DeleteFunc(parts, func(p Source) bool { return p.JointID != t.Item || source != uuid.Nil && p.ID != source })
		if len(parts) == 0 {
			return nil
		}
		if err := a.merges(); err != nil {
			return err
		}
		last := len(parts) == len(joint.Sources)
		if last && used {
			return problem.New(problem.Conflict, "An option uses this joint item. Please take it out of the option first. Nothing was changed.")
		}
		key, wrote = live.Key{Institution: seat.Institution, ID: a.ID}, true
		tx.Last(withoutSources+`
			update item set withdrawn_at = case when $5 then now() end, votes = item.votes - $6, live_version = raised.version
			from raised where institution_id = $1 and analysis_id = $2 and id = $3 returning live_version`,
			seat.Institution, a.ID, t.Item, idsOf(parts), last, votesOf(a, parts)).
			QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "joint item taken apart", Subject: activity.OfItem, ID: t.Item})
		return nil
	})
	if err == nil && wrote {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}
