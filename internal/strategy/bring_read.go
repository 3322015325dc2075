package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ToBring is a strategy as it is shown to somebody who is about to bring sections in.
type ToBring struct {
	Seat     access.Seat
	Strategy Strategy
	Sections int // that stand in it
}

// ToBring judges as Bring does whether somebody may bring sections in: NotFound, Refused, Locked, in this order.
func (d *Desk) ToBring(ctx context.Context, c access.Caller, strategy uuid.UUID) (ToBring, error) {
	var to ToBring
	var found bool
	var err error
	to.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &to.Strategy, &found)
		b.Queue(`select count(*) from section where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1 and withdrawn_at is null`, strategy).
			QueryRow(func(row pgx.Row) error { return row.Scan(&to.Sections) })
	})
	switch {
	case err != nil:
		return to, err
	case !found:
		return to, problem.Absent()
	case !to.Seat.May(access.WriteStrategy, to.Strategy.Subject()):
		return to, notAWriter()
	}
	return to, to.Strategy.writable()
}
