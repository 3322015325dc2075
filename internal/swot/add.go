package swot

import (
	"bytes"
	"context"
	"encoding/hex"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewItem is what a person writes under a heading.
type NewItem struct {
	ID       string // UUID; empty: the server makes one
	Quadrant string
	Text     string
	Evidence string
}

const insertItem = `with ` + live.RaiseSQL + `
	insert into item (institution_id, analysis_id, id, quadrant, position, text, evidence, office_id, author_id, digest, live_version, first_version)
	select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, raised.version, raised.version from raised returning live_version`

// Add puts an item at the end of a heading, in the name of the actor's office. The same request twice
// makes one item and gives the first answer; the same id with another text is Invalid.
func (s *Board) Add(ctx context.Context, c access.Caller, analysis uuid.UUID, in NewItem) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	done := Done{Item: id}
	var key live.Key
	var a Analysis
	var before born
	var found, exists, room bool
	var clock string
	err = account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGround(b, analysis, &a, &found)
		queueBornItem(b, id, &before, &exists)
		queueClock(b, &clock)
		queueRoom(b, analysis, 1, &room)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayAdd(seat.Actor, a) {
			return problem.New(problem.Refused, "You may read this analysis, but not add to it.")
		}
		q, err := ParseQuadrant(in.Quadrant)
		if err != nil {
			return err
		}
		if err := checkItem(&in.Text, &in.Evidence); err != nil {
			return err
		}
		sum := once.Digest(seat.Person, analysis.String(), in.Quadrant, in.Text, in.Evidence)
		if exists {
			done.Live = before.Live
			if before.Analysis != analysis || !bytes.Equal(before.Digest, sum) {
				return once.Reused()
			}
			return nil
		}
		if err := a.takes(seat.Actor); err != nil {
			return err
		}
		if !room {
			return full()
		}
		key = live.Key{Institution: seat.Institution, ID: a.ID}
		noteWrote(tx, seat.Institution, analysis, seat.Office)
		tx.Last(insertItem, seat.Institution, analysis, id, q, atEnd(clock, tie(id)), in.Text, in.Evidence, postgres.Optional(seat.Office), seat.Membership, sum).
			QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		noteItem(tx, seat, "item added", id)
		return nil
	})
	if postgres.Violates(err, "item_pkey") { // the same request, at the same moment
		return s.Add(ctx, c, analysis, in)
	}
	if err == nil && !exists {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

// tie is a little of an item's id, to tell apart what was put into one gap at once.
func tie(id uuid.UUID) string { return hex.EncodeToString(id[14:]) }
