package strategy

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"meridian/internal/postgres"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// GoalComparison is what became of a goal.
type GoalComparison struct {
	Kind          Difference
	Before, After *GoalContent
	Text          []richtext.Change
}

// ObjectiveComparison is what became of an objective. Before is nil of one that was added, After of one that was removed.
type ObjectiveComparison struct {
	Kind          Difference
	Before, After *ObjectiveContent
	Text          []richtext.Change // all of it, also where it is unchanged
	GoalChanged   bool              // it stands under another goal
	OfficeChanged bool
	From          uuid.UUID // the section that it stood in, where that is another one
	CitesAdded    []CiteContent
	CitesRemoved  []CiteContent
	Indicators    []IndicatorComparison
}

// IndicatorComparison is what became of an indicator. Figures are the values that differ; of one that was added or removed
// there are none.
type IndicatorComparison struct {
	Kind          Difference
	Before, After *IndicatorContent
	Figures       []Figure
}

// planDiffer knows where each objective stood and stands.
type planDiffer struct {
	before, after map[uuid.UUID]located
}

type located struct {
	section   uuid.UUID
	objective *ObjectiveContent
}

func newPlanDiffer(a, b Content) planDiffer {
	places := func(c Content) map[uuid.UUID]located {
		all := map[uuid.UUID]located{}
		for _, s := range c.Sections {
			for n := range s.Objectives {
				all[s.Objectives[n].ID] = located{s.ID, &s.Objectives[n]}
			}
		}
		return all
	}
	return planDiffer{places(a), places(b)}
}

// section compares what stands in a section beside its text: first what it has now, in its order, then what it has no
// longer. An objective that went to another section is compared there.
func (d planDiffer) section(before, after *SectionContent) (goals []GoalComparison, objectives []ObjectiveComparison) {
	was, is := SectionContent{}, SectionContent{}
	if before != nil {
		was = *before
	}
	if after != nil {
		is = *after
	}
	for n := range is.Goals {
		g := &is.Goals[n]
		at := slices.IndexFunc(was.Goals, func(o GoalContent) bool { return o.ID == g.ID })
		if at < 0 {
			goals = append(goals, GoalComparison{Kind: Added, After: g, Text: compareText("", g.Text)})
			continue
		}
		c := GoalComparison{Before: &was.Goals[at], After: g, Text: compareText(was.Goals[at].Text, g.Text)}
		if c.Before.Text != g.Text {
			c.Kind = Changed
		}
		goals = append(goals, c)
	}
	for n := range was.Goals {
		g := &was.Goals[n]
		if !slices.ContainsFunc(is.Goals, func(o GoalContent) bool { return o.ID == g.ID }) {
			goals = append(goals, GoalComparison{Kind: Removed, Before: g, Text: compareText(g.Text, "")})
		}
	}
	for n := range is.Objectives {
		o := &is.Objectives[n]
		from, known := d.before[o.ID]
		c := compareObjective(from.objective, o)
		if known && from.section != is.ID {
			c.Kind, c.From = Changed, from.section
		}
		objectives = append(objectives, c)
	}
	for n := range was.Objectives {
		if _, still := d.after[was.Objectives[n].ID]; !still {
			objectives = append(objectives, compareObjective(&was.Objectives[n], nil))
		}
	}
	return goals, objectives
}

func compareObjective(before, after *ObjectiveContent) ObjectiveComparison {
	c := ObjectiveComparison{Before: before, After: after}
	was, is := ObjectiveContent{}, ObjectiveContent{}
	if before != nil {
		was = *before
	}
	if after != nil {
		is = *after
	}
	c.Text = compareText(was.Text, is.Text)
	c.Indicators = compareIndicators(was.Indicators, is.Indicators)
	switch {
	case before == nil:
		c.Kind = Added
		return c
	case after == nil:
		c.Kind = Removed
		return c
	}
	c.GoalChanged = postgres.OrNil(was.Goal) != postgres.OrNil(is.Goal)
	c.OfficeChanged = postgres.OrNil(was.Office) != postgres.OrNil(is.Office)
	c.CitesAdded, c.CitesRemoved = missing(is.Cites, was.Cites), missing(was.Cites, is.Cites)
	if was.Text != is.Text || c.GoalChanged || c.OfficeChanged || len(c.CitesAdded)+len(c.CitesRemoved) > 0 ||
		slices.ContainsFunc(c.Indicators, func(i IndicatorComparison) bool { return i.Kind != Unchanged }) {
		c.Kind = Changed
	}
	return c
}

