package richtext

import (
	"slices"
	"strings"
)

// stretch is a run of tokens on both sides; equal, or a0..a1 became b0..b1.
type stretch struct {
	equal          bool
	a0, a1, b0, b1 int
}

// stretches compares two lists of tokens. An equal stretch that is too short to
// be a help to a reader (a blank, a comma, a word between two rewritten halves
// of a sentence) counts as changed.
func stretches(tokensA, tokensB []string, a, b []int32) []stretch {
	var list []stretch
	i, j := 0, 0
	change := func(i1, j1 int) {
		if i < i1 || j < j1 {
			list = append(list, stretch{false, i, i1, j, j1})
		}
		i, j = i1, j1
	}
	for _, m := range append(align(a, b), match{len(a), len(b), 0}) {
		change(m.a, m.b)
		if m.n > 0 {
			list = append(list, stretch{true, m.a, m.a + m.n, m.b, m.b + m.n})
			i, j = m.a+m.n, m.b+m.n
		}
	}
	weight := func(s stretch) int {
		return max(countTokens(tokensA[s.a0:s.a1]), countTokens(tokensB[s.b0:s.b1]))
	}
	kept := list[:0]
	for at := 0; at < len(list); at++ {
		s, last := list[at], len(kept)-1
		if s.equal && last >= 0 && at+1 < len(list) {
			words := weight(s)
			if words == 0 || 2*words <= min(weight(kept[last]), weight(list[at+1])) {
				at++
				kept[last].a1, kept[last].b1 = list[at].a1, list[at].b1
				continue
			}
		}
		kept = append(kept, s)
	}
	return kept
}

func countTokens(list []string) int {
	count := 0
	for _, t := range list {
		if isWord(t) {
			count++
		}
	}
	return count
}

// line is a paragraph's or heading's text as one string, a hard break as a NUL in
// it (which no text holds), with the places of its nodes.
type line struct {
	nodes  []*Node
	ends   []int // in bytes, of each node
	tokens []string
	ids    []int32
}

func (d *differ) line(n *Node) line {
	var b strings.Builder
	l := line{nodes: n.Content}
	for _, c := range n.Content {
		if c.Type == HardBreak {
			b.WriteByte(0)
		}
		b.WriteString(c.Text)
		l.ends = append(l.ends, b.Len())
	}
	l.tokens = tokens(b.String())
	for _, t := range l.tokens {
		l.ids = append(l.ids, d.word(t))
	}
	return l
}

// cut gives the nodes from one byte to another.
func (l *line) cut(from, to int) []*Node {
	var list []*Node
	first, _ := slices.BinarySearch(l.ends, from+1)
	for i := first; i < len(l.nodes); i++ {
		n, start := l.nodes[i], 0
		if i > 0 {
			start = l.ends[i-1]
		}
		if start >= to {
			break
		}
		if n.Type == Text && (start < from || l.ends[i] > to) {
			n = &Node{Type: Text, Text: n.Text[max(from, start)-start : min(to, l.ends[i])-start], Marks: n.Marks}
		}
		list = append(list, n)
	}
	return list
}

// runs compares two paragraphs or headings word by word.
func (d *differ) runs(before, after *Node) []Run {
	a, b := d.line(before), d.line(after)
	var list []Run
	atA, atB := 0, 0 // bytes
	for _, s := range stretches(a.tokens, b.tokens, a.ids, b.ids) {
		endA, endB := atA+length(a.tokens[s.a0:s.a1]), atB+length(b.tokens[s.b0:s.b1])
		wasA, isB := a.cut(atA, endA), b.cut(atB, endB)
		switch {
		case s.equal && equalAll(wasA, isB):
			list = addRun(list, Same, isB)
		case s.equal:
			for _, t := range b.tokens[s.b0:s.b1] {
				kind, is := Reformatted, b.cut(atB, atB+len(t))
				if equalAll(a.cut(atA, atA+len(t)), is) {
					kind = Same
				}
				list = addRun(list, kind, is)
				atA, atB = atA+len(t), atB+len(t)
			}
		default:
			list = addRun(list, Deleted, wasA)
			list = addRun(list, Inserted, isB)
		}
		atA, atB = endA, endB
	}
	return list
}

func length(tokens []string) int {
	n := 0
	for _, t := range tokens {
		n += len(t)
	}
	return n
}

func addRun(list []Run, kind Kind, content []*Node) []Run {
	if len(content) == 0 {
		return list
	}
	if last := len(list) - 1; last >= 0 && list[last].Kind == kind {
		for _, n := range content {
			list[last].Content = addInline(list[last].Content, n)
		}
		return list
	}
	return append(list, Run{kind, slices.Clone(content)})
}

func equalAll(a, b []*Node) bool {
	return slices.EqualFunc(a, b, func(a, b *Node) bool {
		return a.Type == b.Type && a.Text == b.Text && slices.Equal(a.Marks, b.Marks)
	})
}
