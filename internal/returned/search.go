package returned

import (
	"slices"
	"strings"
	"unicode/utf8"

	"meridian/internal/richtext"
)

// quoted is words that are looked for, folded, and what stood around them in the document.
type quoted struct{ exact, prefix, suffix string }

func quoteOf(r Remark) quoted {
	return quoted{strings.TrimSpace(folding(r.Exact)), folding(r.Prefix), folding(r.Suffix)}
}

const (
	fewest     = 12 // characters of a line that is looked for alone
	firstMany  = 80 // of the first words that are
	firstFew   = 32
	mostOfIt   = 20 // lines that are looked for
	mostLength = 4_000
)

// partsOf is what stands for the words of a comment when they are not found as a whole: its lines, if it has several, and
// its first words.
func partsOf(r Remark) []quoted {
	exact := cut(r.Exact, mostLength)
	var parts []quoted
	part := func(from, to int) {
		q := quoted{exact: strings.TrimSpace(folding(exact[from:to]))}
		if utf8.RuneCountInString(q.exact) < fewest {
			return
		}
		q.prefix, q.suffix = folding(lastOf(r.Prefix+exact[:from], Context)), folding(firstOf(exact[to:]+r.Suffix, Context))
		parts = append(parts, q)
	}
	start := 0
	for line := range strings.SplitSeq(exact, "\n") {
		if end := start + len(line); len(line) < len(r.Exact) && len(parts) < mostOfIt {
			part(start, end)
		}
		start += len(line) + 1
	}
	line, _, _ := strings.Cut(exact, "\n")
	for _, most := range []int{firstMany, firstFew} {
		if first := firstWords(line, most); len(first) < len(line) {
			part(0, len(first))
		}
	}
	return parts
}

// hit is a place where words stand, by the bytes of the folded text.
type hit struct {
	page    *page
	a, b    int
	context int  // characters alike around it
	all     bool // all that the quote has
	oneSide bool // nearly nothing is alike on the other
	home    bool
}

// How sure a place must be, in characters that are alike.
const (
	surely     = 16              // the words and what is around them, where they stand once
	alike      = 12              // what is around them, where they stand several times
	ahead      = 6               // by which it must be better than every other place
	homeward   = 8               // for which the right section counts
	bothSides  = 8               // what is around them on either side, unless somebody is to look
	mostPlaces = 1_000           // that are weighed
	mostLooks  = 20 * mostPlaces // at parts of words among them
)

// search is the place of a quote, or why there is none.
func (m *matcher) search(q quoted, home []*page) (hit, string) {
	if q.exact == "" {
		return hit{}, gone
	}
	var best, second hit
	n, looks := 0, 0
	second.context = -homeward
	for _, p := range m.pages {
		for start := 0; ; looks++ {
			i := strings.Index(p.folded[start:], q.exact)
			if i < 0 {
				break
			}
			if n == mostPlaces || looks >= mostLooks {
				return hit{}, several
			}
			h := hit{page: p, a: start + i, b: start + i + len(q.exact), home: slices.Contains(home, p)}
			_, size := utf8.DecodeRuneInString(p.folded[h.a:])
			start = h.a + size
			if !h.weigh(q) {
				continue
			}
			n++
			if best.page == nil || h.rank() > best.rank() {
				best, h = h, best
			}
			if h.page != nil && (second.page == nil || h.rank() > second.rank()) {
				second = h
			}
		}
	}
	switch {
	case best.page == nil:
		return hit{}, gone
	case second.page == nil && utf8.RuneCountInString(q.exact)+best.context < surely && !(best.all && best.home):
		return hit{}, unsure
	case second.page == nil, best.all && (!second.all || best.home && !second.home):
		return best, ""
	case best.context < alike, best.rank() < second.rank()+ahead:
		return hit{}, several
	}
	return best, ""
}

func (h hit) rank() int {
	if h.home {
		return h.context + homeward
	}
	return h.context
}

// weigh counts what is alike around a place. It is false for a part of a word where a whole one is meant.
func (h *hit) weigh(q quoted) bool {
	text := h.page.folded
	whole := func(inside, around bool) bool { return !inside || around }
	if !whole(letterAt(q.exact, 0) && letterBefore(text, h.a), letterBefore(q.prefix, len(q.prefix))) ||
		!whole(letterBefore(q.exact, len(q.exact)) && letterAt(text, h.b), letterAt(q.suffix, 0)) {
		return false
	}
	before, first := alikeBefore(text[:h.a], q.prefix)
	after, last := alikeAfter(text[h.b:], q.suffix)
	// Where the section begins and ends, the document goes on with what is no text of it.
	longBefore, longAfter := utf8.RuneCountInString(strings.TrimRight(q.prefix, " ")), utf8.RuneCountInString(strings.TrimLeft(q.suffix, " "))
	if first && h.home {
		before = longBefore
	}
	if last && h.home {
		after = longAfter
	}
	h.context, h.all = before+after, before >= longBefore && after >= longAfter
	h.oneSide = before < min(bothSides, longBefore) || after < min(bothSides, longAfter)
	return true
}

// has tells whether other words that have the quote's in them stand at the place already.
func (h hit) has(words, exact string) bool {
	i := strings.Index(words, exact)
	return i >= 0 && h.a >= i && strings.HasPrefix(h.page.folded[h.a-i:], words)
}

// quote is the words of the section at the place.
func (h hit) quote() richtext.Quote {
	p := h.page
	a, last := int(p.at[h.a]), int(p.at[h.b-1])
	_, size := utf8.DecodeRuneInString(p.text[last:])
	b := last + size
	return richtext.Quote{Exact: p.text[a:b], Prefix: lastOf(p.text[:a], richtext.QuoteContext), Suffix: cut(p.text[b:], richtext.QuoteContext)}
}

// number is how many times the words stand in the section before the place.
func (h hit) number(words string) int {
	n, end := 0, int(h.page.at[h.a])
	for start := 0; ; n++ {
		i := strings.Index(h.page.text[start:], words)
		if i < 0 || start+i >= end {
			return n
		}
		_, size := utf8.DecodeRuneInString(h.page.text[start+i:])
		start += i + size
	}
}
