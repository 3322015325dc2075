package richtext

import (
	"slices"
	"strings"
)

// Passage is a piece of a text that two people changed from the same base.
type Passage struct {
	Merged             string // what both wanted; of a clash, mine
	Base, Mine, Theirs string
	Clash              bool // both changed the same words, and differently
}

// Merge3 joins two people's changes to the same markup: paragraph by paragraph,
// and word by word where both changed a paragraph. With clash, both changed the
// same words differently, and merged holds mine there: nobody's words are lost
// only when Compare's passages are shown and somebody chooses. Line ends come
// out as \n.
func Merge3(base, mine, theirs string) (merged string, clash bool) {
	var b strings.Builder
	for _, p := range Compare(base, mine, theirs) {
		b.WriteString(p.Merged)
		clash = clash || p.Clash
	}
	return b.String(), clash
}

// Compare gives the three texts in passages: joined, the passages' Base, Mine
// and Theirs are the three texts (with \n as line ends) and their Merged is the
// result of Merge3.
func Compare(base, mine, theirs string) []Passage {
	base, mine, theirs = clean(base), clean(mine), clean(theirs)
	var list []Passage
	for _, p := range compareLists(paragraphs(base), paragraphs(mine), paragraphs(theirs)) {
		if p.Clash {
			list = append(list, compareLists(tokens(p.Base), tokens(p.Mine), tokens(p.Theirs))...)
			continue
		}
		list = append(list, p)
	}
	return list
}

// paragraphs cuts a text behind its blank lines; joined it is the text again.
func paragraphs(s string) []string {
	var list []string
	var b strings.Builder
	blank := false
	for _, l := range strings.SplitAfter(s, "\n") {
		empty := trim(strings.TrimSuffix(l, "\n")) == ""
		if blank && !empty {
			list = append(list, b.String())
			b.Reset()
		}
		blank = empty && b.Len() > 0
		b.WriteString(l)
	}
	if b.Len() > 0 {
		list = append(list, b.String())
	}
	return list
}

// edit says that from..to of the base became with.
type edit struct {
	from, to int
	with     []string
}

func edits(base, other []string) []edit {
	ids := map[string]int32{}
	number := func(list []string) []int32 {
		numbers := make([]int32, len(list))
		for i, s := range list {
			// The last paragraph has no blank line behind it; it is the same
			// paragraph when another one follows.
			s = strings.TrimRight(s, "\n")
			if s == "" {
				s = list[i]
			}
			k, ok := ids[s]
			if !ok {
				k = int32(len(ids))
				ids[s] = k
			}
			numbers[i] = k
		}
		return numbers
	}
	var list []edit
	i, j := 0, 0
	for _, m := range append(align(number(base), number(other)), match{len(base), len(other), 0}) {
		if i < m.a || j < m.b {
			list = append(list, edit{i, m.a, other[j:m.b]})
		}
		for k := range m.n {
			if base[m.a+k] != other[m.b+k] { // only the blank lines behind it differ
				list = append(list, edit{m.a + k, m.a + k + 1, other[m.b+k : m.b+k+1]})
			}
		}
		i, j = m.a+m.n, m.b+m.n
	}
	return list
}

// compareLists joins the edits of both that touch the same elements.
func compareLists(base, mine, theirs []string) []Passage {
	a, b := edits(base, mine), edits(base, theirs)
	var list []Passage
	at := 0
	for len(a)+len(b) > 0 {
		from, to := len(base)+1, 0
		var inA, inB []edit
		for grown := true; grown; {
			grown = false
			for _, side := range []struct{ rest, in *[]edit }{{&a, &inA}, {&b, &inB}} {
				for len(*side.rest) > 0 {
					e := (*side.rest)[0]
					if from <= len(base) && !meets(e, from, to) || from > len(base) && isLater(e, a, b) {
						break
					}
					*side.in, *side.rest = append(*side.in, e), (*side.rest)[1:]
					from, to, grown = min(from, e.from), max(to, e.to), true
				}
			}
		}
		if at < from {
			same := strings.Join(base[at:from], "")
			list = append(list, Passage{Merged: same, Base: same, Mine: same, Theirs: same})
		}
		list = append(list, passage(base, from, to, inA, inB))
		at = to
	}
	if at < len(base) {
		same := strings.Join(base[at:], "")
		list = append(list, Passage{Merged: same, Base: same, Mine: same, Theirs: same})
	}
	return list
}

// isLater says whether another edit begins before this one.
func isLater(e edit, a, b []edit) bool {
	return len(a) > 0 && a[0].from < e.from || len(b) > 0 && b[0].from < e.from
}

// meets says whether an edit shares elements with from..to, or puts something in
// at the very place where from..to does.
func meets(e edit, from, to int) bool {
	return e.from < to && from < e.to || e.from == from && (e.to == e.from || from == to)
}

func passage(base []string, from, to int, a, b []edit) Passage {
	p := Passage{Base: strings.Join(base[from:to], ""), Mine: apply(base, from, to, a), Theirs: apply(base, from, to, b)}
	switch {
	case p.Mine == p.Theirs || p.Theirs == p.Base:
		p.Merged = p.Mine
	case p.Mine == p.Base:
		p.Merged = p.Theirs
	default:
		p.Merged, p.Clash = p.Mine, true
	}
	return p
}

func apply(base []string, from, to int, list []edit) string {
	var parts []string
	for _, e := range list {
		parts = append(append(parts, base[from:e.from]...), e.with...)
		from = e.to
	}
	return strings.Join(slices.Concat(parts, base[from:to]), "")
}
