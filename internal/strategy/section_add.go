package strategy

import (
	"bytes"
	"context"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewSection is what a person fills in to add a section.
type NewSection struct {
	ID    string // UUID; empty: the server makes one
	Title string
	Kind  string
}

// AddSection adds a section with an empty text at the end of a strategy: for those who may write in it. The same request
// twice gives the same section; the same id with other fields is Invalid.
func (d *Desk) AddSection(ctx context.Context, c access.Caller, strategy uuid.UUID, in NewSection) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	done := Done{ID: id}
	var before struct {
		Digest     []byte
		StrategyID uuid.UUID
	}
	var exists bool
	var count int
	done.Live, err = d.change(ctx, c, strategy, access.WriteStrategy, alone, func(b *postgres.Batch) {
		postgres.Find(b, &before, &exists, `select digest, strategy_id from section where institution_id = `+postgres.ThisInstitution+` and id = $1`, id)
		b.Queue(`select count(*) from section where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1`, strategy).
			QueryRow(func(row pgx.Row) error { return row.Scan(&count) })
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if err := checkTitle(&in.Title); err != nil {
			return nil, err
		}
		if !SectionKind(in.Kind).Valid() {
			return nil, problem.At("kind", "Please choose: text alone, or a part with goals and objectives.")
		}
		sum := once.Digest(seat.Person, strategy.String(), in.Title, in.Kind)
		if exists {
			if before.StrategyID != strategy || !bytes.Equal(before.Digest, sum) {
				return nil, once.Reused()
			}
			return nil, nil
		}
		if err := s.writable(); err != nil {
			return nil, err
		}
		if count >= MaxSections {
			return nil, problem.At("title", "This strategy has 200 sections and can take no more.")
		}
		note(tx, seat, "section added", strategy, in.Title)
		insertSection(tx, seat, strategy, section{ID: id, Kind: SectionKind(in.Kind), Title: in.Title, Doc: EmptyDoc, Digest: sum})
		return reshape(tx, seat, strategy), nil
	})
	if postgres.Violates(err, "section_pkey") { // the same request, at the same moment
		return d.AddSection(ctx, c, strategy, in)
	}
	return done, err
}

// section is a row that comes to be.
type section struct {
	ID           uuid.UUID
	Kind         SectionKind
	Title, Guide string
	Doc          string
	Words        int
	Digest       []byte
}

// insertSection adds a section at the end. It comes with the change that reshape raises the live version for, in the same
// transaction and after it.
func insertSection(tx *postgres.Tx, seat access.Seat, strategy uuid.UUID, s section) {
	tx.Last(`insert into section (institution_id, strategy_id, id, kind, title, guide, place, doc, words, live_version, shape_version, first_version, digest, changed_by)
		select $1, $2, $3, $4, $5, $6, coalesce((select max(place) + 1 from section where institution_id = $1 and strategy_id = $2), 0), $7, $8,
			l.version + 1, l.version + 1, l.version + 1, $9, $10
		from live l where l.institution_id = $1 and l.id = $2`,
		seat.Institution, strategy, s.ID, s.Kind, s.Title, s.Guide, s.Doc, s.Words, s.Digest, seat.Membership)
}

// begun creates the counter of a new strategy.
func begun(tx *postgres.Tx, seat access.Seat, strategy uuid.UUID) {
	live.Begin(tx, live.Key{Institution: seat.Institution, ID: strategy})
}
