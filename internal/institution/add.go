package institution

import (
	"context"

	"meridian/internal/link"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Add creates an institution. It is for the administrator's command line; a slug that is taken,
// reserved or malformed is Invalid.
func (r Registry) Add(ctx context.Context, slug, name string, demo bool) (Institution, error) {
	in := Institution{ID: uuid.Must(uuid.NewV7()), Slug: slug, Name: name, Demo: demo}
	if err := CheckNew(in); err != nil {
		return Institution{}, err
	}
	if err := Taken(r.DB.Global(ctx, func(tx *postgres.Tx) error { return Create(tx, in) })); err != nil {
		return Institution{}, err
	}
	return in, nil
}

// CheckNew tells what is wrong with a new institution's slug or name; nil when nothing is.
func CheckNew(in Institution) error {
	if !link.ValidInstitutionSlug(in.Slug) {
		return problem.At("slug", "The slug must have 2 to 40 of a-z, 0-9 and hyphen, begin with a letter, and not be a word that Meridian's own addresses use.")
	}
	return CheckName("name", in.Name)
}

// Create stores a new institution, which CheckNew has passed, in a transaction of its caller.
func Create(tx *postgres.Tx, in Institution) error {
	return tx.Exec(`insert into institution (id, slug, name, demo) values ($1, $2, $3, $4)`, in.ID, in.Slug, in.Name, in.Demo)
}

// Taken turns the error of a transaction that used Create into Invalid when the slug was taken.
func Taken(err error) error {
	if postgres.Violates(err, "institution_slug_key") {
		return problem.At("slug", "There is an institution with this slug already.")
	}
	return err
}

// BySlug finds an institution; absent is NotFound. It is for the command line, which knows no actor.
func (r Registry) BySlug(ctx context.Context, slug string) (Institution, error) {
	var in Institution
	err := r.DB.Global(ctx, func(tx *postgres.Tx) error {
		return tx.Row(`select id, slug, name, demo from institution where slug = $1`, []any{slug}, &in.ID, &in.Slug, &in.Name, &in.Demo)
	})
	return in, err
}

// Remove deletes an institution with all that belongs to it. It is for the demo alone.
func (r Registry) Remove(ctx context.Context, in Institution) error {
	return r.DB.Tenant(ctx, in.ID, func(tx *postgres.Tx) error {
		return tx.Exec(`delete from institution where id = $1 and demo`, in.ID)
	})
}
