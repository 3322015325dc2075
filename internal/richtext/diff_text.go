package richtext

import "strings"

// Stretch is a piece of plain text that two versions share, or that only one of them has.
type Stretch struct {
	Kind Kind // Same, Inserted or Deleted
	Text string
}

// DiffText compares two plain texts word by word, a before b. The stretches without what was inserted are a, and without
// what was deleted b.
func DiffText(a, b string) []Stretch {
	d := &differ{keys: map[string]int32{}, words: map[string]int32{}}
	var list []Stretch
	for _, run := range d.runs(plainParagraph(a), plainParagraph(b)) {
		var text strings.Builder
		for _, n := range run.Content {
			text.WriteString(n.Text)
		}
		if text.Len() > 0 {
			list = append(list, Stretch{run.Kind, text.String()})
		}
	}
	return list
}

func plainParagraph(text string) *Node {
	if text == "" {
		return &Node{Type: Paragraph}
	}
	return &Node{Type: Paragraph, Content: []*Node{{Type: Text, Text: text}}}
}
