package swot

import (
	"context"
	"encoding/json"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// StepKind is what a step did.
type StepKind string

// The kinds of steps.
const (
	StepPhase   StepKind = "phase"
	StepMerge   StepKind = "merge"
	StepRegroup StepKind = "regroup"
)

// Step is something that its doer can undo until the next phase.
type Step struct {
	ID     uuid.UUID
	Kind   StepKind
	DoneAt time.Time
	Before json.RawMessage // what undoing brings back
	After  json.RawMessage // what must still be so
}

// undo brings back what stood before a step, in the step's transaction. What is no longer as the step left it is a
// Conflict, and nothing is written. raised is filled by the commit with the live version that it makes.
func (s Step) undo(tx *postgres.Tx, seat access.Seat, a Analysis) (raised *int64, err error) {
	switch s.Kind {
	case StepPhase:
		return undoPhase(tx, seat, a, s)
	case StepMerge:
		return undoMerge(tx, seat, a, s)
	case StepRegroup:
		return undoRegroup(tx, seat, a, s)
	}
	return nil, problem.Absent()
}

// recordStep notes a step, with the transaction's commit; its id is what Undo takes. phaseNo is the analysis's after it.
func recordStep(tx *postgres.Tx, seat access.Seat, analysis uuid.UUID, phaseNo int, kind StepKind, before, after any) (uuid.UUID, error) {
	id := uuid.Must(uuid.NewV7())
	b, err := json.Marshal(before)
	if err != nil {
		return id, err
	}
	a, err := json.Marshal(after)
	if err != nil {
		return id, err
	}
	// By the clock, not by the transaction's beginning: it may have waited for another step of the same thing.
	tx.Last(`insert into step (institution_id, analysis_id, id, kind, phase_no, membership_id, before, after, done_at) values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())`,
		seat.Institution, analysis, id, kind, phaseNo, seat.Membership, b, a)
	return id, nil
}

// queueSteps queues the steps of a membership that it can undo now, the latest first.
func queueSteps(b *postgres.Batch, analysis uuid.UUID, membership uuid.UUID, into *[]Step) {
	postgres.Collect(b, into, `select s.id, s.kind, s.done_at, s.before, s.after from step s
		join analysis a on a.institution_id = s.institution_id and a.id = s.analysis_id and a.phase_no = s.phase_no
		where s.institution_id = `+postgres.ThisInstitution+` and s.analysis_id = $1 and s.membership_id = $2 and s.undone_at is null
		order by s.done_at desc, s.id desc limit 50`, analysis, membership)
}

// Undo takes a step back: its doer may, until the next phase, while the thing is still as the step left it. A step that
// is undone already stays so. Somebody else's step is absent; a step of an earlier phase, or one that others have
// built on since, is a Conflict.
func (s *Board) Undo(ctx context.Context, c access.Caller, analysis, step uuid.UUID) (Done, error) {
	done := Done{}
	var key live.Key
	var raised *int64
	err := account.Sit(ctx, s.DB, c, nil, func(tx *postgres.Tx, seat access.Seat) error {
		var a Analysis
		var found, exists bool
		var row struct {
			Step
			PhaseNo  int
			UndoneAt *time.Time
		}
		b := &postgres.Batch{}
		queueGroundToChange(b, analysis, &a, &found)
		postgres.Find(b, &row, &exists, `select id, kind, done_at, before, after, phase_no, undone_at from step
			where institution_id = $1 and analysis_id = $2 and id = $3 and membership_id = $4 for update`, seat.Institution, analysis, step, seat.Membership)
		if err := tx.Send(b); err != nil {
			return err
		}
		if !found || !exists {
			return problem.Absent()
		}
		if row.UndoneAt != nil {
			return nil
		}
		if row.PhaseNo != a.PhaseNo {
			return problem.New(problem.Conflict, "The next phase has begun: this can no longer be undone. Nothing was changed.")
		}
		key = live.Key{Institution: seat.Institution, ID: analysis}
		var err error
		if raised, err = row.undo(tx, seat, a); err != nil {
			return err
		}
		tx.Last(`update step set undone_at = now() where institution_id = $1 and id = $2`, seat.Institution, step)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: string(row.Kind) + " undone", Subject: activity.OfAnalysis, ID: analysis})
		return nil
	})
	if err == nil && raised != nil {
		done.Live = *raised
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}
