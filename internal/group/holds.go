package group

import (
	"context"

	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Holds tells whether there is a group, an ended one too. It is for work of the installation itself, which has no
// seat.
func (d *Desk) Holds(ctx context.Context, institution, group uuid.UUID) (exists bool, err error) {
	b := &postgres.Batch{}
	b.Queue(`select exists (select from working_group where institution_id = $1 and id = $2)`, institution, group).
		QueryRow(func(row pgx.Row) error { return row.Scan(&exists) })
	err = d.DB.Look(ctx, institution, b)
	return exists, err
}
