package swot

import (
	"bytes"
	"context"
	"encoding/hex"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewItem is what a person writes under a heading.
type NewItem struct {
	ID       string // UUID, version 4 where nobody can know the author; empty: the server makes one
	Quadrant string
	Text     string
	Evidence string
	Office   string // slug of the office on whose behalf a scribe writes it down; empty: the actor's own
}

const insertItem = `with ` + live.RaiseSQL + `
	insert into item (institution_id, analysis_id, id, quadrant, position, text, evidence, office_id, author_id, scribed, digest, live_version, first_version)
	select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, raised.version, raised.version from raised returning live_version`

const insertUnsigned = `with ` + live.RaiseSQL + `
	insert into item (institution_id, analysis_id, id, quadrant, position, text, evidence, pen, digest, live_version, first_version, created_at, changed_at)
	select $1, $2, $3, $4, ` + untimedEnd + ` || $5, $6, $7, $8, $9, raised.version, raised.version, null, null from raised returning live_version`

// Add puts an item at the end of a heading, in the name of the actor's office, or of another where a scribe says so. The
// same request twice makes one item and gives the first answer; the same id with another text is Invalid. Where nobody
// can know the author it is the item of the board's pen; see By.
func (s *Board) Add(ctx context.Context, c access.Caller, analysis uuid.UUID, in NewItem) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	done := Done{Item: id}
	var key live.Key
	var a Analysis
	var before born
	var offices []institution.Office
	var found, exists, room bool
	var clock string
	err = account.SitQuietly(ctx, s.DB, c, &done.Unsigned, func(b *postgres.Batch) {
		queueGround(b, analysis, &a, &found)
		queueBornItem(b, id, &before, &exists)
		queueClock(b, &clock)
		queueRoom(b, analysis, 1, &room)
		if in.Office != "" {
			institution.QueueOffices(b, &offices)
		}
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
		office, scribed, err := inTheNameOf(seat, a, in.Office, offices)
		if err != nil {
			return err
		}
		if err := checkItem(&in.Text, &in.Evidence); err != nil {
			return err
		}
		if done.Unsigned = a.Anonymous(); done.Unsigned {
			if err := s.checkPen(); err != nil {
				return err
			}
			if in.ID == "" && !exists {
				id = a.Fresh()
				done.Item = id
			}
			if err := checkTimeless(id); err != nil {
				return err
			}
		}
		fields := []string{analysis.String(), in.Quadrant, in.Text, in.Evidence}
		if in.Office != "" { // without one the digest is what it was before there were scribes
			fields = append(fields, in.Office)
		}
		sum := s.digest(a, seat, fields...)
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
		written := func(row pgx.Row) error { return row.Scan(&done.Live) }
		if done.Unsigned {
			tx.Last(insertUnsigned, seat.Institution, analysis, id, q, atEnd("", tie(id)), in.Text, in.Evidence, s.pen.sign(id), sum).QueryRow(written)
			return nil
		}
		noteWrote(tx, seat.Institution, analysis, office)
		tx.Last(insertItem, seat.Institution, analysis, id, q, atEnd(clock, tie(id)), in.Text, in.Evidence, postgres.Optional(office), seat.Membership, scribed, sum).
			QueryRow(written)
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

// inTheNameOf is the rule for whose item it will be; scribed tells that somebody else writes it down.
func inTheNameOf(seat access.Seat, a Analysis, slug string, offices []institution.Office) (office uuid.UUID, scribed bool, err error) {
	if slug == "" {
		return seat.Office, false, nil
	}
	if !seat.May(access.ActAsScribe, a.subject()) {
		return office, false, problem.New(problem.Refused, "Only the international office writes items down on behalf of an office.")
	}
	if a.Anonymous() {
		return office, false, problem.At("office", "Nobody can see who wrote what in this analysis, so no item is written on behalf of an office.")
	}
	o, known := institution.OfficesBySlug(offices)[slug]
	if !known || o.Archived {
		return office, false, problem.At("office", "Please choose an office of this institution.")
	}
	return o.ID, o.ID != seat.Office, nil
}

// tie is a little of an item's id, to tell apart what was put into one gap at once.
func tie(id uuid.UUID) string { return hex.EncodeToString(id[14:]) }
