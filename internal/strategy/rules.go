package strategy

import (
	"strings"

	"meridian/internal/problem"
	"meridian/internal/typed"
)

// The limits of what people write in a field, in characters as people count them.
const (
	MaxTitle  = 200
	MaxPeriod = 100
	MaxText   = 2000 // a goal, an objective
	MaxNote   = 2000 // of a version
)

// MaxSections is the most sections that a strategy keeps, the withdrawn ones too.
const MaxSections = 200

// How much each of them holds. The database takes two code points for every character, which may be made of several.
var (
	titleLimit  = typed.Limit{Characters: MaxTitle, Runes: 2 * MaxTitle, Long: "The text is longer than 200 characters. Please shorten it; nothing was lost."}
	periodLimit = typed.Limit{Characters: MaxPeriod, Runes: 2 * MaxPeriod, Long: "The text is longer than 100 characters. Please shorten it; nothing was lost."}
	textLimit   = typed.Limit{Characters: MaxText, Runes: 2 * MaxText, Long: "The text is longer than 2,000 characters. Please shorten it; nothing was lost."}
	noteLimit   = typed.Limit{Characters: MaxNote, Runes: 2 * MaxNote, Long: "The text is longer than 2,000 characters. Please shorten it; nothing was lost."}
	labelLimit  = typed.Limit{Characters: MaxLabel, Runes: 2 * MaxLabel, Long: "The text is longer than 40 characters. Please shorten it; nothing was lost."}
)

// checkTitle cleans and checks the title of a strategy or a section.
func checkTitle(title *string) error {
	*title = strings.Join(strings.Fields(typed.Clean(*title)), " ")
	if *title == "" {
		return problem.At("title", "Please write a title first.")
	}
	return typed.Check("title", *title, titleLimit)
}
