package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// WidenGuest makes a guest of a room a full member, without an end. It needs an address, without which the
// person could never come back.
func (d *Desk) WidenGuest(ctx context.Context, c access.Caller, id uuid.UUID) error {
	err := d.change(ctx, c, id, mayManage, func(tx *postgres.Tx, now changing) error {
		m := now.member
		switch {
		case m.former():
			return present(m)
		case !m.Guest:
			return nil
		case m.Email == "":
			return problem.New(problem.Conflict, "This guest has left no e-mail address. Invite the person with one.")
		}
		tx.Last(`update membership set analysis_id = null, valid_until = null where institution_id = $1 and id = $2`, now.seat.Institution, id)
		touched(tx, m.PersonID)
		activity.Record(tx, now.seat.Actor, activity.Entry{Kind: "guest admitted", Subject: activity.OfMembership, ID: id, Detail: m.OfficeName})
		return nil
	})
	if postgres.Violates(err, "membership_once") {
		return problem.New(problem.Conflict, "The person is a member already, with the same role and office.")
	}
	return err
}
