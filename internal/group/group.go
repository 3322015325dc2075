// Package group is the working groups of an institution: their terms of reference, who chairs them, and the seats
// of the offices. A consultation or an analysis is addressed to a group.
package group

import (
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/mail"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// WorkingGroup is some offices that work on something together.
type WorkingGroup struct {
	ID        uuid.UUID
	Name      string
	Terms     string // terms of reference; an empty line parts paragraphs
	Quorum    Quorum
	Chair     *Member // nil: nobody
	Secretary *Member
	Version   int // rises with every change of what stands above
	EndedAt   *time.Time
}

// Ended tells whether the group has done its work; it can be read and taken up again.
func (g WorkingGroup) Ended() bool { return g.EndedAt != nil }

// Member is somebody of the institution, as groups know people: by one membership.
type Member struct {
	ID         uuid.UUID // of the membership
	Person     uuid.UUID
	Name       string
	Email      string // empty: there is none
	Office     uuid.UUID
	OfficeName string
	Standing   access.Standing
	Current    bool // the person can enter by it now
}

// Office is an office of the institution, which may have a seat.
type Office = institution.Office

// Seat is an office's place in a group, and who held it from the first to the last day. When other people take it
// over, the row ends and another begins.
type Seat struct {
	ID           uuid.UUID
	Office       Office
	Holder       *Member // nil: nobody yet
	Deputy       *Member
	Since, Until time.Time // days; Until is the last one, zero while none is known
}

// Held tells whether somebody of the office holds the seat now.
func (s Seat) Held() bool { return s.Speaks(s.Holder) }

// Speaks tells whether m, holder or deputy of the seat, still belongs to its office.
func (s Seat) Speaks(m *Member) bool { return m != nil && m.Current && m.Office == s.Office.ID }

// Desk runs the use cases of the stage.
type Desk struct {
	DB   *postgres.DB
	Post *mail.Post
	Now  func() time.Time
}

// NewDesk makes a desk with the real clock.
func NewDesk(db *postgres.DB, post *mail.Post) *Desk { return &Desk{DB: db, Post: post, Now: time.Now} }
