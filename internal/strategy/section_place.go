package strategy

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// PlaceSection puts a section before another one of the strategy, or last where before is empty: for those who may write
// in it. Of two who move sections at once the last one counts, on what the first has left.
func (d *Desk) PlaceSection(ctx context.Context, c access.Caller, strategy, section uuid.UUID, before string) (Done, error) {
	var order []uuid.UUID
	version, err := d.change(ctx, c, strategy, access.WriteStrategy, alone, func(b *postgres.Batch) {
		order = nil
		b.Queue(`select id from section where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1 order by place, id`, strategy).
			Query(postgres.All(&order, pgx.RowTo[uuid.UUID]))
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if !slices.Contains(order, section) {
			return nil, problem.Absent()
		}
		if err := s.writable(); err != nil {
			return nil, err
		}
		next, err := placed(order, section, before)
		if err != nil || slices.Equal(next, order) {
			return nil, err
		}
		note(tx, seat, "section moved", strategy, "")
		tx.Last(`update section s set place = n.place - 1 from unnest($3::uuid[]) with ordinality n (id, place)
			where s.institution_id = $1 and s.strategy_id = $2 and s.id = n.id and s.place <> n.place - 1`, seat.Institution, strategy, next)
		return reshape(tx, seat, strategy), nil
	})
	return Done{ID: section, Live: version}, absentFirst(err, slices.Contains(order, section))
}

// placed is the order with one section put before another, or last. Pure.
func placed(order []uuid.UUID, section uuid.UUID, before string) ([]uuid.UUID, error) {
	if before == section.String() {
		return order, nil
	}
	rest := slices.DeleteFunc(slices.Clone(order), func(id uuid.UUID) bool { return id == section })
	if before == "" {
		return append(rest, section), nil
	}
	id, err := uuid.Parse(before)
	at := slices.Index(rest, id)
	if err != nil || at < 0 {
		return nil, problem.At("before", "The section that it was to stand before is not in this strategy.")
	}
	return slices.Insert(rest, at, section), nil
}
