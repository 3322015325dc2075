package account

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// resetLife is how long a link for a new password opens.
const resetLife = time.Hour

// AskReset sends a link for a new password to the person with the address, by the institution that the person
// used last. Whoever cannot be helped so (unknown, disabled, invited and not yet answered, without any
// membership) gets none; the caller is never told, and the work is the same. Counting is the caller's: see Ration.
func (d *Desk) AskReset(ctx context.Context, email string) error {
	email = strings.TrimSpace(email)
	if !utf8.ValidString(email) || strings.ContainsRune(email, 0) {
		email = ""
	}
	return d.DB.Global(ctx, func(tx *postgres.Tx) error {
		p, known := Person{}, false
		b := &postgres.Batch{}
		postgres.Find(b, &p, &known, `select id, email, name, access_version from person
			where email_norm = lower($1) and disabled_at is null and password_hash is not null and (not demo or $2)`, email, d.Demo())
		if err := tx.Send(b); err != nil {
			return err
		}
		from, err := lastPlace(tx, p.ID)
		if err != nil {
			return err
		}
		// For nobody a link is made too, which nobody has: so both answers take the same time.
		secret := d.issue(tx, token{Kind: forPassword, Target: p.ID}, resetLife)
		if !known || from.ID == uuid.Nil {
			return tx.Exec(`select 1`)
		}
		_, err = d.Post.Queue(tx, from.ID, from.sign(mail.Message{
			Kind: "password", Person: p.ID, Address: p.Email, Name: p.Name, Subject: "A new password for Meridian",
			Text: "Dear " + p.Name + ",\n\nsomebody, probably you, asked for a new password for this address. Open this link to choose one. It opens once, within an hour:\n\n{link}\n\n" +
				"If it was not you, there is nothing to do: your password stays as it is.",
			Button: "Choose a new password", Path: link.PasswordReset(secret), Secret: true,
		}))
		if problem.Is(err, problem.Invalid) { // an address that no mail can reach: nobody is told that it is known
			return tx.Exec(`select 1`)
		}
		return err
	})
}

// place is the institution whose name a person's own mails carry.
type place struct {
	ID uuid.UUID
	institution.Settings
}

// sign puts the institution's name under a message.
func (p place) sign(m mail.Message) mail.Message {
	m.SenderName, m.ReplyTo = p.Sender(), p.Answers()
	m.Text += "\n\n" + p.Sender()
	return m
}

// lastPlace finds the institution that a person used last, and enters it: what the transaction does from then on
// is seen there. Without any it has no ID.
func lastPlace(tx *postgres.Tx, person uuid.UUID) (place, error) {
	var p place
	b := &postgres.Batch{}
	postgres.EnterAsPerson(b, person)
	b.Queue(`select institution_id from membership m where m.person_id = $1 and `+current+` order by m.last_used_at desc nulls last, m.created_at limit 1`, person).
		Query(postgres.First(&p.ID, new(bool), pgx.RowTo[uuid.UUID]))
	if err := tx.Send(b); err != nil {
		return p, err
	}
	b = &postgres.Batch{}
	postgres.Enter(b, p.ID)
	institution.QueueSettings(b, &p.Settings)
	return p, tx.Send(b)
}

// ResetFor tells whose password a link sets. Used, expired and unknown are NotFound alike.
func (d *Desk) ResetFor(ctx context.Context, secret string) (email string, err error) {
	err = d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.look(tx, forPassword, secret)
		if err != nil {
			return err
		}
		return tx.Row(`select email from person where id = $1 and disabled_at is null and password_hash is not null and email is not null and (not demo or $2)`,
			[]any{t.Target, d.Demo()}, &email)
	})
	return email, err
}

// Reset uses a link up and sets the password. All sessions of the person end, and the other links. Of two that
// come at once, one finds nothing.
func (d *Desk) Reset(ctx context.Context, secret, password string) (Person, error) {
	if _, err := d.ResetFor(ctx, secret); err != nil {
		return Person{}, err
	}
	if err := d.Passwords.Check(password); err != nil {
		return Person{}, err
	}
	hash, err := d.Passwords.Hash(ctx, password)
	if err != nil {
		return Person{}, err
	}
	var p Person
	err = d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.use(tx, forPassword, secret)
		if err != nil {
			return err
		}
		if err := tx.Row(`update person set password_hash = $2, access_version = access_version + 1
			where id = $1 and disabled_at is null and password_hash is not null and (not demo or $3) returning id, coalesce(email, ''), name, access_version`,
			[]any{t.Target, hash, d.Demo()}, &p.ID, &p.Email, &p.Name, &p.AccessVersion); err != nil {
			return err
		}
		d.endLinks(tx, p.ID)
		endSessions(tx, p.ID, "")
		return nil
	})
	return p, err
}
