package strategy_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"meridian/internal/strategy"
)

func TestLibrary(t *testing.T) {
	if n := len(strategy.Library); n < 40 || n > 60 {
		t.Errorf("the library has %d indicators", n)
	}
	key := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	keys, names, texts := map[string]bool{}, map[string]bool{}, map[string]bool{}
	used := map[strategy.Category]int{}
	shelf := -1
	for _, i := range strategy.Library {
		if !key.MatchString(i.Key) || keys[i.Key] || names[i.Name] || texts[i.Note] {
			t.Errorf("%s: a bad key, or a key, name or note that occurs twice", i.Key)
		}
		keys[i.Key], names[i.Name], texts[i.Note] = true, true, true
		used[i.Category]++
		at := slices.Index(strategy.Categories, i.Category)
		if at < shelf {
			t.Errorf("%s stands out of the order of the categories", i.Key)
		}
		shelf = at
		if !i.Category.Valid() || !i.Unit.Valid() || !i.Direction.Valid() || !i.Frequency.Valid() {
			t.Errorf("%s: %s, %s, %s, %s", i.Key, i.Category, i.Unit, i.Direction, i.Frequency)
		}
		for _, phrase := range []string{i.Name, i.Numerator, i.Source} {
			if phrase == "" || phrase != strings.TrimSpace(phrase) || strings.HasSuffix(phrase, ".") || american.MatchString(phrase) {
				t.Errorf("%s: %q", i.Key, phrase)
			}
		}
		if strings.HasSuffix(i.Denominator, ".") || american.MatchString(i.Denominator) || len(i.Name) > 100 {
			t.Errorf("%s: %q of %q", i.Key, i.Name, i.Denominator)
		}
		if !ends(i.Note) || strings.Count(i.Note, ". ") > 0 || american.MatchString(i.Note) {
			t.Errorf("%s: not one sentence: %q", i.Key, i.Note)
		}
		if found, is := strategy.LibraryByKey(i.Key); !is || found.Name != i.Name {
			t.Errorf("%s is not found by its key", i.Key)
		}
	}
	words(t, strategy.Categories)
	for _, c := range strategy.Categories {
		if used[c] < 2 {
			t.Errorf("%d indicators in %s", used[c], c)
		}
	}
	if _, is := strategy.LibraryByKey("no such"); is {
		t.Error("an indicator that is none is found")
	}
}

// A share is of something, a count of nothing else.
func TestLibraryDenominators(t *testing.T) {
	for _, i := range strategy.Library {
		of := i.Denominator != ""
		switch i.Unit {
		case strategy.UnitPercent, strategy.UnitRatio, strategy.UnitScore, strategy.UnitDays:
			if !of {
				t.Errorf("%s: %s of nothing", i.Key, i.Unit)
			}
		default:
			if of {
				t.Errorf("%s: %s of %q", i.Key, i.Unit, i.Denominator)
			}
		}
		if share := strings.HasPrefix(i.Name, "Share of"); share != (i.Unit == strategy.UnitPercent) {
			t.Errorf("%s: %q in %s", i.Key, i.Name, i.Unit)
		}
	}
}

// Every figure that the published indicators of Giresun University ask for has its place.
func TestLibraryHasGiresun(t *testing.T) {
	n := 0
	for _, i := range strategy.Library {
		if i.After == "Giresun University" {
			n++
		}
	}
	if n < 12 {
		t.Errorf("%d indicators after Giresun University", n)
	}
}

func TestSearchLibrary(t *testing.T) {
	for _, c := range []struct {
		words string
		want  []string // nil: all of them
	}{
		{"", nil},
		{" \t", nil},
		{"dormant", []string{"partners_dormant"}},
		{"virtual exchange COIL", []string{"virtual_students"}},
		{"coil", []string{"virtual_students"}},
		{"VIRTUAL week", []string{"virtual_courses"}}, // by category and numerator
		{"co-authors", []string{"co_publications"}},
		{"mobility internship", []string{"out_internships", "in_internships"}},
		{"co-authors zebra", []string{}},
		{"[", []string{}},
	} {
		found := []string{}
		for _, i := range strategy.SearchLibrary(c.words) {
			found = append(found, i.Key)
		}
		if c.want == nil && len(found) != len(strategy.Library) || c.want != nil && !slices.Equal(found, c.want) {
			t.Errorf("%q: %v, want %v", c.words, found, c.want)
		}
	}
}
