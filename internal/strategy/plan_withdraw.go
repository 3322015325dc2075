package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// WithdrawGoal takes a goal out of its pillar. It stays stored and can be restored; its objectives stand without a goal
// meanwhile.
func (d *Desk) WithdrawGoal(ctx context.Context, c access.Caller, strategy, goal uuid.UUID) (Done, error) {
	return d.setOut(ctx, c, strategy, atGoal(goal), goal, "goal", true)
}

// RestoreGoal puts a withdrawn goal back where it was, above the objectives that it had.
func (d *Desk) RestoreGoal(ctx context.Context, c access.Caller, strategy, goal uuid.UUID) (Done, error) {
	return d.setOut(ctx, c, strategy, atGoal(goal), goal, "goal", false)
}

// WithdrawObjective takes an objective out with its indicators. It stays stored and can be restored.
func (d *Desk) WithdrawObjective(ctx context.Context, c access.Caller, strategy, objective uuid.UUID) (Done, error) {
	return d.setOut(ctx, c, strategy, atObjective(objective), objective, "objective", true)
}

// RestoreObjective puts a withdrawn objective back where it was.
func (d *Desk) RestoreObjective(ctx context.Context, c access.Caller, strategy, objective uuid.UUID) (Done, error) {
	return d.setOut(ctx, c, strategy, atObjective(objective), objective, "objective", false)
}

// WithdrawIndicator takes an indicator out. It stays stored and can be restored.
func (d *Desk) WithdrawIndicator(ctx context.Context, c access.Caller, strategy, indicator uuid.UUID) (Done, error) {
	return d.setOut(ctx, c, strategy, atIndicator(indicator), indicator, "indicator", true)
}

// RestoreIndicator puts a withdrawn indicator back where it was.
func (d *Desk) RestoreIndicator(ctx context.Context, c access.Caller, strategy, indicator uuid.UUID) (Done, error) {
	return d.setOut(ctx, c, strategy, atIndicator(indicator), indicator, "indicator", false)
}

func (d *Desk) setOut(ctx context.Context, c access.Caller, strategy uuid.UUID, at spot, id uuid.UUID, table string, out bool) (Done, error) {
	var stored struct {
		Withdrawn bool
		Title     string
	}
	var found bool
	live, err := d.changePlan(ctx, c, strategy, at, func(b *postgres.Batch) {
		postgres.Find(b, &stored, &found, `select g.withdrawn_at is not null as withdrawn, `+titles[table]+` as title from `+table+` g
			where g.institution_id = `+postgres.ThisInstitution+` and g.id = $1`, id)
	}, func(tx *postgres.Tx, seat access.Seat, _ pillar) (bool, error) {
		if !found {
			return false, problem.Absent()
		}
		if stored.Withdrawn == out {
			return false, nil
		}
		kind := table + " put back"
		if out {
			kind = table + " removed"
		}
		note(tx, seat, kind, strategy, start(stored.Title))
		tx.Last(`update `+table+` set withdrawn_at = case when $3 then now() end where institution_id = $1 and id = $2`, seat.Institution, id, out)
		return true, nil
	})
	return Done{ID: id, Live: live}, err
}
