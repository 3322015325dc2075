package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
)

// SendInvitation sends an invitation again, with a new link; the earlier one ends. Those who do not manage people wait
// ten minutes between two to the same person (TooMany).
func (d *Desk) SendInvitation(ctx context.Context, c access.Caller, id uuid.UUID) (Asked, error) {
	var settings institution.Settings
	return d.onInvitation(ctx, c, id, "invitation sent again", mayRemind, func(b *postgres.Batch) { institution.QueueSettings(b, &settings) },
		func(tx *postgres.Tx, seat access.Seat, i openInvitation, _ *Asked) error {
			if !manages(seat.Actor) {
				if err := d.moderate(tx, seat, i.Email); err != nil {
					return err
				}
			}
			return d.sendInvitation(tx, askerOf(seat, settings), i.letter(), d.issue(tx, i.token(seat), invitationLife))
		})
}

// CopyInvitation makes a new link for an invitation, to be handed over by whoever asks for it; the earlier one ends.
// It is for those who manage people.
func (d *Desk) CopyInvitation(ctx context.Context, c access.Caller, id uuid.UUID) (Asked, error) {
	return d.onInvitation(ctx, c, id, "invitation link copied", mayHandOver, nil, func(tx *postgres.Tx, seat access.Seat, i openInvitation, a *Asked) error {
		a.Link = link.Invitation(d.issue(tx, i.token(seat), invitationLife))
		return nil
	})
}

// WithdrawInvitation takes an invitation back: its link ends, unless the person waits for something else here as
// well, and the membership goes when nobody has made use of it. One that counted once, or has a seat in a working
// group, ends instead, because what was done by it stays.
func (d *Desk) WithdrawInvitation(ctx context.Context, c access.Caller, id uuid.UUID) (Asked, error) {
	return d.onInvitation(ctx, c, id, "invitation withdrawn", mayRemind, nil, func(tx *postgres.Tx, seat access.Seat, i openInvitation, _ *Asked) error {
		b, still := &postgres.Batch{}, false
		if !i.Elsewhere {
			b.Queue(`delete from token where kind = 'invitation' and institution_id = $1 and target = $2 and used_at is null`, seat.Institution, i.Person)
		}
		b.Queue(`update invitation set withdrawn_at = now() where institution_id = $1 and membership_id = $2 and accepted_at is null and withdrawn_at is null`, seat.Institution, i.Membership)
		b.Queue(`update membership set valid_until = greatest(valid_from, now()) where institution_id = $1 and id = $2 and accepted_at is null
			and ($3 or standing is distinct from 'head')`, seat.Institution, i.Membership, manages(seat.Actor)).
			Exec(func(tag pgconn.CommandTag) error { still = tag.RowsAffected() == 1; return nil })
		if err := tx.Send(b); err != nil {
			return err
		}
		if !still { // accepted, or made the head's, since it was read
			return problem.New(problem.Conflict, "This invitation was answered or changed meanwhile. Please load the page anew.")
		}
		tx.Last(`delete from membership m where institution_id = $1 and id = $2 and accepted_at is null and last_used_at is null
			and not exists (select from activity a where a.institution_id = m.institution_id and a.membership_id = m.id)
			and not exists (select from seat s where s.institution_id = m.institution_id and m.id in (s.holder_id, s.deputy_id))
			and not exists (select from working_group g where g.institution_id = m.institution_id and m.id in (g.chair_id, g.secretary_id))`, seat.Institution, i.Membership)
		tx.Last(`update person set access_version = access_version + 1 where id = $1`, i.Person)
		return nil
	})
}

func (i openInvitation) token(seat access.Seat) token {
	return token{Kind: forInvitation, Institution: seat.Institution, Target: i.Person}
}

// onInvitation does something about an invitation that still has to be answered, for somebody who may.
func (d *Desk) onInvitation(ctx context.Context, c access.Caller, id uuid.UUID, kind string, may func(access.Actor, openInvitation) error, queue func(*postgres.Batch),
	do func(*postgres.Tx, access.Seat, openInvitation, *Asked) error) (Asked, error) {
	var i openInvitation
	var found bool
	var result Asked
	err := Sit(ctx, d.DB, c, func(b *postgres.Batch) {
		queueOpen(b, id, &i, &found)
		if queue != nil {
			queue(b)
		}
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if err := may(seat.Actor, i); err != nil {
			return err
		}
		switch {
		case i.Answered:
			return problem.New(problem.Conflict, "This person has accepted the invitation meanwhile.")
		case i.Withdrawn:
			return problem.New(problem.Conflict, "This invitation has been withdrawn meanwhile.")
		}
		result = Asked{ID: i.ID, Outcome: InvitedAgain, Email: i.Email, Name: i.Name, Office: i.OfficeName, ByColleague: !manages(seat.Actor)}
		if err := do(tx, seat, i, &result); err != nil {
			return err
		}
		activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfMembership, ID: i.Membership, Detail: invitedAs(i.Role, i.OfficeName)})
		return nil
	})
	return result, err
}
