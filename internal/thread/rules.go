package thread

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"meridian/internal/problem"

	"github.com/rivo/uniseg"
)

// MaxText is the most that a comment holds, in characters as people count them.
const MaxText = 10_000

// maxRunes is how many code points the database takes: a character may be made of several.
const maxRunes = 20_000

// MaxMentions is how many people and offices one comment calls in.
const MaxMentions = 20

// clean makes line ends one kind and takes blanks off both ends; everything else stays as typed.
func clean(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
}

// checkText tells what is wrong with a comment; nil when nothing is.
func checkText(s string) error {
	switch {
	case s == "":
		return problem.At("text", "Please write something first.")
	case !utf8.ValidString(s):
		return problem.At("text", "The text has characters that are not valid. Please type them again.")
	case strings.ContainsFunc(s, unwanted):
		return problem.At("text", "The text has control characters that cannot be shown. Please remove them.")
	case len(s) > MaxText && uniseg.GraphemeClusterCount(s) > MaxText:
		return problem.At("text", "The text is longer than 10,000 characters. Please shorten it; nothing was lost.")
	case utf8.RuneCountInString(s) > maxRunes:
		return problem.At("text", "The text has too many combined characters. Please shorten it; nothing was lost.")
	}
	return nil
}

func unwanted(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == 0x2028 || r == 0x2029
}

// called is the mentions of a form in a fixed order, each once; a choice left empty calls nobody.
func called(mentions []string) []string {
	list := slices.Clone(mentions)
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(s string) bool { return s == "" })
}
