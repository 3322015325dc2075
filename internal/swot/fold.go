package swot

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters that Urdu, Arabic and Persian keyboards write in different ways for the same letter.
var letters = map[rune]rune{
	'ي': 'ی', 'ى': 'ی', 'ئ': 'ی', 'ې': 'ی',
	'ك': 'ک', 'ڪ': 'ک',
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا',
	'ة': 'ہ', 'ۀ': 'ہ', 'ه': 'ہ', 'ھ': 'ہ', 'ۂ': 'ہ', 'ۃ': 'ہ', 'ە': 'ہ',
	'ؤ': 'و',
}

const (
	hamzaAbove = '\u0654'
	tatweel    = '\u0640'
)

// Fold makes texts comparable that say the same in other letters: small letters, one form of each Arabic letter,
// digits 0 to 9, no vowel signs, no joiners, single blanks. It is never shown to anybody.
func Fold(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range norm.NFKD.String(s) { // so that a mark stands by itself, whatever it was written with
		switch {
		case unicode.Is(unicode.Mn, r) && unicode.Is(unicode.Arabic, r), unicode.Is(unicode.Mn, r) && r >= 0x064B && r <= 0x065F,
			r == hamzaAbove, r == tatweel, unicode.Is(unicode.Cf, r):
			continue
		case unicode.IsSpace(r):
			blank = b.Len() > 0
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(foldRune(r))
	}
	return norm.NFC.String(b.String())
}

func foldRune(r rune) rune {
	if to, other := letters[r]; other {
		return to
	}
	switch {
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	case r >= '۰' && r <= '۹':
		return '0' + r - '۰'
	}
	return unicode.ToLower(r)
}
