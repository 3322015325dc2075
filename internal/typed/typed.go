// Package typed is what is done with text that a person typed into a form: it is made plain, and what it may not be is
// said in a sentence beside the field. How long a text may be is the business of whoever asks for it.
package typed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"meridian/internal/problem"

	"github.com/rivo/uniseg"
)

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Lines makes line ends one kind, "\n"; everything else stays as typed.
func Lines(s string) string { return lineEnds.Replace(s) }

// Clean makes line ends one kind and takes blanks off both ends; everything else stays as typed.
func Clean(s string) string { return strings.TrimSpace(Lines(s)) }

// Unshown tells whether a character has no place in a text: the control characters but for line end and tab, the two
// non-characters that XML forbids, and the separators of lines and paragraphs, at which nothing here breaks a line.
func Unshown(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == 0x2028 || r == 0x2029
}

// Shown tells whether a text can be shown: it is valid UTF-8 without any character that is Unshown. Otherwise the error
// is Invalid at the field.
func Shown(field, s string) error {
	switch {
	case !utf8.ValidString(s):
		return problem.At(field, "The text has characters that are not valid. Please type them again.")
	case strings.ContainsFunc(s, Unshown):
		return problem.At(field, "The text has control characters that cannot be shown. Please remove them.")
	}
	return nil
}

// Limit is how much a text may hold. A character as people count them, a grapheme cluster, is made of any number of
// code points, and these of up to four bytes: what the database or a page can take needs a bound of its own.
type Limit struct {
	Characters int    // as people count them
	Runes      int    // code points; 0: no bound
	Bytes      int    // 0: no bound
	Long       string // the sentence for a text of too many Characters
}

// Check tells what is wrong with a text: that it cannot be Shown, has too many characters, or too many code points or
// bytes for them, in this order. The error is Invalid at the field; nil when nothing is wrong. An empty text is good.
func Check(field, s string, l Limit) error {
	if err := Shown(field, s); err != nil {
		return err
	}
	switch {
	case len(s) > l.Characters && uniseg.GraphemeClusterCount(s) > l.Characters: // no text has more characters than bytes
		return problem.At(field, l.Long)
	case l.Runes > 0 && utf8.RuneCountInString(s) > l.Runes, l.Bytes > 0 && len(s) > l.Bytes:
		return problem.At(field, "The text has too many combined characters. Please shorten it; nothing was lost.")
	}
	return nil
}
