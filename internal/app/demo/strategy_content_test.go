package demo

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"meridian/internal/strategy"
)

// Whatever the demo's strategy refers to is there: offices, items of the shared analysis, the library.
func TestStrategyContentRefersToWhatIsThere(t *testing.T) {
	sources, err := read()
	if err != nil {
		t.Fatal(err)
	}
	items, slugs, owners := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, row := range sharedItems(sources) {
		items[row.Text] = true
	}
	for _, o := range demoOptions {
		for _, text := range o.items {
			if !items[text] {
				t.Errorf("%q: no such item: %q", o.text, text)
			}
		}
	}
	for _, o := range demoOptions {
		items[o.text] = true
	}
	for _, o := range offices {
		slugs[o.slug] = true
	}
	for _, s := range demoStrategy.sections {
		if s.before == s.markup || s.before != "" && s.since {
			t.Errorf("section %q was not changed after the version", s.title)
		}
		if !s.kind.Valid() || s.title == "" || (s.kind == strategy.SectionPillar) != (len(s.goals) > 0) {
			t.Errorf("section %q of kind %q has %d goals", s.title, s.kind, len(s.goals))
		}
		for _, g := range s.goals {
			for _, o := range g.objectives {
				if !slugs[o.office] || strings.HasSuffix(o.text, ".") {
					t.Errorf("%q: office %q", o.text, o.office)
				}
				owners[o.office] = true
				for _, c := range o.cites {
					if !items[c] {
						t.Errorf("%q: no such item: %q", o.text, c)
					}
				}
				for _, i := range o.indicators {
					_, inLibrary := strategy.LibraryByKey(i.library)
					inOwnWords := i.name != "" && i.unit.Valid() && i.direction.Valid() && i.frequency.Valid() && i.source != ""
					if inLibrary == inOwnWords || len(i.targets) == 0 || (i.baseline == nil) != (i.baselineYear == 0) {
						t.Errorf("%q: indicator %q%q", o.text, i.library, i.name)
					}
				}
			}
		}
	}
	if len(owners) != len(offices) {
		t.Errorf("%d of %d offices own an objective", len(owners), len(offices))
	}
}

// The text is of the length of a real one and in the simple markup that sections are written in.
func TestStrategyContentReads(t *testing.T) {
	words := 0
	american := regexp.MustCompile(`(?i)internationaliz|organiz|recogniz|\bcenters?\b|\bprograms?\b`)
	for _, s := range demoStrategy.sections {
		all := s.markup
		for _, g := range s.goals {
			all += " " + g.text
			for _, o := range g.objectives {
				all += " " + o.text
			}
		}
		words += len(strings.Fields(all))
		if american.MatchString(all) || s.markup != strings.TrimSpace(s.markup) || strings.Count(s.markup, "**")%2 != 0 {
			t.Errorf("%s: spelling, blanks or an open emphasis", s.title)
		}
	}
	if words < 2300 || words > 2700 {
		t.Errorf("the strategy has %d words", words)
	}
	if !strings.Contains(foreword, uwi) || !strings.Contains(foreword, "all its figures are made up") {
		t.Error("the foreword does not say what is real and what is not")
	}
}

// A few things are left to be checked, so that people see what that looks like; no more than these.
func TestStrategyContentMarks(t *testing.T) {
	found := map[strategy.MarkKind]int{}
	from, to, _ := strategy.YearsOf(demoStrategy.period)
	for _, s := range demoStrategy.sections {
		for _, m := range strategy.Marks(pillarOf(s), from, to) {
			found[m.Kind]++
		}
	}
	want := map[strategy.MarkKind]int{strategy.MarkNoEvidence: 1, strategy.MarkNoIndicator: 2, strategy.MarkNoBaseline: 1}
	if fmt.Sprint(found) != fmt.Sprint(want) {
		t.Errorf("worth checking: %v, want %v", found, want)
	}
}

func pillarOf(s sectionContent) strategy.Pillar {
	p := strategy.Pillar{ID: s.title}
	for _, g := range s.goals {
		for _, o := range g.objectives {
			row := strategy.PillarObjective{ID: o.text, Cited: len(o.cites), Owned: o.office != ""}
			for _, i := range o.indicators {
				if known, is := strategy.LibraryByKey(i.library); is {
					i.unit, i.direction = known.Unit, known.Direction
				}
				row.Indicators = append(row.Indicators, strategy.PillarIndicator{ID: i.library + i.name, Unit: i.unit, Direction: i.direction, Baseline: i.baseline, Targets: i.targets})
			}
			p.Objectives = append(p.Objectives, row)
		}
	}
	return p
}
