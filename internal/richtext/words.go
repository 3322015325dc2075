package richtext

import (
	"unicode"
	"unicode/utf8"
)

// Words counts the words of the text as a word processor does, so that a
// section's count can be compared with the one in Word: what stands between
// blanks counts once when it has a letter or a figure in it, and every Chinese
// or Japanese character counts by itself. Scripts that part words neither by
// blanks nor by characters (Thai, Lao, Khmer) are counted too low.
func (n *Node) Words() int {
	count := 0
	n.blocks(func(block *Node) {
		in := false // inside a word that is counted already
		for _, c := range block.Content {
			if c.Type == HardBreak {
				in = false
			}
			count += countWords(c.Text, &in)
		}
	})
	return count
}

// countWords counts the words that begin in s; in says whether a word of the
// text before reaches into it, and then whether one reaches out of it.
func countWords(s string, in *bool) int {
	count := 0
	for _, r := range s {
		switch kindOf(r) {
		case blankRune:
			*in = false
		case ideograph:
			count++
			*in = false
		case wordRune:
			if !*in {
				count++
				*in = true
			}
		}
	}
	return count
}

type runeKind uint8

const (
	signRune  runeKind = iota // punctuation, symbols: a token each
	blankRune                 // a run of them is a token
	wordRune                  // letters and figures: a run of them is a token
	ideograph                 // a word by itself
	gluedRune                 // belongs to the character before it
)

func kindOf(r rune) runeKind {
	if r < utf8.RuneSelf {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			return wordRune
		case r == ' ', '\t' <= r && r <= '\r':
			return blankRune
		}
		return signRune
	}
	switch {
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return ideograph
	case unicode.IsLetter(r), unicode.IsNumber(r):
		return wordRune
	case unicode.IsSpace(r), r == 0x200B:
		return blankRune
	case unicode.In(r, unicode.M, unicode.Cf, unicode.Sk):
		return gluedRune
	}
	return signRune
}

const joiner = 0x200D // makes one emoji of two

// tokens cuts a text into what is compared: words, runs of blanks, single signs
// and single ideographs. Joined together they are the text again. A letter is
// never parted from its accents nor an emoji from its parts.
func tokens(s string) []string {
	list := make([]string, 0, len(s)/4+1)
	start, last, before := 0, signRune, rune(0)
	for i, r := range s {
		kind := kindOf(r)
		flag := isFlag(r)
		switch {
		case i == 0:
		case kind == gluedRune:
			before = r
			continue
		case before == joiner && kind == signRune, flag && isFlag(before):
		case kind == last && (kind == wordRune || kind == blankRune):
		case isApostrophe(r) && last == wordRune && wordFollows(s[i+utf8.RuneLen(r):]):
			before = r
			continue // "don't" stays one word
		default:
			list = append(list, s[start:i])
			start = i
		}
		last, before = kind, r
	}
	if start < len(s) {
		list = append(list, s[start:])
	}
	return list
}

func isFlag(r rune) bool       { return 0x1F1E6 <= r && r <= 0x1F1FF }
func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func wordFollows(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return kindOf(r) == wordRune
}

// isWord says whether a token has a letter or figure in it.
func isWord(token string) bool {
	for _, r := range token {
		if k := kindOf(r); k == wordRune || k == ideograph {
			return true
		}
	}
	return false
}
