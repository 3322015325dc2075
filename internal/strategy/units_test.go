package strategy_test

import (
	"testing"

	"meridian/internal/strategy"
)

type word interface {
	~string
	Valid() bool
	Label() string
}

func words[W word](t *testing.T, all []W) {
	t.Helper()
	labels := map[string]bool{}
	for _, w := range all {
		if !w.Valid() || w.Label() == "" || labels[w.Label()] {
			t.Errorf("%T %q: valid %v, label %q", w, w, w.Valid(), w.Label())
		}
		labels[w.Label()] = true
	}
	for _, bad := range []W{"", "Percent", "other", W(all[0] + " ")} {
		if bad.Valid() || bad.Label() != "" {
			t.Errorf("%T %q is taken", bad, bad)
		}
	}
}

func TestWords(t *testing.T) {
	words(t, strategy.Units)
	words(t, strategy.Directions)
	words(t, strategy.Frequencies)
	words(t, strategy.SectionKinds)
}
