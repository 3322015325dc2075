package strategy

import (
	"time"

	"meridian/internal/swot"

	"github.com/google/uuid"
)

// The limits of a plan, the withdrawn ones too: a strategy's page shows all of it.
const (
	MaxGoals      = 100 // of a strategy
	MaxObjectives = 300 // of a strategy
	MaxIndicators = 30  // of an objective
	MaxCites      = 50  // of an objective
	MaxTargets    = 60  // of an indicator
)

// Goal is what a pillar wants to bring about; its objectives say how.
type Goal struct {
	ID          uuid.UUID
	Section     uuid.UUID
	Text        string
	Version     int // rises when the text changes
	WithdrawnAt *time.Time
}

// Withdrawn tells whether the goal was taken out. Its objectives then stand without a goal.
func (g Goal) Withdrawn() bool { return g.WithdrawnAt != nil }

// Objective is something that the institution sets out to do, with the office that sees to it and what it answers.
type Objective struct {
	ID          uuid.UUID
	Section     uuid.UUID
	Goal        uuid.UUID // zero: none, or one that was withdrawn
	Number      int       // among the standing objectives of its section, from 1; 0 of a withdrawn one
	Text        string
	Office      uuid.UUID // who owns it; zero: nobody yet
	OfficeSlug  string
	OfficeName  string
	Version     int // rises when text, goal, office or cites change
	Cites       []Citation
	Indicators  []Indicator // in their order, the withdrawn ones too
	WithdrawnAt *time.Time
}

// Withdrawn tells whether the objective was taken out.
func (o Objective) Withdrawn() bool { return o.WithdrawnAt != nil }

// Standing are the indicators that were not taken out.
func (o Objective) Standing() []Indicator {
	var list []Indicator
	for _, i := range o.Indicators {
		if !i.Withdrawn() {
			list = append(list, i)
		}
	}
	return list
}

// Citation is an item or option that an objective answers.
type Citation struct {
	ID uuid.UUID // of the citation
	Of swot.Citable
}

// Indicator tells whether an objective is being reached.
type Indicator struct {
	ID           uuid.UUID
	Objective    uuid.UUID
	Name         string
	Numerator    string // what is counted
	Denominator  string // of how many; empty: the figure is the numerator itself
	Unit         Unit
	Direction    Direction
	Baseline     *float64 // nil: none is given
	BaselineYear int      // 0: not said
	Targets      []Target // by year
	Source       string
	Frequency    Frequency
	LibraryKey   string // of the library's indicator that it was made from; empty: none
	Version      int    // rises when any of these change
	WithdrawnAt  *time.Time
}

// Withdrawn tells whether the indicator was taken out.
func (i Indicator) Withdrawn() bool { return i.WithdrawnAt != nil }

// Plan is what stands in a pillar beside its text.
type Plan struct {
	Number     int         // of the pillar among the standing ones of its strategy, from 1; 0: none
	Goals      []Goal      // in their order, the withdrawn ones too
	Objectives []Objective // in the order of the page, the withdrawn ones last
}

// GoalGroup is a goal with its objectives.
type GoalGroup struct {
	Goal       *Goal // nil: those without a goal
	Objectives []Objective
}

// Groups are the standing goals in their order, each with its standing objectives; those without a goal come last, and
// their group is left out when it is empty.
func (p Plan) Groups() []GoalGroup {
	var groups []GoalGroup
	at := map[uuid.UUID]int{}
	for _, g := range p.Goals {
		if !g.Withdrawn() {
			at[g.ID] = len(groups)
			groups = append(groups, GoalGroup{Goal: &g})
		}
	}
	loose := GoalGroup{}
	for _, o := range p.Objectives {
		n, under := at[o.Goal]
		switch {
		case o.Withdrawn():
		case under:
			groups[n].Objectives = append(groups[n].Objectives, o)
		default:
			loose.Objectives = append(loose.Objectives, o)
		}
	}
	if len(loose.Objectives) > 0 {
		groups = append(groups, loose)
	}
	return groups
}

// Pillar is the plan as the marks look at it; id is the section's.
func (p Plan) Pillar(id uuid.UUID) Pillar {
	pillar := Pillar{ID: id.String()}
	for _, o := range p.Objectives {
		if o.Withdrawn() {
			continue
		}
		x := PillarObjective{ID: o.ID.String(), Cited: len(o.Cites), Owned: o.Office != uuid.Nil}
		for _, i := range o.Standing() {
			x.Indicators = append(x.Indicators, PillarIndicator{ID: i.ID.String(), Unit: i.Unit, Direction: i.Direction, Baseline: i.Baseline, Targets: i.Targets})
		}
		pillar.Objectives = append(pillar.Objectives, x)
	}
	return pillar
}
