package swot

import (
	"math"
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestMeanAndSpread(t *testing.T) {
	for _, c := range []struct {
		scores       []int16
		mean, spread float64
		apart        bool
	}{
		{nil, 0, 0, false},
		{[]int16{2}, 2, 0, false},
		{[]int16{1, 1, 1}, 1, 0, false},
		{[]int16{-3, 3}, 0, 3, true},
		{[]int16{0, 3}, 1.5, 1.5, true},
		{[]int16{1, 3}, 2, 1, false},
		{[]int16{-1, 0, 1}, 0, math.Sqrt(2.0 / 3), false},
		{[]int16{2, 4 - 1, -1, 0}, 1, math.Sqrt(10.0 / 4), true},
	} {
		got := cellOf(c.scores)
		if math.Abs(got.Mean-c.mean) > 1e-12 || math.Abs(got.Spread-c.spread) > 1e-12 || got.N != len(c.scores) || got.Apart() != c.apart {
			t.Errorf("%v: %+v, apart %v", c.scores, got, got.Apart())
		}
	}
}

func TestSums(t *testing.T) {
	a, b, x, y := Item{ID: uuid.New()}, Item{ID: uuid.New()}, Item{ID: uuid.New()}, Item{ID: uuid.New()}
	m := Matrix{Inside: []Item{a, b}, Outside: []Item{x, y}, Cells: map[Meeting]Cell{{a.ID, x.ID}: {Mean: 2}, {a.ID, y.ID}: {Mean: -.5}, {b.ID, x.ID}: {Mean: 1}, {uuid.New(), x.ID}: {Mean: 3}}}
	if got := m.Sum(func(at Meeting) bool { return at.Inside == a.ID }); got != 1.5 {
		t.Errorf("the row comes to %v", got)
	}
	if got := m.Sum(func(at Meeting) bool { return at.Outside == x.ID }); got != 3 {
		t.Errorf("the column comes to %v: what is no longer in the matrix does not count", got)
	}
}

func TestCheckMatrix(t *testing.T) {
	of := func(s, w, o, th int) (found []usable) {
		for q, n := range map[Quadrant]int{Strength: s, Weakness: w, Opportunity: o, Threat: th} {
			for range n {
				found = append(found, usable{ID: uuid.New(), Quadrant: q})
			}
		}
		return found
	}
	for _, c := range []struct {
		found []usable
		ok    bool
	}{
		{of(5, 5, 5, 5), true}, {of(1, 1, 1, 1), true}, {of(2, 0, 2, 0), true}, {of(3, 0, 5, 0), true},
		{of(6, 0, 2, 0), false}, {of(2, 2, 0, 6), false}, {of(1, 0, 2, 2), false}, {of(2, 2, 1, 0), false}, {nil, false},
		{append(of(2, 2, 2, 2), usable{Quadrant: Strength, Withdrawn: true}), false},
	} {
		if err := checkMatrix(make([]uuid.UUID, len(c.found)), c.found); (err == nil) != c.ok {
			t.Errorf("%v: %v", c.found, err)
		}
	}
	if checkMatrix(make([]uuid.UUID, 9), of(2, 2, 2, 2)) == nil {
		t.Error("an item of elsewhere was taken")
	}
}

func TestParseAndCheckScores(t *testing.T) {
	in, out, gone := uuid.New(), uuid.New(), uuid.New()
	chosen := []usable{{in, Weakness, false}, {out, Threat, false}, {gone, Threat, true}}
	for cell, kind := range map[string]problem.Kind{
		in.String() + ":" + out.String() + ":3": "", in.String() + ":" + out.String() + ":-3": "", in.String() + ":" + out.String() + ":": "", in.String() + ":" + out.String() + ":0": "",
		in.String() + ":" + out.String() + ":4": problem.Invalid, in.String() + ":" + out.String() + ":-4": problem.Invalid, in.String() + ":" + out.String() + ":1.5": problem.Invalid,
		in.String() + ":" + out.String(): problem.Invalid, "x:y:1": problem.Invalid, "": problem.Invalid,
		out.String() + ":" + in.String() + ":1": problem.Invalid, in.String() + ":" + in.String() + ":1": problem.Invalid,
		in.String() + ":" + gone.String() + ":1": problem.Conflict, in.String() + ":" + uuid.NewString() + ":1": problem.Conflict,
	} {
		s, err := ParseCell(cell)
		if err == nil {
			err = checkScores([]Score{s}, chosen)
		}
		if kind == "" && err != nil || kind != "" && !problem.Is(err, kind) {
			t.Errorf("%s: %v, want %q", cell, err, kind)
		}
	}
	if checkScores(nil, chosen) == nil || checkScores([]Score{{Meeting: Meeting{in, out}}, {Meeting: Meeting{in, out}}}, chosen) == nil {
		t.Error("nothing, or twice the same, was taken")
	}
}
