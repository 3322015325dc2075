package account

import (
	"context"
	"strings"
	"time"

	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// AddAdministrator makes the link by which a person becomes an administrator of the installation; the person is
// made when the address is new. It is for the command line.
func (d *Desk) AddAdministrator(ctx context.Context, email string) (secret string, err error) {
	email = strings.TrimSpace(email)
	if err := institution.CheckEmail("email", email); err != nil {
		return "", err
	}
	name, _, _ := strings.Cut(email, "@")
	err = d.DB.Global(ctx, func(tx *postgres.Tx) error {
		var person uuid.UUID
		var demo bool
		if err := tx.Exec(`insert into person (id, email, name) values ($1, $2, $3) on conflict (email_norm) do nothing`, uuid.Must(uuid.NewV7()), email, name); err != nil {
			return err
		}
		if err := tx.Row(`select id, demo from person where email_norm = lower($1)`, []any{email}, &person, &demo); err != nil {
			return err
		}
		if demo {
			return problem.At("email", email+" belongs to the demo, whose password everybody knows. Please use another address.")
		}
		secret = d.issue(tx, token{Kind: forInvitation, Target: person}, invitationLife)
		return nil
	})
	return secret, err
}

// makeAdministrator makes a person, who has accepted it, an administrator of the installation.
func makeAdministrator(tx *postgres.Tx, person uuid.UUID) {
	tx.Last("update person set administrator = true where id = $1", person)
}

// askAdministrator lets administrators pass; to everybody else their page does not exist.
func askAdministrator(tx *postgres.Tx, person uuid.UUID) error {
	administrator := false
	err := tx.Row(`select coalesce((select administrator from person where id = $1 and disabled_at is null), false)`, []any{person}, &administrator)
	if err == nil && !administrator {
		err = problem.Absent()
	}
	return err
}

// Administrator tells whether a person administers the installation.
func (d *Desk) Administrator(ctx context.Context, person uuid.UUID) (bool, error) {
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error { return askAdministrator(tx, person) })
	if problem.Is(err, problem.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// Administered is an institution as an administrator sees it: that it is there, and nothing of what is in it.
type Administered struct {
	ID      uuid.UUID
	Slug    string
	Name    string
	Demo    bool
	Created time.Time
	Asked   bool // somebody was invited into its international office
	Runs    bool // somebody has come in: from then on it runs itself
}

// Institutions lists the institutions of the installation for an administrator; for anybody else it is NotFound.
func (d *Desk) Institutions(ctx context.Context, person uuid.UUID) ([]Administered, error) {
	var list []Administered
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
		if err := askAdministrator(tx, person); err != nil {
			return err
		}
		b := &postgres.Batch{}
		postgres.Collect(b, &list, `select id, slug, name, demo, created_at as created, false as asked, false as runs from institution order by name, slug`)
		if err := tx.Send(b); err != nil {
			return err
		}
		b = &postgres.Batch{}
		for n := range list {
			queueRuns(b, &list[n])
		}
		return tx.Send(b)
	})
	return list, err
}

// queueRuns enters an institution and asks whether somebody of its international office has been asked in, and whether
// anybody is or was in it, guests of a room aside: an administrator who could ask in a first member of an institution
// at work could take it over. Somebody who is asked anew has not accepted, but has been here.
func queueRuns(b *postgres.Batch, a *Administered) {
	postgres.Enter(b, a.ID)
	b.Queue(`select count(*) filter (where role = 'international_office') > 0, count(coalesce(accepted_at, last_used_at)) > 0
		from membership where institution_id = $1 and analysis_id is null`, a.ID).
		QueryRow(func(row pgx.Row) error { return row.Scan(&a.Asked, &a.Runs) })
}

// CreateInstitution creates an institution in the name of an administrator; for anybody else it is NotFound. The
// same request twice makes one; the same id with other fields is Invalid.
func (d *Desk) CreateInstitution(ctx context.Context, person uuid.UUID, id, slug, name string) error {
	in := institution.Institution{Slug: strings.TrimSpace(slug), Name: strings.TrimSpace(name)}
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
		if err := askAdministrator(tx, person); err != nil {
			return err
		}
		var err error
		if in.ID, err = once.ID(id); err != nil {
			return err
		}
		if err := institution.CheckNew(in); err != nil {
			return err
		}
		same, other := false, false
		if err := tx.Row(`select coalesce(bool_or(slug = $2 and name = $3), false), count(*) > 0 from institution where id = $1`,
			[]any{in.ID, in.Slug, in.Name}, &same, &other); err != nil || same {
			return err
		}
		if other {
			return once.Reused()
		}
		if err := institution.Create(tx, in); err != nil {
			return err
		}
		if err := tx.Enter(in.ID); err != nil {
			return err
		}
		activity.RecordUnnamed(tx, in.ID, activity.Entry{Kind: "institution created", Subject: activity.OfInstitution, ID: in.ID, Detail: in.Name})
		return nil
	})
	if postgres.Violates(err, "institution_pkey") { // the same request, at the same moment
		return d.CreateInstitution(ctx, person, id, slug, name)
	}
	return institution.Taken(err)
}
