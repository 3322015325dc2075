package swot

import (
	"cmp"
	"math"
	"slices"

	"github.com/google/uuid"
)

// Ranked is an item with its place among those of its heading. Items with as many dots share a rank, and the next rank
// leaves as many out: 1, 2, 2, 4.
type Ranked struct {
	Item
	Rank int // 0: it got no dots
	Tied bool
}

// counts tells whether an item stands for itself in a result.
func (i Item) counts() bool { return !i.Withdrawn() && i.JointID == uuid.Nil }

// rank orders the items of a heading by their dots, those with as many in the order of the board.
func rank(items []Item, q Quadrant) []Ranked {
	var list []Ranked
	for _, i := range items {
		if i.Quadrant == q && i.counts() {
			list = append(list, Ranked{Item: i})
		}
	}
	slices.SortStableFunc(list, func(a, b Ranked) int { return cmp.Compare(b.Votes, a.Votes) })
	for n := range list {
		same := func(m int) bool { return m >= 0 && m < len(list) && list[m].Votes == list[n].Votes }
		switch {
		case list[n].Votes == 0:
			continue
		case same(n - 1):
			list[n].Rank = list[n-1].Rank
		default:
			list[n].Rank = n + 1
		}
		list[n].Tied = same(n-1) || same(n+1)
	}
	return list
}

// top is how many of the ranked are among the first n: all that share the last place with others are, and none without
// dots is.
func top(list []Ranked, n int) int {
	return len(slices.DeleteFunc(slices.Clone(list), func(r Ranked) bool { return r.Rank == 0 || r.Rank > n }))
}

// spread is the mean of what voters answered and how far they are apart: the standard deviation, which is 0 where all
// say the same.
func spread(answers []float64) (mean, deviation float64) {
	if len(answers) == 0 {
		return 0, 0
	}
	for _, x := range answers {
		mean += x / float64(len(answers))
	}
	for _, x := range answers {
		deviation += (x - mean) * (x - mean) / float64(len(answers))
	}
	return mean, math.Sqrt(deviation)
}
