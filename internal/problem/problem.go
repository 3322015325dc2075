// Package problem is the vocabulary of what can go wrong. A use case returns a Problem when a
// person can do something about it; every other error is internal and never reaches a page.
package problem

import (
	"errors"
	"time"
)

// Kind says what sort of thing went wrong; package respond gives each its HTTP status.
type Kind string

// The kinds. Absent and foreign are one kind on purpose: they must look alike.
const (
	Invalid     Kind = "invalid"     // the input breaks a rule; it is shown again with Text beside Field
	NotFound    Kind = "not_found"   // absent, or in an institution that is not one's own
	Refused     Kind = "refused"     // seen inside one's own institution, but not allowed
	Conflict    Kind = "conflict"    // somebody else changed the thing meanwhile
	Locked      Kind = "locked"      // closed to writing for now, whoever asks; what was sent is the sender's to keep
	Gone        Kind = "gone"        // too far back to be told what happened since; to be read as a whole
	SignedOut   Kind = "signed_out"  // no session, or one that has ended
	TooLarge    Kind = "too_large"   // more bytes than the route takes
	WrongType   Kind = "wrong_type"  // a body of another type than the route takes
	TooMany     Kind = "too_many"    // a rate limit; RetryAfter says when to come back
	Overloaded  Kind = "overloaded"  // no capacity at this moment; RetryAfter says when to come back
	Misdirected Kind = "misdirected" // a request for another host
	Internal    Kind = "internal"    // a fault of ours
)

// Problem is an error with a sentence for the person at the screen.
type Problem struct {
	Kind       Kind
	Title      string        // for people: what happened, in a few words; empty: the kind's own
	Text       string        // for people: what happened and what to do
	Field      string        // the form field it belongs to; empty: the whole form
	RetryAfter time.Duration // for TooMany and Overloaded
	Err        error         // for operators; never shown
}

// Error is for logs.
func (p *Problem) Error() string {
	s := string(p.Kind) + ": " + p.Text
	if p.Err != nil {
		s += ": " + p.Err.Error()
	}
	return s
}

// Unwrap gives the cause to errors.Is and errors.As.
func (p *Problem) Unwrap() error { return p.Err }

// New makes a problem of a kind with a sentence for people.
func New(kind Kind, text string) *Problem { return &Problem{Kind: kind, Text: text} }

// At makes an Invalid problem of one form field.
func At(field, text string) *Problem { return &Problem{Kind: Invalid, Field: field, Text: text} }

// Absent is the one answer for what does not exist and what is not yours.
func Absent() *Problem { return &Problem{Kind: NotFound} }

// Of finds the Problem in an error; an error without one is Internal.
func Of(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	if f, ok := errors.AsType[forPeople](err); ok {
		return &Problem{Kind: Invalid, Field: "file", Text: f.ForPeople(), Err: err}
	}
	return &Problem{Kind: Internal, Err: err}
}

// forPeople is an error of a package that knows nothing of this one but has a sentence for people:
// what it could not read was brought by somebody.
type forPeople interface {
	error
	ForPeople() string
}

// Is tells whether err carries a Problem of the kind.
func Is(err error, kind Kind) bool { return err != nil && Of(err).Kind == kind }

// Row is a row of a file that cannot be taken, by its line (the header is line 1) and the reason.
type Row struct {
	Line   int
	Reason string
}
