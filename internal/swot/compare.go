package swot

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// alike is from where on two texts count as the same statement in other words.
const alike = 0.35

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
// those under the same heading, then the first in the list. Each item is in one pair at most.
func Compare(now, then []Item) Comparison {
	var pairs []match
	index := newTrigramIndex(then)
	for n, i := range now {
		for _, f := range index.like(i.Text) {
			pairs = append(pairs, match{n, f.at, f.likeness, i.Quadrant == then[f.at].Quadrant})
		}
	}
	slices.SortFunc(pairs, match.before)
	var c Comparison
	usedNow, usedThen := make([]bool, len(now)), make([]bool, len(then))
	for _, p := range pairs {
		if !usedNow[p.now] && !usedThen[p.then] {
			usedNow[p.now], usedThen[p.then] = true, true
			c.Still = append(c.Still, Pair{Now: now[p.now], Then: then[p.then], Likeness: p.likeness})
		}
	}
	c.Gone, c.New = left(then, usedThen), left(now, usedNow)
	slices.SortStableFunc(c.Still, func(a, b Pair) int { return cmp.Compare(placeOf(a.Now.Quadrant), placeOf(b.Now.Quadrant)) })
	return c
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

// trigramIndex finds the texts of a list that have many trigrams in common with another one, without comparing each
// with each: the measure is that of pg_trgm's similarity().
type trigramIndex struct {
	holders map[[3]rune][]int32 // the texts that hold a trigram
	sizes   []int               // how many different trigrams a text has
	shared  []int32
}

func newTrigramIndex(list []Item) *trigramIndex {
	x := &trigramIndex{holders: map[[3]rune][]int32{}, sizes: make([]int, len(list)), shared: make([]int32, len(list))}
	for n, i := range list {
		for t := range trigrams(i.Text) {
			x.holders[t] = append(x.holders[t], int32(n))
			x.sizes[n]++
		}
	}
	return x
}

// likely is a text of a list with how alike it is.
type likely struct {
	at       int
	likeness float64
}

// like gives the texts of the list that are alike enough.
func (x *trigramIndex) like(text string) (found []likely) {
	own := trigrams(text)
	clear(x.shared)
	for t := range own {
		for _, n := range x.holders[t] {
			x.shared[n]++
		}
	}
	for n, shared := range x.shared {
		if shared == 0 {
			continue
		}
		if likeness := float64(shared) / float64(len(own)+x.sizes[n]-int(shared)); likeness >= alike {
			found = append(found, likely{n, likeness})
		}
	}
	return found
}

// trigrams are the three letters after each other in every word of a folded text, with two blanks before a word and one
// behind it, each once.
func trigrams(text string) map[[3]rune]struct{} {
	set := map[[3]rune]struct{}{}
	words := strings.FieldsFunc(Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	for _, word := range words {
		letters := append(append([]rune("  "), []rune(word)...), ' ')
		for n := range len(letters) - 2 {
			set[[3]rune(letters[n:n+3])] = struct{}{}
		}
	}
	return set
}
