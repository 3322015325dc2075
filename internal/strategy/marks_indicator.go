package strategy

import (
	"cmp"
	"slices"
)

// backwards tells whether a target is worse than the baseline, by the indicator's direction.
func (i PillarIndicator) backwards() bool {
	return i.Baseline != nil && slices.ContainsFunc(i.Targets, func(t Target) bool { return i.Direction.against(*i.Baseline, t.Value) })
}

// uneven tells whether a later year's target is worse than an earlier year's.
func (i PillarIndicator) uneven() bool {
	byYear := slices.SortedStableFunc(slices.Values(i.Targets), func(a, b Target) int { return cmp.Compare(a.Year, b.Year) })
	for n := 1; n < len(byYear); n++ {
		if byYear[n].Year > byYear[n-1].Year && i.Direction.against(byYear[n-1].Value, byYear[n].Value) {
			return true
		}
	}
	return false
}

// outside tells whether a target's year lies outside the period, when the period is known.
func (i PillarIndicator) outside(from, to int) bool {
	known := from != 0 || to != 0
	return known && slices.ContainsFunc(i.Targets, func(t Target) bool { return t.Year < from || t.Year > to })
}

// noShare tells whether the indicator counts percent and a value cannot be a share of a whole.
func (i PillarIndicator) noShare() bool {
	if i.Unit != UnitPercent {
		return false
	}
	share := func(value float64) bool { return value >= 0 && value <= 100 }
	return i.Baseline != nil && !share(*i.Baseline) || slices.ContainsFunc(i.Targets, func(t Target) bool { return !share(t.Value) })
}
