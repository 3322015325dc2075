package swot

import (
	"slices"
	"testing"

	"meridian/internal/problem"
)

func itemsIn(quadrants ...Quadrant) (list []Source) {
	for _, q := range quadrants {
		list = append(list, Source{Quadrant: q, usable: true})
	}
	return list
}

func TestJointHeading(t *testing.T) {
	for _, c := range []struct {
		name           string
		list           []Source
		choice, reason string
		want           Quadrant
		field          string
	}{
		{name: "all alike", list: itemsIn(Threat, Threat), want: Threat},
		{name: "most of them", list: itemsIn(Threat, Weakness, Threat), reason: "r", want: Threat},
		{name: "most of them, without a reason", list: itemsIn(Threat, Weakness, Threat), field: "reason"},
		{name: "a tie", list: itemsIn(Threat, Weakness), reason: "r", field: "quadrant"},
		{name: "a tie, decided", list: itemsIn(Threat, Weakness), choice: "weakness", reason: "r", want: Weakness},
		{name: "a tie behind the first", list: itemsIn(Threat, Weakness, Strength, Threat), reason: "r", want: Threat},
		{name: "where none stood", list: itemsIn(Threat), choice: "strength", field: "reason"},
		{name: "where none stood, with a reason", list: itemsIn(Threat), choice: "strength", reason: "r", want: Strength},
		{name: "no heading", list: itemsIn(Threat), choice: "x", field: "quadrant"},
	} {
		q, err := jointHeading(c.list, c.choice, c.reason)
		if field := problem.Of(err).Field; (err == nil) != (c.field == "") || err != nil && field != c.field || err == nil && q != c.want {
			t.Errorf("%s: %q, %v", c.name, q, err)
		}
	}
}

func TestClusters(t *testing.T) {
	at := func(list [][]member) (places [][]int) {
		for _, c := range list {
			var p []int
			for _, m := range c {
				p = append(p, m.at)
			}
			places = append(places, p)
		}
		return places
	}
	crowd := []pair{}
	for n := range 12 {
		crowd = append(crowd, pair{X: 0, Y: n + 1})
	}
	for _, c := range []struct {
		name  string
		pairs []pair
		want  [][]int
	}{
		{"none", nil, nil},
		{"two pairs", []pair{{X: 0, Y: 1}, {X: 2, Y: 3}}, [][]int{{0, 1}, {2, 3}}},
		{"a chain", []pair{{X: 0, Y: 1}, {X: 1, Y: 2}, {X: 0, Y: 3}}, [][]int{{0, 1, 2, 3}}},
		{"two that meet stay apart", []pair{{X: 0, Y: 1}, {X: 2, Y: 3}, {X: 1, Y: 2}}, [][]int{{0, 1}, {2, 3}}},
		{"a crowd", crowd, [][]int{{0, 1, 2, 3, 4, 5, 6, 7}}},
	} {
		if got := at(clusters(c.pairs)); !slices.EqualFunc(got, c.want, slices.Equal[[]int]) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSharedWords(t *testing.T) {
	for _, c := range []struct {
		text    string
		lexemes []string
		want    []string
	}{
		{"No Scholarships, no fund.", []string{"scholarship", "fund"}, []string{"Scholarships", "fund"}},
		{"A strategy; another strategy", []string{"strategi"}, []string{"strategy"}},
		{"فنڈ نہيں ہے", []string{"فنڈ", "نہیں"}, []string{"فنڈ", "نہيں"}},
		{"nothing", []string{"other"}, nil},
	} {
		if got := sharedWords(c.text, c.lexemes); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
