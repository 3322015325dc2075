package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// maxDepth bounds how deep elements nest: the decoder keeps every open element.
// A real workbook stays under twenty.
const maxDepth = 64

// walker is what walk tells about the elements of a part, by local name. Any of
// the functions may be nil.
type walker struct {
	start func(name string, attrs []xml.Attr) error
	text  func(data []byte) error
	end   func(name string) error
}

var errStop = errors.New("stop")

// walk goes over a part without building a tree of it. A function that gives
// errStop ends the walk early and without an error.
func walk(part []byte, w walker) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errDamaged()
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errDamaged()
			}
			if w.start != nil {
				err = w.start(t.Name.Local, t.Attr)
			}
		case xml.CharData:
			if w.text != nil {
				err = w.text(t)
			}
		case xml.EndElement:
			depth--
			if w.end != nil {
				err = w.end(t.Name.Local)
			}
		}
		if errors.Is(err, errStop) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// attr gives an attribute by local name, whatever its namespace: the two
// flavours of the format differ in nothing else that matters here.
func attr(attrs []xml.Attr, name string) string {
	for _, a := range attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// richText gathers the text of a string item, which is plain or in runs, and
// leaves out the phonetic guides of East Asian text.
type richText struct {
	b        strings.Builder
	max      int // bytes; what is beyond is dropped, being too long anyway
	inText   bool
	phonetic int
}

func (r *richText) start(name string) {
	switch name {
	case "t":
		r.inText = r.phonetic == 0
	case "rPh":
		r.phonetic++
	}
}

func (r *richText) end(name string) {
	switch name {
	case "t":
		r.inText = false
	case "rPh":
		r.phonetic--
	}
}

func (r *richText) text(data []byte) {
	if r.inText {
		r.write(data)
	}
}

func (r *richText) write(data []byte) {
	if room := r.max - r.b.Len(); room > 0 {
		r.b.Write(data[:min(len(data), room)])
	}
}

// take gives what was gathered and starts afresh.
func (r *richText) take() string {
	s := unescape(strings.ToValidUTF8(r.b.String(), "\uFFFD"))
	r.b.Reset()
	r.inText, r.phonetic = false, 0
	return s
}

// unescape undoes _x000D_, by which workbooks write characters XML cannot hold.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		r, ok := escaped(s)
		if !ok {
			b.WriteString("_")
			s = s[1:]
			continue
		}
		s = s[7:]
		if low, ok := escaped(s); ok && isHigh(r) && isLow(low) {
			r, s = 0x10000+(r-0xD800)<<10+(low-0xDC00), s[7:]
		}
		b.WriteRune(r)
	}
}

func isHigh(r rune) bool { return 0xD800 <= r && r < 0xDC00 }
func isLow(r rune) bool  { return 0xDC00 <= r && r < 0xE000 }

// escaped reads one _xHHHH_ at the beginning of s.
func escaped(s string) (rune, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s[2:6]) {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case 'A' <= c && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
