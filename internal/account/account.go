// Package account is who signs in: people, their memberships of institutions, invitations and sessions.
package account

import (
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Person is somebody who can sign in. One person may belong to several institutions.
type Person struct {
	ID            uuid.UUID
	Email         string
	Name          string
	AccessVersion int64
}

// Desk keeps people, memberships and invitations.
type Desk struct {
	DB        *postgres.DB
	Passwords *Passwords
	Now       func() time.Time
	// Demo tells whether people of the demo, whose password everybody knows, may sign in.
	Demo func() bool
}

// NewDesk makes a desk with the real clock.
func NewDesk(db *postgres.DB) *Desk {
	return &Desk{DB: db, Passwords: NewPasswords(), Now: time.Now, Demo: func() bool { return false }}
}
