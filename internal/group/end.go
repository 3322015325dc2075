package group

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// End ends a group's work. Its seats stay as they are, so that Resume finds it unchanged.
func (d *Desk) End(ctx context.Context, c access.Caller, id uuid.UUID) error {
	return d.writeAny(ctx, c, id, func(tx *postgres.Tx, seat access.Seat, _ *ground, now WorkingGroup) error {
		if now.Ended() {
			return nil
		}
		tx.Last(`update working_group set ended_at = $3 where institution_id = $1 and id = $2`, seat.Institution, id, d.Now())
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "group ended", Subject: activity.OfGroup, ID: id, Detail: now.Name})
		return nil
	})
}

// Resume takes a group up again that has ended.
func (d *Desk) Resume(ctx context.Context, c access.Caller, id uuid.UUID) error {
	return d.writeAny(ctx, c, id, func(tx *postgres.Tx, seat access.Seat, _ *ground, now WorkingGroup) error {
		if !now.Ended() {
			return nil
		}
		tx.Last(`update working_group set ended_at = null where institution_id = $1 and id = $2`, seat.Institution, id)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "group resumed", Subject: activity.OfGroup, ID: id, Detail: now.Name})
		return nil
	})
}
