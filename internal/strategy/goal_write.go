package strategy

import (
	"bytes"
	"context"

	"meridian/internal/access"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewGoal is what a person fills in to add a goal.
type NewGoal struct {
	ID      string // UUID; empty: the server makes one
	Section string // id of a pillar
	Text    string
}

// AddGoal adds a goal at the end of a pillar: for those who may write in the strategy. The same request twice gives the
// same goal; the same id with other fields is Invalid, and so is a section that is no pillar of the strategy.
func (d *Desk) AddGoal(ctx context.Context, c access.Caller, strategy uuid.UUID, in NewGoal) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	section, err := parseSection(in.Section)
	if err != nil {
		return Done{}, err
	}
	done := Done{ID: id}
	var before born
	var exists bool
	var count int
	done.Live, err = d.addToPlan(ctx, c, strategy, atSection(section), func(b *postgres.Batch) {
		queueBorn(b, "goal", id, &before, &exists)
		queueCount(b, "goal", strategy, &count)
	}, func(tx *postgres.Tx, seat access.Seat, p pillar, closed error) (bool, error) {
		if err := checkPlanText("text", &in.Text, "Please write what is to be brought about."); err != nil {
			return false, err
		}
		sum := once.Digest(seat.Person, strategy.String(), p.ID.String(), in.Text)
		if exists {
			return false, before.again(strategy, sum)
		}
		if closed != nil {
			return false, closed
		}
		if count >= MaxGoals {
			return false, problem.At("text", "This strategy has 100 goals and can take no more. Your text is kept.")
		}
		note(tx, seat, "goal added", strategy, start(in.Text))
		tx.Last(`insert into goal (institution_id, strategy_id, section_id, id, text, place, digest)
			select $1, $2, $3, $4, $5, coalesce(max(place), 0) + 1, $6 from goal where institution_id = $1 and section_id = $3`,
			seat.Institution, strategy, p.ID, id, in.Text, sum)
		return true, nil
	})
	if postgres.Violates(err, "goal_pkey") { // the same request, at the same moment, for another section
		return d.AddGoal(ctx, c, strategy, in)
	}
	return done, err
}

// ChangeGoal replaces a goal's text. version is the one that was read: when the stored one is higher, or the goal was
// taken out, the answer is a Conflict that carries Stale[Goal], and nothing is written.
func (d *Desk) ChangeGoal(ctx context.Context, c access.Caller, strategy, goal uuid.UUID, text string, version int) (Done, error) {
	var g Goal
	var found bool
	live, err := d.changePlan(ctx, c, strategy, atGoal(goal), func(b *postgres.Batch) { queueGoal(b, goal, &g, &found) },
		func(tx *postgres.Tx, seat access.Seat, _ pillar) (bool, error) {
			if !found {
				return false, problem.Absent()
			}
			if err := checkPlanText("text", &text, "Please write what is to be brought about."); err != nil {
				return false, err
			}
			write, err := judge(g, g.Withdrawn(), g.Text == text, version, g.Version)
			if !write {
				return false, err
			}
			note(tx, seat, "goal changed", strategy, start(text))
			tx.Last(`update goal set text = $3, version = version + 1 where institution_id = $1 and id = $2`, seat.Institution, goal, text)
			return true, nil
		})
	return Done{ID: goal, Live: live}, err
}

func queueGoal(b *postgres.Batch, id uuid.UUID, into *Goal, found *bool) {
	b.Queue(`select `+goalColumns+` from goal g where g.institution_id = `+postgres.ThisInstitution+` and g.id = $1`, id).Query(postgres.First(into, found, scanGoal))
}

// born is what a creation left behind, to answer its repetition.
type born struct {
	Digest     []byte
	StrategyID uuid.UUID
}

func queueBorn(b *postgres.Batch, table string, id uuid.UUID, into *born, found *bool) {
	postgres.Find(b, into, found, `select digest, strategy_id from `+table+` where institution_id = `+postgres.ThisInstitution+` and id = $1`, id)
}

// again is the answer to a creation whose id is taken: nil to the same one.
func (x born) again(strategy uuid.UUID, sum []byte) error {
	if x.StrategyID != strategy || !bytes.Equal(x.Digest, sum) {
		return once.Reused()
	}
	return nil
}

func queueCount(b *postgres.Batch, table string, strategy uuid.UUID, into *int) {
	b.Queue(`select count(*) from `+table+` where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1`, strategy).
		QueryRow(func(row pgx.Row) error { return row.Scan(into) })
}
