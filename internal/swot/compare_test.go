package swot

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func said(q Quadrant, texts ...string) []Item {
	var list []Item
	for _, t := range texts {
		list = append(list, Item{ID: uuid.New(), Quadrant: q, Text: t})
	}
	return list
}

func textsOf(items []Item) string {
	var all []string
	for _, i := range items {
		all = append(all, i.Text)
	}
	return strings.Join(all, "|")
}

func TestCompare(t *testing.T) {
	for name, c := range map[string]struct {
		now, then        []Item
		still, gone, new string
	}{
		"nothing":             {nil, nil, "", "", ""},
		"the same":            {said(Strength, "A strong library"), said(Strength, "A strong library"), "A strong library=A strong library", "", ""},
		"only now, only then": {said(Strength, "New laboratories"), said(Threat, "Visa rules"), "", "Visa rules", "New laboratories"},
		"other words": {said(Weakness, "No central budget for student mobility"), said(Weakness, "There is no central budget for mobility"),
			"No central budget for student mobility=There is no central budget for mobility", "", ""},
		"the most alike first": {said(Weakness, "Housing for guests is scarce", "Housing for guests is scarce in winter"), said(Weakness, "Housing for guests is scarce in winter"),
			"Housing for guests is scarce in winter=Housing for guests is scarce in winter", "", "Housing for guests is scarce"},
		"across headings": {said(Strength, "Visa support"), said(Weakness, "Visa support"), "Visa support=Visa support", "", ""},
		"among equals the same heading": {said(Strength, "Visa support"), append(said(Weakness, "Visa support"), said(Strength, "visa support")...),
			"Visa support=visa support", "Visa support", ""},
		"Arabic letters of two keyboards": {said(Threat, "بين الاقوامي طلبة كي كمي"), said(Threat, "بین الاقوامی طلبہ کی کمی"), "بين الاقوامي طلبة كي كمي=بین الاقوامی طلبہ کی کمی", "", ""},
	} {
		got, err := Compare(t.Context(), c.now, c.then)
		if err != nil {
			t.Fatal(err)
		}
		var still []string
		for _, p := range got.Still {
			still = append(still, p.Now.Text+"="+p.Then.Text)
		}
		if strings.Join(still, "|") != c.still || textsOf(got.Gone) != c.gone || textsOf(got.New) != c.new {
			t.Errorf("%s: still %q, gone %q, new %q", name, still, textsOf(got.Gone), textsOf(got.New))
		}
	}
}

// likeOne is how alike a text is to the only one of a list.
func likeOne(in, text string) []likely {
	x := newTrigramIndex(said(Strength, in))
	return x.like(x.trigrams(text), 0, []bool{false})
}

// The measure is the database's own.
func TestLikenessIsThatOfTrigrams(t *testing.T) {
	w := newWorld(t)
	texts := []string{"No central budget for mobility", "There is a budget, centrally, for staff mobility!", "word", "two words", "Überall in Köln 2026", "a", "the library's 3 desks"}
	for _, a := range texts {
		for _, b := range texts {
			var want float64
			w.must(w.db.DB.Tenant(t.Context(), w.here.ID, readOne(&want, `select similarity($1, $2)::float8`, a, b)))
			var got float64
			for _, f := range likeOne(b, a) {
				got = f.likeness
			}
			if want < alike {
				want = 0
			}
			if math.Abs(got-want) > 0.001 {
				t.Errorf("%q and %q: %v, the database says %v", a, b, got, want)
			}
		}
	}
}

// patience is how long two full boards may take.
var patience = 2 * time.Second

func TestCompareManyItems(t *testing.T) {
	words := strings.Fields("students staff partners visa housing budget teaching research language exchange mobility support office faculty international admissions deadlines forms scholarship network")
	list := func(from int) []Item {
		var all []Item
		for n := range 1000 {
			text := fmt.Sprintf("The %s of our %s and the %s make %s for %s hard, case %d", words[n%20], words[(n/3+from)%20], words[(n/7)%20], words[(n/11+from)%20], words[(n/13)%20], n+from)
			all = append(all, Item{ID: uuid.New(), Quadrant: Quadrants[n%4], Text: text})
		}
		return all
	}
	began := time.Now()
	c, err := Compare(t.Context(), list(0), list(5))
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	t.Logf("1,000 × 1,000 items: %v, %d pairs", took, len(c.Still))
	if took > patience {
		t.Errorf("it took %v", took)
	}
	if len(c.Still)+len(c.New) != 1000 || len(c.Still)+len(c.Gone) != 1000 {
		t.Errorf("%d still, %d new, %d gone", len(c.Still), len(c.New), len(c.Gone))
	}
}

