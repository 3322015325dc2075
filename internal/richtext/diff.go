package richtext

// Kind is what became of a block or a run of words between two versions.
type Kind int

// The kinds. A Change is any of them but that Changed is only for blocks with
// something changed inside; a Run is Same, Inserted, Deleted or Reformatted.
const (
	Same        Kind = iota
	Inserted         // only in the later version
	Deleted          // only in the earlier version
	Changed          // in both, with other words inside
	Reformatted      // the same words in another form: bold, a link, a heading's level
	MovedAway        // stands elsewhere in the later version: here it was
	MovedHere        // stood elsewhere in the earlier version: here it is
)

// Change is one block of the two versions side by side, or of either.
type Change struct {
	Kind    Kind
	Before  *Node    // nil when Inserted or MovedHere
	After   *Node    // nil when Deleted or MovedAway
	Inner   []Change // when Changed or Reformatted: what a list, an item, a quotation, a table, a row or a cell holds
	Runs    []Run    // when Changed or Reformatted: the words of a paragraph or heading
	Move    int      // the same number, from 1, at both ends of a move; else 0
	Outside bool     // Changed or Reformatted: the block's own type or attributes differ
}

// Run is a piece of a paragraph or heading.
type Run struct {
	Kind    Kind
	Content []*Node // texts and hard breaks with their marks: of the earlier version when Deleted, else of the later
}

// shortestMove is the number of words from which an equal block in another place
// is a move and not a coincidence.
const shortestMove = 6

// Diff compares two versions of a document, a before b: first block by block,
// then word by word in blocks that are alike. A list, a quotation and a table
// are compared by what they hold. A block of six words or more that is unchanged
// in another place is a move. The result, read without what was deleted, is b;
// without what was inserted, a. The same documents always give the same result.
func Diff(a, b *Node) []Change {
	d := &differ{keys: map[string]int32{}, words: map[string]int32{}}
	changes := d.list(Doc, a.Content, b.Content)
	d.pairMoves(changes)
	return changes
}

type differ struct {
	keys  map[string]int32 // a node's JSON → its number
	words map[string]int32 // a token → its number
	moves int
	json  []byte
}

func (d *differ) key(n *Node) int32 {
	d.json = n.appendJSON(d.json[:0])
	k, ok := d.keys[string(d.json)]
	if !ok {
		k = int32(len(d.keys))
		d.keys[string(d.json)] = k
	}
	return k
}

func (d *differ) word(token string) int32 {
	k, ok := d.words[token]
	if !ok {
		k = int32(len(d.words))
		d.words[token] = k
	}
	return k
}

// list compares what two nodes of a type hold.
func (d *differ) list(parent string, a, b []*Node) []Change {
	keysA, keysB := make([]int32, len(a)), make([]int32, len(b))
	for i, n := range a {
		keysA[i] = d.key(n)
	}
	for i, n := range b {
		keysB[i] = d.key(n)
	}
	var list []Change
	i, j := 0, 0
	matches := append(align(keysA, keysB), match{len(a), len(b), 0})
	moved := movedKeys(a, keysA, keysB, matches)
	for _, m := range matches {
		list = append(list, d.gap(parent, a[i:m.a], b[j:m.b], moved)...)
		for k := range m.n {
			list = append(list, Change{Kind: Same, Before: a[m.a+k], After: b[m.b+k]})
		}
		i, j = m.a+m.n, m.b+m.n
	}
	return list
}

// movedKeys are the nodes that are on both sides but not matched: they are not
// to be taken for a changed form of something else.
func movedKeys(a []*Node, keysA, keysB []int32, matches []match) map[int32]bool {
	gone := map[int32]bool{}
	i, j := 0, 0
	var came []int32
	for _, m := range matches {
		for ; i < m.a; i++ {
			if countUpTo(a[i], shortestMove) >= shortestMove {
				gone[keysA[i]] = true
			}
		}
		came = append(came, keysB[j:m.b]...)
		i, j = m.a+m.n, m.b+m.n
	}
	moved := map[int32]bool{}
	for _, k := range came {
		if gone[k] {
			moved[k] = true
		}
	}
	return moved
}

// countUpTo counts words until there are enough of them.
func countUpTo(n *Node, enough int) int {
	if n.textblock() {
		return n.Words()
	}
	count := 0
	for _, c := range n.Content {
		if count += countUpTo(c, enough); count >= enough {
			break
		}
	}
	return count
}

// gap compares what stands between two matches: alike blocks are compared
// inside, the others were deleted and inserted.
func (d *differ) gap(parent string, a, b []*Node, moved map[int32]bool) []Change {
	var list []Change
	i, j := 0, 0
	for _, p := range append(d.pairs(parent, a, b, moved), [2]int{len(a), len(b)}) {
		for ; i < p[0]; i++ {
			list = append(list, Change{Kind: Deleted, Before: a[i]})
		}
		for ; j < p[1]; j++ {
			list = append(list, Change{Kind: Inserted, After: b[j]})
		}
		if i < len(a) && j < len(b) {
			list = append(list, d.pair(a[i], b[j]))
			i, j = i+1, j+1
		}
	}
	return list
}

// pair compares two blocks of which the one became the other.
func (d *differ) pair(a, b *Node) Change {
	c := Change{Kind: Reformatted, Before: a, After: b, Outside: !sameForm(a, b)}
	if a.textblock() {
		c.Runs = d.runs(a, b)
		for _, r := range c.Runs {
			if r.Kind == Inserted || r.Kind == Deleted {
				c.Kind = Changed
			}
		}
		return c
	}
	c.Inner = d.list(a.Type, a.Content, b.Content)
	for _, inner := range c.Inner {
		if inner.Kind != Same && inner.Kind != Reformatted {
			c.Kind = Changed
		}
	}
	return c
}

// pairMoves finds what was deleted in one place and inserted, equal, in another,
// also inside lists, quotations and tables.
func (d *differ) pairMoves(changes []Change) {
	gone := map[int32][]*Change{}
	eachChange(changes, func(c *Change) {
		if c.Kind == Deleted && countUpTo(c.Before, shortestMove) >= shortestMove {
			k := d.key(c.Before)
			gone[k] = append(gone[k], c)
		}
	})
	eachChange(changes, func(c *Change) {
		if c.Kind != Inserted {
			return
		}
		k := d.key(c.After)
		if len(gone[k]) == 0 {
			return
		}
		d.moves++
		c.Kind, c.Move = MovedHere, d.moves
		gone[k][0].Kind, gone[k][0].Move = MovedAway, d.moves
		gone[k] = gone[k][1:]
	})
}

func eachChange(changes []Change, f func(*Change)) {
	for i := range changes {
		f(&changes[i])
		eachChange(changes[i].Inner, f)
	}
}
