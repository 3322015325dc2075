package consultation

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/strategy"
	"meridian/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// View is what a reader sees of all that was said about a strategy.
type View struct {
	Seat          access.Seat
	Strategy      strategy.Strategy
	Viewer        Viewer
	Contributions []Contribution // the oldest first; withdrawn ones too
	Sections      []strategy.Section
	Plans         map[uuid.UUID]strategy.Plan // by the section
	People        thread.People
	Window        *Consultation // that is open; nil: none is
}

// MayTakeUp tells whether the reader may put suggestions into the text.
func (v View) MayTakeUp() bool { return v.Strategy.MayWrite(v.Seat.Actor) }

// Look reads all that was said about a strategy: for everybody of the institution, each as far as they may see it. An
// absent strategy is NotFound.
func (d *Desk) Look(ctx context.Context, c access.Caller, strategyID uuid.UUID) (View, error) {
	var v View
	read, err := d.Strategy.View(ctx, c, strategyID)
	if err != nil {
		return v, err
	}
	return d.Beside(ctx, read)
}

// Beside reads what was said about a strategy that was read.
func (d *Desk) Beside(ctx context.Context, read strategy.View) (View, error) {
	v := View{Seat: read.Seat, Strategy: read.Strategy, Viewer: ViewerOf(read.Seat.Actor, read.Strategy), Sections: read.Sections, Plans: read.Plans}
	var threads []thread.Thread
	b := &postgres.Batch{}
	queueContributions(b, v.Strategy.ID, v.Viewer, &v.Contributions)
	thread.QueueThreads(b, about(v.Strategy.ID), &threads)
	thread.QueuePeople(b, &v.People)
	var window last
	window.queue(b, v.Strategy.ID)
	err := d.DB.Look(ctx, v.Seat.Institution, b)
	join(v.Contributions, threads)
	v.People = v.People.For(v.Seat.Actor)
	if window.open(d.now()) != nil {
		v.Window = &window.Consultation
	}
	return v, err
}

// join gives each contribution its thread. One that was withdrawn and that nobody has answered has none.
func join(list []Contribution, threads []thread.Thread) {
	at := make(map[uuid.UUID]thread.Thread, len(threads))
	for _, t := range threads {
		at[t.ID] = t
	}
	for n := range list {
		if t, ok := at[list[n].ID]; ok {
			list[n].Thread = t
		}
	}
}

// toTakeUp reads a contribution for who may write in the strategy; others are Refused. What they do not see is NotFound.
func (d *Desk) toTakeUp(ctx context.Context, c access.Caller, strategyID, id uuid.UUID) (Contribution, error) {
	seat, s, err := d.Strategy.Look(ctx, c, strategyID)
	if err != nil {
		return Contribution{}, err
	}
	var list []Contribution
	b := &postgres.Batch{}
	queueSome(b, strategyID, ViewerOf(seat.Actor, s), []uuid.UUID{id}, &list)
	if err := d.DB.Look(ctx, seat.Institution, b); err != nil {
		return Contribution{}, err
	}
	if len(list) == 0 {
		return Contribution{}, problem.Absent()
	}
	if !seat.May(access.WriteStrategy, s.Subject()) {
		return Contribution{}, problem.New(problem.Refused, "Only the international office, and those whom it has named as drafters, take a suggestion up.")
	}
	return list[0], nil
}

// Since reads what a viewer sees of what was said or has changed after a live version. It asks for no rights: the stream
// that passes it on has them.
func (d *Desk) Since(ctx context.Context, k live.Key, v Viewer, since int64) ([]Contribution, error) {
	var ids []uuid.UUID
	b := &postgres.Batch{}
	b.Queue(`select id from contribution where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1 and live_version > $2
		union select id from anchor where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1 and live_version > $2`, k.ID, since).
		Query(postgres.All(&ids, pgx.RowTo[uuid.UUID]))
	if err := d.DB.Look(ctx, k.Institution, b); err != nil || len(ids) == 0 {
		return nil, err
	}
	var list []Contribution
	var threads []thread.Thread
	b = &postgres.Batch{}
	queueSome(b, k.ID, v, ids, &list)
	thread.QueueSomeThreads(b, about(k.ID), ids, &threads)
	err := d.DB.Look(ctx, k.Institution, b)
	join(list, threads)
	return list, err
}
