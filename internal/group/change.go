package group

import (
	"context"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// Change is what a person writes into the form of a group, as typed.
type Change struct {
	Name, Terms      string
	Quorum, Number   string // a QuorumRule, and how many for the rule Number
	Chair, Secretary string // ids of memberships; empty: nobody
	Version          string // that was read
}

// Change changes a group's name, terms of reference, quorum, chair and secretary. When somebody has changed them
// after they were read, nothing is written and the answer is Conflict.
func (d *Desk) Change(ctx context.Context, c access.Caller, id uuid.UUID, in Change) error {
	return d.write(ctx, c, id, func(tx *postgres.Tx, seat access.Seat, g *ground, now WorkingGroup) error {
		next, err := g.changed(now, in)
		if err != nil {
			return err
		}
		if next == now {
			return nil
		}
		version, err := strconv.Atoi(in.Version)
		if err != nil {
			return problem.At("version", "The form is not complete. Please load the page anew and send it again.")
		}
		if version != now.Version {
			return problem.New(problem.Conflict, "Somebody changed this working group while you were writing. What you wrote is kept: both are shown, please decide.")
		}
		tx.Last(`update working_group set name = $3, terms = $4, quorum_rule = $5, quorum_number = $6, chair_id = $7, secretary_id = $8, version = version + 1
			where institution_id = $1 and id = $2`,
			seat.Institution, id, next.Name, next.Terms, next.Quorum.Rule, next.Quorum.Number, idOf(next.Chair), idOf(next.Secretary))
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "group changed", Subject: activity.OfGroup, ID: id, Detail: next.Name})
		return nil
	})
}

// changed is the group as the form wants it.
func (g *ground) changed(now WorkingGroup, in Change) (WorkingGroup, error) {
	next := now
	next.Name, next.Terms = typed.Clean(in.Name), typed.Clean(in.Terms)
	if err := institution.CheckName("name", next.Name); err != nil {
		return next, err
	}
	if err := checkText("terms", next.Terms, maxTerms, "The terms of reference are longer than 20,000 characters. Please shorten them; nothing was lost."); err != nil {
		return next, err
	}
	var err error
	if next.Quorum, err = parseQuorum(in.Quorum, in.Number); err != nil {
		return next, err
	}
	if next.Chair, err = g.somebody("chair", in.Chair, now.Chair); err != nil {
		return next, err
	}
	next.Secretary, err = g.somebody("secretary", in.Secretary, now.Secretary)
	return next, err
}

// somebody reads who is to have an office of the group: a current member, or whoever has it already.
func (g *ground) somebody(field, id string, now *Member) (*Member, error) {
	who, err := parseReference(field, id)
	if err != nil || who == uuid.Nil {
		return nil, err
	}
	m := g.member(&who)
	if m == nil || !m.Current && m != now {
		return nil, problem.At(field, notAMember)
	}
	return m, nil
}

// write is the common way of every change to a group: one transaction that locks it, asks the permission, and lets
// do judge and write. A group that has ended is only read.
func (d *Desk) write(ctx context.Context, c access.Caller, id uuid.UUID, do func(*postgres.Tx, access.Seat, *ground, WorkingGroup) error) error {
	return d.writeAny(ctx, c, id, func(tx *postgres.Tx, seat access.Seat, g *ground, now WorkingGroup) error {
		if now.Ended() {
			return problem.New(problem.Conflict, "This working group has ended. Take it up again first.")
		}
		return do(tx, seat, g, now)
	})
}

func (d *Desk) writeAny(ctx context.Context, c access.Caller, id uuid.UUID, do func(*postgres.Tx, access.Seat, *ground, WorkingGroup) error) error {
	g := &ground{}
	return account.Sit(ctx, d.DB, c, func(b *postgres.Batch) { g.queueOne(b, id, true) }, func(tx *postgres.Tx, seat access.Seat) error {
		now, err := g.group()
		if err != nil {
			return err
		}
		if err := mayManage(seat); err != nil {
			return err
		}
		return do(tx, seat, g, now)
	})
}
