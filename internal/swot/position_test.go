package swot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

func wellFormed(t interface{ Fatalf(string, ...any) }, s string) {
	if s == "" || strings.Trim(s, digits) != "" || s[len(s)-1] == '0' {
		t.Fatalf("%q is not a position", s)
	}
}

// A position as they come about: some digits that do not end in 0.
func position() *rapid.Generator[string] {
	return rapid.Map(rapid.StringOfN(rapid.RuneFrom([]rune("0123789ef")), 0, 24, -1), func(s string) string { return s + "8" })
}

func ties() *rapid.Generator[string] { return rapid.StringOfN(rapid.RuneFrom([]rune("0f8")), 0, 4, -1) }

func TestBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low, high, tie := position().Draw(t, "low"), position().Draw(t, "high"), ties().Draw(t, "tie")
		if rapid.Bool().Draw(t, "first") {
			low = ""
		}
		if rapid.Bool().Draw(t, "last") {
			high = ""
		}
		if rapid.Bool().Draw(t, "close") && low != "" {
			high = low + rapid.StringOfN(rapid.RuneFrom([]rune("01")), 0, 6, -1).Draw(t, "rest") + "1"
		}
		if high != "" && low > high {
			low, high = high, low
		}
		got := Between(low, high, tie)
		wellFormed(t, got)
		if got <= low {
			t.Fatalf("%q is not after %q", got, low)
		}
		if high != "" && low < high && got >= high {
			t.Fatalf("%q is not before %q", got, high)
		}
	})
}

// Two people put different items into one gap at the same moment: both are inside, neither hides the other.
func TestBetweenTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low, high := position().Draw(t, "low"), position().Draw(t, "high")
		one, two := ties().Draw(t, "one"), ties().Draw(t, "two")
		if low > high {
			low, high = high, low
		}
		a, b := Between(low, high, one), Between(low, high, two)
		if (a == b) != (strings.TrimRight(one, "0") == strings.TrimRight(two, "0")) {
			t.Fatalf("ties %q and %q give %q and %q", one, two, a, b)
		}
		// Whatever order they are in, a third still fits between them.
		if a > b {
			a, b = b, a
		}
		if a < b {
			if m := Between(a, b, "abcd"); m <= a || m >= b {
				t.Fatalf("%q is not between %q and %q", m, a, b)
			}
		}
	})
}

// Thousands of inserts into one shrinking gap, from either side and by turns, stay in order.
func TestBetweenForEver(t *testing.T) {
	for name, lowSide := range map[string]func(int) bool{
		"always at the front":   func(int) bool { return false },
		"always at the back":    func(int) bool { return true },
		"by turns":              func(n int) bool { return n%2 == 0 },
		"in runs":               func(n int) bool { return n/50%2 == 0 },
		"three of one, one not": func(n int) bool { return n%4 != 0 },
	} {
		low, high := atEnd("0000000000000a", "1f2e"), atEnd("0000000000000b", "3c4d")
		for n := range 5000 {
			id := uuid.NewSHA1(uuid.NameSpaceOID, fmt.Append(nil, name, n))
			p := Between(low, high, tie(id))
			wellFormed(t, p)
			if p <= low || p >= high {
				t.Fatalf("%s, %d: %q is not between %q and %q", name, n, p, low, high)
			}
			if lowSide(n) {
				low = p
			} else {
				high = p
			}
			if len(p) > 10_000 {
				t.Fatalf("%s: after %d inserts a position has %d bytes", name, n, len(p))
			}
		}
	}
}

// What is put at the end comes after everything that was put there before, and sorts as bytes do in the database.
func TestAtEndSorts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := rapid.Uint64Range(1, 1<<55)
		a, b := clock.Draw(t, "earlier"), clock.Draw(t, "later")
		if a == b {
			b++
		}
		list := []string{atEnd(fmt.Sprintf("%014x", a), ties().Draw(t, "one")), atEnd(fmt.Sprintf("%014x", b), ties().Draw(t, "two"))}
		if slices.IsSorted(list) != (a < b) {
			t.Fatalf("%q", list)
		}
		wellFormed(t, list[0])
	})
}

func FuzzBetween(f *testing.F) {
	f.Add([]byte{1, 8}, []byte{2, 8}, uint16(7))
	f.Add([]byte{}, []byte{0, 0, 1}, uint16(0))
	f.Add([]byte{15, 15, 8}, []byte{}, uint16(0xffff))
	f.Fuzz(func(t *testing.T, lowBytes, highBytes []byte, n uint16) {
		low, high := fuzzed(lowBytes), fuzzed(highBytes)
		got := Between(low, high, fmt.Sprintf("%04x", n))
		wellFormed(t, got)
		if got <= low || high != "" && low < high && got >= high {
			t.Errorf("%q is not between %q and %q", got, low, high)
		}
	})
}

// fuzzed makes a position, or none, of any bytes.
func fuzzed(raw []byte) string {
	var b strings.Builder
	for _, c := range raw {
		b.WriteByte(digits[c%16])
	}
	return strings.TrimRight(b.String(), "0")
}
