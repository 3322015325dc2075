package strategy

import (
	"bytes"
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// NewStrategy is what a person fills in to open a strategy.
type NewStrategy struct {
	ID     string // UUID; empty: the server makes one
	Title  string
	Period string
}

// Open opens an empty strategy: for the international office. The same request twice gives the same strategy; the same id
// with other fields is Invalid.
func (d *Desk) Open(ctx context.Context, c access.Caller, in NewStrategy) (uuid.UUID, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return id, err
	}
	var before struct{ Digest []byte }
	var exists bool
	err = account.Sit(ctx, d.DB, c, func(b *postgres.Batch) {
		postgres.Find(b, &before, &exists, `select digest from strategy where institution_id = `+postgres.ThisInstitution+` and id = $1`, id)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !seat.May(access.OpenStrategy, access.Subject{InstitutionWide: true}) {
			return problem.New(problem.Refused, "Only the international office opens a strategy.")
		}
		in.Period = clean(in.Period)
		if err := checkTitle(&in.Title); err != nil {
			return err
		}
		if err := checkText("period", in.Period, MaxPeriod); err != nil {
			return err
		}
		sum := once.Digest(seat.Person, in.Title, in.Period)
		if exists {
			if !bytes.Equal(before.Digest, sum) {
				return once.Reused()
			}
			return nil
		}
		note(tx, seat, "strategy opened", id, "")
		tx.Last(`insert into strategy (institution_id, id, title, period, opened_by, digest) values ($1, $2, $3, $4, $5, $6)`,
			seat.Institution, id, in.Title, in.Period, seat.Membership, sum)
		begun(tx, seat, id)
		return nil
	})
	if postgres.Violates(err, "strategy_pkey") { // the same request, at the same moment
		return d.Open(ctx, c, in)
	}
	return id, err
}
