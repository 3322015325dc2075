package richtext

import (
	"strings"
	"testing"
)

func TestDiffText(t *testing.T) {
	marks := map[Kind][2]string{Same: {"", ""}, Inserted: {"[+", "]"}, Deleted: {"[-", "]"}}
	for _, one := range [][3]string{
		{"", "", ""},
		{"", "new words", "[+new words]"},
		{"old words", "", "[-old words]"},
		{"the same words", "the same words", "the same words"},
		{"thirty students a year", "sixty students a year", "[-thirty][+sixty] students a year"},
		{"we host guests", "we host more guests", "we host [+more ]guests"},
		{"ہم طلبہ بھیجتے ہیں", "ہم اساتذہ بھیجتے ہیں", "ہم [-طلبہ][+اساتذہ] بھیجتے ہیں"},
	} {
		var all, before, after strings.Builder
		for _, s := range DiffText(one[0], one[1]) {
			all.WriteString(marks[s.Kind][0] + s.Text + marks[s.Kind][1])
			if s.Kind != Inserted {
				before.WriteString(s.Text)
			}
			if s.Kind != Deleted {
				after.WriteString(s.Text)
			}
		}
		if all.String() != one[2] || before.String() != one[0] || after.String() != one[1] {
			t.Errorf("%q and %q: %s, want %s", one[0], one[1], all.String(), one[2])
		}
	}
}
