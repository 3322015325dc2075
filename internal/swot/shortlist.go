package swot

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// MayChoose tells whether the actor may choose what stands in the short list.
func MayChoose(by access.Actor, on Analysis) bool { return by.May(access.MergeItems, on.subject()) }

func refusedToChoose() error {
	return problem.New(problem.Refused, "The short list is chosen by those who merge the items of this analysis.")
}

// Shortlist puts an item into the short list that is published, or takes it out, in whatever phase. An item that has
// left the board can only be taken out.
func (s *Board) Shortlist(ctx context.Context, c access.Caller, t Target, listed bool) (Done, error) {
	return s.change(ctx, c, t, nil, func(tx *postgres.Tx, seat access.Seat, a Analysis, i Item) (*pgx.QueuedQuery, error) {
		if !MayChoose(seat.Actor, a) {
			return nil, refusedToChoose()
		}
		if i.Shortlisted == listed {
			return nil, nil
		}
		if listed && !i.counts() {
			return nil, problem.At("listed", "This item is no longer on the board by itself. Please choose another one.")
		}
		written := tx.Last(`with `+live.RaiseSQL+`
			update item set shortlisted = $4, live_version = raised.version from raised
			where institution_id = $1 and analysis_id = $2 and id = $3 returning live_version`, seat.Institution, t.Analysis, t.Item, listed)
		noteItem(tx, seat, "short list changed", t.Item)
		return written, nil
	})
}

// ShortlistFirst makes the first n of each heading the short list, in place of what stood there. Items that share the
// last place are all taken, so that nothing is left out by chance, and none without dots is. Before the voting has ended
// nobody knows the first: a Conflict.
func (s *Board) ShortlistFirst(ctx context.Context, c access.Caller, analysis uuid.UUID, n int) (Done, error) {
	var done Done
	var key live.Key
	var a Analysis
	var items []Item
	var found, wrote bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		queueItems(b, analysis, &items)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		switch {
		case !found:
			return problem.Absent()
		case !MayChoose(seat.Actor, a):
			return refusedToChoose()
		case n < 1 || n > MaxItems:
			return problem.At("first", "The number must be 1 or more.")
		case a.Phase != Closed:
			return problem.New(problem.Conflict, "The voting has not ended, so nobody knows the first items yet. You can put single items on the short list.")
		}
		key = live.Key{Institution: seat.Institution, ID: a.ID}
		chosen := map[uuid.UUID]bool{}
		for _, q := range Quadrants {
			list := rank(items, q)
			for _, x := range list[:top(list, n)] {
				chosen[x.ID] = true
			}
		}
		on, off := []uuid.UUID{}, []uuid.UUID{}
		for _, i := range items {
			done.Live = max(done.Live, i.LiveVersion)
			switch {
			case chosen[i.ID] && !i.Shortlisted:
				on = append(on, i.ID)
			case !chosen[i.ID] && i.Shortlisted:
				off = append(off, i.ID)
			}
		}
		if len(on)+len(off) == 0 {
			return nil
		}
		wrote = true
		tx.Last(`with `+live.RaiseSQL+`, changed as (
				update item set shortlisted = id = any($3), live_version = raised.version from raised
				where institution_id = $1 and analysis_id = $2 and id = any($4)
			) select version from raised`, seat.Institution, analysis, on, slices.Concat(on, off)).
			QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "short list changed", Subject: activity.OfAnalysis, ID: analysis})
		return nil
	})
	if err == nil && wrote {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}
