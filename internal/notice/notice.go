// Package notice is the room in which people are told what concerns them: on their own page, and by mail where it cannot
// wait. It keeps what was told. Whom a thing concerns is the stage's to say.
package notice

import (
	"time"

	"meridian/internal/mail"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Kind is what somebody is told.
type Kind string

// The kinds.
const (
	Reply   Kind = "reply"   // somebody answered in a thread of theirs
	Answer  Kind = "answer"  // what became of what they said
	Entered Kind = "entered" // something was entered on behalf of their office
	Window  Kind = "window"  // their office is asked to be heard
	Nudge   Kind = "nudge"   // their office was not heard yet
	Ending  Kind = "ending"  // their office was not heard yet, and the consultation ends soon
	Unsent  Kind = "unsent"  // something is kept in their office, and the consultation ends soon
	Closed  Kind = "closed"  // the consultation in which their office was asked has closed
	Said    Kind = "said"    // something was said about a strategy that they write
	Misread Kind = "misread" // "not what I meant", to an answer of theirs
)

// Kinds lists them in the order in which their choices are offered.
var Kinds = []Kind{Reply, Answer, Misread, Entered, Window, Nudge, Ending, Unsent, Closed, Said}

// Mail is when a letter goes out for a kind.
type Mail string

// When a letter goes out.
const (
	Now   Mail = "now"
	Daily Mail = "daily" // with all others of the day, at seven in the morning of the institution
	Never Mail = "never"
)

// Usual is when a letter goes out for those who have chosen nothing: at once for what waits for them.
func (k Kind) Usual() Mail {
	switch k {
	case Window, Unsent, Closed, Said:
		return Daily
	}
	return Now
}

// Sentence is what a kind says, in English; it goes through i18n.T.
func (k Kind) Sentence() string {
	switch k {
	case Reply:
		return "Somebody replied to what you wrote"
	case Answer:
		return "There is an answer to what you said"
	case Entered:
		return "A position of your office was entered for it"
	case Window:
		return "Your office is asked for its view"
	case Nudge:
		return "Your office has not been heard yet"
	case Ending:
		return "The consultation ends soon, and your office has not been heard yet"
	case Unsent:
		return "The consultation ends soon, and something is still kept in your office"
	case Said:
		return "Something was said about a strategy that you write"
	case Misread:
		return "Somebody says of your answer: not what I meant"
	case Closed:
		return "The consultation has closed"
	}
	return ""
}

// News is something that people are told.
type News struct {
	Kind    Kind
	Subject uuid.UUID   // what it is about
	Cause   uuid.UUID   // the same kind and cause tells a membership once
	Title   string      // of what it happened in, such as a strategy
	Path    string      // of the page, with its fragment, as package link makes it
	To      []uuid.UUID // memberships; those that have ended, and the teller's own, are not told
}

// Notice is what one was told.
type Notice struct {
	ID          uuid.UUID
	Institution string // name
	Kind        Kind
	Title       string
	Path        string
	At          time.Time
	SeenAt      *time.Time
}

// Desk tells people, and shows them what they were told.
type Desk struct {
	DB   *postgres.DB
	Post *mail.Post
	Now  func() time.Time // nil: the machine's clock
}

func (d *Desk) now() time.Time {
	if d.Now == nil {
		return time.Now()
	}
	return d.Now()
}
