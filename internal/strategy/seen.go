package strategy

import (
	"context"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Seen notes that a person has seen a strategy up to a live version: for everybody of the institution, about themselves.
// What was noted before does not go back. An absent or foreign strategy is NotFound.
func (d *Desk) Seen(ctx context.Context, c access.Caller, strategy uuid.UUID, version string) error {
	var s struct{ Live int64 }
	var found bool
	return account.Sit(ctx, d.DB, c, func(b *postgres.Batch) {
		postgres.Find(b, &s, &found, `select l.version as live from strategy s join live l on l.institution_id = s.institution_id and l.id = s.id
			where s.institution_id = `+postgres.ThisInstitution+` and s.id = $1`, strategy)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		up, err := strconv.ParseInt(version, 10, 64)
		if err != nil || up < 0 {
			return problem.At("live", "The version is not a number.")
		}
		// Nobody has seen what has not happened yet.
		tx.Last(`insert into strategy_look (institution_id, strategy_id, person_id, seen) values ($1, $2, $3, $4)
			on conflict (institution_id, strategy_id, person_id) do update set seen = greatest(strategy_look.seen, excluded.seen),
				at = case when excluded.seen >= strategy_look.seen then excluded.at else strategy_look.at end`,
			seat.Institution, strategy, seat.Person, min(up, s.Live))
		return nil
	})
}
