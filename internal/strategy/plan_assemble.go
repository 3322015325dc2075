package strategy

import (
	"cmp"
	"math"
	"slices"

	"meridian/internal/swot"

	"github.com/google/uuid"
)

// plans puts the plans together, one for each section that has a goal or an objective and for each standing pillar.
func (r planRows) plans() map[uuid.UUID]Plan {
	plans := map[uuid.UUID]Plan{}
	for n, section := range r.pillars {
		plans[section] = Plan{Number: n + 1}
	}
	rank := map[uuid.UUID]int{} // of the standing goals, from 1
	for n, g := range r.goals {
		p := plans[g.Section]
		p.Goals = append(p.Goals, g)
		plans[g.Section] = p
		if !g.Withdrawn() {
			rank[g.ID] = n + 1
		}
	}
	cites, indicators := r.cites(), r.measures()
	for _, o := range r.objectives {
		if rank[o.Goal] == 0 {
			o.Goal = uuid.Nil
		}
		o.Cites, o.Indicators = cites[o.ID], indicators[o.ID]
		p := plans[o.Section]
		p.Objectives = append(p.Objectives, o)
		plans[o.Section] = p
	}
	for _, p := range plans {
		number(p.Objectives, rank)
	}
	return plans
}

// number puts objectives that are sorted by place into the order of the page, and numbers them.
func number(list []Objective, rank map[uuid.UUID]int) {
	key := func(o Objective) int {
		switch {
		case o.Withdrawn():
			return math.MaxInt
		case o.Goal == uuid.Nil:
			return math.MaxInt - 1
		}
		return rank[o.Goal]
	}
	slices.SortStableFunc(list, func(a, b Objective) int { return cmp.Compare(key(a), key(b)) })
	for n := range list {
		if !list[n].Withdrawn() {
			list[n].Number = n + 1
		}
	}
}

// cites are the citations of each objective: the items by quadrant, those with more votes first, then the options.
func (r planRows) cites() map[uuid.UUID][]Citation {
	known := map[uuid.UUID]swot.Citable{}
	for _, c := range r.cited {
		known[c.ID] = c
	}
	cites := map[uuid.UUID][]Citation{}
	for _, row := range r.citations {
		cites[row.Objective] = append(cites[row.Objective], Citation{ID: row.ID, Of: known[row.Of]})
	}
	for _, list := range cites {
		slices.SortStableFunc(list, func(a, b Citation) int {
			return cmp.Or(cmp.Compare(a.Of.Kind, b.Of.Kind), cmp.Compare(quadrantRank(a.Of), quadrantRank(b.Of)), cmp.Compare(b.Of.Votes, a.Of.Votes))
		})
	}
	return cites
}

func quadrantRank(c swot.Citable) int { return slices.Index(swot.Quadrants, c.Quadrant) }

// measures are the indicators of each objective with their targets.
func (r planRows) measures() map[uuid.UUID][]Indicator {
	targets := map[uuid.UUID][]Target{}
	for _, t := range r.targets {
		targets[t.Indicator] = append(targets[t.Indicator], t.Target)
	}
	list := map[uuid.UUID][]Indicator{}
	for _, i := range r.indicators {
		i.Targets = targets[i.ID]
		list[i.Objective] = append(list[i.Objective], i)
	}
	return list
}
