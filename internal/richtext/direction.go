package richtext

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// direction is "rtl" or "ltr" by the first letter that has one, "" without any.
//
// A paragraph says dir="auto" and leaves this to the browser. A list, a cell or
// a table cannot: "auto" looks past everything inside that has a dir of its own,
// and then the bullets or the columns of a right-to-left text would stand on
// the wrong side.
func (n *Node) direction() string {
	for i := 0; i < len(n.Text); {
		c := n.Text[i]
		if c < utf8.RuneSelf {
			if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
				return "ltr"
			}
			i++
			continue
		}
		p, w := bidi.LookupString(n.Text[i:])
		switch p.Class() {
		case bidi.L:
			return "ltr"
		case bidi.R, bidi.AL:
			return "rtl"
		}
		i += max(w, 1)
	}
	for _, c := range n.Content {
		if d := c.direction(); d != "" {
			return d
		}
	}
	return ""
}
