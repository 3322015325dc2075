package account

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// NewRole is what a membership shall be from now on.
type NewRole struct {
	Role   access.Role
	Office string // slug; empty: none
	Until  string // the last day, YYYY-MM-DD; empty: no end
}

// ChangeRole gives a membership another role, office or last day. A standing stays with the office that it was for.
// Where another role or office waits for the person's answer, the link that the person has ends.
func (d *Desk) ChangeRole(ctx context.Context, c access.Caller, id uuid.UUID, to NewRole) (linkEnded bool, err error) {
	err = d.change(ctx, c, id, mayManage, func(tx *postgres.Tx, now changing) error {
		var offices []institution.Office
		b := &postgres.Batch{}
		institution.QueueOffices(b, &offices)
		if err := tx.Send(b); err != nil {
			return err
		}
		office, until, err := checkRole(now.member, to, institution.OfficesBySlug(offices), now.left)
		if err != nil {
			return err
		}
		tx.Last(`update membership set role = $3, office_id = $4, valid_until = $5, standing = case when role = $3 and office_id is not distinct from $4 then standing end
			where institution_id = $1 and id = $2`, now.seat.Institution, id, to.Role, office, until)
		if to.Role != now.member.Role || !sameOffice(office, now.member.OfficeID) {
			linkEnded = d.endLink(tx, now)
		}
		touched(tx, now.member.PersonID)
		detail := to.Role.Label()
		if to.Office != "" {
			detail += ", " + institution.OfficesBySlug(offices)[to.Office].Name
		}
		if to.Until != "" {
			detail += ", until " + until.AddDate(0, 0, -1).Format(time.DateOnly)
		}
		activity.Record(tx, now.seat.Actor, activity.Entry{Kind: "role changed", Subject: activity.OfMembership, ID: id, Detail: detail})
		return nil
	})
	if postgres.Violates(err, "membership_once") {
		return false, problem.At("role", "The person has this role already, in another membership. Change or resume that one.")
	}
	return linkEnded && err == nil, err
}

func sameOffice(a, b *uuid.UUID) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

// endLink ends the link of somebody who has not accepted yet, so that nobody enters with more by a link that was
// handed out for less. It tells whether there was one.
func (d *Desk) endLink(tx *postgres.Tx, now changing) bool {
	if now.member.AcceptedAt != nil || now.member.Guest {
		return false
	}
	d.revoke(tx, token{Kind: forInvitation, Institution: now.seat.Institution, Target: now.member.PersonID})
	return now.member.HadLink
}

// checkRole is the rule for another role. It is pure.
func checkRole(m memberRow, to NewRole, offices map[string]institution.Office, left int) (office *uuid.UUID, until *time.Time, err error) {
	if err := present(m); err != nil {
		return nil, nil, err
	}
	if m.Guest {
		return nil, nil, problem.New(problem.Conflict, "A guest of a room has no role to change. Admit the person first.")
	}
	if !to.Role.Valid() {
		return nil, nil, problem.At("role", "Please choose a role.")
	}
	o, known := offices[to.Office]
	switch {
	case to.Office != "" && !known:
		return nil, nil, problem.At("office", "Please choose an office of this institution.")
	case to.Office == "" && to.Role == access.MemberOffice:
		return nil, nil, problem.At("office", "A member office's person needs an office.")
	case known:
		office = &o.ID
	}
	until, err = parseUntil(to.Until)
	if err != nil {
		return nil, nil, err
	}
	if until != nil && !until.After(m.At) {
		return nil, nil, problem.At("until", "This day is over. To end the membership today, use “End”.")
	}
	if to.Role != access.InternationalOffice || until != nil { // also a last day to come would leave nobody
		err = keepLast(m, left)
	}
	return office, until, err
}
