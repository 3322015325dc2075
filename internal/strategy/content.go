package strategy

import (
	"bytes"
	"encoding/json"
	"fmt"

	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// ContentFormat and ContentFormatVersion say what the bytes of a Content are.
const (
	ContentFormat        = "meridian-strategy"
	ContentFormatVersion = 1
)

// Content is everything that a strategy says, and what a version keeps. Its canonical form, see Bytes, names offices,
// items and options by their ids and no person at all: names are looked up when it is shown.
type Content struct {
	Format        string                     `json:"format"`
	FormatVersion int                        `json:"format_version"`
	ID            uuid.UUID                  `json:"id"`
	Title         string                     `json:"title"`
	Period        string                     `json:"period"` // empty: not said
	Labels        ContentLabels              `json:"labels"`
	Sections      []SectionContent           `json:"sections"`          // in their order, the withdrawn ones left out
	Annexes       map[string]json.RawMessage `json:"annexes,omitempty"` // what later stages add, each under its own key
}

// ContentLabels are Labels in a Content.
type ContentLabels struct {
	Pillar    string `json:"pillar"`
	Goal      string `json:"goal"`
	Objective string `json:"objective"`
	Indicator string `json:"indicator"`
}

// SectionContent is a section in a Content.
type SectionContent struct {
	ID         uuid.UUID          `json:"id"`
	Kind       SectionKind        `json:"kind"`
	Title      string             `json:"title"`
	Doc        json.RawMessage    `json:"doc"`        // a ProseMirror document as richtext.Node.JSON writes it
	Goals      []GoalContent      `json:"goals"`      // in their order, the withdrawn ones left out
	Objectives []ObjectiveContent `json:"objectives"` // in the order of the page: by goal, those without one last
}

// GoalContent is a goal in a Content.
type GoalContent struct {
	ID   uuid.UUID `json:"id"`
	Text string    `json:"text"`
}

// ObjectiveContent is an objective in a Content.
type ObjectiveContent struct {
	ID         uuid.UUID          `json:"id"`
	Goal       *uuid.UUID         `json:"goal"` // null: none
	Text       string             `json:"text"`
	Office     *uuid.UUID         `json:"office"` // who owns it; null: nobody yet
	Cites      []CiteContent      `json:"cites"`  // by id
	Indicators []IndicatorContent `json:"indicators"`
}

// CiteContent is an item or an option that an objective answers.
type CiteContent struct {
	ID   uuid.UUID `json:"id"`   // of the item or the option
	Kind string    `json:"kind"` // "item" or "option"
}

// IndicatorContent is an indicator in a Content. Values are decimal strings without exponent, thousands mark or needless
// zeros, such as "12.5" and "-3".
type IndicatorContent struct {
	ID           uuid.UUID       `json:"id"`
	Name         string          `json:"name"`
	Numerator    string          `json:"numerator"`
	Denominator  string          `json:"denominator"`
	Unit         string          `json:"unit"`
	Direction    string          `json:"direction"`
	Baseline     *string         `json:"baseline"`      // null: none is given
	BaselineYear *int            `json:"baseline_year"` // null: not said
	Targets      []TargetContent `json:"targets"`       // by year
	Source       string          `json:"source"`
	Frequency    string          `json:"frequency"`
}

// TargetContent is the value that an indicator is to have in a year.
type TargetContent struct {
	Year  int    `json:"year"`
	Value string `json:"value"`
}

// Bytes is the canonical form: JSON in UTF-8 without blanks or a line end, keys in the order of the fields here, the keys
// of Annexes sorted, no character escaped that JSON does not want escaped but U+2028 and U+2029. The same Content always
// gives the same bytes. A version keeps them as they are and serves them so: whoever wants to check a fingerprint takes
// SHA-256 of the file and need write nothing anew.
func (c Content) Bytes() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(c); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// ReadContent reads the canonical form.
func ReadContent(data []byte) (Content, error) {
	var c Content
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("the content of a version: %w", err)
	}
	if c.Format != ContentFormat || c.FormatVersion != ContentFormatVersion {
		return c, fmt.Errorf("the content of a version is %q %d, not %q %d", c.Format, c.FormatVersion, ContentFormat, ContentFormatVersion)
	}
	return c, nil
}

// Words counts the words of all texts of the sections; goals, objectives and indicators are not counted.
func (c Content) Words() (int, error) {
	words := 0
	for _, s := range c.Sections {
		doc, err := s.Text()
		if err != nil {
			return 0, err
		}
		words += doc.Words()
	}
	return words, nil
}

// Section is the section of an id; false when there is none.
func (c Content) Section(id uuid.UUID) (SectionContent, bool) {
	for _, s := range c.Sections {
		if s.ID == id {
			return s, true
		}
	}
	return SectionContent{}, false
}

// Text is the section's text as a document.
func (s SectionContent) Text() (*richtext.Node, error) {
	doc, err := richtext.Parse(s.Doc)
	if err != nil {
		return nil, fmt.Errorf("the text of section %s: %w", s.ID, err)
	}
	return doc, nil
}

// cited are the ids of all items and options that the objectives answer.
func (c Content) cited() []uuid.UUID {
	var ids []uuid.UUID
	for _, s := range c.Sections {
		for _, o := range s.Objectives {
			for _, cite := range o.Cites {
				ids = append(ids, cite.ID)
			}
		}
	}
	return ids
}
