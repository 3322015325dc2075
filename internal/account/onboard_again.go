package account

import (
	"context"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Again is what "send again to all" has done, or would do, in people. ByHand have a link that was printed or handed over
// and still opens.
type Again struct{ Sent, Bounced, Recent, ByHand int }

// count decides whether "send again to all" writes to the person, and counts it: not to an address that mail does not
// reach, not twice within minutes, and not to somebody whose link is on paper, unless these are asked for as well.
func (a *Again) count(p InvitedPerson, now time.Time, printed bool) (write bool) {
	switch {
	case p.Failed != nil && !p.Moved:
		a.Bounced++
	case !printed && p.byHand() && p.Expires != nil && p.Expires.After(now):
		a.ByHand++
	case p.Issued != nil && now.Sub(*p.Issued) < patience:
		a.Recent++
	default:
		a.Sent++
		return true
	}
	return false
}

// toSendAgain is what "send again to all" would do.
func toSendAgain(list []invitedPerson, now time.Time) Again {
	var a Again
	seen := map[uuid.UUID]bool{}
	for _, p := range list {
		if p.Accepted == nil && !seen[p.Person] {
			seen[p.Person] = true
			a.count(p.InvitedPerson, now, false)
		}
	}
	return a
}

// SendAgain writes to everybody who has not joined, with a new link that ends the earlier one: once to each person, and
// to those whose link was printed or handed over only when that is asked for.
func (d *Desk) SendAgain(ctx context.Context, c access.Caller, printed bool) (Again, error) {
	var done Again
	err := d.toWaiting(ctx, c, func(invitedPerson) bool { return true }, func(tx *postgres.Tx, seat access.Seat, s institution.Settings, list []invitedPerson) error {
		now := d.Now()
		for _, p := range list {
			if done.count(p.InvitedPerson, now, printed) {
				if err := d.sendInvitation(tx, askerOf(seat, s), p.letter(), d.issue(tx, token{Kind: forInvitation, Institution: seat.Institution, Target: p.Person}, invitationLife)); err != nil {
					return err
				}
				activity.Record(tx, seat.Actor, activity.Entry{Kind: "invitation sent again", Subject: activity.OfMembership, ID: p.Membership, Detail: invitedAs(p.Role, p.OfficeName)})
			}
		}
		return nil
	})
	return done, err
}

// SheetHead is what all slips of a sheet have in common.
type SheetHead struct {
	Seat     access.Seat
	Settings institution.Settings
	Until    time.Time // when the links end
}

// SheetLine is somebody's link on the sheet to print. Offices are the names of all for which the person is waited for;
// none where it is for a role without office.
type SheetLine struct {
	Name, Email string
	Offices     []string
	Role        access.Role
	Link        string // its path
}

// Sheet makes a new link for everybody who has not joined, one for each person, to be printed and handed over; with
// offices (slugs) only for theirs. Earlier links end.
func (d *Desk) Sheet(ctx context.Context, c access.Caller, offices []string) (SheetHead, []SheetLine, error) {
	var lines []SheetLine
	var head SheetHead
	chosen := map[string]bool{}
	for _, slug := range offices {
		chosen[slug] = true
	}
	want := func(p invitedPerson) bool { return len(chosen) == 0 || chosen[p.Office] }
	err := d.toWaiting(ctx, c, want, func(tx *postgres.Tx, seat access.Seat, s institution.Settings, list []invitedPerson) error {
		head = SheetHead{Seat: seat, Settings: s, Until: d.Now().Add(invitationLife)}
		for _, p := range list {
			secret := d.issue(tx, token{Kind: forInvitation, Institution: seat.Institution, Target: p.Person}, invitationLife)
			lines = append(lines, SheetLine{Name: p.Name, Email: p.Email, Offices: p.Offices, Role: p.Role, Link: link.Invitation(secret)})
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "invitation link printed", Subject: activity.OfMembership, ID: p.Membership, Detail: invitedAs(p.Role, p.OfficeName)})
		}
		return nil
	})
	return head, lines, err
}

// toWaiting does something for everybody wanted who has not joined, each person once, with the names of all offices that
// wait. Somebody who was brought in by a file gets an invitation first.
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
		waitFor := map[uuid.UUID][]string{}
		for _, p := range invited {
			if p.Accepted == nil && p.OfficeName != "" && !slices.Contains(waitFor[p.Person], p.OfficeName) {
				waitFor[p.Person] = append(waitFor[p.Person], p.OfficeName)
			}
		}
		b := &postgres.Batch{}
		for _, p := range invited {
			if p.Accepted != nil || seen[p.Person] || !want(p) {
				continue
			}
			seen[p.Person], p.Offices = true, waitFor[p.Person]
			if p.ID == uuid.Nil {
				p.ID = uuid.Must(uuid.NewV7())
				b.Queue(`insert into invitation (institution_id, id, person_id, membership_id, invited_by, digest) values ($1, $2, $3, $4, $5, $6)`,
					seat.Institution, p.ID, p.Person, p.Membership, seat.Membership, once.Digest(seat.Person, p.Email, string(p.Role), p.Office))
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
