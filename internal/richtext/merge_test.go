package richtext

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMerge3(t *testing.T) {
	const base = "One two three four.\n\nFive six seven.\n\n- eight\n- nine"
	swap := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(base) }
	for name, c := range map[string]struct {
		mine, theirs, want string
		clash              bool
	}{
		"nobody":                  {base, base, base, false},
		"only I":                  {swap("six", "6"), base, swap("six", "6"), false},
		"only they":               {base, swap("six", "6"), swap("six", "6"), false},
		"both alike":              {swap("six", "6"), swap("six", "6"), swap("six", "6"), false},
		"two paragraphs":          {swap("two", "2"), swap("six", "6"), swap("two", "2", "six", "6"), false},
		"neighbouring paragraphs": {swap("One two three four.", "New."), swap("Five six seven.", "Also new."), "New.\n\nAlso new.\n\n- eight\n- nine", false},
		"two words":               {swap("two", "2"), swap("four", "4"), swap("two", "2", "four", "4"), false},
		"two items":               {swap("eight", "8"), swap("nine", "9"), swap("eight", "8", "nine", "9"), false},
		"the same word":           {swap("two", "2"), swap("two", "zwei"), swap("two", "2"), true},
		"one ends, one goes on":   {base + "\n\nMine.", swap("six", "6"), swap("six", "6") + "\n\nMine.", false},
		"both go on":              {base + "\n\nMine.", base + "\n\nTheirs.", base + "\n\nMine.", true},
		"taken out and untouched": {swap("Five six seven.\n\n", ""), swap("two", "2"), swap("Five six seven.\n\n", "", "two", "2"), false},
		"taken out and changed":   {swap("Five six seven.\n\n", ""), swap("six", "6"), swap("Five six seven.\n\n", ""), true},
		"line ends of forms":      {strings.ReplaceAll(swap("two", "2"), "\n", "\r\n"), swap("six", "6"), swap("two", "2", "six", "6"), false},
	} {
		t.Run(name, func(t *testing.T) {
			got, clash := Merge3(base, c.mine, c.theirs)
			if got != c.want || clash != c.clash {
				t.Errorf("clash %v\ngot  %q\nwant %q", clash, got, c.want)
			}
		})
	}
}

// The passages hold all three texts whole, and who changed nothing takes what
// the other wrote.
func TestCompareLosesNothing(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", " ", "\n", "\n\n", "- ", "學"}), 0, 12).Draw(t, "words"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		base, mine, theirs := text.Draw(t, "base"), text.Draw(t, "mine"), text.Draw(t, "theirs")
		var b, m, th strings.Builder
		for _, p := range Compare(base, mine, theirs) {
			b.WriteString(p.Base)
			m.WriteString(p.Mine)
			th.WriteString(p.Theirs)
		}
		if b.String() != base || m.String() != mine || th.String() != theirs {
			t.Fatalf("%q %q %q", b.String(), m.String(), th.String())
		}
		if got, clash := Merge3(base, mine, base); got != mine || clash {
			t.Fatalf("only I: %q %v", got, clash)
		}
		if got, clash := Merge3(base, base, theirs); got != theirs || clash {
			t.Fatalf("only they: %q %v", got, clash)
		}
	})
}
