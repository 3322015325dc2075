package account

import (
	"context"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// WrongPassword is what a person reads whose present password was not right.
const WrongPassword = "This is not your present password."

// ChangePassword sets a new password for somebody who knows the present one. All other sessions than that with
// the token end, and links that were sent for setting a password. Counting failures is the caller's: see Guard.
func (d *Desk) ChangePassword(ctx context.Context, person uuid.UUID, current, password, token string) error {
	before, err := d.prove(ctx, person, "current", current)
	if err != nil {
		return err
	}
	if err := d.Passwords.Check(password); err != nil {
		return err
	}
	hash, err := d.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	return d.DB.Global(ctx, func(tx *postgres.Tx) error {
		// Of two changes at once one finds that the password it was allowed by is gone.
		changed := false
		err := tx.Row(`with changed as (update person set password_hash = $3, access_version = access_version + 1
			where id = $1 and password_hash = $2 and disabled_at is null returning 1) select exists (select from changed)`, []any{person, *before.Hash, hash}, &changed)
		if err != nil {
			return err
		}
		if !changed {
			return wrongPassword("current", WrongPassword)
		}
		d.endLinks(tx, person)
		endSessions(tx, person, token)
		return nil
	})
}

// prove checks that a person's present password was given. A wrong one is Invalid at the field.
func (d *Desk) prove(ctx context.Context, person uuid.UUID, field, password string) (lock, error) {
	var l lock
	err := d.DB.Global(ctx, func(tx *postgres.Tx) (err error) {
		l, err = readLock(tx, person)
		return err
	})
	if err != nil {
		return l, err
	}
	if len(password) > 4*MaxPassword {
		password = ""
	}
	ok, err := d.Passwords.Matches(ctx, password, l.Hash)
	if err == nil && !ok {
		err = wrongPassword(field, WrongPassword)
	}
	return l, err
}

// endLinks ends the links by which a person's password or address could be changed.
func (d *Desk) endLinks(tx *postgres.Tx, person uuid.UUID) {
	for _, kind := range []tokenKind{forPassword, forEmail} {
		d.revoke(tx, token{Kind: kind, Target: person})
	}
}