// However alike the items of two full boards are, comparing them takes seconds and little memory, and each that is said
// in the same words is found.
func TestCompareAlikeItems(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	list := func(text func(n int) string) []Item {
		var all []Item
		for n := range 5000 {
			all = append(all, Item{ID: uuid.New(), Quadrant: Quadrants[n%4], Text: text(n)})
		}
		return all
	}
	same := func(int) string { return "There is no central budget for the mobility of students and staff" }
	for name, c := range map[string]struct {
		then func(int) string
		want int // pairs
	}{
		"the same words": {same, 5000},
		"nearly":         {func(n int) string { return same(n) + " this year" }, 0},
		"numbered":       {func(n int) string { return fmt.Sprint(same(n), " ", n) }, 0},
	} {
		then, now := list(c.then), list(same)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		got, err := Compare(t.Context(), now, then)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		mb := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%s: %d pairs, %v, %d MB", name, len(got.Still), took, mb)
		if err != nil || took > 2*patience || mb > 300 || len(got.Still) < c.want || len(got.Still) == 0 {
			t.Errorf("%s: %d pairs, %v, %d MB, %v", name, len(got.Still), took, mb, err)
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Compare(gone, said(Threat, "x"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("after its reader has gone: %v", err)
	}
}

func TestWordings(t *testing.T) {
	show := func(list []Wording) string {
		var s []string
		for _, w := range list {
			if w.Changed {
				w.Text = "[" + w.Text + "]"
			}
			s = append(s, w.Text)
		}
		return strings.Join(s, " ")
	}
	for _, c := range [][4]string{
		{"", "", "", ""},
		{"one two", "one two", "one two", "one two"},
		{"no budget at all", "no central budget", "no budget [at all]", "no [central] budget"},
		{"old words", "quite other", "[old words]", "[quite other]"},
	} {
		before, after := Wordings(c[0], c[1])
		if show(before) != c[2] || show(after) != c[3] {
			t.Errorf("%q → %q: %q, %q", c[0], c[1], show(before), show(after))
		}
	}
}

func TestWordingsOfLongTexts(t *testing.T) {
	long := strings.Repeat("word ", 121)
	if before, after := Wordings(long, long+"more"); len(before) != 1 || len(after) != 1 || !before[0].Changed || after[0].Text != long+"more" {
		t.Errorf("%+v, %+v", before, after)
	}
}

func TestComparison(t *testing.T) {
	w := newWorld(t)
	w.add("registrar", w.wide, Strength, "A strong library")
	w.add("library", w.wide, Threat, "Visa rules change often")
	w.add("library", w.library, Weakness, "A strong library")
	v, err := w.board.Compare(t.Context(), w.as("adviser"), w.wide, Sides{})
	if err != nil || v.Other.Analysis.ID != uuid.Nil || len(v.Candidates) != 1 {
		t.Errorf("without a choice: %d candidates, %v", len(v.Candidates), err)
	}
	v, err = w.board.Compare(t.Context(), w.as("adviser"), w.wide, Sides{With: w.library})
	w.must(err)
	if len(v.Comparison.Still) != 1 || !v.Comparison.Still[0].Moved() || len(v.Comparison.New) != 1 || len(v.Comparison.Gone) != 0 {
		t.Errorf("%+v", v.Comparison)
	}
	v, err = w.board.Compare(t.Context(), w.as("adviser"), w.wide, Sides{With: w.library, Mine: "library"})
	w.must(err)
	if len(v.Comparison.Still) != 0 || len(v.Comparison.New) != 1 || len(v.Comparison.Gone) != 1 {
		t.Errorf("of one office: %+v", v.Comparison)
	}
	comparing <- struct{}{}
	comparing <- struct{}{}
	_, err = w.board.Compare(t.Context(), w.as("adviser"), w.wide, Sides{With: w.library})
	if w.wantKind(err, problem.Overloaded); err != nil && problem.Of(err).RetryAfter == 0 {
		t.Error("it does not say when to come back")
	}
	<-comparing
	<-comparing
	for _, with := range []uuid.UUID{w.foreign, uuid.New()} {
		_, err = w.board.Compare(t.Context(), w.as("io"), w.wide, Sides{With: with})
		w.wantKind(err, problem.NotFound)
		w.wantKind(w.board.RememberComparison(t.Context(), w.as("io"), w.wide, with), problem.NotFound)
	}
	_, err = w.board.Compare(t.Context(), w.as("io"), w.wide, Sides{With: w.wide})
	w.wantKind(err, problem.Invalid)
	w.wantKind(w.board.RememberComparison(t.Context(), w.as("io"), w.wide, w.wide), problem.Invalid)
	for _, who := range []string{"sm", "registrar", "body", "adviser"} {
		w.wantKind(w.board.RememberComparison(t.Context(), w.as(who), w.wide, w.library), problem.Refused)
	}
	w.wantKind(w.board.RememberComparison(t.Context(), w.as("io abroad"), w.wide, w.foreign), problem.NotFound)
	w.must(w.board.RememberComparison(t.Context(), w.as("io"), w.wide, w.library))
	v, err = w.board.Compare(t.Context(), w.as("adviser"), w.wide, Sides{})
	if err != nil || v.Other.Analysis.ID != w.library {
		t.Errorf("the choice is not remembered: %v", err)
	}
	w.must(w.board.RememberComparison(t.Context(), w.as("io"), w.wide, uuid.Nil))

	// What is hidden from a reader is compared with nothing.
	w.sql(`update analysis set reveal = 'together' where id = $1`, w.wide)
	v, err = w.board.Compare(t.Context(), w.as("registrar"), w.wide, Sides{With: w.library})
	w.must(err)
	if len(v.Comparison.Still) != 1 || len(v.Comparison.New) != 0 {
		t.Errorf("while items are hidden: %+v", v.Comparison)
	}
	v, err = w.board.Compare(t.Context(), w.as("io"), w.library, Sides{With: w.wide})
	w.must(err)
	if slices.Contains(strings.Split(textsOf(v.Comparison.Gone), "|"), "Visa rules change often") || len(v.Comparison.Still) != 0 {
		t.Errorf("hidden items of the other side: %+v", v.Comparison)
	}
}
