package strategy

// MarkKind says what a mark is about.
type MarkKind string

// The kinds, in the order in which they stand under one subject.
const (
	MarkManyObjectives  MarkKind = "many_objectives"
	MarkNoEvidence      MarkKind = "no_evidence"
	MarkNoOwner         MarkKind = "no_owner"
	MarkNoIndicator     MarkKind = "no_indicator"
	MarkNoBaseline      MarkKind = "no_baseline"
	MarkTargetBackwards MarkKind = "target_backwards"
	MarkTargetsUneven   MarkKind = "targets_uneven"
	MarkOutsidePeriod   MarkKind = "outside_period"
	MarkPercentRange    MarkKind = "percent_range"
)

// MarkKinds lists all kinds.
var MarkKinds = []MarkKind{MarkManyObjectives, MarkNoEvidence, MarkNoOwner, MarkNoIndicator, MarkNoBaseline,
	MarkTargetBackwards, MarkTargetsUneven, MarkOutsidePeriod, MarkPercentRange}

// Text is one sentence that says what was seen and why a second look is worth it, in English; it
// goes through i18n.Say. Empty for a kind that is none.
func (k MarkKind) Text() string {
	switch k {
	case MarkManyObjectives:
		return "There are more than seven objectives here, and readers seldom keep so many in mind; some may belong together."
	case MarkNoEvidence:
		return "No SWOT item or option is linked yet, so readers cannot see what this objective answers."
	case MarkNoOwner:
		return "No office is named yet, so nobody knows whom to ask how it goes."
	case MarkNoIndicator:
		return "There is no indicator yet, so it will be hard to tell later whether this was reached."
	case MarkNoBaseline:
		return "There is no baseline yet, so nobody can see how far the way to the target is."
	case MarkTargetBackwards:
		return "A target lies on the wrong side of the baseline, which may be meant but is often a slip of the pen."
	case MarkTargetsUneven:
		return "The targets do not go one way from year to year; perhaps two years have changed places."
	case MarkOutsidePeriod:
		return "A target is set for a year outside the strategy's period, when nobody may be looking at it."
	case MarkPercentRange:
		return "A value lies outside 0 to 100 percent, which can be right for growth but not for a share."
	}
	return ""
}

// Mark is something in a draft that is worth checking. It forbids nothing.
type Mark struct {
	Kind    MarkKind
	Subject string // the id of the pillar, objective or indicator that it stands beside
	Text    string // Kind.Text(): in English, goes through i18n.Say
}

// Pillar is what the marks need to know of a pillar.
type Pillar struct {
	ID         string
	Objectives []PillarObjective // of all its goals, in the order of the page
}

// PillarObjective is what the marks need to know of an objective.
type PillarObjective struct {
	ID         string
	Cited      int  // how many SWOT items, joint items and options it answers
	Owned      bool // an office is named
	Indicators []PillarIndicator
}

// PillarIndicator is what the marks need to know of an indicator.
type PillarIndicator struct {
	ID        string
	Unit      Unit
	Direction Direction
	Baseline  *float64 // nil: none is given
	Targets   []Target // in any order
}

// Target is the value that an indicator is to have in a year.
type Target struct {
	Year  int
	Value float64
}

// manyObjectives is the most objectives that a pillar has without a mark. Of the published
// strategies that were read for it, those with one level of goals have four to seven (Glasgow
// Caledonian and Krems the most), and the University of the West Indies puts two to six objectives
// under a theme.
const manyObjectives = 7

// Marks reads a pillar over and tells what is worth checking: first about the pillar, then about each
// objective and its indicators, in the order of the page, each kind at most once for a subject.
// from and to are the years of the strategy's period as YearsOf gives them; both 0: not known,
// and no year is marked. Pure.
func Marks(pillar Pillar, from, to int) []Mark {
	var marks []Mark
	mark := func(when bool, kind MarkKind, subject string) {
		if when {
			marks = append(marks, Mark{kind, subject, kind.Text()})
		}
	}
	mark(len(pillar.Objectives) > manyObjectives, MarkManyObjectives, pillar.ID)
	for _, o := range pillar.Objectives {
		mark(o.Cited == 0, MarkNoEvidence, o.ID)
		mark(!o.Owned, MarkNoOwner, o.ID)
		mark(len(o.Indicators) == 0, MarkNoIndicator, o.ID)
		for _, i := range o.Indicators {
			mark(i.Baseline == nil, MarkNoBaseline, i.ID)
			mark(i.backwards(), MarkTargetBackwards, i.ID)
			mark(i.uneven(), MarkTargetsUneven, i.ID)
			mark(i.outside(from, to), MarkOutsidePeriod, i.ID)
			mark(i.noShare(), MarkPercentRange, i.ID)
		}
	}
	return marks
}
