package richtext

import "unicode/utf8"

// Anchor is words of a text that something was said about. It goes with its words through every change of the text; see
// Follow.
type Anchor struct {
	From, To int    // positions; From == To where its words are gone: where they stood
	Exact    string // its words when it was set, as a Reading has them
	Quote    Quote  // its words when they last stood whole, and what stood around them
	Words    string // its words now; empty: gone
	State    AnchorState
}

// AnchorState is how sure an anchor is of its words.
type AnchorState string

// The states of an anchor.
const (
	Anchored AnchorState = "anchored" // the words stand as they were
	Check    AnchorState = "check"    // they were changed, or were found again elsewhere: somebody should look
	Detached AnchorState = "detached" // they are gone
)

// SetAnchor sets an anchor on the words of a quote: where they stand more than once, on those with the most of its
// prefix and suffix around them, and among equals on the first. It is false where the words are not in the text.
func (r *Reading) SetAnchor(q Quote) (Anchor, bool) {
	var best Found
	found := false
	for _, f := range r.Find(q) {
		if !found || f.Context > best.Context {
			best, found = f, true
		}
	}
	if !found {
		return Anchor{}, false
	}
	return r.anchorAt(best, Line(q.Exact), Anchored), true
}

func (r *Reading) anchorAt(f Found, exact string, state AnchorState) Anchor {
	q := r.Quote(f.From, f.To)
	return Anchor{From: f.From, To: f.To, Exact: exact, Quote: q, Words: q.Exact, State: state}
}

// Follower moves anchors through one change of a text.
type Follower struct {
	Steps  [][]int         // the ranges of its steps, as Applied has them
	Before func() *Reading // the text that the first was made on; asked for only where words were taken away
	After  *Reading        // the text that the last left

	added [][2]int
	asked bool
}

// Follow is where an anchor stands after the change. Words that were taken away are looked for in what the change
// brought, for that is what moving a passage is: taken up here, put down there. A place that was found so, and words that
// were changed, are to be checked; words that stand nowhere are Detached until a later change, such as an undo, brings
// them back. Nothing is ever put at a place that only looks alike: where two would do, it is Detached.
func (f *Follower) Follow(a Anchor) Anchor {
	from, to := MapRange(f.Steps, a.From, a.To)
	if a.State == Detached {
		if again, ok := f.again(a, a.Quote); ok {
			return again
		}
		a.From, a.To = from, from
		return a
	}
	words := f.After.Between(from, to)
	switch {
	case words == a.Words:
		a.From, a.To = from, to
		return a
	case words != "" && !remnant(words, a.Words):
		a.From, a.To, a.Words, a.State = from, to, words, Check
		if words == a.Exact {
			a.Quote, a.State = f.After.Quote(from, to), Anchored
		}
		return a
	}
	q := f.Before().Quote(a.From, a.To)
	if again, ok := f.again(a, q); ok {
		return again
	}
	if words != "" {
		a.From, a.To, a.Words, a.State = from, to, words, Check
		return a
	}
	a.From, a.To, a.Quote, a.Words, a.State = from, from, q, "", Detached
	return a
}

// remnant tells whether so little is left of words that the rest may stand elsewhere.
func remnant(now, before string) bool {
	return 4*utf8.RuneCountInString(now) <= utf8.RuneCountInString(before)
}

// surely is how many characters of words and of what is around them make a place sure.
const surely = 16

// again looks for the words of a quote in what the change brought.
func (f *Follower) again(a Anchor, q Quote) (Anchor, bool) {
	if !f.asked {
		f.added, f.asked = brought(f.Steps), true
	}
	if len(f.added) == 0 {
		return a, false
	}
	var best Found
	second := -1
	best.Context = -1
	for _, found := range f.After.Find(q) {
		switch {
		case !f.within(found):
		case found.Context > best.Context:
			best, second = found, best.Context
		default:
			second = max(second, found.Context)
		}
	}
	if best.Context <= second || best.Context < 0 || utf8.RuneCountInString(q.Exact)+best.Context < surely {
		return a, false
	}
	return f.After.anchorAt(best, a.Exact, Check), true
}

func (f *Follower) within(found Found) bool {
	for _, r := range f.added {
		if r[0] <= found.From && found.To <= r[1] {
			return true
		}
	}
	return false
}

// brought is what steps put into a text, as passages of the text that the last of them left.
func brought(steps [][]int) [][2]int {
	var all [][2]int
	for n, ranges := range steps {
		moved := 0
		for i := 0; i+2 < len(ranges); i += 3 {
			start, before, after := ranges[i]+moved, ranges[i+1], ranges[i+2]
			moved += after - before
			if after == 0 {
				continue
			}
			// Text that comes at the edges later belongs to the passage, too: a word is typed letter by letter.
			from, to := MapAll(steps[n+1:], start, -1), MapAll(steps[n+1:], start+after, 1)
			if from < to {
				all = append(all, [2]int{from, to})
			}
		}
	}
	return all
}
