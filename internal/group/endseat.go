package group

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// EndSeat ends a seat with a last day, YYYY-MM-DD; an empty one is today.
func (d *Desk) EndSeat(ctx context.Context, c access.Caller, group, id uuid.UUID, until string) error {
	return d.write(ctx, c, group, func(tx *postgres.Tx, seat access.Seat, g *ground, now WorkingGroup) error {
		day := today(d.Now(), g.settings.TimeZone)
		s, err := g.standing(group, id, day)
		if err != nil {
			return err
		}
		last, err := parseDay("until", until, day)
		switch {
		case err != nil:
			return err
		case last.Before(s.Since):
			return problem.At("until", "The last day cannot be before the first.")
		case last.Equal(s.Until):
			return nil
		}
		tx.Last(`update seat set until = $3 where institution_id = $1 and id = $2`, seat.Institution, id, last)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "seat ended", Subject: activity.OfGroup, ID: group, Detail: now.Name + ": " + s.Office.Name})
		return nil
	})
}

// ResumeSeat takes the end of a seat back. An office that has got another seat meanwhile keeps that one: Conflict.
func (d *Desk) ResumeSeat(ctx context.Context, c access.Caller, group, id uuid.UUID) error {
	return d.write(ctx, c, group, func(tx *postgres.Tx, seat access.Seat, g *ground, now WorkingGroup) error {
		seats := g.seatsOf(group)
		var last Seat // the latest of the seat's office
		for _, s := range seats {
			if s.ID == id {
				last = *seatOf(lastOfEach(seats, func(Seat) bool { return true }), s.Office.ID)
			}
		}
		switch {
		case last.ID == uuid.Nil:
			return problem.Absent()
		case last.ID != id:
			return problem.New(problem.Conflict, "This office has got another seat meanwhile.")
		case last.Office.Archived:
			return problem.New(problem.Conflict, "This office is archived and can have no seat.")
		case last.Until.IsZero():
			return nil
		}
		tx.Last(`update seat set until = null where institution_id = $1 and id = $2`, seat.Institution, id)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "seat resumed", Subject: activity.OfGroup, ID: group, Detail: now.Name + ": " + last.Office.Name})
		return nil
	})
}
