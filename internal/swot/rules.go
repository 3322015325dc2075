package swot

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"meridian/internal/problem"

	"github.com/rivo/uniseg"
)

// The limits of what people write, in characters as people count them.
const (
	MaxText  = 2000
	MaxTitle = 200
)

// maxTitleRunes is how many code points the database takes as a title.
const maxTitleRunes = 400

// MaxItems is the most items that one analysis keeps, the withdrawn ones too: a board is read whole.
const MaxItems = 5000

func full() error {
	return problem.At("text", "This analysis has 5,000 items and can take no more. Your text is kept: open another analysis for it.")
}

// cleanText makes line ends one kind and takes blanks off both ends; everything else stays as typed.
func cleanText(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
}

// checkText tells what is wrong with a text that stands in a form field; nil when nothing is.
func checkText(field, s string, limit int) error {
	if !utf8.ValidString(s) {
		return problem.At(field, "The text has characters that are not valid. Please type them again.")
	}
	if strings.ContainsFunc(s, unwanted) {
		return problem.At(field, "The text has control characters that cannot be shown. Please remove them.")
	}
	if len(s) > limit && uniseg.GraphemeClusterCount(s) > limit {
		if limit == MaxText {
			return problem.At(field, "The text is longer than 2,000 characters. Please shorten it; nothing was lost.")
		}
		return problem.At(field, "The text is longer than 200 characters. Please shorten it; nothing was lost.")
	}
	if limit == MaxTitle && utf8.RuneCountInString(s) > maxTitleRunes {
		return problem.At(field, "The text has too many combined characters. Please shorten it; nothing was lost.")
	}
	// A single character may carry any number of marks: the bytes need a bound of their own. The longest
	// character that a keyboard offers, a kiss of two people with their skin colours, has 35.
	if len(s) > limit*40 {
		return problem.At(field, "The text has too many combined characters. Please shorten it; nothing was lost.")
	}
	return nil
}

func unwanted(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == 0x2028 || r == 0x2029
}

// checkItem cleans and checks an item's two texts.
func checkItem(text, evidence *string) error {
	*text, *evidence = cleanText(*text), cleanText(*evidence)
	if *text == "" {
		return problem.At("text", "Please write something first.")
	}
	if err := checkText("text", *text, MaxText); err != nil {
		return err
	}
	return checkText("evidence", *evidence, MaxText)
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
