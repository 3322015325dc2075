package swot

import (
	"context"

	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Holds tells whether there is an analysis, and whether anything was ever written in it. It is for work of the
// installation itself, which has no seat.
func (s *Board) Holds(ctx context.Context, institution, analysis uuid.UUID) (exists, written bool, err error) {
	b := &postgres.Batch{}
	b.Queue(`select exists (select from analysis where institution_id = $1 and id = $2), exists (select from item where institution_id = $1 and analysis_id = $2)`,
		institution, analysis).QueryRow(func(row pgx.Row) error { return row.Scan(&exists, &written) })
	err = s.DB.Look(ctx, institution, b)
	return exists, written, err
}
