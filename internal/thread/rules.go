package thread

import (
	"slices"

	"meridian/internal/problem"
	"meridian/internal/typed"
)

// MaxText is the most that a comment holds, in characters as people count them.
const MaxText = 10_000

// The database takes 20,000 code points: a character may be made of several.
var textLimit = typed.Limit{Characters: MaxText, Runes: 20_000, Long: "The text is longer than 10,000 characters. Please shorten it; nothing was lost."}

// MaxMentions is how many people and offices one comment calls in.
const MaxMentions = 20

// checkText tells what is wrong with a comment; nil when nothing is.
func checkText(s string) error {
	if s == "" {
		return problem.At("text", "Please write something first.")
	}
	return typed.Check("text", s, textLimit)
}

// called is the mentions of a form in a fixed order, each once; a choice left empty calls nobody.
func called(mentions []string) []string {
	list := slices.Clone(mentions)
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(s string) bool { return s == "" })
}
