package main

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
)

// vocabulary has no digits: these are what the writers write, and are counted at the end.
var vocabulary = strings.Fields(`partner mobility campus office student credit research council exchange degree language review
	faculty summer strategy region staff target visit joint network fund policy alumni of the and with for in to a from by until every`)

const wordsPerParagraph = 80

// node is a ProseMirror node as JSON.
type node struct {
	Type    string `json:"type"`
	Text    string `json:"text,omitempty"`
	Content []node `json:"content,omitempty"`
}

// size is the number of positions that it takes.
func (n node) size() int {
	if n.Type == "text" {
		return len(n.Text) // of ASCII
	}
	total := 2
	for _, c := range n.Content {
		total += c.size()
	}
	return total
}

// paragraphs are so many words of ASCII, the same for the same seed.
func paragraphs(words int, seed uint64) []node {
	var list []node
	var b strings.Builder
	random := rand.New(rand.NewPCG(seed, 2))
	for n := range words {
		b.WriteString(vocabulary[random.IntN(len(vocabulary))])
		if (n+1)%wordsPerParagraph == 0 || n == words-1 {
			b.WriteByte('.')
			list = append(list, node{Type: "paragraph", Content: []node{{Type: "text", Text: b.String()}}})
			b.Reset()
			continue
		}
		b.WriteByte(' ')
	}
	return list
}

// step is a ProseMirror step as JSON; of those that others made only replacements are read.
type step struct {
	Type  string `json:"stepType"`
	From  int    `json:"from"`
	To    int    `json:"to"`
	Slice *slice `json:"slice,omitempty"`
	Mark  *node  `json:"mark,omitempty"`
}

type slice struct {
	Content []node `json:"content"`
}

// insertion is a step that puts letters into a text.
func insertion(at int, letters string) step {
	return step{Type: "replace", From: at, To: at, Slice: &slice{[]node{{Type: "text", Text: letters}}}}
}

// replacement puts blocks in the place of others.
func replacement(from, to int, blocks []node) step {
	return step{Type: "replace", From: from, To: to, Slice: &slice{blocks}}
}

// grown is by how much a step lengthens the text. Only what insertion and replacement make is understood: no open slices.
func (s step) grown() int {
	total := s.From - s.To
	if s.Slice != nil {
		for _, n := range s.Slice.Content {
			total += n.size()
		}
	}
	return total
}

// textOfDoc is all text of a document, without what stands between blocks.
func textOfDoc(doc json.RawMessage) (string, error) {
	var root node
	if err := json.Unmarshal(doc, &root); err != nil {
		return "", err
	}
	var b strings.Builder
	var write func(node)
	write = func(n node) {
		b.WriteString(n.Text)
		for _, c := range n.Content {
			write(c)
		}
	}
	write(root)
	return b.String(), nil
}
