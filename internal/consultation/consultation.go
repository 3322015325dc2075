// Package consultation is the stage in which everybody is heard on a strategy: comments on its words, suggestions for
// them, the positions of the offices, and an answer to each of them.
package consultation

import (
	"time"

	"meridian/internal/access"
	"meridian/internal/mail"
	"meridian/internal/notice"
	"meridian/internal/postgres"
	"meridian/internal/richtext"
	"meridian/internal/strategy"
	"meridian/internal/thread"

	"github.com/google/uuid"
)

// Kind is what somebody contributes.
type Kind string

// The kinds. Remarks and objections come of the position that an office takes.
const (
	Comment    Kind = "comment"
	Suggestion Kind = "suggestion"
	Remark     Kind = "remark"
	Objection  Kind = "objection"
)

// Contribution is one thing that was said, and one line of the answers to everyone. Its id is that of the first comment of
// its thread, and of the anchor of its words.
type Contribution struct {
	ID           uuid.UUID
	Kind         Kind
	Section      uuid.UUID // that it is about; zero: the whole
	SectionTitle string
	SectionGone  bool      // the section was taken out
	Objective    uuid.UUID // zero: none
	Indicator    uuid.UUID // zero: none
	Question     uuid.UUID // of the consultation, that it answers; zero: none
	Of           string    // words of the objective, indicator or question
	Replacement  *string   // of a suggestion; empty: take the words out
	Author       uuid.UUID // membership
	Person       uuid.UUID
	Name         string
	Office       uuid.UUID // in whose name it counts; zero: none
	OfficeSlug   string
	OfficeName   string
	Source       string // where the office said it, that somebody else wrote it down for; empty: it was said here
	SourceNote   string
	SourceDate   *time.Time
	Held         bool // seen by the office alone, until it is sent on
	Late         bool // came after the window had closed
	AppliedAt    *time.Time
	CreatedAt    time.Time
	WithdrawnAt  *time.Time
	Anchored     bool // is about words
	Exact        string
	Words        string // now; empty: gone
	Quote        richtext.Quote
	AnchorState  richtext.AnchorState
	Live         int64 // the live version of its last change, or of its words'

	Answer  *Disposition // as the reader may see it; nil: none yet
	Private bool         // the answer is not published
	Misread string       // what its author said to the answer: "not what I meant"
	Thread  thread.Thread
}

// Withdrawn tells whether it was taken back. It keeps its line in the answers.
func (c Contribution) Withdrawn() bool { return c.WithdrawnAt != nil }

// State is how it stands beside the text: resolved, or how sure it is of its words.
func (c Contribution) State() string {
	switch {
	case c.Thread.Resolved():
		return "resolved"
	case c.Anchored:
		return string(c.AnchorState)
	case c.SectionGone:
		return string(richtext.Detached)
	}
	return string(richtext.Anchored)
}

// Answered is what becomes of a contribution.
type Answered string

// The dispositions.
const (
	Adopted  Answered = "adopted"
	Adapted  Answered = "adapted"
	Declined Answered = "declined"
	Deferred Answered = "deferred"
)

// AllAnswers lists them in the order in which they are offered.
var AllAnswers = []Answered{Adopted, Adapted, Declined, Deferred}

// Label is the disposition's name on a page, in English; it goes through i18n.T.
func (a Answered) Label() string {
	switch a {
	case Adopted:
		return "Taken up"
	case Adapted:
		return "Taken up in other words"
	case Declined:
		return "Not taken up"
	case Deferred:
		return "Kept for later"
	}
	return ""
}

// Disposition is the answer to a contribution.
type Disposition struct {
	ID          uuid.UUID
	Answered    Answered
	Reason      string
	By          string    // name of who gave it
	GivenBy     uuid.UUID // membership
	GivenAt     time.Time
	PublishedAt *time.Time
}

// Desk runs the use cases of the stage.
type Desk struct {
	DB       *postgres.DB
	Strategy *strategy.Desk
	Post     *mail.Post
	Notice   *notice.Desk
	Now      func() time.Time // nil: the machine's clock
}

func (d *Desk) now() time.Time {
	if d.Now == nil {
		return time.Now()
	}
	return d.Now()
}

// Done is what a change answers: the thing that was changed or made, and the live version of the strategy with it.
type Done struct {
	ID   uuid.UUID
	Live int64
}

// Viewer is as whom somebody reads what was said. Those who are alike see the same.
type Viewer struct {
	Office   uuid.UUID // whose own contributions are seen, too; zero: none
	Disposes bool      // sees answers before they are published
}

// ViewerOf is as whom a seat reads what was said about a strategy.
func ViewerOf(a access.Actor, s strategy.Strategy) Viewer {
	v := Viewer{Disposes: a.May(access.Dispose, s.Subject())}
	if a.Guest == uuid.Nil {
		v.Office = a.Office
	}
	return v
}

// sees tells whether the viewer sees a contribution.
func (v Viewer) sees(c Contribution) bool {
	return !c.Held || c.Office != uuid.Nil && c.Office == v.Office
}

// about is the subject of all threads about a strategy.
func about(strategy uuid.UUID) thread.Subject {
	return thread.Subject{Kind: thread.OfContribution, ID: strategy}
}
