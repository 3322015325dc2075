package swot

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, one, other string }{
		{"capitals", "Scholarship FUND", "scholarship fund"},
		{"blanks", "  no\tcentral \n fund ", "no central fund"},
		{"yeh", "يونيورسٹى", "یونیورسٹی"},
		{"yeh with hamza", "رئیس", "رییس"},
		{"kaf", "ملك", "ملک"},
		{"alef", "أإآٱ", "اااا"},
		{"heh and teh marbuta", "ةۀهھۂۃ", "ہہہہہہ"},
		{"waw with hamza", "مؤسسہ", "موسسہ"},
		{"hamza as a mark of its own", "مو\u0654سسہ", "موسسہ"},
		{"Arabic-Indic digits", "٠١٢٣٤٥٦٧٨٩", "0123456789"},
		{"Persian digits", "۰۱۲۳۴۵۶۷۸۹", "0123456789"},
		{"vowel signs", "مُعَلِّمٌ", "معلم"},
		{"tatweel", "تعـــلیم", "تعلیم"},
		{"joiners", "می\u200cخواهم\u200d", "میخواہم"},
		{"presentation forms", "ﻣﻠﻚ", "ملک"},
		{"full width", "ＥＵ", "eu"},
		{"accents stay", "café", "cafe\u0301"},
	} {
		if one, other := Fold(c.one), Fold(c.other); one != other {
			t.Errorf("%s: %q is not %q", c.name, one, other)
		}
	}
	for _, c := range [][2]string{{"ب", "پ"}, {"café", "cafe"}, {"a b", "ab"}, {"د", "ڈ"}, {"1", "2"}} {
		if Fold(c[0]) == Fold(c[1]) {
			t.Errorf("%q and %q are taken for the same", c[0], c[1])
		}
	}
}

func TestFoldTwiceIsFoldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("aB é\u0301\u064B\u0654\u200cيىئكأإآٱةۀهھؤ٣۴ـ یﻚ\n"))).Draw(t, "text")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("%q folds to %q and then to %q", s, once, Fold(once))
		}
	})
}