// missing are those of list that others has not.
func missing(list, others []CiteContent) []CiteContent {
	var m []CiteContent
	for _, c := range list {
		if !slices.Contains(others, c) {
			m = append(m, c)
		}
	}
	return m
}

func compareIndicators(was, is []IndicatorContent) []IndicatorComparison {
	var all []IndicatorComparison
	for n := range is {
		at := slices.IndexFunc(was, func(i IndicatorContent) bool { return i.ID == is[n].ID })
		if at < 0 {
			all = append(all, IndicatorComparison{Kind: Added, After: &is[n]})
			continue
		}
		c := IndicatorComparison{Before: &was[at], After: &is[n], Figures: figures(was[at], is[n])}
		if len(c.Figures) > 0 {
			c.Kind = Changed
		}
		all = append(all, c)
	}
	for n := range was {
		if !slices.ContainsFunc(is, func(i IndicatorContent) bool { return i.ID == was[n].ID }) {
			all = append(all, IndicatorComparison{Kind: Removed, Before: &was[n]})
		}
	}
	return all
}

// figures are the values in which two forms of an indicator differ, the targets by year.
func figures(a, b IndicatorContent) []Figure {
	all := []Figure{
		{Field: FieldName, Before: a.Name, After: b.Name},
		{Field: FieldNumerator, Before: a.Numerator, After: b.Numerator},
		{Field: FieldDenominator, Before: a.Denominator, After: b.Denominator},
		{Field: FieldUnit, Before: a.Unit, After: b.Unit},
		{Field: FieldDirection, Before: a.Direction, After: b.Direction},
		{Field: FieldBaseline, Before: value(a.Baseline), After: value(b.Baseline)},
		{Field: FieldBaselineYear, Before: year(a.BaselineYear), After: year(b.BaselineYear)},
	}
	targets := map[int]*Figure{}
	target := func(year int) *Figure {
		if targets[year] == nil {
			targets[year] = &Figure{Field: FieldTarget, Year: year}
		}
		return targets[year]
	}
	for _, t := range a.Targets {
		target(t.Year).Before = t.Value
	}
	for _, t := range b.Targets {
		target(t.Year).After = t.Value
	}
	var byYear []Figure
	for _, f := range targets {
		byYear = append(byYear, *f)
	}
	slices.SortFunc(byYear, func(a, b Figure) int { return cmp.Compare(a.Year, b.Year) })
	all = append(append(all, byYear...), Figure{Field: FieldSource, Before: a.Source, After: b.Source}, Figure{Field: FieldFrequency, Before: a.Frequency, After: b.Frequency})
	return differing(all...)
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func year(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// compareText compares two plain texts, a paragraph for each line.
func compareText(a, b string) []richtext.Change { return richtext.Diff(lines(a), lines(b)) }

func lines(s string) *richtext.Node {
	doc := &richtext.Node{Type: richtext.Doc}
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			doc.Content = append(doc.Content, &richtext.Node{Type: richtext.Paragraph, Content: []*richtext.Node{{Type: richtext.Text, Text: line}}})
		}
	}
	return doc
}

// planChanged tells whether anything beside the text differs.
func planChanged(s SectionComparison) bool {
	return slices.ContainsFunc(s.Goals, func(g GoalComparison) bool { return g.Kind != Unchanged }) ||
		slices.ContainsFunc(s.Objectives, func(o ObjectiveComparison) bool { return o.Kind != Unchanged })
}
