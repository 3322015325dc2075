package swot

import (
	"strings"
	"testing"

	"meridian/internal/problem"
)

const (
	family = "👨‍👩‍👧‍👦"                       // seven code points, one character
	kiss   = "👨🏽‍❤️‍💋‍👨🏿"                    // the longest character that a keyboard offers
	marked = "e\u0301"                       // a letter and its accent
	urdu   = "ہماری یونیورسٹی بین الاقوامی " // right to left, with marks
)

func TestTextLimit(t *testing.T) {
	for _, c := range []struct {
		name, text string
		good       bool
	}{
		{"plain, at the limit", strings.Repeat("a", MaxText), true},
		{"plain, one over", strings.Repeat("a", MaxText+1), false},
		{"family emoji, at the limit", strings.Repeat(family, MaxText), true},
		{"family emoji, one over", strings.Repeat(family, MaxText+1), false},
		{"the longest emoji, at the limit", strings.Repeat(kiss, MaxText), true},
		{"the longest emoji, one over", strings.Repeat(kiss, MaxText+1), false},
		{"combining marks, at the limit", strings.Repeat(marked, MaxText), true},
		{"combining marks, one over", strings.Repeat(marked, MaxText+1), false},
		{"Urdu with a mark on each letter, at the limit", strings.Repeat("بَ", MaxText), true},
		{"Urdu with a mark on each letter, one over", strings.Repeat("بَ", MaxText+1), false},
		{"Urdu sentences", strings.Repeat(urdu, 60), true},
		{"one letter with endless marks", "e" + strings.Repeat("\u0301", 100_000), false},
		{"Windows line ends count once", strings.Repeat("a\r\n", MaxText/2), true},
	} {
		text, evidence := c.text, ""
		if err := checkItem(&text, &evidence); (err == nil) != c.good {
			t.Errorf("%s: %v", c.name, err)
		} else if err != nil && problem.Of(err).Field != "text" {
			t.Errorf("%s: the message stands beside %q", c.name, problem.Of(err).Field)
		}
		text, evidence = "x", c.text
		if err := checkItem(&text, &evidence); (err == nil) != c.good {
			t.Errorf("%s, as evidence: %v", c.name, err)
		} else if err != nil && problem.Of(err).Field != "evidence" {
			t.Errorf("%s, as evidence: the message stands beside %q", c.name, problem.Of(err).Field)
		}
	}
}

func TestTexts(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"blanks at the ends", "  \t a b \n ", "a b"},
		{"Windows line ends", "one\r\ntwo", "one\ntwo"},
		{"old line ends", "one\rtwo\r\rfour", "one\ntwo\n\nfour"},
		{"a tab inside", "a\tb", "a\tb"},
		{"nothing", "", ""},
		{"blanks alone", " \r\n\t\u00a0", ""},
		{"NUL", "a\x00b", "refused"},
		{"escape", "a\x1bb", "refused"},
		{"bell", "\a b", "refused"},
		{"delete", "a\x7fb", "refused"},
		{"C1 control", "a\u0085b", "refused"},
		{"line separator", "a\u2028b", "refused"},
		{"non-character", "a\uffffb", "refused"},
		{"invalid UTF-8", "a\xff", "refused"},
		{"cut-off UTF-8", "a\xe2\x82", "refused"},
		{"half a surrogate pair", "a\xed\xa0\xbdb", "refused"},
		{"overlong slash", "a\xc0\xafb", "refused"},
		{"joiners and direction marks", "می\u200cخواهم \u202bx\u202c", "می\u200cخواهم \u202bx\u202c"},
		{"a formula", "=1+1", "=1+1"},
	} {
		text, evidence := c.in, ""
		err := checkItem(&text, &evidence)
		switch {
		case c.want == "" || c.want == "refused":
			if !problem.Is(err, problem.Invalid) {
				t.Errorf("%s is taken", c.name)
			}
		case err != nil || text != c.want:
			t.Errorf("%s: got %q, %v; want %q", c.name, text, err, c.want)
		}
	}
}

func TestQuadrantWords(t *testing.T) {
	for _, q := range Quadrants {
		if got, err := ParseQuadrant(string(q)); err != nil || got != q {
			t.Errorf("%s: %s, %v", q, got, err)
		}
	}
	for _, bad := range []string{"", "Strength", "strengths", " strength", "strength\x00", "\xff"} {
		if _, err := ParseQuadrant(bad); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "quadrant" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
