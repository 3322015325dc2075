package strategy

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Text is the text of a section at one version.
type Text struct {
	Version int             `json:"version"` // the number of steps that made it
	Doc     json.RawMessage `json:"doc"`     // a ProseMirror document
}

// Behind is the cause of a Conflict: the text has steps that the sender's did not have. The sender takes them over and
// sends its own anew; where its own are among them (their Clients say so) they were taken and only the answer was lost.
// Where much is missing these are the first of the steps, Version is that after the last of them, and sending anew brings
// the next ones.
type Behind struct{ Run }

// Error is for logs.
func (b *Behind) Error() string {
	return fmt.Sprintf("section %s is at version %d", b.Section, b.Version)
}

// standing is the text of a section as a request finds it, with the rights of who asks.
type standing struct {
	Seat     access.Seat
	Strategy Strategy
	Section  Section // ID, Title, Version, WithdrawnAt; Doc, where it was asked for
	Missing  []stepRow

	credit uuid.UUID // membership whose suggestion is taken up; zero: nobody's
	beside also
}

// also is what has to be written together with a text: judge stands before it, and what is queued after it comes last.
type also struct {
	judge func(*postgres.Tx, access.Seat) error
	after func(*postgres.Tx, access.Seat)
}

// noSteps asks for no steps.
const noSteps = -1

// standing reads a section's text, in one round trip and outside any transaction; unless since is noSteps, its steps after
// that version, and the text itself only where there are none. Absent is NotFound.
func (d *Desk) standing(ctx context.Context, c access.Caller, strategy, section uuid.UUID, since int, most portion) (standing, error) {
	var s standing
	var strategyFound, sectionFound bool
	var err error
	s.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &s.Strategy, &strategyFound)
		if since == noSteps {
			queueText(b, strategy, section, &s.Section, &sectionFound)
			return
		}
		since = min(since, math.MaxInt32) // the column ends there
		queueTextAt(b, strategy, section, since, &s.Section, &sectionFound)
		queueSteps(b, section, since, most, &s.Missing)
	})
	if err == nil && !(strategyFound && sectionFound) {
		err = problem.Absent()
	}
	return s, err
}

// writable judges whether who asks may write in the section as it stands: Refused, then Locked.
func (s standing) writable() error {
	if !s.Seat.May(access.WriteStrategy, s.Strategy.Subject()) {
		return notAWriter()
	}
	if err := s.Strategy.writable(); err != nil {
		return err
	}
	return s.Section.open()
}

// run is the steps that the asker does not have. Where the text has moved on between two statements it is at the last of
// them, and where there are too many for one answer as well.
func (s standing) run() Run {
	run := Run{Section: s.Section.ID, Version: s.Section.Version, Steps: []json.RawMessage{}, Clients: []string{}}
	if list := runs(s.Missing); len(list) > 0 {
		run = list[0]
	}
	return run
}
