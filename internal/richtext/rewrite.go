package richtext

// Rewrite reads the markup that somebody wrote over before, and keeps of before
// every block, item, row and cell whose markup is unchanged: what the markup
// cannot say (merged cells, column widths, lists in cells) stays where nobody
// touched it, and the smallest change becomes the smallest step. Like
// FromMarkup it gives a document that keeps the schema; its only error is
// ErrLongMarkup.
func Rewrite(before *Node, markup string) (*Node, error) {
	after, err := FromMarkup(markup)
	if err != nil {
		return nil, err
	}
	r := rewriter{keys: map[string]int32{}}
	return &Node{Type: Doc, Content: r.list(before.Content, after.Content)}, nil
}

type rewriter struct{ keys map[string]int32 }

// key tells apart what has different markup.
func (r *rewriter) key(n *Node) int32 {
	s := n.Type + "\n" + joinAll(linesOf(inBlock(n), false))
	k, ok := r.keys[s]
	if !ok {
		k = int32(len(r.keys))
		r.keys[s] = k
	}
	return k
}

// inBlock puts what cannot stand alone into the block that it is written in.
func inBlock(n *Node) *Node {
	switch n.Type {
	case ListItem:
		return &Node{Type: BulletList, Content: []*Node{n}}
	case TableRow:
		return &Node{Type: Table, Content: []*Node{n}}
	case TableCell, TableHeader:
		return inBlock(&Node{Type: TableRow, Content: []*Node{n}})
	}
	return n
}

func joinAll(lines []string) string {
	size := 0
	for _, l := range lines {
		size += len(l) + 1
	}
	b := make([]byte, 0, size)
	for _, l := range lines {
		b = append(append(b, l...), '\n')
	}
	return string(b)
}

// list keeps the nodes of before that after has too, and looks into those that
// stand in the same place between two kept ones.
func (r *rewriter) list(before, after []*Node) []*Node {
	a, b := make([]int32, len(before)), make([]int32, len(after))
	for i, n := range before {
		a[i] = r.key(n)
	}
	for i, n := range after {
		b[i] = r.key(n)
	}
	list := make([]*Node, 0, len(after))
	i, j := 0, 0
	for _, m := range append(align(a, b), match{len(before), len(after), 0}) {
		list = append(list, r.gap(before[i:m.a], after[j:m.b])...)
		list = append(list, before[m.a:m.a+m.n]...)
		i, j = m.a+m.n, m.b+m.n
	}
	return list
}

func (r *rewriter) gap(before, after []*Node) []*Node {
	list := make([]*Node, len(after))
	i := 0
	for j, n := range after {
		list[j] = n
		// The next of the same type is taken for the one that was edited.
		for k := i; k < len(before); k++ {
			if before[k].Type == n.Type {
				list[j] = r.inside(before[k], n)
				i = k + 1
				break
			}
		}
	}
	return list
}

// inside is after with what it shares with before.
func (r *rewriter) inside(before, after *Node) *Node {
	if after.textblock() {
		return after
	}
	n := &Node{Type: after.Type, Attrs: after.Attrs}
	switch {
	case after.Type == TableRow && len(before.Content) == len(after.Content):
		n.Content = make([]*Node, len(after.Content))
		for i, c := range after.Content {
			n.Content[i] = r.cell(before.Content[i], c)
		}
	case after.Type == TableRow:
		n.Content = r.list(before.Content, after.Content)
	default:
		n.Content = r.list(before.Content, after.Content)
		if n.Type == ListItem && n.Content[0].Type != Paragraph {
			return after
		}
	}
	return n
}

// cell is the cell in its old place: merged and as wide as before, with the old
// content unless its words are others now.
func (r *rewriter) cell(before, after *Node) *Node {
	n := &Node{Type: after.Type, Attrs: before.Attrs, Content: after.Content}
	if cellMarkup(before) == cellMarkup(after) {
		n.Content = before.Content
	}
	return n
}
