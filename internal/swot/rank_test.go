package swot

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/uuid"
)

func TestRank(t *testing.T) {
	then := time.Now()
	for _, c := range []struct {
		votes []int
		want  string // votes, rank and whether it is shared, in the order of the list
		top   []int  // how many are among the first 1, 2, 3 …
	}{
		{votes: nil, want: "", top: []int{0}},
		{votes: []int{0, 0}, want: "0:0 0:0 ", top: []int{0, 0}},
		{votes: []int{1, 3, 2}, want: "3:1 2:2 1:3 ", top: []int{1, 2, 3, 3}},
		{votes: []int{2, 5, 2, 0, 1}, want: "5:1 2:2= 2:2= 1:4 0:0 ", top: []int{1, 3, 3, 4, 4}},
		{votes: []int{3, 3, 3}, want: "3:1= 3:1= 3:1= ", top: []int{3, 3, 3}},
		{votes: []int{4, 4, 1, 1}, want: "4:1= 4:1= 1:3= 1:3= ", top: []int{2, 2, 4}},
	} {
		items := []Item{{Quadrant: Weakness, Votes: 9}, {Quadrant: Threat, Votes: 9, WithdrawnAt: &then}, {Quadrant: Threat, Votes: 9, JointID: uuid.New()}}
		for n, v := range c.votes {
			items = append(items, Item{Quadrant: Threat, Votes: v, Position: fmt.Sprint(n)})
		}
		list, got := rank(items, Threat), ""
		for n, r := range list {
			shared := ""
			if r.Tied {
				shared = "="
			}
			got += fmt.Sprintf("%d:%d%s ", r.Votes, r.Rank, shared)
			if n > 0 && r.Votes == list[n-1].Votes && r.Position < list[n-1].Position {
				t.Errorf("%v: items with as many dots are not in the order of the board", c.votes)
			}
		}
		if got != c.want {
			t.Errorf("%v: %s, want %s", c.votes, got, c.want)
		}
		for n, want := range c.top {
			if got := top(list, n+1); got != want {
				t.Errorf("%v: the first %d are %d, want %d", c.votes, n+1, got, want)
			}
		}
	}
}

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		answers         []float64
		mean, deviation float64
	}{
		{nil, 0, 0},
		{[]float64{4}, 4, 0},
		{[]float64{3, 3, 3}, 3, 0},
		{[]float64{1, 5}, 3, 2},
		{[]float64{1, 1, 5, 5}, 3, 2},
		{[]float64{2, 4, 4, 4, 5, 5}, 4, 1},
	} {
		if mean, deviation := spread(c.answers); math.Abs(mean-c.mean) > 1e-9 || math.Abs(deviation-c.deviation) > 1e-9 {
			t.Errorf("%v: %v ± %v", c.answers, mean, deviation)
		}
	}
}
