package swotweb

import (
	"strings"
	"testing"
)

// What is only to be recognised is cut at characters, never within one.
func TestBeginnings(t *testing.T) {
	for _, c := range []struct {
		name     string
		of       func(string) string
		in, want string
	}{
		{"short, at the limit", short, strings.Repeat("é", 60), strings.Repeat("é", 60)},
		{"short, one over", short, strings.Repeat("é", 61), strings.Repeat("é", 59) + "…"},
		{"short, nothing", short, "", ""},
		{"a choice, at the limit", asChoice, strings.Repeat("é", 80), strings.Repeat("é", 80)},
		{"a choice, one over", asChoice, strings.Repeat("é", 81), strings.Repeat("é", 80) + "…"},
		{"a choice, its lines in one", asChoice, " one\n\n two\t", "one two"},
		{"a preview, at the limit", previewed, strings.Repeat("é", 300), strings.Repeat("é", 300)},
		{"a preview, one over", previewed, strings.Repeat("é", 301), strings.Repeat("é", 300) + "…"},
		{"a preview keeps its lines", previewed, "one\ntwo", "one\ntwo"},
	} {
		if got := c.of(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
