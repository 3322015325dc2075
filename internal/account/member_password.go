package account

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/link"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// handedLife is how long a link to a new password opens that goes from hand to hand.
const handedLife = 24 * time.Hour

// PasswordLink makes a link to a new password for a member, to be handed over where no mail server can carry it. It is
// for those who manage people, and for somebody who belongs to no other institution and administers nothing:
// otherwise one institution's international office could let itself in elsewhere. The link is given once; earlier
// ones end.
func (d *Desk) PasswordLink(ctx context.Context, c access.Caller, id uuid.UUID) (Asked, error) {
	var person uuid.UUID
	err := d.change(ctx, c, id, mayManage, func(_ *postgres.Tx, now changing) error {
		person = now.member.PersonID
		return mayHandPassword(now)
	})
	if err != nil {
		return Asked{}, err
	}
	bound, err := d.boundElsewhere(ctx, person)
	if err != nil {
		return Asked{}, err
	}
	if bound {
		return Asked{}, problem.New(problem.Conflict, "This person's password can be set by mail only.")
	}
	var a Asked
	err = d.change(ctx, c, id, mayManage, func(tx *postgres.Tx, now changing) error {
		if err := mayHandPassword(now); err != nil {
			return err
		}
		m := now.member
		a = Asked{Email: m.Email, Name: m.PersonName, Office: m.OfficeName}
		a.Link = link.PasswordReset(d.issue(tx, token{Kind: forPassword, Target: m.PersonID}, handedLife))
		activity.Record(tx, now.seat.Actor, activity.Entry{Kind: "password link handed over", Subject: activity.OfMembership, ID: id})
		return nil
	})
	return a, err
}

// mayHandPassword: only for somebody who has joined, and who has an address to sign in with.
func mayHandPassword(now changing) error {
	m := now.member
	if m.former() || m.AcceptedAt == nil || m.Guest || m.Email == "" || m.DisabledAt != nil || m.PersonDisabled {
		return problem.New(problem.Conflict, "This person has not joined, so there is no password to forget.")
	}
	return nil
}

// boundElsewhere tells whether a person belongs to more than one institution, or administers the installation.
func (d *Desk) boundElsewhere(ctx context.Context, person uuid.UUID) (bound bool, err error) {
	err = d.DB.AsPerson(ctx, person, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		b.Queue(`select administrator or (select count(distinct institution_id) from membership where person_id = $1) > 1 from person where id = $1`, person).
			QueryRow(func(row pgx.Row) error { return row.Scan(&bound) })
		return tx.Send(b)
	})
	return bound, err
}
