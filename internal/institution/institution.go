// Package institution is the first stage: the institutions of an installation and their offices.
package institution

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Institution is a university that plans with Meridian. Institutions never see each other's work.
type Institution struct {
	ID   uuid.UUID
	Slug string
	Name string
	Demo bool
}

// Kind is the sort of an office.
type Kind string

// The kinds of offices.
const (
	KindOffice Kind = "office"
	KindCentre Kind = "centre"
	KindSchool Kind = "school"
	KindBody   Kind = "body"
)

// Kinds lists all kinds in the order of a choice.
var Kinds = []Kind{KindOffice, KindCentre, KindSchool, KindBody}

// Label is the kind's name on a page, in English; it goes through i18n.Say.
func (k Kind) Label() string {
	switch k {
	case KindOffice:
		return "Office"
	case KindCentre:
		return "Centre"
	case KindSchool:
		return "School"
	case KindBody:
		return "Body"
	}
	return ""
}

// Office is a part of an institution that speaks with one voice in the process.
type Office struct {
	ID         uuid.UUID
	Slug       string
	Name       string
	Kind       Kind
	HeadEmail  string    // who heads it; may be empty
	Place      int       // in lists; equal places go by name
	Archived   bool      // its history is kept, and nothing new is begun for it
	MergedInto uuid.UUID // the office that took over its people and items; zero when none did
}

// Registry keeps institutions and offices. DB alone is enough for the command line; the use cases that
// name a caller need the rest, which later stages give: see account.NewRegistry.
type Registry struct {
	DB *postgres.DB
	// Sit opens the caller's institution in a transaction with the caller's seat, as account.Sit does.
	Sit func(ctx context.Context, c access.Caller, queue func(*postgres.Batch), fn func(*postgres.Tx, access.Seat) error) error
	// Look loads the seat with what queue adds and writes nothing, as account.SitToRead does.
	Look func(ctx context.Context, c access.Caller, queue func(*postgres.Batch)) (access.Seat, error)
	// Members queues the reading of who belongs to the offices now.
	Members func(b *postgres.Batch, into *[]Member)
	// Stages are those that keep things for offices.
	Stages []Stage
}

// Member is somebody who belongs to an office now. Who has not answered the invitation has no name yet.
type Member struct {
	Membership uuid.UUID
	OfficeID   uuid.UUID
	Name       string
	Role       access.Role
	Standing   access.Standing
	Accepted   bool
}

// Stage is what a later stage does when an office is merged into another. Both functions see the rows of
// the transaction's institution alone.
type Stage struct {
	// Holdings queues the counting of what the stage keeps for an office.
	Holdings func(b *postgres.Batch, office uuid.UUID) []*Holding
	// Merge gives all of it to another office.
	Merge func(tx *postgres.Tx, institution, from, into uuid.UUID) error
}

// Holding is how many things of a sort a stage keeps for an office. One and Many are the English words
// for a count of one and of several, the latter with %d in it; they go through i18n.N.
type Holding struct {
	One, Many string
	N         int
}
