package account

import (
	"context"
	"strings"
	"time"

	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// emailLife is how long a link that changes an address opens.
const emailLife = 24 * time.Hour

// AskEmail sends a link to a person's new address, and word of it to the present one. Nothing changes until the
// link is used. Whether the new address belongs to somebody else already is not told: then no link is sent.
// may is asked once everything else is right, whether one more mail may go out; counting failures is the caller's:
// see Ration and Guard.
func (d *Desk) AskEmail(ctx context.Context, person uuid.UUID, email, password string, may func() bool) error {
	email = strings.TrimSpace(email)
	l, err := d.prove(ctx, person, "password", password)
	if err != nil {
		return err
	}
	if err := institution.CheckEmail("email", email); err != nil {
		return err
	}
	if email == l.Email {
		return problem.At("email", "This is your address already.")
	}
	if !may() {
		return &problem.Problem{Kind: problem.TooMany, Field: "email", RetryAfter: rationWindow, Text: "You have asked for several links already. Please wait an hour and try again."}
	}
	return d.DB.Global(ctx, func(tx *postgres.Tx) error {
		taken := false
		if err := tx.Row(`select exists (select from person where email_norm = lower($1) and id <> $2)`, []any{email, person}, &taken); err != nil {
			return err
		}
		from, err := lastPlace(tx, person)
		if err != nil {
			return err
		}
		if from.ID == uuid.Nil {
			return problem.At("email", "You belong to no institution at present, so no mail can be sent in its name.")
		}
		secret := d.issue(tx, token{Kind: forEmail, Target: person, Address: email}, emailLife)
		if _, err := d.Post.Queue(tx, from.ID, from.sign(mail.Message{
			Kind: "email notice", Person: person, Address: l.Email, Name: l.Name, Subject: "Your address in Meridian is about to change",
			Text: "Dear " + l.Name + ",\n\nsomebody who knows your password asked that you sign in with another address from now on. Nothing has changed yet: the new address has to confirm it first.\n\n" +
				"If it was not you, sign in and change your password at once:\n\n{link}",
			Button: "Your account", Path: link.Account(),
		})); err != nil || taken {
			return err
		}
		// The message is shown to nobody on the page of sent mail: whoever opens its link must have the address.
		_, err = d.Post.Queue(tx, from.ID, from.sign(mail.Message{
			Kind: mail.Private, About: person, Address: email, Name: l.Name, Subject: "Is this your address in Meridian?",
			Text: "Dear " + l.Name + ",\n\nopen this link to sign in with this address from now on. It opens once, within a day:\n\n{link}\n\n" +
				"If you do not know what this is about, there is nothing to do.",
			Button: "Use this address", Path: link.EmailChange(secret), Secret: true,
		}))
		return err
	})
}

// EmailChange is what the page behind such a link shows.
type EmailChange struct {
	Person  uuid.UUID // whose address is to change
	Address string    // the new one
}

// EmailChange reads a link that changes an address. Used, expired and unknown are NotFound alike.
func (d *Desk) EmailChange(ctx context.Context, secret string) (EmailChange, error) {
	var c EmailChange
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.look(tx, forEmail, secret)
		c.Person, c.Address = t.Target, t.Address
		return err
	})
	return c, err
}

// ChangeEmail uses the link up in the name of the person whom it is for; for anybody else it is NotFound. All other
// sessions than that with the token end, and links that went to the old address. An address that somebody else
// has taken meanwhile is Conflict.
func (d *Desk) ChangeEmail(ctx context.Context, person uuid.UUID, secret, token string) error {
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.use(tx, forEmail, secret)
		if err != nil {
			return err
		}
		if t.Target != person {
			return problem.Absent()
		}
		if _, err := readLock(tx, person); err != nil {
			return err
		}
		if err := tx.Exec(`update person set email = $2, access_version = access_version + 1 where id = $1`, person, t.Address); err != nil {
			return err
		}
		d.endLinks(tx, person)
		endSessions(tx, person, token)
		return nil
	})
	if postgres.Violates(err, "person_email_norm_key") {
		return problem.New(problem.Conflict, "Somebody else has taken this address meanwhile. Your present one stays as it is.")
	}
	return err
}
