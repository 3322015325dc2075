package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// AnonymiseMember takes a person's name out of an institution. The memberships end and pass to somebody without a
// name, so that what was written and decided stays and says only that a former member did it; invitations,
// messages and links to the person go, what was typed at a room's door, and the address wherever the institution
// names it. A person of whom nothing remains anywhere is emptied as well.
func (d *Desk) AnonymiseMember(ctx context.Context, c access.Caller, id uuid.UUID) error {
	var person uuid.UUID
	err := d.change(ctx, c, id, mayManage, func(tx *postgres.Tx, now changing) error {
		m := now.member
		if m.former() {
			return nil
		}
		if err := keepOther(now); err != nil {
			return err
		}
		person = m.PersonID
		forget(tx, now.seat, m)
		activity.Record(tx, now.seat.Actor, activity.Entry{Kind: "member anonymised", Subject: activity.OfMembership, ID: id})
		return nil
	})
	if err != nil || person == uuid.Nil {
		return err
	}
	// A reader who goes away now must not leave the name behind.
	return d.emptyPerson(context.WithoutCancel(ctx), person)
}

// forget queues what takes a person out of the seat's institution.
func forget(tx *postgres.Tx, seat access.Seat, m memberRow) {
	in, nobody := seat.Institution, uuid.Must(uuid.NewV7())
	const mine = `select id from membership where institution_id = $1 and person_id = $2`
	tx.Last(`delete from token where institution_id = $1 and (target = $2 or target in (`+mine+`) or $3 <> '' and lower(address) = lower($3))`, in, m.PersonID, m.Email)
	tx.Last(`delete from arrival where institution_id = $1 and (membership_id in (`+mine+`)
		or membership_id is null and $3 <> '' and lower(email) = lower($3))`, in, m.PersonID, m.Email)
	// Somebody else who typed the address at the door keeps the place that was given there.
	tx.Last(`update arrival set email = '' where institution_id = $1 and email <> '' and lower(email) = lower($2)`, in, m.Email)
	tx.Last(`delete from mail where institution_id = $1 and ($2 in (person_id, about_id) or lower(address) = lower($3))`, in, m.PersonID, m.Email)
	tx.Last(`delete from invitation where institution_id = $1 and person_id = $2`, in, m.PersonID)
	tx.Last(`update office set head_email = '' where institution_id = $1 and head_email <> '' and lower(head_email) = lower($2)`, in, m.Email)
	tx.Last(`update institution set contact_name = case when lower(contact_email) = lower($2) then '' else contact_name end,
			contact_email = case when lower(contact_email) = lower($2) then '' else contact_email end,
			reply_to = case when lower(reply_to) = lower($2) then '' else reply_to end
		where id = $1 and $2 <> '' and lower($2) in (lower(contact_email), lower(reply_to))`, in, m.Email)
	tx.Last(`insert into person (id, name, disabled_at, demo) values ($1, $2, now(), $3)`, nobody, formerName, seat.Demo)
	tx.Last(`update membership set person_id = $3, standing = null, valid_until = least(valid_until, now()) where institution_id = $1 and person_id = $2`, in, m.PersonID, nobody)
	touched(tx, m.PersonID)
}

// emptyPerson takes name, address and password from a person without any membership, and ends the sessions.
// An administrator stays: that is another right than belonging to an institution.
func (d *Desk) emptyPerson(ctx context.Context, person uuid.UUID) error {
	return d.DB.AsPerson(ctx, person, func(tx *postgres.Tx) error {
		var administrator bool
		var remaining int
		b := &postgres.Batch{}
		b.Queue(`select from person where id = $1 for update`, person)
		b.Queue(`select administrator, (select count(*) from membership where person_id = $1) from person where id = $1`, person).
			QueryRow(func(row pgx.Row) error { return row.Scan(&administrator, &remaining) })
		if err := tx.Send(b); err != nil || administrator || remaining > 0 {
			return err
		}
		tx.Last(`update person set name = $2, email = null, password_hash = null, disabled_at = coalesce(disabled_at, now()), access_version = access_version + 1
			where id = $1`, person, formerName)
		tx.Last(`update session set data = '', agent = '', person_id = null where person_id = $1`, person)
		tx.Last(`delete from token where target = $1`, person)
		return nil
	})
}
