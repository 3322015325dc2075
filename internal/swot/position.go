package swot

import "strings"

// Positions are strings of the digits 0-9a-f that sort as bytes and do not end in 0, so that between
// any two there is room for another. An item at the end gets the database's clock as its position,
// which needs no look at its neighbours; one put between two gets a string between theirs.

const (
	digits = "0123456789abcdef"
	middle = "8"
)

// Between returns a position after low and before high; an empty high is the end. tie tells apart what
// two people put into the same gap at once: its hexadecimal digits are appended. When low is not below
// high, which two such people can bring about, the answer is just after low.
func Between(low, high, tie string) string {
	if high != "" && low >= high {
		high = ""
	}
	var b strings.Builder
	for i := 0; i <= len(low)+len(high); i++ {
		l, h := digit(low, i, 0), len(digits)
		if high != "" {
			h = digit(high, i, 0)
		}
		switch {
		case l == h: // still on the common way
			b.WriteByte(digits[l])
		case h-l > 1:
			b.WriteByte(digits[(l+h)/2])
			return finish(b.String(), tie)
		default: // neighbours: stay on low's side, anything above low's rest will do
			b.WriteByte(digits[l])
			high = ""
		}
	}
	return finish(b.String(), tie)
}

// atEnd is the position after everything that was put at the end before the clock showed this. Without a clock it is the
// end of one that begins with untimedEnd.
func atEnd(clock, tie string) string { return finish(clock, tie) }

// untimedEnd is, in SQL, what atEnd's clock is where nobody may know when an item came: the raised live version. It
// sorts after every clock, so that what has no time stands after what has.
const untimedEnd = `'1' || lpad(to_hex(raised.version), 13, '0')`

func digit(s string, i, past int) int {
	if i >= len(s) {
		return past
	}
	return strings.IndexByte(digits, s[i])
}

func finish(s, tie string) string { return s + strings.TrimRight(tie, "0") + middle }
