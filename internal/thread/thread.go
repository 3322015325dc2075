// Package thread is the room for comments: people talk about a subject of any stage, in threads, and call others in.
// It keeps what was said. Whether somebody may see a subject and comment on it is the stage's to decide, in the same
// transaction, before it asks anything of this package.
package thread

import (
	"time"

	"meridian/internal/access"
	"meridian/internal/mail"

	"github.com/google/uuid"
)

// Kind is the sort of thing that is talked about.
type Kind string

// The kinds. Of contributions the subject is the strategy that they are about, so that all of them are read at once.
const (
	OfItem         Kind = "item"
	OfContribution Kind = "contribution"
)

// Subject is what is talked about.
type Subject struct {
	Kind Kind
	ID   uuid.UUID
}

// Comment is what somebody said.
type Comment struct {
	ID          uuid.UUID
	ReplyTo     uuid.UUID // the first comment of its thread; zero: it is that
	Author      uuid.UUID // membership
	Person      uuid.UUID
	Name        string
	Office      string // name of the author's office; empty: none
	Text        string
	CreatedAt   time.Time
	EditedAt    *time.Time
	WithdrawnAt *time.Time
	ResolvedAt  *time.Time // of a first comment: nothing is left to be done about the thread
	ResolvedBy  string
	Mentioned   []string // names of the people and offices that were called in
}

// Withdrawn tells whether the comment was taken back.
func (c Comment) Withdrawn() bool { return c.WithdrawnAt != nil }

// Own tells whether the actor wrote the comment.
func (c Comment) Own(a access.Actor) bool { return c.Person == a.Person }

// Thread is a first comment with its replies, oldest first. Where the first comment was withdrawn, its text is empty.
type Thread struct {
	Comment
	Replies []Comment
}

// Resolved tells whether nothing is left to be done about the thread.
func (t Thread) Resolved() bool { return t.ResolvedAt != nil }

// New is what a person writes.
type New struct {
	ID       string   // UUID; empty: the server makes one
	Text     string   // up to MaxText characters
	ReplyTo  string   // id of any comment of the thread; empty: a thread of its own
	Mentions []string // ids of memberships and slugs of offices to call in
}

// Place is where a subject is found by those who are called in. It names no text of the subject: a letter outlives what
// its reader may see.
type Place struct {
	Title string // of what the subject belongs to, such as an analysis
	Path  string // of the page with the threads, as package link makes it
}

// Desk keeps comments and sends the letters of those who are called in.
type Desk struct{ Post *mail.Post }
