package returned

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"meridian/internal/richtext"
)

// tidy is words as they are kept: runs of blanks are one, none stands at the ends of a line, and empty lines are gone.
func tidy(s string) string {
	if !strings.Contains(s, "\n") {
		return richtext.Line(s)
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = richtext.Line(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// cut is the first characters of a text.
func cut(s string, most int) string {
	for i := range s {
		if most == 0 {
			return s[:i]
		}
		most--
	}
	return s
}

// firstWords is as many whole words of a text as so many characters hold; of a longer word, its beginning.
func firstWords(s string, most int) string {
	short := cut(s, most)
	if len(short) == len(s) {
		return s
	}
	if i := strings.LastIndexFunc(short, unicode.IsSpace); i > 0 && !blankAt(s, len(short)) {
		short = short[:i]
	}
	return strings.TrimSpace(short)
}

// lastOf is the last characters of a text, all in one line and with single blanks.
func lastOf(s string, most int) string {
	i := len(s)
	for n := 2 * most; n > 0 && i > 0; n-- { // a new line may have a blank before it
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	s = single(s[i:])
	return s[len(cut(s, max(0, utf8.RuneCountInString(s)-most))):]
}

// firstOf is the first characters of a text, all in one line and with single blanks.
func firstOf(s string, most int) string { return cut(single(cut(s, 2*most)), most) }

// single makes every run of blanks one blank, also at the ends.
func single(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			r = ' '
		}
		if r != ' ' || !blank {
			b.WriteRune(r)
		}
		blank = r == ' '
	}
	return b.String()
}

// blankAt tells whether a blank stands at an index; the end of the text is one.
func blankAt(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsSpace(r)
}

// letterBefore and letterAt tell whether a letter or figure stands before or at an index, of a script that parts words by
// blanks.
func letterBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i > 0 && letter(r)
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i < len(s) && letter(r)
}

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// longestToken keeps what is not parted by blanks, as in Chinese or Thai, from being taken for one word.
const longestToken = 24 // characters

// tokenBefore is where the word begins that ends at or, after blanks, before an index, not before low; the index itself
// where there is none.
func tokenBefore(s string, low, i int) int {
	at := i
	for at > low {
		r, size := utf8.DecodeLastRuneInString(s[low:at])
		if !unicode.IsSpace(r) {
			break
		}
		at -= size
	}
	if at == low {
		return i
	}
	for n := 0; at > low && n < longestToken; n++ {
		r, size := utf8.DecodeLastRuneInString(s[low:at])
		if unicode.IsSpace(r) {
			break
		}
		at -= size
	}
	return at
}

// tokenAfter is where the word ends that begins at or, after blanks, after an index, not after high; the index itself
// where there is none.
func tokenAfter(s string, i, high int) int {
	at := i
	for at < high && blankAt(s, at) {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	if at >= high {
		return i
	}
	for n := 0; at < high && n < longestToken && !blankAt(s, at); n++ {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}
