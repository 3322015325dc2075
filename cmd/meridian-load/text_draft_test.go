package main

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Steps come to a draft by its stream and by the answers to its POSTs, in either order or twice: it stays where it was in
// the words.
func TestDraft(t *testing.T) {
	others := []step{insertion(3, "ab"), insertion(30, "c"), insertion(10, "d")}
	names := []string{"o", "o", "o"}
	tests := []struct {
		name                           string
		run                            func(*draft)
		version, place, waiting, taken int
	}{
		{"the answer, then the stream", func(d *draft) { d.confirmed(6, 1); d.heard(6, others[:1], []string{"me"}) }, 6, 11, 1, 1},
		{"the stream, then the answer", func(d *draft) { d.heard(6, others[:1], []string{"me"}); d.confirmed(6, 1) }, 6, 11, 1, 1},
		{"others before, behind and at its place", func(d *draft) { d.heard(8, others, names) }, 8, 13, 2, 0},
		{"heard twice", func(d *draft) { d.heard(8, others, names); d.heard(8, others, names) }, 8, 13, 2, 0},
		{"half of it known", func(d *draft) { d.heard(6, others[:1], names[:1]); d.heard(8, others, names) }, 8, 13, 2, 0},
		{"something in between is missing", func(d *draft) { d.heard(9, others, names) }, 5, 10, 2, 0},
	}
	for _, tt := range tests {
		d := &draft{client: "me", letter: "x", version: 5, place: 10, waiting: 2}
		tt.run(d)
		if d.version != tt.version || d.place != tt.place || d.waiting != tt.waiting || d.taken != tt.taken {
			t.Errorf("%s: version %d, place %d, waiting %d, taken %d", tt.name, d.version, d.place, d.waiting, d.taken)
		}
	}
}

// Two drafts and a text: whatever the order in which they send and hear, every letter stands once, beside its own.
func TestDraftsConverge(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 7))
		text := []byte("aaaaabbbbb")
		var steps []step
		var clients []string
		drafts := []*draft{{client: "a", letter: "1", place: 5}, {client: "b", letter: "2", place: 10}}
		for range 60 {
			d := drafts[random.IntN(2)]
			switch random.IntN(3) {
			case 0:
				d.typed(1 + random.IntN(2))
			case 1:
				d.heard(len(steps), steps, clients)
			default:
				version, mine := d.steps()
				if version != len(steps) {
					continue
				}
				for _, s := range mine {
					text = slices.Insert(text, s.From, s.Slice.Content[0].Text[0])
					steps, clients = append(steps, s), append(clients, d.client)
				}
				d.confirmed(len(steps), len(mine))
			}
		}
		if first, last := slices.Index(text, '2'), lastIndex(text, '1'); first >= 0 && first < last {
			t.Fatalf("seed %d: %s", seed, text)
		}
		for _, d := range drafts {
			if got := len(text) - len(slices.DeleteFunc(slices.Clone(text), func(b byte) bool { return b == d.letter[0] })); got != d.taken {
				t.Fatalf("seed %d: %d letters %s, %d taken", seed, got, d.letter, d.taken)
			}
		}
	}
}

func lastIndex(text []byte, letter byte) int {
	for n, b := range slices.Backward(text) {
		if b == letter {
			return n
		}
	}
	return -1
}

// The size of a node is the number of positions that ProseMirror counts.
func TestNodeSize(t *testing.T) {
	blocks := paragraphs(100, 0)
	if len(blocks) != 2 || (node{Type: "paragraph"}).size() != 2 || blocks[0].size() != len(blocks[0].Content[0].Text)+2 {
		t.Errorf("%d paragraphs, the first of size %d", len(blocks), blocks[0].size())
	}
	if got := replacement(0, 2, blocks).grown(); got != blocks[0].size()+blocks[1].size()-2 {
		t.Errorf("grown by %d", got)
	}
}
