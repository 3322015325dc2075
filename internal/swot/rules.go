package swot

import (
	"meridian/internal/problem"
	"meridian/internal/typed"
)

// The limits of what people write, in characters as people count them.
const (
	MaxText  = 2000
	MaxTitle = 200
)

// How much a text of an item and a title may hold. A single character may carry any number of marks, so the bytes have a
// bound of their own: the longest character that a keyboard offers, a kiss of two people with their skin colours, has 35.
// The database takes 400 code points as a title.
var (
	textLimit  = typed.Limit{Characters: MaxText, Bytes: MaxText * 40, Long: "The text is longer than 2,000 characters. Please shorten it; nothing was lost."}
	titleLimit = typed.Limit{Characters: MaxTitle, Runes: 400, Bytes: MaxTitle * 40, Long: "The text is longer than 200 characters. Please shorten it; nothing was lost."}
)

// MaxItems is the most items that one analysis keeps, the withdrawn ones too: a board is read whole.
const MaxItems = 5000

func full() error {
	return problem.At("text", "This analysis has 5,000 items and can take no more. Your text is kept: open another analysis for it.")
}

// checkItem cleans and checks an item's two texts.
func checkItem(text, evidence *string) error {
	*text, *evidence = typed.Clean(*text), typed.Clean(*evidence)
	if *text == "" {
		return problem.At("text", "Please write something first.")
	}
	if err := typed.Check("text", *text, textLimit); err != nil {
		return err
	}
	return typed.Check("evidence", *evidence, textLimit)
}

// ParseQuadrant reads one of the four words; anything else is Invalid.
func ParseQuadrant(s string) (Quadrant, error) {
	for _, q := range Quadrants {
		if string(q) == s {
			return q, nil
		}
	}
	return "", problem.At("quadrant", "The heading must be strength, weakness, opportunity or threat.")
}
