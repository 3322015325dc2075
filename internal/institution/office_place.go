package institution

import (
	"context"
	"slices"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// PlaceOffice moves an office in the order of all lists: one up or down by direction, or to a place that
// counts from 1 when direction is empty. Beyond the ends means the end.
func (r Registry) PlaceOffice(ctx context.Context, c access.Caller, slug, direction, place string) (Office, error) {
	return r.changeOffice(ctx, c, slug, func(tx *postgres.Tx, seat access.Seat, o *Office, all []Office) error {
		current := Current(all)
		at := slices.IndexFunc(current, func(x Office) bool { return x.ID == o.ID })
		if at < 0 {
			return problem.At("place", "An archived office has no place in the list.")
		}
		to, err := newPlace(at, direction, place)
		if err != nil {
			return err
		}
		order := reordered(current, at, to)
		if slices.Equal(order, current) {
			return nil
		}
		ids := make([]uuid.UUID, len(order))
		for n, x := range order {
			ids[n] = x.ID
		}
		tx.Last(`update office o set place = n.place from unnest($2::uuid[]) with ordinality as n (id, place)
			where o.institution_id = $1 and o.id = n.id and o.place <> n.place`, seat.Institution, ids)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "office moved", Subject: activity.OfOffice, ID: o.ID, Detail: o.Name})
		return nil
	})
}

// newPlace is the index that an office at index at is to have.
func newPlace(at int, direction, place string) (int, error) {
	switch direction {
	case "up":
		return at - 1, nil
	case "down":
		return at + 1, nil
	case "":
		n, err := strconv.Atoi(place)
		if err != nil || n < 1 {
			return 0, problem.At("place", "The place must be a number from 1.")
		}
		return n - 1, nil
	}
	return 0, problem.At("direction", "The direction must be up or down.")
}

// reordered is the list with the element at index at moved to index to, or to the end that lies beyond.
func reordered(list []Office, at, to int) []Office {
	moved := list[at]
	rest := slices.Delete(slices.Clone(list), at, at+1)
	return slices.Insert(rest, min(max(to, 0), len(rest)), moved)
}
