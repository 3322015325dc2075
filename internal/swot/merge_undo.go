package swot

import (
	"encoding/json"
	"slices"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/jackc/pgx/v5"
)

// undoMerge gives the sources back and takes the joint item away, or what was added to it. It is refused once the
// joint item is no longer as the merge left it, or an option uses it.
func undoMerge(tx *postgres.Tx, seat access.Seat, a Analysis, s Step) (*int64, error) {
	var before mergeBefore
	var after merge
	if err := firstError(json.Unmarshal(s.Before, &before), json.Unmarshal(s.After, &after)); err != nil {
		return nil, err
	}
	if !MayMerge(seat.Actor, a) {
		return nil, problem.New(problem.Refused, "Only those who merge the items of this analysis may do that.")
	}
	var joint Item
	var found, used bool
	var list []Source
	b := &postgres.Batch{}
	queueMergeLocks(b, a.ID, after.Joint, after.Added)
	queueJoint(b, Target{Analysis: a.ID, Item: after.Joint}, &joint, &found)
	queueSources(b, a.ID, after.Added, &list)
	queueUse(b, after.Joint, &used)
	if err := tx.Send(b); err != nil {
		return nil, err
	}
	if !found || joint.Withdrawn() || joint.Version != after.Version || joint.Quadrant != after.Quadrant || joint.Reason != after.Reason ||
		!slices.Equal(joint.Sources, after.Sources) || after.Made && used {
		return nil, problem.New(problem.Conflict, "The joint item was changed since, or an option uses it: this can no longer be undone in one step. Nothing was changed.")
	}
	raised := new(int64)
	tx.Last(withoutSources+`
		update item set withdrawn_at = case when $5 then now() end, reason = $6, votes = item.votes - $7, live_version = raised.version
		from raised where institution_id = $1 and analysis_id = $2 and id = $3 returning live_version`,
		seat.Institution, a.ID, after.Joint, after.Added, after.Made, before.Reason, votesOf(a, list)).
		QueryRow(func(row pgx.Row) error { return row.Scan(raised) })
	return raised, nil
}

// withoutSources takes the sources $4 out of the joint item $3; those beside it are listed by themselves again.
const withoutSources = `with ` + live.RaiseSQL + `,
	freed as (delete from merged_source where institution_id = $1 and analysis_id = $2 and joint_id = $3 and source_id = any($4)),
	touched as (update item set live_version = raised.version from raised where institution_id = $1 and analysis_id = $2 and id = any($4))`
