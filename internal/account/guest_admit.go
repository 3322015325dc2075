package account

import (
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// confirmationLife is how long the mail by which a guest stays can be answered.
const confirmationLife = 14 * 24 * time.Hour

// NewGuest is somebody in a room who is let in.
type NewGuest struct {
	Name, Email string // the address may be empty; it gives no rights before it is confirmed
	Office      uuid.UUID
	Analysis    uuid.UUID
	Title       string // of the analysis
}

// AdmitGuest makes a guest in the transaction: a person of that name with nothing else, and a membership that
// reaches the one analysis until RoomEnds. A guest who gave an address is sent a mail by which to stay. The
// result is the membership.
func (d *Desk) AdmitGuest(tx *postgres.Tx, seat access.Seat, s institution.Settings, g NewGuest) (uuid.UUID, error) {
	now := d.Now()
	person, membership := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	tx.Last(`insert into person (id, name, demo) values ($1, $2, $3)`, person, g.Name, seat.Demo)
	tx.Last(`insert into membership (institution_id, id, person_id, role, office_id, analysis_id, valid_until, accepted_at, created_at)
		values ($1, $2, $3, $4, $5, $6, $7, now(), $8)`,
		seat.Institution, membership, person, access.MemberOffice, g.Office, g.Analysis, RoomEnds(now, s.TimeZone), now)
	if g.Email == "" {
		return membership, nil
	}
	secret := d.issue(tx, token{Kind: forConfirmation, Institution: seat.Institution, Target: membership, Address: g.Email}, confirmationLife)
	// The guest has not shown yet that the address is theirs: only somebody who has an account with it may see the
	// message on the page of sent mail.
	var owner []struct{ ID uuid.UUID }
	b := &postgres.Batch{}
	postgres.Collect(b, &owner, `select id from person where email_norm = lower($1) and password_hash is not null`, g.Email)
	if err := tx.Send(b); err != nil {
		return membership, err
	}
	m := mail.Message{
		Kind: "confirmation", Address: g.Email, Name: g.Name, SenderName: s.Sender(), ReplyTo: s.Answers(),
		Subject: "Stay with “" + oneLine(g.Title) + "”",
		Text: "Dear " + g.Name + ",\n\nyou took part in “" + oneLine(g.Title) + "” at " + s.Name + ". Your place there ends today. " +
			"Open this link to keep it, and to come back to what you wrote:\n\n{link}\n\n" +
			"If you were not there, somebody else gave your address. Then you need do nothing: without this link nobody has any rights by it.",
		Button: "Confirm your address to stay", Path: link.Confirmation(secret), Secret: true,
	}
	if len(owner) > 0 {
		m.Person = owner[0].ID
	}
	_, err := d.Post.Queue(tx, seat.Institution, m)
	if problem.Is(err, problem.Invalid) { // an address that no mail can reach keeps nobody outside
		return membership, nil
	}
	return membership, err
}

// oneLine makes one line of a title, as a subject must be.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
