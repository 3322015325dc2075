package account

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ErrWrongPassword is within the problem of whoever gave a wrong password; see Guard.Prove.
var ErrWrongPassword = errors.New("a wrong password")

func wrongPassword(field, text string) error {
	return &problem.Problem{Kind: problem.Invalid, Field: field, Text: text, Err: ErrWrongPassword}
}

// WrongSignIn is what a person reads for a wrong password and an unknown address alike.
const WrongSignIn = "The e-mail address and the password do not fit together."

// SignIn checks an address and a password. Wrong and unknown are one Invalid problem, and take the
// same time. Counting failures is the caller's: see Guard.
func (d *Desk) SignIn(ctx context.Context, email, password string) (Person, error) {
	email = strings.TrimSpace(email)
	var p Person
	var hash *string
	if utf8.ValidString(email) && !strings.ContainsRune(email, 0) {
		err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
			b := &postgres.Batch{}
			b.Queue(`select id, email, name, access_version, password_hash from person where email_norm = lower($1) and disabled_at is null and (not demo or $2)`, email, d.Demo()).
				Query(func(rows pgx.Rows) error {
					if rows.Next() {
						if err := rows.Scan(&p.ID, &p.Email, &p.Name, &p.AccessVersion, &hash); err != nil {
							return err
						}
					}
					return rows.Err()
				})
			return tx.Send(b)
		})
		if err != nil {
			return Person{}, err
		}
	}
	if utf8.RuneCountInString(password) > MaxPassword {
		password = ""
	}
	ok, err := d.Passwords.Matches(ctx, password, hash)
	if err != nil {
		return Person{}, err
	}
	if !ok {
		return Person{}, wrongPassword("password", WrongSignIn)
	}
	return p, nil
}

// SignedOut raises the person's access_version, so that every process looks anew at the person's
// open streams and ends those whose session is gone.
func (d *Desk) SignedOut(ctx context.Context, person uuid.UUID) error {
	return d.DB.Global(ctx, func(tx *postgres.Tx) error {
		tx.Last(`update person set access_version = access_version + 1 where id = $1`, person)
		return nil
	})
}
