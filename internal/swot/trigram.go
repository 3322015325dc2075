package swot

import (
	"slices"
	"strings"
	"unicode"
)

const (
	alike       = 0.35 // from where on two texts count as the same statement in other words
	commonFrom  = 300  // a trigram that more texts hold tells little
	mostSought  = 64   // trigrams of a text by which others are found, the rarest
	mostCommon  = 8    // the same where all are common
	mostWeighed = 64   // texts whose likeness is worked out for one
	mostLikely  = 8    // texts of which one chooses
)

// trigramIndex finds the texts of a list that have many trigrams in common with another one, without comparing each
// with each: the measure is that of pg_trgm's similarity(). What a text costs is bounded, whatever the list holds.
type trigramIndex struct {
	ids     map[[3]rune]int32
	holders [][]int32 // the texts that hold a trigram
	texts   [][]int32 // the trigrams of a text, in order
	shared  []int32
}

func newTrigramIndex(list []Item) *trigramIndex {
	x := &trigramIndex{ids: map[[3]rune]int32{}, shared: make([]int32, len(list))}
	for _, i := range list {
		x.texts = append(x.texts, x.trigrams(i.Text))
	}
	x.holders = make([][]int32, len(x.ids))
	for n, text := range x.texts {
		for _, t := range text {
			x.holders[t] = append(x.holders[t], int32(n))
		}
	}
	return x
}

// trigrams gives the trigrams of a text as numbers in order.
func (x *trigramIndex) trigrams(text string) []int32 {
	var list []int32
	for t := range trigrams(text) {
		id, known := x.ids[t]
		if !known {
			id = int32(len(x.ids))
			x.ids[t] = id
		}
		list = append(list, id)
	}
	slices.Sort(list)
	return list
}

// likely is a text of a list with how alike it is.
type likely struct {
	at       int
	likeness float64
}

// like gives the texts of the list that are the most like one with the trigrams own, and alike enough; without those that
// are used. at is its place in its own list: among equals those at the same place and behind come first, so that many
// alike do not all choose the same few.
func (x *trigramIndex) like(own []int32, at int, used []bool) (found []likely) {
	clear(x.shared)
	for _, t := range x.telling(own) {
		for _, n := range x.holders[t] {
			x.shared[n]++
		}
	}
	var weighed []int
	for k := range x.shared {
		n := (at + k) % len(x.shared)
		if x.shared[n] > 0 && !used[n] {
			weighed = keep(weighed, n, mostWeighed, func(a, b int) bool { return x.shared[a] > x.shared[b] })
		}
	}
	for _, n := range weighed {
		shared := inBoth(own, x.texts[n])
		if likeness := float64(shared) / float64(len(own)+len(x.texts[n])-shared); likeness >= alike {
			found = keep(found, likely{n, likeness}, mostLikely, func(a, b likely) bool { return a.likeness > b.likeness })
		}
	}
	return found
}

// telling picks the trigrams by which the texts that are like one are found: its rarest, and common ones only where it has
// no others.
func (x *trigramIndex) telling(own []int32) []int32 {
	var list []int32
	for _, t := range own {
		if int(t) < len(x.holders) { // others are in no text of the list
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b int32) int { return len(x.holders[a]) - len(x.holders[b]) })
	rare := 0
	for rare < len(list) && len(x.holders[list[rare]]) <= commonFrom {
		rare++
	}
	if rare == 0 {
		return list[:min(len(list), mostCommon)]
	}
	return list[:min(rare, mostSought)]
}

// keep puts one into a list of the best, which stays in order and no longer than most; an equal one goes behind.
func keep[T any](best []T, one T, most int, better func(a, b T) bool) []T {
	at := len(best)
	for at > 0 && better(one, best[at-1]) {
		at--
	}
	if at == most {
		return best
	}
	best = slices.Insert(best, at, one)
	return best[:min(len(best), most)]
}

// inBoth counts what two lists in order have in common.
func inBoth(a, b []int32) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
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
