package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Seats lists what a person can act as in an institution, the present seat first.
func (d *Desk) Seats(ctx context.Context, c access.Caller) (access.Seat, []Belonging, error) {
	var list []Belonging
	seat, err := SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		postgres.Collect(b, &list, belongings+` and m.analysis_id is null and m.institution_id = `+postgres.ThisInstitution+` and i.slug = $1
			order by m.last_used_at desc nulls last, m.created_at, m.id`, c.Slug, c.Person)
	})
	return seat, list, err
}

// Act makes the membership that the caller names the one that the person acts as from now on. One that is not the
// person's is NotFound.
func (d *Desk) Act(ctx context.Context, c access.Caller) error {
	return Sit(ctx, d.DB, c, nil, func(tx *postgres.Tx, seat access.Seat) error {
		if c.As == uuid.Nil {
			return problem.At("as", "Please choose what to act as.")
		}
		// Pages that are open show the buttons of the seat before; their streams end and they ask anew.
		used(tx, seat)
		cut(tx, seat.Person)
		return nil
	})
}
