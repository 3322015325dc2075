package strategy

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// PlanDesk is what the pages show on which an objective or an indicator is written.
type PlanDesk struct {
	Seat     access.Seat
	Strategy Strategy
	Labels   Labels
	Offices  []institution.Office
	Plans    map[uuid.UUID]Plan
	Offered  []swot.Citable // what was searched for
	Chosen   []swot.Citable // what the form has ticked, whether it was searched for or not
	Analyses []swot.CitableAnalysis
}

// Writing reads what is needed to write in a plan, with the items and options that a search finds and those that a form
// has ticked already: for those who may write in the strategy. Others are Refused and a withdrawn strategy is Locked, both
// with what was read, so that what is absent can still be found to be. An absent strategy is NotFound.
func (d *Desk) Writing(ctx context.Context, c access.Caller, strategy uuid.UUID, search swot.CitableSearch, ticked []string) (PlanDesk, error) {
	var p PlanDesk
	var found bool
	var plan planRows
	var err error
	p.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &p.Strategy, &found)
		queueLabels(b, &p.Labels)
		queuePlan(b, strategy, -1, &plan)
		institution.QueueOffices(b, &p.Offices)
		swot.QueueCitable(b, search, &p.Offered)
		swot.QueueCitableAnalyses(b, &p.Analyses)
		ids, err := parseCites(ticked)
		if err == nil {
			swot.QueueCited(b, &p.Chosen, `select unnest($1::uuid[])`, ids)
		}
	})
	switch {
	case err != nil:
		return p, err
	case !found:
		return p, problem.Absent()
	}
	p.Plans = plan.plans()
	if !p.Seat.May(access.WriteStrategy, p.Strategy.Subject()) {
		return p, notAWriter()
	}
	return p, p.Strategy.writable()
}

// Objective finds an objective, and the plan in which it stands; an absent one is NotFound.
func (p PlanDesk) Objective(id uuid.UUID) (Objective, Plan, error) {
	for _, plan := range p.Plans {
		if n := slices.IndexFunc(plan.Objectives, func(o Objective) bool { return o.ID == id }); n >= 0 {
			return plan.Objectives[n], plan, nil
		}
	}
	return Objective{}, Plan{}, problem.Absent()
}

// Indicator finds an indicator, and the objective that it is of; an absent one is NotFound.
func (p PlanDesk) Indicator(id uuid.UUID) (Indicator, Objective, error) {
	for _, plan := range p.Plans {
		for _, o := range plan.Objectives {
			if n := slices.IndexFunc(o.Indicators, func(i Indicator) bool { return i.ID == id }); n >= 0 {
				return o.Indicators[n], o, nil
			}
		}
	}
	return Indicator{}, Objective{}, problem.Absent()
}
