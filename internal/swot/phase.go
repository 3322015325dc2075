package swot

import (
	"context"
	"encoding/json"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// phaseStep is what a change of phase leaves in its step. Votes are the dots of the items that had any; only the end of
// a voting changes them.
type phaseStep struct {
	Phase   Phase             `json:"phase"`
	PhaseNo int               `json:"phase_no"`
	Votes   map[uuid.UUID]int `json:"votes,omitempty"`
}

// PhaseDone is what a change of phase answers. Step is what Undo takes; zero where nothing changed.
type PhaseDone struct {
	Step uuid.UUID
	Live int64
}

// SetPhase brings an analysis into a phase, whichever: phases may be skipped, and one that has ended may begin again.
// The phase that it has already is no change. from is the phase that the asker has read, or empty: where it is another
// by now, the answer is a Conflict that says which. When an analysis closes, the votes are counted.
func (s *Board) SetPhase(ctx context.Context, c access.Caller, analysis uuid.UUID, to, from string) (PhaseDone, error) {
	done := PhaseDone{}
	var key live.Key
	var a Analysis
	var found bool
	votes := map[uuid.UUID]int{}
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		queueVotes(b, analysis, votes)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayRun(seat.Actor, a) {
			return problem.New(problem.Refused, "Only whoever runs the analysis may begin another phase.")
		}
		next, err := a.next(to, from)
		if err != nil || next == a.Phase {
			return err
		}
		key = live.Key{Institution: seat.Institution, ID: analysis}
		before, after := phaseStep{Phase: a.Phase, PhaseNo: a.PhaseNo}, phaseStep{Phase: next, PhaseNo: a.PhaseNo + 1}
		if next == Closed {
			before.Votes = votes
			countVotes(tx, seat.Institution, analysis)
		}
		enterPhase(tx, seat, analysis, after).QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		if done.Step, err = recordStep(tx, seat, analysis, after.PhaseNo, StepPhase, before, after); err != nil {
			return err
		}
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "phase changed", Subject: activity.OfAnalysis, ID: analysis, Detail: string(a.Phase) + " → " + string(next)})
		return nil
	})
	if err == nil && done.Live > 0 {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

// queueVotes queues the reading of the dots that were counted at the end of a voting.
func queueVotes(b *postgres.Batch, analysis uuid.UUID, into map[uuid.UUID]int) {
	b.Queue(`select id, votes from item where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1 and votes > 0`, analysis).
		Query(func(rows pgx.Rows) error {
			var id uuid.UUID
			var n int
			_, err := pgx.ForEachRow(rows, []any{&id, &n}, func() error { into[id] = n; return nil })
			return err
		})
}

// enterPhase queues the change itself with the commit. No timer runs on into another phase, and every open page loads
// anew.
func enterPhase(tx *postgres.Tx, seat access.Seat, analysis uuid.UUID, to phaseStep) *pgx.QueuedQuery {
	return tx.Last(`with `+live.RaiseSQL+`
		update analysis set phase = $3, phase_no = $4, phase_at = now(), timer_until = null, epoch = raised.version
		from raised where institution_id = $1 and id = $2 returning raised.version`, seat.Institution, analysis, to.Phase, to.PhaseNo)
}

// undoPhase brings the earlier phase back, and the votes as they were counted before.
func undoPhase(tx *postgres.Tx, seat access.Seat, a Analysis, s Step) (*int64, error) {
	var before, after phaseStep
	if err := json.Unmarshal(s.Before, &before); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(s.After, &after); err != nil {
		return nil, err
	}
	if !MayRun(seat.Actor, a) {
		return nil, problem.New(problem.Refused, "Only whoever runs the analysis may begin another phase.")
	}
	if a.Phase != after.Phase || a.PhaseNo != after.PhaseNo {
		return nil, problem.New(problem.Conflict, "The next phase has begun: this can no longer be undone. Nothing was changed.")
	}
	if after.Phase == Closed {
		ids, votes := make([]uuid.UUID, 0, len(before.Votes)), make([]int, 0, len(before.Votes))
		for id, n := range before.Votes {
			ids, votes = append(ids, id), append(votes, n)
		}
		tx.Last(`update item i set votes = coalesce(n.votes, 0) from item j left join unnest($3::uuid[], $4::int[]) as n (id, votes) on n.id = j.id
			where i.institution_id = $1 and i.analysis_id = $2 and j.institution_id = $1 and j.id = i.id and i.votes <> coalesce(n.votes, 0)`, seat.Institution, a.ID, ids, votes)
	}
	var raised int64
	enterPhase(tx, seat, a.ID, before).QueryRow(func(row pgx.Row) error { return row.Scan(&raised) })
	return &raised, nil
}
