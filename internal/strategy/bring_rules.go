package strategy

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/richtext"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// The limits of what is brought in at once.
const (
	MaxBrought      = 100     // sections
	MaxBroughtWords = 200_000 // in all of them
	MaxIncoming     = 4 << 20 // bytes of JSON
)

// Incoming is what was written elsewhere and is to become sections.
type Incoming struct {
	ID       string            `json:"-"`     // UUID; empty: the server makes one
	Title    string            `json:"title"` // becomes the strategy's own when it has no section yet; empty: it keeps its title
	Sections []IncomingSection `json:"sections"`
}

// IncomingSection is one of its sections.
type IncomingSection struct {
	Title string          `json:"title"`
	Kind  string          `json:"kind"` // empty: text
	Doc   json.RawMessage `json:"doc"`  // a ProseMirror document that nobody has looked at
}

// Unfit is the cause of an Invalid problem: one section that cannot be taken as it is.
type Unfit struct {
	Section int    // counted from 1
	Title   string // as it came
	Reason  string // a sentence for people, in English; it goes through i18n.Say
	Err     error  // for operators; may be nil
}

// Error is for logs.
func (u *Unfit) Error() string {
	s := fmt.Sprintf("section %d: %s", u.Section, u.Reason)
	if u.Err != nil {
		s += ": " + u.Err.Error()
	}
	return s
}

// Unwrap gives the cause to errors.Is and errors.As.
func (u *Unfit) Unwrap() error { return u.Err }

func unfit(n int, title, reason string, err error) error {
	return &problem.Problem{Kind: problem.Invalid, Field: "content", Text: reason, Err: &Unfit{Section: n + 1, Title: title, Reason: reason, Err: err}}
}

// IncomingFromJSON reads {"title", "sections": [{"title", "kind", "doc"}]}. Anything else is Invalid of the field "content".
func IncomingFromJSON(content string) (Incoming, error) {
	var in Incoming
	if len(content) > MaxIncoming {
		return in, problem.At("content", "More than 4 MB of text came in at once. Please take fewer sections.")
	}
	if !json.Valid([]byte(content)) {
		return in, unreadableContent(nil)
	}
	decoder := json.NewDecoder(strings.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		return in, unreadableContent(err)
	}
	return in, nil
}

func unreadableContent(err error) error {
	return &problem.Problem{Kind: problem.Invalid, Field: "content", Text: "What was read from the file did not arrive whole. Please choose the file once more.", Err: err}
}

// IncomingFromMarkup reads the simple markup of package richtext. A heading of the first level begins a section; what
// stands before the first gets the title introduction. Deeper headings move up by one level. Too long a text is Invalid
// of the field "markup".
func IncomingFromMarkup(markup, introduction string) (Incoming, error) {
	var in Incoming
	if !utf8.ValidString(markup) {
		return in, problem.At("markup", "The text has characters that are not valid. Please type them again.")
	}
	doc, err := richtext.FromMarkup(cleanMarkup(markup))
	if err != nil {
		return in, problem.At("markup", "The text is longer than 1 MB. Please bring it in in parts; nothing was lost.")
	}
	var list []*richtext.Node
	title := introduction
	end := func() {
		text := &richtext.Node{Type: richtext.Doc, Content: list}
		if title == introduction && len(in.Sections) == 0 && strings.TrimSpace(text.PlainText()) == "" {
			return // nothing stands before the first heading
		}
		if len(list) == 0 {
			text = richtext.Empty()
		}
		in.Sections = append(in.Sections, IncomingSection{Title: title, Doc: text.JSON()})
	}
	for _, block := range doc.Content {
		if block.Type != richtext.Heading {
			list = append(list, block)
			continue
		}
		if block.Attrs.Level > 1 {
			block.Attrs.Level--
			list = append(list, block)
			continue
		}
		end()
		title, list = strings.TrimSpace(block.PlainText()), nil
	}
	end()
	return in, nil
}

// check cleans what is brought in and tells what is wrong with it, beside the texts.
func (in *Incoming) check() error {
	switch n := len(in.Sections); {
	case n == 0:
		return problem.At("content", "There is no section to bring in.")
	case n > MaxBrought:
		return problem.At("content", "More than 100 sections came in at once. Please take fewer, or join some.")
	}
	if in.Title != "" {
		if err := checkTitle(&in.Title); err != nil {
			return err
		}
	}
	for n := range in.Sections {
		sec := &in.Sections[n]
		came := sec.Title
		sec.Title = strings.Map(func(r rune) rune {
			if typed.Unshown(r) {
				return ' '
			}
			return r
		}, sec.Title)
		if err := checkTitle(&sec.Title); err != nil {
			return unfit(n, came, problem.Of(err).Text, err)
		}
		if sec.Kind == "" {
			sec.Kind = string(SectionText)
		}
		if !SectionKind(sec.Kind).Valid() {
			return unfit(n, came, "Please choose: text alone, or a part with goals and objectives.", nil)
		}
	}
	return nil
}

// digest makes the same request recognisable.
func (in *Incoming) digest(person, strategy uuid.UUID) []byte {
	fields := []string{strategy.String(), in.Title}
	for _, s := range in.Sections {
		fields = append(fields, s.Title, s.Kind, string(s.Doc))
	}
	return once.Digest(person, fields...)
}
