package returned

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold makes alike what a word processor changes by itself: the shapes of quotation marks and hyphens, and signs that are
// not seen. For each byte of the folded text, at is where its character begins in the text.
func fold(text string) (folded string, at []int32) {
	var b strings.Builder
	b.Grow(len(text))
	at = make([]int32, 0, len(text))
	for i, r := range text {
		if r = foldRune(r); r < 0 {
			continue
		}
		b.WriteRune(r)
		for range utf8.RuneLen(r) {
			at = append(at, int32(i))
		}
	}
	return b.String(), at
}

// folding is fold without the places.
func folding(text string) string { return strings.Map(foldRune, text) }

// foldRune is the character that stands for one and those like it; negative for a sign that is not seen. The joiners of
// Urdu and Persian stay: they part words.
func foldRune(r rune) rune {
	switch {
	case r < 0x80:
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	case r == '‘', r == '’', r == '‚', r == '‛', r == '′', r == '´':
		return '\''
	case r == '“', r == '”', r == '„', r == '‟', r == '″':
		return '"'
	case r == '\u2010', r == '\u2011', r == '−':
		return '-'
	case r == '\u00ad', r == '\u200b', r == '\u200e', r == '\u200f', r >= '\u202a' && r <= '\u202e', r == '\u2060', r >= '\u2066' && r <= '\u2069', r == '\ufeff', r == '\u061c':
		return -1
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}

// title is what titles are compared by: without the number that a word processor may have put before it.
func title(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(folding(s)), " "))
	bare := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune(".)( ", r) })
	if bare == "" {
		return s
	}
	return bare
}

// alikeBefore is how many characters two texts have in common at their ends, and whether the text was at its beginning
// then. A blank more or less does not count.
func alikeBefore(text, prefix string) (n int, whole bool) {
	text, prefix = strings.TrimRight(text, " "), strings.TrimRight(prefix, " ")
	for text != "" && prefix != "" {
		a, size := utf8.DecodeLastRuneInString(text)
		b, width := utf8.DecodeLastRuneInString(prefix)
		if a != b {
			return n, false
		}
		text, prefix = text[:len(text)-size], prefix[:len(prefix)-width]
		n++
	}
	return n, text == ""
}

// alikeAfter is alikeBefore at their beginnings.
func alikeAfter(text, suffix string) (n int, whole bool) {
	text, suffix = strings.TrimLeft(text, " "), strings.TrimLeft(suffix, " ")
	for text != "" && suffix != "" {
		a, size := utf8.DecodeRuneInString(text)
		b, width := utf8.DecodeRuneInString(suffix)
		if a != b {
			return n, false
		}
		text, suffix = text[size:], suffix[width:]
		n++
	}
	return n, text == ""
}
