package typed

import (
	"strings"
	"testing"

	"meridian/internal/problem"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, lines, clean string }{
		{"nothing", "", "", ""},
		{"blanks alone", " \r\n\t\u00a0", " \n\t\u00a0", ""},
		{"blanks at the ends", "  \t a  b \n ", "  \t a  b \n ", "a  b"},
		{"Windows line ends", "one\r\ntwo\r\n", "one\ntwo\n", "one\ntwo"},
		{"old line ends", "one\rtwo\r\rfour", "one\ntwo\n\nfour", "one\ntwo\n\nfour"},
		{"mixed line ends", "one\r\n\rtwo\n\r", "one\n\ntwo\n\n", "one\n\ntwo"},
		{"what cannot be shown stays", "a\x00b\u2028\xff", "a\x00b\u2028\xff", "a\x00b\u2028\xff"},
		{"joiners and direction marks stay", "می\u200cخواهم \u202bx\u202c", "می\u200cخواهم \u202bx\u202c", "می\u200cخواهم \u202bx\u202c"},
	} {
		if got := Lines(c.in); got != c.lines {
			t.Errorf("%s: lines %q, want %q", c.name, got, c.lines)
		}
		if got := Clean(c.in); got != c.clean {
			t.Errorf("%s: %q, want %q", c.name, got, c.clean)
		}
	}
}

const (
	notValid = "The text has characters that are not valid. Please type them again."
	control  = "The text has control characters that cannot be shown. Please remove them."
	combined = "The text has too many combined characters. Please shorten it; nothing was lost."
	long     = "Too long."
)

func TestShown(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"lines and a tab", "one\n\ttwo", ""},
		{"joiners and direction marks", "می\u200cخواهم \u202bx\u202c", ""},
		{"the replacement character", "a\ufffdb", ""},
		{"NUL", "a\x00b", control},
		{"escape", "a\x1bb", control},
		{"a line end not yet made plain", "a\r\nb", control},
		{"delete", "a\x7fb", control},
		{"C1 control", "a\u0085b", control},
		{"line separator", "a\u2028b", control},
		{"paragraph separator", "a\u2029b", control},
		{"non-characters", "a\ufffe", control},
		{"the other non-character", "a\uffff", control},
		{"invalid UTF-8", "a\xff", notValid},
		{"half a surrogate pair", "a\xed\xa0\xbdb", notValid},
		{"invalid comes before control", "\x00\xff", notValid},
	} {
		wants(t, c.name, Shown("name", c.text), c.want)
		wants(t, c.name+", checked", Check("name", c.text, Limit{Characters: 100, Long: long}), c.want)
	}
}

func TestCheckLimit(t *testing.T) {
	const family = "👨‍👩‍👧‍👦" // seven code points, 25 bytes, one character
	for _, c := range []struct {
		name, text string
		limit      Limit
		want       string
	}{
		{"at the limit", "abc", Limit{Characters: 3}, ""},
		{"one over", "abcd", Limit{Characters: 3}, long},
		{"letters of two bytes, at the limit", "ééé", Limit{Characters: 3}, ""},
		{"letters of two bytes, one over", "éééé", Limit{Characters: 3}, long},
		{"families, at the limit", strings.Repeat(family, 3), Limit{Characters: 3}, ""},
		{"families, one over", strings.Repeat(family, 4), Limit{Characters: 3}, long},
		{"code points, at their limit", strings.Repeat("e\u0301", 3), Limit{Characters: 3, Runes: 6}, ""},
		{"code points, one over", strings.Repeat("e\u0301", 3) + "\u0301", Limit{Characters: 3, Runes: 6}, combined},
		{"bytes, at their limit", strings.Repeat(family, 2), Limit{Characters: 3, Bytes: 50}, ""},
		{"bytes, one over", strings.Repeat(family, 2) + "x", Limit{Characters: 3, Bytes: 50}, combined},
		{"without other bounds", "e" + strings.Repeat("\u0301", 1000), Limit{Characters: 3}, ""},
		{"characters come before code points", "abcd", Limit{Characters: 3, Runes: 3}, long},
		{"what cannot be shown comes before characters", "abc\x00", Limit{Characters: 3}, control},
	} {
		c.limit.Long = long
		wants(t, c.name, Check("name", c.text, c.limit), c.want)
	}
}

// wants compares an answer with the sentence that it must have beside the field "name"; empty is no error.
func wants(t *testing.T, name string, err error, sentence string) {
	t.Helper()
	switch {
	case sentence == "" && err != nil:
		t.Errorf("%s: %v", name, err)
	case sentence != "" && (!problem.Is(err, problem.Invalid) || problem.Of(err).Text != sentence || problem.Of(err).Field != "name"):
		t.Errorf("%s: %v, want %q", name, err, sentence)
	}
}
