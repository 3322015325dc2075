package strategy

import (
	"math"
	"testing"

	"meridian/internal/problem"
)

func TestParseValue(t *testing.T) {
	for text, want := range map[string]float64{
		"12": 12, "12,5": 12.5, "12.5": 12.5, "1 200": 1200, "1\u00a0200": 1200, "1\u202f200": 1200, "1’200": 1200, "35 %": 35, "35%": 35, "€ 4 000": 4000, "4 000 €": 4000, "$1,200.50": 1200.5,
		"1.200,50": 1200.5, "1,200,000": 1200000, "1.200.000": 1200000, "1,200": 1200, "0,125": 0.125, "0.125": 0.125, ".5": 0.5, ",5": 0.5, "-3": -3, "−3,5": -3.5, "+4": 4,
		"١٢٫٥": 12.5, "۱۲۰۰": 1200, "١٬٢٠٠": 1200, "3,14159": 3.1416, "1234.567": 1234.567, "-0": 0, " 7 ": 7, "2026": 2026, "1.2340": 1.234, "１２": 12, "٪ ٣٥": 35,
	} {
		if got, err := ParseValue("baseline", text, UnitNumber); err != nil || got != want || math.Signbit(got) != (want < 0) {
			t.Errorf("%q is read as %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", " ", "twelve", "12 people", "1.200", "12.345", "1,20,0", "1.2.3", "1,2.3,4", "1.200,5,0", "--3", "1e9", "0x10", "NaN", "Inf", ".", ",", "-", "%", "5.", "10000000000001",
		"99999999999999999999", "1/2", "3-4", "12,5٫5"} {
		if got, err := ParseValue("baseline", text, UnitNumber); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "baseline" {
			t.Errorf("%q is read as %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]float64{"yes": 1, "No": 0, " YES ": 1, "1": 1, "0": 0} {
		if got, err := ParseValue("value", text, UnitYesNo); err != nil || got != want {
			t.Errorf("%q is read as %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"maybe", "2", ""} {
		if _, err := ParseValue("value", text, UnitYesNo); !problem.Is(err, problem.Invalid) {
			t.Errorf("%q is yes or no: %v", text, err)
		}
	}
}

func TestPlainValue(t *testing.T) {
	for want, v := range map[string]float64{"1200": 1200, "12.5": 12.5, "1.2340": 1.234, "-0.1250": -0.125, "0": 0, "0.0001": 0.0001} {
		if got := PlainValue(v, UnitNumber); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
	if PlainValue(1, UnitYesNo) != "yes" || PlainValue(0, UnitYesNo) != "no" {
		t.Error("yes and no are not written as words")
	}
}

// What was read is written so that it is read again as the same value.
func FuzzParseValue(f *testing.F) {
	for _, s := range []string{"12,5", "1 200", "35 %", "1.200,50", "1,2.3,4", "١٢٫٥", "−3", "1.2340", "", "yes"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, yesNo bool) {
		u := UnitNumber
		if yesNo {
			u = UnitYesNo
		}
		v, err := ParseValue("value", s, u)
		if err != nil {
			if !problem.Is(err, problem.Invalid) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if math.IsNaN(v) || math.Abs(v) > maxValue {
			t.Fatalf("%q is read as %v", s, v)
		}
		if again, err := ParseValue("value", PlainValue(v, u), u); err != nil || again != v {
			t.Fatalf("%q is %v, written %q, read %v, %v", s, v, PlainValue(v, u), again, err)
		}
	})
}
