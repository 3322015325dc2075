package strategy

import (
	"context"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Imported is what came of sections that were brought in.
type Imported struct {
	Done         // ID is that of the whole, by which UndoBringing takes it back
	Sections int // that came in
}

// Bring adds sections that were written elsewhere at the end of a strategy, in their order, all or none: for those who
// may write in it. The same request twice brings them once; the same id with another content is Invalid.
//
// The refusals: NotFound, Refused, Locked (the strategy was withdrawn), Invalid of the field "title", of "id", or of
// "content"; where one section is at fault *Unfit is the cause. Overloaded when too many write at this moment.
func (d *Desk) Bring(ctx context.Context, c access.Caller, strategy uuid.UUID, in Incoming) (Imported, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Imported{}, err
	}
	done := Imported{Done: Done{ID: id}, Sections: len(in.Sections)}
	if _, err := d.ToBring(ctx, c, strategy); err != nil { // before any work is done for them
		return done, err
	}
	if err := in.check(); err != nil {
		return done, err
	}
	texts, err := d.checkTexts(ctx, c, strategy, in.Sections)
	if err != nil {
		return done, err
	}
	ids := make([]uuid.UUID, len(in.Sections))
	for n := range ids {
		ids[n] = broughtID(id, n)
	}
	var before []born
	var ever, now, bytes int
	done.Live, err = d.change(ctx, c, strategy, access.WriteStrategy, alone, func(b *postgres.Batch) {
		postgres.Collect(b, &before, `select digest, strategy_id from section where institution_id = `+postgres.ThisInstitution+` and id = any($1)`, ids)
		b.Queue(`select count(*), count(*) filter (where withdrawn_at is null) from section where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1`, strategy).
			QueryRow(func(row pgx.Row) error { return row.Scan(&ever, &now) })
		queueTextBytes(b, strategy, uuid.Nil, &bytes)
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		sum := in.digest(seat.Person, strategy)
		for _, section := range before { // of a section that came in otherwise the id can be taken too
			if err := section.again(strategy, sum); err != nil {
				return nil, err
			}
		}
		if len(before) > 0 {
			return nil, nil
		}
		if err := s.writable(); err != nil {
			return nil, err
		}
		if ever+len(in.Sections) > MaxSections {
			return nil, problem.At("content", "The strategy would have more than 200 sections, the removed ones counted too. Please take fewer.")
		}
		for _, text := range texts {
			bytes += len(text.doc)
		}
		if bytes > MaxTexts {
			return nil, problem.At("content", tooMuchText)
		}
		if in.Title != "" && now == 0 && in.Title != s.Title {
			tx.Last(`update strategy set title = $3, version = version + 1 where institution_id = $1 and id = $2`, seat.Institution, strategy, in.Title)
		}
		for n, sec := range in.Sections {
			insertSection(tx, seat, strategy, section{ID: ids[n], Kind: SectionKind(sec.Kind), Title: sec.Title,
				Doc: texts[n].doc, Words: texts[n].words, Digest: sum})
		}
		note(tx, seat, "sections brought in", strategy, strconv.Itoa(len(in.Sections)))
		return reshape(tx, seat, strategy), nil
	})
	if postgres.Violates(err, "section_pkey") { // the same request, at the same moment
		return d.Bring(ctx, c, strategy, in)
	}
	return done, err
}

// broughtID is the id of the nth section that came in with one request. It follows from the request's own, so that the
// same request finds its sections again.
func broughtID(id uuid.UUID, n int) uuid.UUID { return uuid.NewSHA1(id, []byte(strconv.Itoa(n))) }
