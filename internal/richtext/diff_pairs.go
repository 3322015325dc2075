package richtext

import (
	"math"
	"reflect"
	"slices"
)

const (
	alike       = 0.35    // of the words in common, from which two blocks are one that was changed
	mostToWeigh = 250_000 // pairs in one gap that are weighed against each other
)

// pairs finds which blocks of a gap became which; the pairs ascend.
func (d *differ) pairs(parent string, a, b []*Node, moved map[int32]bool) [][2]int {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	if inPlace(parent, a, b) {
		list := make([][2]int, len(a))
		for i := range list {
			list[i] = [2]int{i, i}
		}
		return list
	}
	// A gap too large to weigh as a whole is weighed in slices.
	slices := int(math.Ceil(math.Sqrt(float64(len(a)) * float64(len(b)) / mostToWeigh)))
	var list [][2]int
	for s := range slices {
		a0, a1 := s*len(a)/slices, (s+1)*len(a)/slices
		b0, b1 := s*len(b)/slices, (s+1)*len(b)/slices
		for _, p := range d.weigh(a[a0:a1], b[b0:b1], moved) {
			list = append(list, [2]int{a0 + p[0], b0 + p[1]})
		}
	}
	return list
}

// inPlace says whether as many rows, cells or paragraphs of a cell stand where
// others stood: figures in their places, which need no word in common.
func inPlace(parent string, a, b []*Node) bool {
	if parent != Table && parent != TableRow && !isCell(parent) || len(a) != len(b) {
		return false
	}
	for i := range a {
		if !mayPair(a[i], b[i]) {
			return false
		}
	}
	return true
}

// weigh chooses the pairs that have the most in common together.
func (d *differ) weigh(a, b []*Node, moved map[int32]bool) [][2]int {
	bagsA, bagsB := d.bags(a, moved), d.bags(b, moved)
	width := len(b) + 1
	best := make([]float32, (len(a)+1)*width)
	score := make([]float32, len(a)*len(b))
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			s := float32(0)
			if mayPair(a[i], b[j]) {
				s = bagsA[i].likeness(bagsB[j])
			}
			score[i*len(b)+j] = s
			most := max(best[(i+1)*width+j], best[i*width+j+1])
			if s > 0 {
				most = max(most, best[(i+1)*width+j+1]+s)
			}
			best[i*width+j] = most
		}
	}
	var list [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		s, here := score[i*len(b)+j], best[i*width+j]
		switch {
		case s > 0 && here == best[(i+1)*width+j+1]+s:
			list = append(list, [2]int{i, j})
			i, j = i+1, j+1
		case here == best[(i+1)*width+j]:
			i++
		default:
			j++
		}
	}
	return list
}

// mayPair says whether the one can have become the other by editing.
func mayPair(a, b *Node) bool {
	return a.Type == b.Type || a.textblock() && b.textblock() || isList(a.Type) && isList(b.Type) || isCell(a.Type) && isCell(b.Type)
}

func sameForm(a, b *Node) bool { return a.Type == b.Type && reflect.DeepEqual(a.Attrs, b.Attrs) }

// bag is the words of a block, sorted.
type bag struct {
	words []int32
	grows bool // a list, a quotation or a table: what it gains does not make it another
	taken bool // it is paired already
}

func (d *differ) bags(list []*Node, moved map[int32]bool) []bag {
	bags := make([]bag, len(list))
	for i, n := range list {
		if len(moved) > 0 && moved[d.key(n)] {
			bags[i].taken = true
			continue
		}
		bags[i].grows = !n.textblock()
		n.blocks(func(block *Node) {
			for _, c := range block.Content {
				for _, t := range tokens(c.Text) {
					if isWord(t) {
						bags[i].words = append(bags[i].words, d.word(t))
					}
				}
			}
		})
		slices.Sort(bags[i].words)
	}
	return bags
}

// likeness is the share of words in common, from alike to 1, and 0 below alike.
// Two blocks without a word are alike.
func (b bag) likeness(c bag) float32 {
	both := float32(len(b.words) + len(c.words))
	if b.grows && c.grows {
		both = 2 * float32(max(1, min(len(b.words), len(c.words))))
	}
	switch {
	case b.taken || c.taken:
		return 0
	case len(b.words)+len(c.words) == 0:
		return 1
	case 2*float32(min(len(b.words), len(c.words)))/both < alike:
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(b.words) && j < len(c.words); {
		switch {
		case b.words[i] == c.words[j]:
			common, i, j = common+1, i+1, j+1
		case b.words[i] < c.words[j]:
			i++
		default:
			j++
		}
	}
	if share := 2 * float32(common) / both; share >= alike {
		return share
	}
	return 0
}
