package returned

import (
	"strings"

	"meridian/internal/richtext"
)

// suggestion makes a remark of a change, and says where its words begin. A reason says why it cannot be one, with the
// words that it is about; without a kind it changes nothing but blanks.
func suggestion(text string, paras []para, c *change) (r Remark, at int, reason string) {
	p := paras[c.para]
	added := string(c.added)
	taken := strings.TrimSpace(text[c.start:c.end])
	from, to, words, ok := around(text, paras, c, added)
	if !ok {
		return Remark{Exact: tidy(added)}, c.start, "It was added where there is no text that a suggestion could be tied to."
	}
	r = Remark{Kind: Replacement, Author: c.author, Date: c.date, Replacement: words, Moved: c.moved}
	switch {
	case tidy(added) == "" && c.start < c.end:
		r.Kind = Deletion
	case taken == "":
		r.Kind = Insertion
	}
	quote(text, from, to, &r)
	if richtext.Line(r.Exact) == richtext.Line(words) {
		if strings.Contains(added, "\n") && taken == "" {
			return Remark{Exact: lastOf(richtext.Line(text[p.start:c.start]), Context)}, from, "A paragraph was divided here. Suggestions are about words: please divide it in the text."
		}
		return Remark{}, from, ""
	}
	return r, from, ""
}

// around finds the words that a change is tied to, as little as says it all: what was taken away, with the words beside it
// that it cuts or is put to. words is what is to stand in their place. It is false where there are no words at all.
func around(text string, paras []para, c *change, added string) (from, to int, words string, ok bool) {
	p := paras[c.para]
	if c.start == p.start && c.end == p.start && strings.HasSuffix(added, "\n") && p.start < p.end {
		// New paragraphs before this one are rather tied to the one before them, which may be of another section.
		if before := textBefore(paras, c.para); before >= 0 && (paras[before].level == 0 || p.level != 0) {
			return afterPara(text, paras[before], added)
		}
	}
	// What is read near the change with it taken up; whatever is tied to must give the same.
	low, high := tokenBefore(text, p.start, tokenBefore(text, p.start, c.start)), tokenAfter(text, tokenAfter(text, c.end, p.end), p.end)
	want := tidy(text[low:c.start] + added + text[c.end:high])
	left := letterBefore(text[p.start:c.start], c.start-p.start) && (c.start < c.end && letterAt(text, c.start) || letterAt(added, 0))
	right := letterAt(text[:p.end], c.end) && (c.start < c.end && letterBefore(text, c.end) || letterBefore(added, len(added)))
	for _, side := range [][2]bool{{left, right}, {true, right}, {left, true}, {true, true}} {
		from, to = c.start, c.end
		if side[0] {
			from = tokenBefore(text, p.start, from)
		}
		if side[1] {
			to = tokenAfter(text, to, p.end)
		}
		exact := strings.TrimSpace(text[from:to])
		if exact == "" {
			continue
		}
		words = tidy(text[from:c.start] + added + text[c.end:to])
		from += strings.Index(text[from:to], exact)
		to = from + len(exact)
		if tidy(text[low:from]+words+text[to:high]) == want {
			return from, to, words, true
		}
	}
	if strings.TrimSpace(text[from:to]) != "" {
		return from, to, words, true
	}
	if before := textBefore(paras, c.para); before >= 0 {
		return afterPara(text, paras[before], added)
	}
	for _, next := range paras[c.para+1:] {
		if next.start < next.end {
			to = tokenAfter(text, next.start, next.end)
			return next.start, to, tidy(added + "\n" + text[next.start:to]), true
		}
	}
	return 0, 0, "", false
}

// instead is a change that adds words right beside those that somebody else takes away: it is meant instead of them.
func instead(all []*change, i int) *change {
	c := all[i]
	if c.start < c.end || tidy(string(c.added)) == "" || c.moved {
		return c
	}
	for _, n := range []int{i - 1, i + 1} {
		if n < 0 || n >= len(all) {
			continue
		}
		if d := all[n]; d.para == c.para && d.start < d.end && len(d.added) == 0 && !d.moved && (d.end == c.start || d.start == c.end) {
			both := *c
			both.start, both.end = d.start, d.end
			return &both
		}
	}
	return c
}

// textBefore is the last paragraph with text before one; -1: none.
func textBefore(paras []para, i int) int {
	for i--; i >= 0 && paras[i].start == paras[i].end; i-- {
	}
	return i
}

// afterPara ties new lines to the last word of a paragraph.
func afterPara(text string, p para, added string) (from, to int, words string, ok bool) {
	end := p.start + len(strings.TrimRight(text[p.start:p.end], " \n"))
	from = tokenBefore(text, p.start, end)
	return from, end, tidy(text[from:end] + "\n" + added), true
}
