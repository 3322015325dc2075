package richtext

import (
	"strconv"
	"unicode/utf8"
)

// JSON writes the node as ProseMirror's toJSON does, attributes with their
// standard values included: the same node always gives the same bytes. Keys
// come in the order type, attrs (sorted), content, marks, text.
func (n *Node) JSON() []byte { return n.appendJSON(nil) }

func (n *Node) appendJSON(b []byte) []byte {
	b = append(b, `{"type":"`...)
	b = append(b, n.Type...)
	b = append(b, '"')
	switch {
	case n.Type == Heading:
		b = append(b, `,"attrs":{"level":`...)
		b = append(strconv.AppendInt(b, int64(n.Attrs.Level), 10), '}')
	case n.Type == OrderedList:
		b = append(b, `,"attrs":{"order":`...)
		b = append(strconv.AppendInt(b, int64(n.Attrs.Order), 10), '}')
	case isCell(n.Type):
		b = appendCell(b, n.Attrs)
	}
	if len(n.Content) > 0 {
		b = append(b, `,"content":[`...)
		for i, c := range n.Content {
			if i > 0 {
				b = append(b, ',')
			}
			b = c.appendJSON(b)
		}
		b = append(b, ']')
	}
	if len(n.Marks) > 0 {
		b = append(b, `,"marks":[`...)
		for i, m := range n.Marks {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, `{"type":"`...)
			b = append(append(b, m.Type...), '"')
			if m.Type == Link {
				b = append(b, `,"attrs":{"href":`...)
				b = append(appendString(b, m.Href), '}')
			}
			b = append(b, '}')
		}
		b = append(b, ']')
	}
	if n.Type == Text {
		b = append(b, `,"text":`...)
		b = appendString(b, n.Text)
	}
	return append(b, '}')
}

func appendCell(b []byte, a Attrs) []byte {
	b = append(b, `,"attrs":{"colspan":`...)
	b = strconv.AppendInt(b, int64(a.Colspan), 10)
	b = append(b, `,"colwidth":`...)
	if a.Colwidth == nil {
		b = append(b, "null"...)
	} else {
		b = append(b, '[')
		for i, w := range a.Colwidth {
			if i > 0 {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, int64(w), 10)
		}
		b = append(b, ']')
	}
	b = append(b, `,"rowspan":`...)
	return append(strconv.AppendInt(b, int64(a.Rowspan), 10), '}')
}

// appendString writes a JSON string. Only what JSON demands is escaped, as
// JavaScript does; encoding/json would also escape what HTML minds.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, w := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r) // an invalid byte becomes U+FFFD
			i += w
			continue
		}
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
		i++
	}
	return append(b, '"')
}
