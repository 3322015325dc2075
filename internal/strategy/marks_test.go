package strategy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"meridian/internal/strategy"

	"github.com/google/go-cmp/cmp"
)

func value(v float64) *float64 { return &v }

// sound is an indicator with nothing to check.
func sound() strategy.PillarIndicator {
	return strategy.PillarIndicator{ID: "i", Unit: strategy.UnitPercent, Direction: strategy.DirectionUp, Baseline: value(4),
		Targets: []strategy.Target{{2030, 10}, {2027, 4}, {2028, 6}}}
}

func marksOf(p strategy.Pillar, from, to int) []string {
	var found []string
	for _, m := range strategy.Marks(p, from, to) {
		found = append(found, string(m.Kind)+" "+m.Subject)
	}
	return found
}

func TestMarksOfAnIndicator(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*strategy.PillarIndicator)
		want   []string
	}{
		{"sound", func(*strategy.PillarIndicator) {}, nil},
		{"no baseline", func(i *strategy.PillarIndicator) { i.Baseline = nil }, []string{"no_baseline i"}},
		{"a baseline of nothing is one", func(i *strategy.PillarIndicator) { i.Baseline = value(0) }, nil},
		{"no targets", func(i *strategy.PillarIndicator) { i.Targets = nil }, nil},
		{"up and below", func(i *strategy.PillarIndicator) { i.Baseline = value(5) }, []string{"target_backwards i"}},
		{"up and equal", func(i *strategy.PillarIndicator) { i.Targets = []strategy.Target{{2027, 4}} }, nil},
		{"down and above", func(i *strategy.PillarIndicator) {
			i.Direction, i.Targets = strategy.DirectionDown, []strategy.Target{{2027, 5}, {2028, 3}}
		}, []string{"target_backwards i"}},
		{"down and below", func(i *strategy.PillarIndicator) {
			i.Direction, i.Targets = strategy.DirectionDown, []strategy.Target{{2027, 3}, {2028, 2}}
		}, nil},
		{"kept, and either side", func(i *strategy.PillarIndicator) {
			i.Direction, i.Targets = strategy.DirectionKeep, []strategy.Target{{2027, 3}, {2028, 5}, {2029, 4}}
		}, nil},
		{"years changed places", func(i *strategy.PillarIndicator) {
			i.Targets = []strategy.Target{{2028, 6}, {2029, 8}, {2027, 7}}
		}, []string{"targets_uneven i"}},
		{"down, years changed places", func(i *strategy.PillarIndicator) {
			i.Direction, i.Baseline, i.Targets = strategy.DirectionDown, value(9), []strategy.Target{{2027, 3}, {2028, 5}}
		}, []string{"targets_uneven i"}},
		{"two values of one year", func(i *strategy.PillarIndicator) { i.Targets = []strategy.Target{{2027, 9}, {2027, 8}} }, nil},
		{"before the period", func(i *strategy.PillarIndicator) { i.Targets = []strategy.Target{{2025, 8}} }, []string{"outside_period i"}},
		{"after the period", func(i *strategy.PillarIndicator) { i.Targets = []strategy.Target{{2031, 8}} }, []string{"outside_period i"}},
		{"first and last year", func(i *strategy.PillarIndicator) { i.Targets = []strategy.Target{{2026, 8}, {2030, 8}} }, nil},
		{"more than all", func(i *strategy.PillarIndicator) { i.Targets = []strategy.Target{{2027, 101}} }, []string{"percent_range i"}},
		{"less than nothing", func(i *strategy.PillarIndicator) { i.Baseline = value(-1) }, []string{"percent_range i"}},
		{"all of it", func(i *strategy.PillarIndicator) { i.Baseline, i.Targets = value(0), []strategy.Target{{2027, 100}} }, nil},
		{"a number above a hundred", func(i *strategy.PillarIndicator) {
			i.Unit, i.Targets = strategy.UnitNumber, []strategy.Target{{2027, 101}}
		}, nil},
	} {
		i := sound()
		c.change(&i)
		p := strategy.Pillar{ID: "p", Objectives: []strategy.PillarObjective{{ID: "o", Cited: 1, Owned: true, Indicators: []strategy.PillarIndicator{i}}}}
		if diff := cmp.Diff(c.want, marksOf(p, 2026, 2030)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestMarksOfObjectives(t *testing.T) {
	late := sound()
	late.Targets = []strategy.Target{{2050, 8}}
	p := strategy.Pillar{ID: "p", Objectives: []strategy.PillarObjective{
		{ID: "a", Cited: 2, Owned: true, Indicators: []strategy.PillarIndicator{sound(), late}},
		{ID: "b"},
		{ID: "c", Cited: 1, Indicators: []strategy.PillarIndicator{sound()}},
	}}
	if diff := cmp.Diff([]string{"no_evidence b", "no_owner b", "no_indicator b", "no_owner c"}, marksOf(p, 0, 0)); diff != "" {
		t.Errorf("in a period that is not known: %s", diff)
	}
	if diff := cmp.Diff([]string(nil), marksOf(strategy.Pillar{ID: "p"}, 2026, 2030)); diff != "" {
		t.Errorf("an empty pillar: %s", diff)
	}
}

func TestMarksOfMany(t *testing.T) {
	p := strategy.Pillar{ID: "p"}
	for n := range 8 {
		if got := slices.Contains(marksOf(p, 0, 0), "many_objectives p"); got {
			t.Errorf("%d objectives are marked as many", n)
		}
		p.Objectives = append(p.Objectives, strategy.PillarObjective{ID: fmt.Sprint(n)})
	}
	if got := marksOf(p, 0, 0)[0]; got != "many_objectives p" {
		t.Errorf("eight objectives: first %s", got)
	}
}

func TestMarksAreKind(t *testing.T) {
	for _, k := range strategy.MarkKinds {
		text := k.Text()
		if !strings.HasSuffix(text, ".") || strings.Count(text, ".") != 1 {
			t.Errorf("%s: not one sentence: %q", k, text)
		}
		for _, harsh := range []string{"must", "wrong.", "error", "missing", "failed", "invalid", "!"} {
			if strings.Contains(strings.ToLower(text), harsh) {
				t.Errorf("%s accuses: %q", k, text)
			}
		}
	}
	if strategy.MarkKind("other").Text() != "" {
		t.Error("a kind that is none has a text")
	}
}
