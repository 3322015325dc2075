package account

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// EndMembership ends a membership now. What was asked of the person is withdrawn with it. Ended is ended:
// doing it twice is no fault.
func (d *Desk) EndMembership(ctx context.Context, c access.Caller, id uuid.UUID) error {
	return d.change(ctx, c, id, mayEnd, func(tx *postgres.Tx, now changing) error {
		m := now.member
		if stateOf(m) == StateEnded {
			return nil
		}
		if err := keepLast(m, now.left); err != nil {
			return err
		}
		tx.Last(`update membership set valid_until = now() where institution_id = $1 and id = $2`, now.seat.Institution, id)
		if m.AcceptedAt == nil {
			tx.Last(`update invitation set withdrawn_at = now() where institution_id = $1 and membership_id = $2 and accepted_at is null and withdrawn_at is null`,
				now.seat.Institution, id)
			tx.Last(`delete from token where kind = 'invitation' and institution_id = $1 and target = $2 and used_at is null and not exists (
				select from membership where institution_id = $1 and person_id = $2 and id <> $3 and accepted_at is null and (valid_until is null or valid_until > now()))`,
				now.seat.Institution, m.PersonID, id)
		}
		touched(tx, m.PersonID)
		detail := ""
		if m.ValidUntil != nil {
			detail = "It would have ended on " + m.ValidUntil.Add(-time.Nanosecond).Format(time.DateOnly)
		}
		activity.Record(tx, now.seat.Actor, activity.Entry{Kind: "membership ended", Subject: activity.OfMembership, ID: id, Detail: detail})
		return nil
	})
}

// ResumeMembership lets an ended membership run on, until a last day (YYYY-MM-DD) or without an end.
func (d *Desk) ResumeMembership(ctx context.Context, c access.Caller, id uuid.UUID, lastDay string) error {
	return d.change(ctx, c, id, mayManage, func(tx *postgres.Tx, now changing) error {
		m := now.member
		if m.former() {
			return present(m)
		}
		if stateOf(m) != StateEnded {
			return nil
		}
		if m.Guest {
			return problem.New(problem.Conflict, "A guest's day is over. Admit the person, or let them in again when they are in the room.")
		}
		until, err := parseUntil(lastDay)
		if err != nil {
			return err
		}
		if until != nil && !until.After(m.At) {
			return problem.At("until", "This day is over. Please name a day to come, or none.")
		}
		tx.Last(`update membership set valid_until = $3 where institution_id = $1 and id = $2`, now.seat.Institution, id, until)
		touched(tx, m.PersonID)
		activity.Record(tx, now.seat.Actor, activity.Entry{Kind: "membership resumed", Subject: activity.OfMembership, ID: id, Detail: m.Role.Label()})
		return nil
	})
}
