package strategyweb

import (
	"context"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/richtext"
	"meridian/internal/strategy"
)

// summaryWords says a comparison in numbers, a few words for each sort of change.
func summaryWords(ctx context.Context, s strategy.Extent) []string {
	if s.Same() {
		return []string{i18n.T(ctx, "Nothing differs")}
	}
	var said []string
	add := func(one, many string, n int) {
		if n > 0 {
			said = append(said, i18n.N(ctx, one, many, n))
		}
	}
	add("1 word added", "%d words added", s.WordsAdded)
	add("1 word removed", "%d words removed", s.WordsRemoved)
	add("1 section added", "%d sections added", s.SectionsAdded)
	add("1 section removed", "%d sections removed", s.SectionsRemoved)
	add("1 section moved", "%d sections moved", s.SectionsMoved)
	add("1 section renamed", "%d sections renamed", s.SectionsNamed)
	add("1 goal added", "%d goals added", s.GoalsAdded)
	add("1 goal removed", "%d goals removed", s.GoalsRemoved)
	add("1 goal changed", "%d goals changed", s.GoalsChanged)
	add("1 objective added", "%d objectives added", s.ObjectivesAdded)
	add("1 objective removed", "%d objectives removed", s.ObjectivesRemoved)
	add("1 objective changed", "%d objectives changed", s.ObjectivesChanged)
	add("1 indicator added", "%d indicators added", s.IndicatorsAdded)
	add("1 indicator removed", "%d indicators removed", s.IndicatorsRemoved)
	add("1 indicator changed", "%d indicators changed", s.IndicatorsChanged)
	add("1 change of title, period or labels", "%d changes of title, period or labels", s.Head)
	if len(said) == 0 {
		said = append(said, i18n.T(ctx, "Only the form of the text differs"))
	}
	return said
}

// fieldWords is the name of a figure's field on a page.
func fieldWords(ctx context.Context, f strategy.Figure) string {
	switch f.Field {
	case strategy.FieldTitle:
		return i18n.T(ctx, "Title")
	case strategy.FieldPeriod:
		return i18n.T(ctx, "Period")
	case strategy.FieldPillarLabel:
		return i18n.T(ctx, "Word for a pillar")
	case strategy.FieldGoalLabel:
		return i18n.T(ctx, "Word for a goal")
	case strategy.FieldObjectiveLabel:
		return i18n.T(ctx, "Word for an objective")
	case strategy.FieldIndicatorLabel:
		return i18n.T(ctx, "Word for an indicator")
	case strategy.FieldName:
		return i18n.T(ctx, "Name")
	case strategy.FieldNumerator:
		return i18n.T(ctx, "What is counted")
	case strategy.FieldDenominator:
		return i18n.T(ctx, "Of how many")
	case strategy.FieldUnit:
		return i18n.T(ctx, "Unit")
	case strategy.FieldDirection:
		return i18n.T(ctx, "Direction")
	case strategy.FieldBaseline:
		return i18n.T(ctx, "Baseline")
	case strategy.FieldBaselineYear:
		return i18n.T(ctx, "Year of the baseline")
	case strategy.FieldTarget:
		return i18n.T(ctx, "Target %d", f.Year)
	case strategy.FieldSource:
		return i18n.T(ctx, "Data source")
	case strategy.FieldFrequency:
		return i18n.T(ctx, "Reported")
	}
	return f.Field
}

// figureWords are the two values of a figure as people read them; before and after are the units of the indicator.
func figureWords(ctx context.Context, f strategy.Figure, before, after string) (was, is string) {
	one := func(value, unit string) string {
		switch f.Field {
		case strategy.FieldUnit:
			return i18n.Say(ctx, strategy.Unit(value).Label())
		case strategy.FieldDirection:
			return i18n.Say(ctx, strategy.Direction(value).Label())
		case strategy.FieldFrequency:
			return i18n.Say(ctx, strategy.Frequency(value).Label())
		case strategy.FieldBaseline, strategy.FieldTarget:
			return valueOf(ctx, value, unit)
		}
		return value
	}
	return one(f.Before, before), one(f.After, after)
}

func diffOptions(ctx context.Context) richtext.DiffOptions {
	return richtext.DiffOptions{HTML: richtext.HTMLOptions{TableLabel: tableLabel(ctx)}, Words: richtext.DiffWords{
		Inserted: i18n.T(ctx, "inserted:"), Deleted: i18n.T(ctx, "deleted:"), Reformatted: i18n.T(ctx, "other form:"),
		MovedAway: i18n.T(ctx, "moved from here:"), MovedHere: i18n.T(ctx, "moved here:")}}
}

func diffHTML(changes []richtext.Change, opt richtext.DiffOptions) (string, error) {
	var b strings.Builder
	err := richtext.DiffHTML(&b, changes, opt)
	return b.String(), err
}

// differenceWords say what became of a goal or an objective; nothing where it is unchanged.
func differenceWords(ctx context.Context, d strategy.Difference) string {
	switch d {
	case strategy.Added:
		return i18n.T(ctx, "(added)")
	case strategy.Removed:
		return i18n.T(ctx, "(removed)")
	case strategy.Changed:
		return i18n.T(ctx, "(changed)")
	}
	return ""
}
