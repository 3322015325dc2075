package returned

import (
	"strings"

	"meridian/internal/richtext"
)

// row is a row of a table that is being read.
type row struct {
	who
	added, gone bool
	words       strings.Builder
}

// changedRow is the outermost row that is being read and was added or taken away as a whole; nil: none.
func (s *story) changedRow() *row {
	for _, r := range s.rows {
		if r.added || r.gone {
			return r
		}
	}
	return nil
}

// rowEnds tells of a row that was added or taken away.
func (s *story) rowEnds() error {
	r := s.rows[len(s.rows)-1]
	s.rows = s.rows[:len(s.rows)-1]
	reason := "A row was taken out of a table. Suggestions are about words: please take it out in the text."
	switch {
	case r.added:
		reason = "A row was added to a table. Suggestions are about words: please add it in the text."
	case !r.gone:
		return nil
	}
	if s.where != "" {
		reason = s.where
	}
	return s.ignore(r.who, richtext.Line(r.words.String()), reason)
}
