package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Again is what "send again to all" has done.
type Again struct{ Sent, Bounced, Recent int }

// SendAgain writes to everybody who has not joined, with a new link: once to each person, not to addresses that mail
// does not reach, and not within minutes of the last link.
func (d *Desk) SendAgain(ctx context.Context, c access.Caller) (Again, error) {
	var done Again
	err := d.toWaiting(ctx, c, func(invitedPerson) bool { return true }, func(tx *postgres.Tx, seat access.Seat, s institution.Settings, list []invitedPerson) error {
		now := d.Now()
		for _, p := range list {
			switch {
			case p.due(now):
				done.Sent++
				if err := d.sendInvitation(tx, askerOf(seat, s), p.letter(), d.issue(tx, token{Kind: forInvitation, Institution: seat.Institution, Target: p.Person}, invitationLife)); err != nil {
					return err
				}
				activity.Record(tx, seat.Actor, activity.Entry{Kind: "invitation sent again", Subject: activity.OfMembership, ID: p.Membership, Detail: invitedAs(p.Role, p.OfficeName)})
			case p.Failed != nil && !p.Moved:
				done.Bounced++
			default:
				done.Recent++
			}
		}
		return nil
	})
	return done, err
}

// SheetLine is somebody's link on the sheet to print.
type SheetLine struct {
	Name, Email, Office string
	Role                access.Role
	Link                string // its path
}

// Sheet makes a new link for everybody who has not joined, to be printed and handed over; with offices (slugs) only
// for theirs. Earlier links end.
func (d *Desk) Sheet(ctx context.Context, c access.Caller, offices []string) (access.Seat, []SheetLine, error) {
	var lines []SheetLine
	var as access.Seat
	chosen := map[string]bool{}
	for _, slug := range offices {
		chosen[slug] = true
	}
	want := func(p invitedPerson) bool { return len(chosen) == 0 || chosen[p.Office] }
	err := d.toWaiting(ctx, c, want, func(tx *postgres.Tx, seat access.Seat, _ institution.Settings, list []invitedPerson) error {
		as = seat
		for _, p := range list {
			secret := d.issue(tx, token{Kind: forInvitation, Institution: seat.Institution, Target: p.Person}, invitationLife)
			lines = append(lines, SheetLine{Name: p.Name, Email: p.Email, Office: p.OfficeName, Role: p.Role, Link: link.Invitation(secret)})
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "invitation link printed", Subject: activity.OfMembership, ID: p.Membership, Detail: invitedAs(p.Role, p.OfficeName)})
		}
		return nil
	})
	return as, lines, err
}

// toWaiting does something for everybody wanted who has not joined, each person once. Somebody who was brought in by a file
// gets an invitation first.
func (d *Desk) toWaiting(ctx context.Context, c access.Caller, want func(invitedPerson) bool, do func(*postgres.Tx, access.Seat, institution.Settings, []invitedPerson) error) error {
	var settings institution.Settings
	var invited []invitedPerson
	return Sit(ctx, d.DB, c, func(b *postgres.Batch) {
		institution.QueueSettings(b, &settings)
		queueInvited(b, &invited)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !seat.May(access.Manage, access.Subject{}) {
			return problem.New(problem.Refused, "Writing to everybody is the international office's.")
		}
		var waiting []invitedPerson
		seen := map[uuid.UUID]bool{}
		b := &postgres.Batch{}
		for _, p := range invited {
			if p.Accepted != nil || seen[p.Person] || !want(p) {
				continue
			}
			seen[p.Person] = true
			if p.ID == uuid.Nil {
				p.ID = uuid.Must(uuid.NewV7())
				b.Queue(`insert into invitation (institution_id, id, person_id, membership_id, invited_by, digest) values ($1, $2, $3, $4, $5, $6)`,
					seat.Institution, p.ID, p.Person, p.Membership, seat.Membership, invitationDigest(seat.Person, p.Email, string(p.Role), p.Office))
			}
			waiting = append(waiting, p)
		}
		if b.Len() > 0 {
			if err := tx.Send(b); err != nil {
				return err
			}
		}
		return do(tx, seat, settings, waiting)
	})
}
