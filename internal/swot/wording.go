package swot

import (
	"slices"
	"strings"
)

// Wording is a run of words of a text.
type Wording struct {
	Text    string
	Changed bool // not in the other text
}

// maxCompared is the most words of the one text times those of the other of which the changed ones are looked for.
const maxCompared = 120 * 120

// Wordings cuts an earlier and a later text into runs of words that both have, in their order, and runs that only one has;
// two long ones it gives as they are.
func Wordings(then, now string) (before, after []Wording) {
	a, b := strings.Fields(then), strings.Fields(now)
	if len(a)*len(b) > maxCompared {
		return []Wording{{then, then != now}}, []Wording{{now, then != now}}
	}
	// common[i][j] is how many words a[i:] and b[j:] have in common, in their order.
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := range slices.Backward(a) {
		for j := range slices.Backward(b) {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			before, after = run(before, a[i], false), run(after, b[j], false)
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			before, i = run(before, a[i], true), i+1
		default:
			after, j = run(after, b[j], true), j+1
		}
	}
	return before, after
}

func run(list []Wording, word string, changed bool) []Wording {
	if n := len(list) - 1; n >= 0 && list[n].Changed == changed {
		list[n].Text += " " + word
		return list
	}
	return append(list, Wording{word, changed})
}
