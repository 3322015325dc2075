package swot

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// PlaceOption moves an option one place up or down among those of its kind; at the end of its way it stays.
func (s *Board) PlaceOption(ctx context.Context, c access.Caller, t OptionTarget, direction string) (Done, error) {
	done := Done{Item: t.Option}
	var key live.Key
	var a Analysis
	var found, wrote bool
	var all []StrategicOption
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, t.Analysis, &a, &found) // the order is the analysis's: two who change it wait for each other
		queueOptions(b, t.Analysis, &all)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		n := slices.IndexFunc(all, func(o StrategicOption) bool { return o.ID == t.Option })
		if !found || n < 0 {
			return problem.Absent()
		}
		if !MayWriteOptions(seat.Actor, a) {
			return refusedOptions()
		}
		order, err := replaced(all, all[n], direction)
		if err != nil || order == nil {
			return err
		}
		wrote, key = true, live.Key{Institution: seat.Institution, ID: a.ID}
		tx.Last(`with `+live.RaiseSQL+`
			, ordered as (update strategic_option o set place = n.place, live_version = raised.version from raised, unnest($3::uuid[]) with ordinality n(id, place)
				where o.institution_id = $1 and o.analysis_id = $2 and o.id = n.id)
			select version from raised`, seat.Institution, t.Analysis, order).
			QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		return nil
	})
	if err == nil && wrote {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

// replaced is the order of an option's kind once it has changed places with its neighbour; nil: it has none there.
func replaced(all []StrategicOption, o StrategicOption, direction string) ([]uuid.UUID, error) {
	step := map[string]int{"up": -1, "down": 1}[direction]
	if step == 0 {
		return nil, problem.At("direction", "The direction must be up or down.")
	}
	var order []uuid.UUID
	at := -1
	for _, x := range all {
		if x.Kind != o.Kind || x.Withdrawn() && x.ID != o.ID {
			continue
		}
		if x.ID == o.ID {
			at = len(order)
		}
		order = append(order, x.ID)
	}
	to := at + step
	if to < 0 || to >= len(order) {
		return nil, nil
	}
	order[at], order[to] = order[to], order[at]
	return order, nil
}
