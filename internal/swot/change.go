package swot

import (
	"context"
	"errors"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// noteItem writes into the log what was done to an item. It goes after the item: the entry holds on to its author's
// membership, and whoever held that before an item could stand in each other's way with a merge of offices.
func noteItem(tx *postgres.Tx, seat access.Seat, kind string, item uuid.UUID) {
	activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfItem, ID: item})
}

// Done is what a change to a board answers: the item and the live version at which it is on the board.
type Done struct {
	Item     uuid.UUID
	Live     int64
	Unsigned bool // nobody can know who wrote the item: nothing may be kept that joins the request to it
}

// Target names an item of an analysis.
type Target struct{ Analysis, Item uuid.UUID }

// Stale says that an item changed, or was withdrawn, after the person had read it. Both texts are
// there for the person to decide; nothing was written.
type Stale struct {
	Stored             Item
	MyText, MyEvidence string
}

func (s *Stale) Error() string { return "item " + s.Stored.ID.String() + " changed meanwhile" }

func stale(stored Item, text, evidence string) error {
	words := "Somebody changed this item while you were writing. Your text is kept: both are shown, please decide."
	if stored.Withdrawn() {
		words = "This item was withdrawn while you were writing. Your text is kept."
	}
	return &problem.Problem{Kind: problem.Conflict, Text: words, Err: &Stale{Stored: stored, MyText: text, MyEvidence: evidence}}
}

// errRaced: the item changed between this transaction's read and its write. The use case starts anew and
// then sees what happened.
var errRaced = errors.New("the item changed under the transaction")

// change is the common way of every change to one item: one transaction that loads the seat, the
// analysis and the item, lets decide judge, writes and raises the live version last; after the commit
// the open boards are told.
func (s *Board) change(ctx context.Context, c access.Caller, t Target, queue func(*postgres.Batch),
	decide func(tx *postgres.Tx, seat access.Seat, a Analysis, i Item) (*pgx.QueuedQuery, error)) (Done, error) {
	for try := 0; ; try++ {
		done := Done{Item: t.Item}
		var key live.Key
		var wrote bool
		var a Analysis
		var i Item
		var foundA, foundI bool
		err := account.SitQuietly(ctx, s.DB, c, &done.Unsigned, func(b *postgres.Batch) {
			queueGround(b, t.Analysis, &a, &foundA)
			queueItem(b, t.Analysis, t.Item, &i, &foundI)
			if queue != nil {
				queue(b)
			}
		}, func(tx *postgres.Tx, seat access.Seat) error {
			if !foundA || !foundI {
				return problem.Absent()
			}
			key = live.Key{Institution: seat.Institution, ID: a.ID}
			i.Mine = s.pen.wrote(i)
			done.Live, done.Unsigned = i.LiveVersion, i.Unsigned()
			last, err := decide(tx, seat, a, i)
			if err != nil || last == nil {
				return err
			}
			wrote = true
			last.Query(func(rows pgx.Rows) error {
				if rows.Next() {
					return rows.Scan(&done.Live)
				}
				if err := rows.Err(); err != nil {
					return err
				}
				return errRaced
			})
			return nil
		})
		if errors.Is(err, errRaced) && try < 3 {
			continue
		}
		if err == nil && wrote {
			s.Hub.Wake(key, done.Live)
		}
		return done, err
	}
}
