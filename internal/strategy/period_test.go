package strategy_test

import (
	"testing"

	"meridian/internal/strategy"
)

func TestYearsOf(t *testing.T) {
	for _, c := range []struct {
		period   string
		from, to int
	}{
		{"2026–2030", 2026, 2030},
		{"2026-2030", 2026, 2030},
		{"2026—2030", 2026, 2030},
		{" 2026 ‑ 2030 ", 2026, 2030},
		{"2026-30", 2026, 2030},
		{"2026 – 30", 2026, 2030},
		{"2026/27 to 2030/31", 2026, 2031},
		{"2026–27 to 2030–31", 2026, 2031},
		{"2026/2027–2030/2031", 2026, 2031},
		{"2026/27", 2026, 2027},
		{"academic year 2026/27", 2026, 2027},
		{"1999/00", 1999, 2000},
		{"2026", 2026, 2026},
		{"Autumn 2026 to summer 2030", 2026, 2030},
		{"from 2026 until 2030", 2026, 2030},
		{"September 2026 – August 2029", 2026, 2029},
		{"01.09.2026–31.08.2030", 2026, 2030},
		{"2009-10-01 to 2014-09-30", 2009, 2014},
		{"1/9/2026 - 31/8/2030", 2026, 2030},
		{"2026–2028, 2029–2030", 2026, 2030},
		{"five years from 2026", 2026, 2030},
		{"Five years, from 2026", 2026, 2030},
		{"5 years from autumn 2026", 2026, 2030},
		{"a three-year plan from 2026", 2026, 2028},
		{"five academic years from 2026/27", 2026, 2031},
		{"two years: 2026-2027", 2026, 2027},
		{"۲۰۲۶–۲۰۳۰", 2026, 2030},
		{"٢٠٢٦-٢٠٣٠", 2026, 2030},
		{"２０２６－２０３０", 2026, 2030},
		{"", 0, 0},
		{"the next years", 0, 0},
		{"until further notice", 0, 0},
		{"from 2026", 0, 0},
		{"2026 onwards", 0, 0},
		{"2026–", 0, 0},
		{"2026+", 0, 0},
		{"–2030", 0, 0},
		{"until 2030", 0, 0},
		{"five years until 2030", 0, 0},
		{"autumn 2026", 0, 0},
		{"five years", 0, 0},
		{"2030–2026", 0, 0},
		{"1447–1451", 0, 0},
		{"2026–2126", 0, 0},
		{"20262030", 0, 0},
		{"99999999999999999999", 0, 0},
		{"2199/00", 0, 0},
	} {
		from, to, known := strategy.YearsOf(c.period)
		if from != c.from || to != c.to || known != (c.from != 0) {
			t.Errorf("%q: %d to %d, known %v; want %d to %d", c.period, from, to, known, c.from, c.to)
		}
	}
}

// FuzzYearsOf holds YearsOf to its promises for any text.
func FuzzYearsOf(f *testing.F) {
	for _, s := range []string{"", "2026–2030", "2026/27 to 2030/31", "five years from 2026", "99/00", "1999/00/-", "2026-09-01", "۲۰۲۶", "12 years 2199", "/27"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, period string) {
		from, to, known := strategy.YearsOf(period)
		if known && (from < 1900 || to > 2199 || from > to || to-from >= 50) || !known && (from != 0 || to != 0) {
			t.Fatalf("%q: %d to %d, known %v", period, from, to, known)
		}
	})
}
