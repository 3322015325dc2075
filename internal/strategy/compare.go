package strategy

import (
	"bytes"

	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// Difference says what became of a part between two contents.
type Difference int

// The differences.
const (
	Unchanged Difference = iota
	Added
	Removed
	Changed
)

// Comparison is what became of one content until another.
type Comparison struct {
	Head     []Figure // title, period and labels that differ
	Sections []SectionComparison
	Summary  Extent
}

// Figure is a value that differs. Field says which; see the constants.
type Figure struct {
	Field         string
	Year          int // of a target; else 0
	Before, After string
}

// The fields of figures.
const (
	FieldTitle          = "title"
	FieldPeriod         = "period"
	FieldPillarLabel    = "label of pillar"
	FieldGoalLabel      = "label of goal"
	FieldObjectiveLabel = "label of objective"
	FieldIndicatorLabel = "label of indicator"
	FieldName           = "name"
	FieldNumerator      = "numerator"
	FieldDenominator    = "denominator"
	FieldUnit           = "unit"
	FieldDirection      = "direction"
	FieldBaseline       = "baseline"
	FieldBaselineYear   = "baseline year"
	FieldTarget         = "target"
	FieldSource         = "source"
	FieldFrequency      = "frequency"
)

// SectionComparison is what became of one section. Before is nil of one that was added, After of one that was removed.
type SectionComparison struct {
	Kind          Difference // Changed also where only its title or place differs
	Before, After *SectionContent
	Moved         bool // it stands elsewhere among those that both have
	Renamed       bool
	Text          []richtext.Change // all of it, also what is unchanged
	Words         richtext.Stats
	TextChanged   bool
	Goals         []GoalComparison
	Objectives    []ObjectiveComparison
}

// Section is the later form of the section, or the earlier one where it was removed.
func (s SectionComparison) Section() SectionContent {
	if s.After != nil {
		return *s.After
	}
	return *s.Before
}

// Extent is a comparison in numbers.
type Extent struct {
	WordsAdded, WordsRemoved                                     int // of the texts of sections
	Sections                                                     int // that differ in anything, added and removed ones too
	SectionsAdded, SectionsRemoved, SectionsMoved, SectionsNamed int
	GoalsAdded, GoalsRemoved, GoalsChanged                       int
	ObjectivesAdded, ObjectivesRemoved, ObjectivesChanged        int
	IndicatorsAdded, IndicatorsRemoved, IndicatorsChanged        int
	Head                                                         int // title, period and labels that differ
}

// Same tells whether nothing differs.
func (s Extent) Same() bool { return s.Sections == 0 && s.Head == 0 }

// Compare compares two contents of one strategy, a before b. Sections, goals, objectives and indicators are matched by
// their ids, texts by what they say. The sections come in the order of b; one that was removed stands behind the one that
// it stood behind in a. Pure; an unreadable text is an error.
func Compare(a, b Content) (Comparison, error) {
	c := Comparison{Head: headFigures(a, b)}
	c.Summary.Head = len(c.Head)
	plans := newPlanDiffer(a, b)
	moved := movedSections(a.Sections, b.Sections)
	add := func(before, after *SectionContent) error {
		s, err := compareSection(before, after, plans)
		if err != nil {
			return err
		}
		if after != nil && moved[after.ID] {
			s.Moved = true
			if s.Kind == Unchanged {
				s.Kind = Changed
			}
		}
		c.Sections = append(c.Sections, s)
		c.Summary.count(s)
		return nil
	}
	gone := removedAfter(a.Sections, b)
	for n := range gone[uuid.Nil] {
		if err := add(&gone[uuid.Nil][n], nil); err != nil {
			return c, err
		}
	}
	for n := range b.Sections {
		after := &b.Sections[n]
		var before *SectionContent
		if s, found := a.Section(after.ID); found {
			before = &s
		}
		if err := add(before, after); err != nil {
			return c, err
		}
		for n := range gone[after.ID] {
			if err := add(&gone[after.ID][n], nil); err != nil {
				return c, err
			}
		}
	}
	return c, nil
}

// removedAfter are the sections that b has no longer, by the section of b that they stood behind.
func removedAfter(a []SectionContent, b Content) map[uuid.UUID][]SectionContent {
	gone := map[uuid.UUID][]SectionContent{}
	behind := uuid.Nil
	for _, s := range a {
		if _, found := b.Section(s.ID); found {
			behind = s.ID
		} else {
			gone[behind] = append(gone[behind], s)
		}
	}
	return gone
}

var nothing = &richtext.Node{Type: richtext.Doc}

func compareSection(before, after *SectionContent, plans planDiffer) (SectionComparison, error) {
	s := SectionComparison{Kind: Unchanged, Before: before, After: after}
	was, is := nothing, nothing
	var err error
	if before != nil {
		if was, err = before.Text(); err != nil {
			return s, err
		}
	}
	switch {
	case after == nil:
		s.Kind = Removed
	case before == nil:
		s.Kind = Added
	}
	if after != nil {
		is = was
		if before == nil || !bytes.Equal(before.Doc, after.Doc) {
			if is, err = after.Text(); err != nil {
				return s, err
			}
			s.TextChanged = true
		}
	} else {
		s.TextChanged = true
	}
	s.Text = richtext.Diff(was, is)
	s.Words = richtext.DiffStats(s.Text)
	s.Goals, s.Objectives = plans.section(before, after)
	if before != nil && after != nil {
		s.Renamed = before.Title != after.Title
		if s.TextChanged || s.Renamed || before.Kind != after.Kind || planChanged(s) {
			s.Kind = Changed
		}
	}
	return s, nil
}

// movedSections are the sections that both have and that stand elsewhere: all but the longest row of those whose order is
// the same.
func movedSections(a, b []SectionContent) map[uuid.UUID]bool {
	at := map[uuid.UUID]int{}
	for n, s := range a {
		at[s.ID] = n
	}
	var common []uuid.UUID
	for _, s := range b {
		if _, both := at[s.ID]; both {
			common = append(common, s.ID)
		}
	}
	length, before := make([]int, len(common)), make([]int, len(common)) // of the longest row that ends there
	last := -1
	for n := range common {
		length[n], before[n] = 1, -1
		for m := range n {
			if at[common[m]] < at[common[n]] && length[m]+1 > length[n] {
				length[n], before[n] = length[m]+1, m
			}
		}
		if last < 0 || length[n] > length[last] {
			last = n
		}
	}
	moved := map[uuid.UUID]bool{}
	for _, id := range common {
		moved[id] = true
	}
	for ; last >= 0; last = before[last] {
		delete(moved, common[last])
	}
	return moved
}

func headFigures(a, b Content) []Figure {
	return differing(
		Figure{Field: FieldTitle, Before: a.Title, After: b.Title},
		Figure{Field: FieldPeriod, Before: a.Period, After: b.Period},
		Figure{Field: FieldPillarLabel, Before: a.Labels.Pillar, After: b.Labels.Pillar},
		Figure{Field: FieldGoalLabel, Before: a.Labels.Goal, After: b.Labels.Goal},
		Figure{Field: FieldObjectiveLabel, Before: a.Labels.Objective, After: b.Labels.Objective},
		Figure{Field: FieldIndicatorLabel, Before: a.Labels.Indicator, After: b.Labels.Indicator})
}

func differing(all ...Figure) []Figure {
	var list []Figure
	for _, f := range all {
		if f.Before != f.After {
			list = append(list, f)
		}
	}
	return list
}

// count adds a section.
func (s *Extent) count(c SectionComparison) {
	if c.Kind == Unchanged {
		return
	}
	s.Sections++
	s.WordsAdded += c.Words.Added
	s.WordsRemoved += c.Words.Removed
	switch {
	case c.Kind == Added:
		s.SectionsAdded++
	case c.Kind == Removed:
		s.SectionsRemoved++
	}
	if c.Moved {
		s.SectionsMoved++
	}
	if c.Renamed {
		s.SectionsNamed++
	}
	for _, g := range c.Goals {
		tally(g.Kind, &s.GoalsAdded, &s.GoalsRemoved, &s.GoalsChanged)
	}
	for _, o := range c.Objectives {
		tally(o.Kind, &s.ObjectivesAdded, &s.ObjectivesRemoved, &s.ObjectivesChanged)
		for _, i := range o.Indicators {
			tally(i.Kind, &s.IndicatorsAdded, &s.IndicatorsRemoved, &s.IndicatorsChanged)
		}
	}
}

func tally(d Difference, added, removed, changed *int) {
	switch d {
	case Added:
		*added++
	case Removed:
		*removed++
	case Changed:
		*changed++
	}
}
