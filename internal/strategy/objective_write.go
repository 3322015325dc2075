package strategy

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/swot"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// NewObjective is what a person fills in to add an objective, and without ID and Section to change one.
type NewObjective struct {
	ID      string // UUID; empty: the server makes one
	Section string // id of a pillar
	Goal    string // id of a goal of the section; empty: none
	Text    string
	Office  string   // slug of who owns it; empty: nobody yet
	Cites   []string // ids of the items and options that it answers
}

// objectiveFields are NewObjective as it was understood, with what the rules ask about it.
type objectiveFields struct {
	goal, office      uuid.UUID
	cites             []uuid.UUID
	goalErr, citesErr error
	stored            Goal
	goalFound         bool
	offices           []institution.Office
	cited             []swot.Citable
}

func parseObjective(in NewObjective) *objectiveFields {
	f := &objectiveFields{}
	f.goal, f.goalErr = parseGoal(in.Goal)
	f.cites, f.citesErr = parseCites(in.Cites)
	return f
}

func (f *objectiveFields) queue(b *postgres.Batch) {
	f.goalFound = false
	queueGoal(b, f.goal, &f.stored, &f.goalFound)
	institution.QueueOffices(b, &f.offices)
	swot.QueueCited(b, &f.cited, `select unnest($1::uuid[])`, f.cites)
}

// check applies the rules; before is the stored objective, or an empty one for a new one.
func (f *objectiveFields) check(in *NewObjective, section uuid.UUID, before Objective) (err error) {
	if err := checkPlanText("text", &in.Text, "Please write what is to be reached."); err != nil {
		return err
	}
	if f.goalErr != nil {
		return f.goalErr
	}
	if err := checkGoal(f.goal, section, f.stored, f.goalFound); err != nil {
		return err
	}
	if f.office, err = findOffice(in.Office, f.offices, before.Office); err != nil {
		return err
	}
	if f.citesErr != nil {
		return f.citesErr
	}
	return checkCites(f.cites, f.cited, before.Cites)
}

// AddObjective adds an objective at the end of its goal, or of those without one: for those who may write in the
// strategy. The same request twice gives the same objective; the same id with other fields is Invalid, and so is a
// section that is no pillar of the strategy.
func (d *Desk) AddObjective(ctx context.Context, c access.Caller, strategy uuid.UUID, in NewObjective) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	section, err := parseSection(in.Section)
	if err != nil {
		return Done{}, err
	}
	f := parseObjective(in)
	done := Done{ID: id}
	var before born
	var exists bool
	var count int
	done.Live, err = d.addToPlan(ctx, c, strategy, atSection(section), func(b *postgres.Batch) {
		queueBorn(b, "objective", id, &before, &exists)
		queueCount(b, "objective", strategy, &count)
		f.queue(b)
	}, func(tx *postgres.Tx, seat access.Seat, p pillar, closed error) (bool, error) {
		sum := once.Digest(seat.Person, strategy.String(), p.ID.String(), in.Goal, typed.Clean(in.Text), in.Office, idList(f.cites))
		if exists {
			return false, before.again(strategy, sum)
		}
		if closed != nil {
			return false, closed
		}
		if err := f.check(&in, p.ID, Objective{}); err != nil {
			return false, err
		}
		if count >= MaxObjectives {
			return false, problem.At("text", "This strategy has 300 objectives and can take no more. Your text is kept.")
		}
		note(tx, seat, "objective added", strategy, start(in.Text))
		tx.Last(`insert into objective (institution_id, strategy_id, section_id, goal_id, id, text, office_id, place, digest)
			select $1, $2, $3, $4, $5, $6, $7, coalesce(max(place), 0) + 1, $8 from objective where institution_id = $1 and section_id = $3`,
			seat.Institution, strategy, p.ID, postgres.Optional(f.goal), id, in.Text, postgres.Optional(f.office), sum)
		cite(tx, seat.Institution, id, f.cited)
		return true, nil
	})
	if postgres.Violates(err, "objective_pkey") { // the same request, at the same moment, for another section
		return d.AddObjective(ctx, c, strategy, in)
	}
	return done, err
}

