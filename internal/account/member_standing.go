package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// ChangeStanding says what a member is within the office: its head, focal person, deputy, or none of them. The link of
// somebody who has not accepted yet ends.
func (d *Desk) ChangeStanding(ctx context.Context, c access.Caller, id uuid.UUID, to access.Standing) (linkEnded bool, err error) {
	err = d.change(ctx, c, id, mayStand(to), func(tx *postgres.Tx, now changing) error {
		if err := checkStanding(now.member, to); err != nil || now.member.Standing == to {
			return err
		}
		tx.Last(`update membership set standing = nullif($3, '') where institution_id = $1 and id = $2`, now.seat.Institution, id, string(to))
		linkEnded = d.endLink(tx, now)
		touched(tx, now.member.PersonID)
		detail := to.Label()
		if to == access.Plain {
			detail = "No standing"
		}
		activity.Record(tx, now.seat.Actor, activity.Entry{Kind: "standing changed", Subject: activity.OfMembership, ID: id, Detail: detail + ", " + now.member.OfficeName})
		return nil
	})
	return linkEnded && err == nil, err
}

// checkStanding is the rule for a standing. It is pure.
func checkStanding(m memberRow, to access.Standing) error {
	if err := present(m); err != nil {
		return err
	}
	switch {
	case to != access.Plain && to.Label() == "":
		return problem.At("standing", "Please choose head, focal person, deputy or none of them.")
	case to != access.Plain && (m.OfficeID == nil || m.Guest):
		return problem.At("standing", "Only a member of an office can speak for one.")
	}
	return nil
}
