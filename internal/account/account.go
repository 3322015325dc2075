// Package account is who signs in: people, their memberships of institutions, invitations and sessions.
package account

import (
	"time"

	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/seal"

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
	Post      *mail.Post
	Now       func() time.Time
	// Joined is what later stages do, in the same transaction, when somebody has joined an institution.
	Joined []func(tx *postgres.Tx, institution, person uuid.UUID) error
	// Demo tells whether people of the demo, whose password everybody knows, may sign in.
	Demo func() bool
}

// NewDesk makes a desk with the real clock. Its Post has a key of its own: the server puts in the one that lasts.
func NewDesk(db *postgres.DB) *Desk {
	return &Desk{DB: db, Passwords: NewPasswords(), Post: &mail.Post{Key: seal.Random()}, Now: time.Now, Demo: func() bool { return false }}
}
