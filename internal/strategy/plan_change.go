package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Stale says that a goal, an objective or an indicator changed, or was taken out, after the person had read it. Nothing
// was written.
type Stale[T Goal | Objective | Indicator] struct{ Stored T }

func (s *Stale[T]) Error() string { return "it changed meanwhile" }

func stale[T Goal | Objective | Indicator](stored T, withdrawn bool) error {
	words := "Somebody changed this while you were writing. Your text is kept: both are shown, please decide."
	if withdrawn {
		words = "This was taken out while you were writing. Your text is kept."
	}
	return &problem.Problem{Kind: problem.Conflict, Text: words, Err: &Stale[T]{Stored: stored}}
}

// judge is the rule for a change of something that people edit: what is stored already changes nothing, an older version
// than the stored one is a Conflict. write tells whether there is something to be written.
func judge[T Goal | Objective | Indicator](stored T, withdrawn, same bool, read, version int) (write bool, err error) {
	switch {
	case withdrawn:
		return false, stale(stored, true)
	case same:
		return false, nil
	case read < version:
		return false, stale(stored, false)
	case read > version:
		return false, problem.At("version", "This form belongs to a version that does not exist. Your text is kept: please load the page anew.")
	}
	return true, nil
}

// pillar is what the rules ask of the section in whose plan is written.
type pillar struct {
	ID        uuid.UUID
	Kind      SectionKind
	Withdrawn bool
}

// open is the rule where a plan is written: in a pillar that was not taken out.
func (p pillar) open() error {
	if p.Kind != SectionPillar {
		return problem.At("section", "This section is plain text. Goals and objectives stand in pillars: please make it one first, or choose another section.")
	}
	if p.Withdrawn {
		return sectionOut()
	}
	return nil
}

// spot is where in a strategy a plan is written: a section, or the one in which a thing stands.
type spot struct {
	section string // SQL expression of the section's id, of which id is $2
	id      uuid.UUID
	absent  func() error // the answer where there is none
}

func atSection(id uuid.UUID) spot { return spot{`$2`, id, errNoSection} }

func atGoal(id uuid.UUID) spot {
	return spot{`(select g.section_id from goal g where g.institution_id = ` + postgres.ThisInstitution + ` and g.id = $2)`, id, absent}
}

func atObjective(id uuid.UUID) spot {
	return spot{`(select o.section_id from objective o where o.institution_id = ` + postgres.ThisInstitution + ` and o.id = $2)`, id, absent}
}

func atIndicator(id uuid.UUID) spot {
	return spot{`(select o.section_id from indicator i join objective o on o.institution_id = i.institution_id and o.id = i.objective_id
		where i.institution_id = ` + postgres.ThisInstitution + ` and i.id = $2)`, id, absent}
}

func absent() error { return problem.Absent() }

// queuePillar queues the reading of the section at a spot, and holds it: those who write in one plan wait for each other.
func queuePillar(b *postgres.Batch, strategy uuid.UUID, at spot, into *pillar, found *bool) {
	postgres.Find(b, into, found, `select c.id, c.kind, c.withdrawn_at is not null as withdrawn from section c
		where c.institution_id = `+postgres.ThisInstitution+` and c.strategy_id = $1 and c.id = `+at.section+` for no key update of c`, strategy, at.id)
}

// changePlan is the common way of every change to what stands in a plan: see addToPlan. Where the plan is closed, decide is
// not asked.
func (d *Desk) changePlan(ctx context.Context, c access.Caller, strategy uuid.UUID, at spot, queue func(*postgres.Batch),
	decide func(tx *postgres.Tx, seat access.Seat, p pillar) (bool, error)) (int64, error) {
	return d.addToPlan(ctx, c, strategy, at, queue, func(tx *postgres.Tx, seat access.Seat, p pillar, closed error) (bool, error) {
		if closed != nil {
			return false, closed
		}
		return decide(tx, seat, p)
	})
}

// addToPlan is the common way of every writing in a plan: the strategy beside others, then its section, which is held;
// then what queue reads, and decide, which answers whether it wrote anything. It is told why the plan is closed, nil where
// it is not: a repeated creation is answered nevertheless. The pages get the section's fragments.
func (d *Desk) addToPlan(ctx context.Context, c access.Caller, strategy uuid.UUID, at spot, queue func(*postgres.Batch),
	decide func(tx *postgres.Tx, seat access.Seat, p pillar, closed error) (bool, error)) (int64, error) {
	var p pillar
	var found bool
	version, err := d.change(ctx, c, strategy, access.WriteStrategy, beside, func(b *postgres.Batch) {
		p, found = pillar{}, false
		queuePillar(b, strategy, at, &p, &found)
		queue(b)
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if !found {
			return nil, at.absent()
		}
		closed := s.writable()
		if closed == nil {
			closed = p.open()
		}
		wrote, err := decide(tx, seat, p, closed)
		if err != nil || !wrote {
			return nil, err
		}
		return touch(tx, seat, strategy, p.ID), nil
	})
	if missing := at.absent(); !found && problem.Is(err, problem.Refused) && problem.Is(missing, problem.NotFound) {
		err = missing // what is in no strategy is absent, whoever asks
	}
	return version, err
}

// start is the beginning of a text, for the log.
func start(text string) string {
	const most = 80
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
