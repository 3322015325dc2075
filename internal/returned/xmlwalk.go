package returned

import (
	"encoding/xml"
	"errors"
	"io"

	"meridian/internal/problem"
)

// element is the beginning of an element. Its name is the local one; word says that it belongs to the text of Word, in one
// of the two flavours of the format. Others have elements of the same names: equations, drawings.
type element struct {
	name  string
	word  bool
	attrs []xml.Attr
}

var wordSpaces = map[string]bool{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": true,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             true,
}

// attr is an attribute by its local name.
func (e element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// walker is what walk tells about the elements of a part. Any of the functions may be nil.
type walker struct {
	start func(e element) error
	text  func(data []byte) error
	end   func() error // of the element that began last and is still open
}

// walk goes over a part without building a tree of it; an absent part is empty. Entities that a part defines for itself
// are not known to the decoder: they make it damaged.
func (a *archive) walk(part string, w walker) error {
	f := a.parts[part]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return errDamaged
	}
	defer r.Close() //nolint:errcheck // nothing was written
	err = walk(metered{r, &a.budget}, w)
	if err != nil && a.budget < 0 {
		return errUnpacked
	}
	return err
}

func walk(r io.Reader, w walker) error {
	d := xml.NewDecoder(r)
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			if p, ok := errors.AsType[*problem.Problem](err); ok {
				return p
			}
			return errDamaged
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errDamaged
			}
			if w.start != nil {
				err = w.start(element{t.Name.Local, wordSpaces[t.Name.Space], t.Attr})
			}
		case xml.CharData:
			if w.text != nil {
				err = w.text(t)
			}
		case xml.EndElement:
			depth--
			if w.end != nil {
				err = w.end()
			}
		}
		if err != nil {
			return err
		}
	}
}
