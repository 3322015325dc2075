package strategy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"meridian/internal/problem"

	"github.com/rivo/uniseg"
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

// clean makes line ends one kind and takes blanks off both ends; everything else stays as typed.
func clean(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
}

// checkText tells what is wrong with a text that stands in a form field; nil when nothing is.
func checkText(field, s string, limit int) error {
	switch {
	case !utf8.ValidString(s):
		return problem.At(field, "The text has characters that are not valid. Please type them again.")
	case strings.ContainsFunc(s, unwanted):
		return problem.At(field, "The text has control characters that cannot be shown. Please remove them.")
	case len(s) > limit && uniseg.GraphemeClusterCount(s) > limit:
		return problem.At(field, tooLong(limit))
	case utf8.RuneCountInString(s) > 2*limit:
		return problem.At(field, "The text has too many combined characters. Please shorten it; nothing was lost.")
	}
	return nil
}

func tooLong(limit int) string {
	switch limit {
	case MaxTitle:
		return "The text is longer than 200 characters. Please shorten it; nothing was lost."
	case MaxLabel:
		return "The text is longer than 40 characters. Please shorten it; nothing was lost."
	case MaxPeriod:
		return "The text is longer than 100 characters. Please shorten it; nothing was lost."
	}
	return "The text is longer than 2,000 characters. Please shorten it; nothing was lost."
}

func unwanted(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == 0x2028 || r == 0x2029
}

// checkTitle cleans and checks the title of a strategy or a section.
func checkTitle(title *string) error {
	*title = strings.Join(strings.Fields(clean(*title)), " ")
	if *title == "" {
		return problem.At("title", "Please write a title first.")
	}
	return checkText("title", *title, MaxTitle)
}
