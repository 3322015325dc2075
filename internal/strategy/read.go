package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// View is a strategy with everything that its pages show.
type View struct {
	Seat     access.Seat
	Strategy Strategy
	Sections []Section          // in their order; the withdrawn ones too
	Plans    map[uuid.UUID]Plan // of each pillar, by its section
	Labels   Labels
	Offices  []institution.Office
	Here     []live.Here
	Look     Look      // up to where the reader has seen it
	Drafters []Drafter // who writes in it beside the international office, by name
	Latest   Version   // the last that was kept, without its content; its N is 0 where there is none
}

// MayWrite tells whether the reader may write in the strategy as it stands.
func (v View) MayWrite() bool { return v.Strategy.MayWrite(v.Seat.Actor) }

// View reads a strategy with everything that its pages show, in one round trip: for everybody of the institution. An absent
// or foreign one is NotFound.
func (d *Desk) View(ctx context.Context, c access.Caller, strategy uuid.UUID) (View, error) {
	var v View
	var found bool
	var err error
	var plan planRows
	v.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		// The counter comes with the strategy and is read before the sections: a change in between is then seen twice, never missed.
		queueStrategy(b, strategy, &v.Strategy, &found)
		queueSections(b, strategy, &v.Sections)
		queuePlan(b, strategy, -1, &plan)
		queueLabels(b, &v.Labels)
		institution.QueueOffices(b, &v.Offices)
		live.QueueHere(b, strategy, &v.Here)
		queueLook(b, strategy, c.Person, &v.Look)
		queueDrafters(b, strategy, &v.Drafters)
		queueLatest(b, strategy, &v.Latest)
	})
	if err == nil && !found {
		err = problem.Absent()
	}
	v.Plans = plan.plans()
	return v, err
}

// Look reads the strategy alone, to authorise a stream and to know where it stands.
func (d *Desk) Look(ctx context.Context, c access.Caller, strategy uuid.UUID) (access.Seat, Strategy, error) {
	var s Strategy
	var found bool
	seat, err := account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) { queueStrategy(b, strategy, &s, &found) })
	if err == nil && !found {
		err = problem.Absent()
	}
	return seat, s, err
}
