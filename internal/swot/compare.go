package swot

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"
)

// Comparison is what became of one list of items in another one.
type Comparison struct {
	Still []Pair // said in both
	Gone  []Item // said only in the earlier list, by heading
	New   []Item // said only in the later list, by heading
}

// Pair is two items that say the same.
type Pair struct {
	Now, Then Item
	Likeness  float64 // 1: the same words
}

// Moved tells whether the two stand under different headings.
func (p Pair) Moved() bool { return p.Now.Quadrant != p.Then.Quadrant }

// Reworded tells whether the words differ.
func (p Pair) Reworded() bool { return p.Now.Text != p.Then.Text }

// Compare finds for each item of now the one of then that says the same. The most alike find each other first; among equals
// those under the same heading, then the first in the list. Each item is in one pair at most, and chooses among the few
// that are the most like it. It ends with the context's error when that has ended.
func Compare(ctx context.Context, now, then []Item) (Comparison, error) {
	var c Comparison
	var pairs []match
	index := newTrigramIndex(then)
	texts := make([][]int32, len(now))
	for n, i := range now {
		texts[n] = index.trigrams(i.Text)
	}
	usedNow, usedThen := make([]bool, len(now)), make([]bool, len(then))
	pair := func(p match) {
		usedNow[p.now], usedThen[p.then] = true, true
		c.Still = append(c.Still, Pair{Now: now[p.now], Then: then[p.then], Likeness: p.likeness})
	}
	for _, p := range sameWords(now, then, texts, index.texts) {
		pair(p)
	}
	for n, i := range now {
		if err := ctx.Err(); err != nil {
			return Comparison{}, err
		}
		if usedNow[n] {
			continue
		}
		for _, f := range index.like(texts[n], n, usedThen) {
			pairs = append(pairs, match{n, f.at, f.likeness, i.Quadrant == then[f.at].Quadrant})
		}
	}
	slices.SortFunc(pairs, match.before)
	for _, p := range pairs {
		if !usedNow[p.now] && !usedThen[p.then] {
			pair(p)
		}
	}
	c.Gone, c.New = left(then, usedThen), left(now, usedNow)
	slices.SortStableFunc(c.Still, func(a, b Pair) int { return cmp.Compare(placeOf(a.Now.Quadrant), placeOf(b.Now.Quadrant)) })
	return c, nil
}

// sameWords pairs the texts that consist of the same trigrams, those under the same heading first: however many say
// the same, each finds its own.
func sameWords(now, then []Item, texts, others [][]int32) []match {
	var pairs []match
	free := map[string][]int{}
	for n, text := range others {
		if len(text) > 0 {
			key := keyOf(text)
			free[key] = append(free[key], n)
		}
	}
	paired := make([]bool, len(now))
	for _, same := range []bool{true, false} {
		for n, i := range now {
			key := keyOf(texts[n])
			at := slices.IndexFunc(free[key], func(m int) bool { return !same || then[m].Quadrant == i.Quadrant })
			if paired[n] || at < 0 {
				continue
			}
			pairs = append(pairs, match{n, free[key][at], 1, same})
			free[key], paired[n] = slices.Delete(free[key], at, at+1), true
		}
	}
	return pairs
}

// keyOf is the trigrams of a text as the key of a map.
func keyOf(text []int32) string {
	var b []byte
	for _, t := range text {
		b = binary.LittleEndian.AppendUint32(b, uint32(t))
	}
	return string(b)
}

type match struct {
	now, then int
	likeness  float64
	same      bool // under the same heading
}

func (p match) before(q match) int {
	if c := cmp.Compare(q.likeness, p.likeness); c != 0 {
		return c
	}
	if p.same != q.same {
		if p.same {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(p.now, q.now), cmp.Compare(p.then, q.then))
}

func left(list []Item, used []bool) []Item {
	var rest []Item
	for n, i := range list {
		if !used[n] {
			rest = append(rest, i)
		}
	}
	slices.SortStableFunc(rest, func(a, b Item) int { return cmp.Compare(placeOf(a.Quadrant), placeOf(b.Quadrant)) })
	return rest
}

func placeOf(q Quadrant) int { return slices.Index(Quadrants, q) }
