package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// DisableMember shuts a membership's person out of the institution, whatever memberships there are. What the
// person belongs to elsewhere is not touched.
func (d *Desk) DisableMember(ctx context.Context, c access.Caller, id uuid.UUID) error {
	return d.change(ctx, c, id, mayManage, func(tx *postgres.Tx, now changing) error {
		m := now.member
		if m.former() {
			return present(m)
		}
		if err := keepOther(now); err != nil {
			return err
		}
		tx.Last(`update membership set disabled_at = coalesce(disabled_at, now()) where institution_id = $1 and person_id = $2`, now.seat.Institution, m.PersonID)
		touched(tx, m.PersonID)
		activity.Record(tx, now.seat.Actor, activity.Entry{Kind: "member disabled", Subject: activity.OfMembership, ID: id})
		return nil
	})
}

// EnableMember lets a disabled person in again.
func (d *Desk) EnableMember(ctx context.Context, c access.Caller, id uuid.UUID) error {
	return d.change(ctx, c, id, mayManage, func(tx *postgres.Tx, now changing) error {
		m := now.member
		if m.former() {
			return present(m)
		}
		tx.Last(`update membership set disabled_at = null where institution_id = $1 and person_id = $2`, now.seat.Institution, m.PersonID)
		touched(tx, m.PersonID)
		activity.Record(tx, now.seat.Actor, activity.Entry{Kind: "member enabled", Subject: activity.OfMembership, ID: id})
		return nil
	})
}

// keepOther is the rule for what takes all of a person's memberships away: somebody else of the international office
// is left, and nobody does it to themselves by a slip of the hand. The second holds the first: whoever does it is
// of the international office and stays.
func keepOther(now changing) error {
	if now.member.PersonID == now.seat.Person {
		if now.leftWithout == 0 {
			return errLast
		}
		return problem.New(problem.Conflict, "This would shut you out at once. Ask a colleague of the international office to do it.")
	}
	return nil
}
