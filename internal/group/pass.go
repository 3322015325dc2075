package group

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// PassSeat gives a seat to other people of its office; empty ids are nobody. What was stays in the group's history:
// the row ends the day before, or today where it began today, and another begins. A seat that has ended meanwhile, or
// was passed on by somebody else, is Conflict.
func (d *Desk) PassSeat(ctx context.Context, c access.Caller, group, id uuid.UUID, holder, deputy string) error {
	return d.write(ctx, c, group, func(tx *postgres.Tx, seat access.Seat, g *ground, now WorkingGroup) error {
		day := today(d.Now(), g.settings.TimeZone)
		s, err := g.standing(group, id, day)
		if err != nil {
			return err
		}
		to, second, err := g.pair(s.Office, holder, deputy, &s)
		if err != nil || to == s.Holder && second == s.Deputy {
			return err
		}
		pass(tx, seat.Institution, group, s, to, second, day)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "seat changed", Subject: activity.OfGroup, ID: group, Detail: now.Name + ": " + s.Office.Name})
		return nil
	})
}

// pass writes the change of hands. A seat that began today with nobody on it has no history yet.
func pass(tx *postgres.Tx, institution, group uuid.UUID, s Seat, holder, deputy *Member, day time.Time) {
	if s.Since.Equal(day) && s.Holder == nil && s.Deputy == nil {
		tx.Last(`update seat set holder_id = $3, deputy_id = $4 where institution_id = $1 and id = $2`, institution, s.ID, idOf(holder), idOf(deputy))
		return
	}
	var until *time.Time
	if !s.Until.IsZero() {
		until = &s.Until
	}
	tx.Last(`update seat set until = greatest(since, $3::date - 1) where institution_id = $1 and id = $2`, institution, s.ID, day)
	addSeat(tx, institution, group, once.Fresh(), s.Office.ID, holder, deputy, day, until)
}

// standing is a seat that has not ended, or NotFound, or Conflict.
func (g *ground) standing(group, id uuid.UUID, day time.Time) (Seat, error) {
	seats := g.seatsOf(group)
	for _, s := range At(seats, day) {
		if s.ID == id {
			return s, nil
		}
	}
	for _, s := range seats {
		if s.ID == id {
			return s, problem.New(problem.Conflict, "This seat has ended or was passed on meanwhile. Please look at the group as it is now.")
		}
	}
	return Seat{}, problem.Absent()
}

// pair reads who is to hold an office's seat and who stands in: people of that office, or whoever of them has it already.
func (g *ground) pair(o Office, holder, deputy string, now *Seat) (to, second *Member, err error) {
	if now == nil {
		now = &Seat{}
	}
	if to, err = g.ofOffice("holder", holder, o, now.Holder); err != nil {
		return nil, nil, err
	}
	if second, err = g.ofOffice("deputy", deputy, o, now.Deputy); err != nil {
		return nil, nil, err
	}
	if to != nil && second != nil && to.Person == second.Person {
		return nil, nil, problem.At("deputy", "The deputy must be somebody else.")
	}
	return to, second, nil
}

func (g *ground) ofOffice(field, id string, o Office, now *Member) (*Member, error) {
	m, err := g.somebody(field, id, now)
	if err == nil && m != nil && m != now && m.Office != o.ID {
		return nil, problem.At(field, "Please choose somebody of this office: "+o.Name+".")
	}
	return m, err
}