// ChangeObjective replaces an objective's text, goal, office and what it answers. version is the one that was read: when
// the stored one is higher, or the objective was taken out, the answer is a Conflict that carries Stale[Objective], and
// nothing is written. What stands in a form already changes nothing.
func (d *Desk) ChangeObjective(ctx context.Context, c access.Caller, strategy, objective uuid.UUID, in NewObjective, version int) (Done, error) {
	f := parseObjective(in)
	var stored storedObjective
	live, err := d.changePlan(ctx, c, strategy, atObjective(objective), func(b *postgres.Batch) {
		stored.queue(b, objective)
		f.queue(b)
	}, func(tx *postgres.Tx, seat access.Seat, p pillar) (bool, error) {
		o, err := stored.objective()
		if err != nil {
			return false, err
		}
		if err := f.check(&in, p.ID, o); err != nil {
			return false, err
		}
		same := o.Text == in.Text && o.Goal == f.goal && o.Office == f.office && slices.Equal(citedIDs(o.Cites), f.cites)
		write, err := judge(o, o.Withdrawn(), same, version, o.Version)
		if !write {
			return false, err
		}
		note(tx, seat, "objective changed", strategy, start(in.Text))
		tx.Last(`update objective set text = $3, office_id = $4, version = version + 1,
				place = case when goal_id is not distinct from $5 then place else (select max(n.place) + 1 from objective n where n.institution_id = $1 and n.section_id = objective.section_id) end,
				goal_id = $5
			where institution_id = $1 and id = $2`, seat.Institution, objective, in.Text, postgres.Optional(f.office), postgres.Optional(f.goal))
		cite(tx, seat.Institution, objective, f.cited)
		return true, nil
	})
	return Done{ID: objective, Live: live}, err
}

// storedObjective is the reading of one objective with what it answers.
type storedObjective struct {
	o     Objective
	found bool
	planRows
}

func (s *storedObjective) queue(b *postgres.Batch, id uuid.UUID) {
	s.found = false
	b.Queue(`select `+objectiveColumns+objectiveTables+`where o.institution_id = `+postgres.ThisInstitution+` and o.id = $1`, id).Query(postgres.First(&s.o, &s.found, scanObjective))
	b.Queue(`select `+goalColumns+` from goal g join objective o on o.institution_id = g.institution_id and o.goal_id = g.id
		where g.institution_id = `+postgres.ThisInstitution+` and o.id = $1`, id).Query(postgres.All(&s.goals, scanGoal))
	queueCitations(b, `select $1::uuid`, []any{id}, &s.citations, &s.cited)
}

func (s *storedObjective) objective() (Objective, error) {
	if !s.found {
		return s.o, problem.Absent()
	}
	if len(s.goals) > 0 && s.goals[0].Withdrawn() {
		s.o.Goal = uuid.Nil
	}
	s.o.Cites = s.cites()[s.o.ID]
	return s.o, nil
}

// cite makes an objective answer exactly these, with the transaction's commit.
func cite(tx *postgres.Tx, in, objective uuid.UUID, cited []swot.Citable) {
	var ids, items, options []*uuid.UUID
	var of []uuid.UUID
	for _, c := range cited {
		id, target := once.Fresh(), c.ID
		ids, of = append(ids, &id), append(of, target)
		if c.Kind == swot.CitableOption {
			items, options = append(items, nil), append(options, &target)
		} else {
			items, options = append(items, &target), append(options, nil)
		}
	}
	tx.Last(`delete from citation where institution_id = $1 and objective_id = $2 and coalesce(item_id, option_id) <> all(coalesce($3, '{}'::uuid[]))`, in, objective, of)
	if len(cited) > 0 {
		tx.Last(`insert into citation (institution_id, objective_id, id, item_id, option_id)
			select $1, $2, x.id, x.item, x.option from unnest($3::uuid[], $4::uuid[], $5::uuid[]) x(id, item, option) on conflict do nothing`,
			in, objective, ids, items, options)
	}
}
