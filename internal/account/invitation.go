package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// invitationLife is how long an invitation's link opens.
const invitationLife = 14 * 24 * time.Hour

// ErrHasAccount: the invited person can sign in already, so there is no link to hand out.
var ErrHasAccount = errors.New("this person has an account already")

// Invite makes a member and returns the secret of the link by which the person sets name and
// password. The secret is returned once and stored only as SHA-256; an earlier link ends. When the person
// has a password already, the membership is made and the error is ErrHasAccount.
func (d *Desk) Invite(ctx context.Context, in institution.Institution, email string, role access.Role, office string) (secret string, err error) {
	m := newMember{Email: strings.TrimSpace(email), Role: role, Office: office, KeepUntil: true}
	m.Name, _, _ = strings.Cut(m.Email, "@")
	has := false
	err = d.DB.Tenant(ctx, in.ID, func(tx *postgres.Tx) error {
		list, err := institution.Offices(tx)
		if err != nil {
			return err
		}
		offices := institution.OfficesBySlug(list)
		if err := checkMember(m, offices); err != nil {
			return err
		}
		person, err := addMember(tx, in, m, offices)
		if err != nil {
			return err
		}
		if err := tx.Row(`select password_hash is not null from person where id = $1`, []any{person}, &has); err != nil || has {
			return err
		}
		secret = d.issue(tx, token{Kind: forInvitation, Institution: in.ID, Target: person}, invitationLife)
		return nil
	})
	if err == nil && has {
		return "", ErrHasAccount
	}
	return secret, err
}

// Invitation is what the page behind a link shows.
type Invitation struct {
	Email, Name, Institution, Slug string
}

// Invited reads an invitation by its secret. Used, expired and unknown are NotFound alike.
func (d *Desk) Invited(ctx context.Context, secret string) (Invitation, error) {
	var i Invitation
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
		return tx.Row(`select p.email, p.name, n.name, n.slug from token t
			join person p on p.id = t.target join institution n on n.id = t.institution_id
			where t.hash = $1 and t.kind = 'invitation' and t.used_at is null and t.expires_at > $2`,
			[]any{hashSecret(secret), d.Now()}, &i.Email, &i.Name, &i.Institution, &i.Slug)
	})
	return i, err
}

// Accept uses an invitation up: the person gets the name and the password, and may be signed in. Of
// two that come at once, one finds nothing.
func (d *Desk) Accept(ctx context.Context, secret, name, password string) (Person, Invitation, error) {
	invitation, err := d.Invited(ctx, secret)
	if err != nil {
		return Person{}, invitation, err
	}
	if err := institution.CheckName("name", name); err != nil {
		return Person{}, invitation, err
	}
	if err := d.Passwords.Check(password); err != nil {
		return Person{}, invitation, err
	}
	hash, err := d.Passwords.Hash(ctx, password)
	if err != nil {
		return Person{}, invitation, err
	}
	var p Person
	err = d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.use(tx, forInvitation, secret)
		if err != nil {
			return err
		}
		id, place := t.Target, t.Institution
		// What other institutions have asked of this person stays unanswered.
		if err := accepted(tx, place, id); err != nil {
			return err
		}
		return tx.Row(`update person set name = $2, password_hash = $3, access_version = access_version + 1
			where id = $1 and password_hash is null and disabled_at is null returning id, email, name, access_version`,
			[]any{id, strings.TrimSpace(name), hash}, &p.ID, &p.Email, &p.Name, &p.AccessVersion)
	})
	return p, invitation, err
}

// accepted makes the person's waiting memberships of one institution count.
func accepted(tx *postgres.Tx, place, person uuid.UUID) error {
	b := &postgres.Batch{}
	b.Queue(`select set_config('app.institution_id', $1, true)`, place.String())
	b.Queue(`update membership set accepted_at = now() where institution_id = $1 and person_id = $2 and accepted_at is null`, place, person)
	return tx.Send(b)
}
