package institution

import (
	"context"
	"strings"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"
)

// ChangeOffice gives an office another name, kind or head's address. Its slug, which stands in addresses,
// stays. Absent is NotFound.
func (r Registry) ChangeOffice(ctx context.Context, c access.Caller, slug, name, kind, headEmail string) (Office, error) {
	return r.changeOffice(ctx, c, slug, func(tx *postgres.Tx, seat access.Seat, o *Office, _ []Office) error {
		before := *o
		k, known := parseKind(kind)
		if !known {
			return errKind()
		}
		o.Name, o.Kind, o.HeadEmail = strings.TrimSpace(name), k, strings.TrimSpace(headEmail)
		if err := checkOffice(*o); err != nil {
			return err
		}
		if *o == before {
			return nil
		}
		tx.Last(`update office set name = $3, kind = $4, head_email = $5 where institution_id = $1 and id = $2`,
			seat.Institution, o.ID, o.Name, o.Kind, o.HeadEmail)
		detail := o.Name
		if o.Name != before.Name {
			detail = before.Name + " → " + o.Name
		}
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "office changed", Subject: activity.OfOffice, ID: o.ID, Detail: detail})
		return nil
	})
}

// ArchiveOffice takes an office out of every choice. Its people keep their rights and its items their
// place, with its name. Archiving it again changes nothing.
func (r Registry) ArchiveOffice(ctx context.Context, c access.Caller, slug string) (Office, error) {
	return r.changeOffice(ctx, c, slug, func(tx *postgres.Tx, seat access.Seat, o *Office, _ []Office) error {
		if o.Archived {
			return nil
		}
		o.Archived = true
		tx.Last(`update office set archived_at = now() where institution_id = $1 and id = $2 and archived_at is null`, seat.Institution, o.ID)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "office archived", Subject: activity.OfOffice, ID: o.ID, Detail: o.Name})
		return nil
	})
}

// RestoreOffice undoes ArchiveOffice. An office that was merged into another does not come back.
func (r Registry) RestoreOffice(ctx context.Context, c access.Caller, slug string) (Office, error) {
	return r.changeOffice(ctx, c, slug, func(tx *postgres.Tx, seat access.Seat, o *Office, all []Office) error {
		if into, merged := byID(all, o.MergedInto); merged {
			return problem.At("", o.Name+" was merged into "+into.Name+", which has its people and items now. Please add a new office instead.")
		}
		if !o.Archived {
			return nil
		}
		o.Archived = false
		tx.Last(`update office set archived_at = null where institution_id = $1 and id = $2`, seat.Institution, o.ID)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "office restored", Subject: activity.OfOffice, ID: o.ID, Detail: o.Name})
		return nil
	})
}

// changeOffice is the common way of the changes to one office: the right to it, the office and all of
// them locked in one order, so that of two changes at once the second sees the first.
func (r Registry) changeOffice(ctx context.Context, c access.Caller, slug string,
	change func(tx *postgres.Tx, seat access.Seat, o *Office, all []Office) error) (Office, error) {
	var office Office
	err := r.Sit(ctx, c, nil, func(tx *postgres.Tx, seat access.Seat) error {
		if err := mayManage(seat); err != nil {
			return err
		}
		all, err := lockOffices(tx, seat)
		if err != nil {
			return err
		}
		o, known := OfficesBySlug(all)[slug]
		if !known {
			return problem.Absent()
		}
		if err := change(tx, seat, &o, all); err != nil {
			return err
		}
		office = o
		return nil
	})
	return office, err
}

func lockOffices(tx *postgres.Tx, seat access.Seat) ([]Office, error) {
	b := &postgres.Batch{}
	b.Queue(`select id from office where institution_id = $1 order by id for no key update`, seat.Institution)
	var all []Office
	QueueOffices(b, &all)
	return all, tx.Send(b)
}
