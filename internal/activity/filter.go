package activity

import (
	"regexp"
	"strings"
	"time"

	"meridian/internal/link"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Filter chooses entries. Empty fields choose all. Days are those of the institution's time zone.
type Filter struct {
	Person   string // a membership's id: all entries of that person
	Office   string // slug of the office for which it was done
	Kind     string
	From, To string // days, YYYY-MM-DD, both included
	Older    string // an entry's id: only older ones
}

// chosen is a filter that has been read.
type chosen struct {
	Person, Older *uuid.UUID
	Office, Kind  *string
	From, To      *time.Time
}

// kindForm is how kinds are written.
var kindForm = regexp.MustCompile(`^[a-z]+( [a-z]+)*$`)

// read is the rule for a filter; what is not well-formed is Invalid, with its field.
func (f Filter) read() (c chosen, err error) {
	if c.Person, err = readID("person", f.Person); err != nil {
		return c, err
	}
	if c.Older, err = readID("older", f.Older); err != nil {
		return c, err
	}
	if f.Office != "" {
		if !link.ValidSlug(f.Office) {
			return c, problem.At("office", "There is no such office.")
		}
		c.Office = &f.Office
	}
	if f.Kind != "" {
		if !kindForm.MatchString(f.Kind) {
			return c, problem.At("kind", "This choice is not known here.")
		}
		c.Kind = &f.Kind
	}
	if c.From, err = readDay("from", f.From); err != nil {
		return c, err
	}
	if c.To, err = readDay("to", f.To); err != nil {
		return c, err
	}
	if c.From != nil && c.To != nil && c.To.Before(*c.From) {
		return c, problem.At("to", "The last day is before the first.")
	}
	return c, nil
}

func readID(field, s string) (*uuid.UUID, error) {
	if s == "" {
		return nil, nil
	}
	id, err := uuid.Parse(s)
	if err != nil {
		return nil, problem.At(field, "This choice is not known here.")
	}
	return &id, nil
}

func readDay(field, s string) (*time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return nil, nil
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil, problem.At(field, "The day must be written as YYYY-MM-DD.")
	}
	return &day, nil
}
