package swot

import (
	"context"
	"slices"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// GiveScores keeps what a person gives some meetings, one score each whatever the membership. They are the person's own
// until all are shown. Only a person's first and last score are seen by the others, as a number of people.
func (s *Board) GiveScores(ctx context.Context, c access.Caller, analysis uuid.UUID, scores []Score) (Done, error) {
	done := Done{}
	var key live.Key
	var a Analysis
	var found, open, raise bool
	var chosen []usable
	var before []struct{ InsideID, OutsideID uuid.UUID }
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGround(b, analysis, &a, &found)
		b.Queue(`select matrix_open from analysis where institution_id = `+postgres.ThisInstitution+` and id = $1`, analysis).
			Query(postgres.First(&open, new(bool), pgx.RowTo[bool]))
		postgres.Collect(b, &chosen, `select i.id, i.quadrant, i.withdrawn_at is not null as withdrawn from item i
			join matrix_item m on m.institution_id = i.institution_id and m.item_id = i.id
			where m.institution_id = `+postgres.ThisInstitution+` and m.analysis_id = $1 order by i.id for key share of i`, analysis)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayScore(seat.Actor, a) {
			return problem.New(problem.Refused, "You may see what meets what, but not give scores in this analysis.")
		}
		if !open {
			return problem.New(problem.Conflict, "Scores are not being given now. Your last score was not stored.")
		}
		if err := checkScores(scores, chosen); err != nil {
			return err
		}
		// One's own requests wait for each other here, so that parallel ones agree on which was the first.
		b := &postgres.Batch{}
		b.Queue(`select pg_advisory_xact_lock(hashtextextended($1::text || $2::text, 0))`, analysis, seat.Person)
		postgres.Collect(b, &before, `select inside_id, outside_id from matrix_score where institution_id = $1 and analysis_id = $2 and person_id = $3`, seat.Institution, analysis, seat.Person)
		if err := tx.Send(b); err != nil {
			return err
		}
		had := map[Meeting]bool{}
		for _, x := range before {
			had[Meeting{x.InsideID, x.OutsideID}] = true
		}
		began := len(had) > 0
		for _, x := range scores {
			if delete(had, x.Meeting); x.Value != nil {
				had[x.Meeting] = true
			}
		}
		raise = began != (len(had) > 0)
		keepScores(tx, seat, analysis, scores)
		key = live.Key{Institution: seat.Institution, ID: analysis}
		if raise {
			tx.Last(`with `+live.RaiseSQL+` select version from raised`, seat.Institution, analysis).QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		} else {
			tx.Last(`select version from live where institution_id = $1 and id = $2`, seat.Institution, analysis).QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		}
		return nil
	})
	if err == nil && raise {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

// keepScores writes with the transaction's commit. A guest of a room counts as a person and for no office: nobody has
// shown that the guest belongs to the one that was chosen at the door.
func keepScores(tx *postgres.Tx, seat access.Seat, analysis uuid.UUID, scores []Score) {
	scores = slices.Clone(scores)
	slices.SortFunc(scores, func(a, b Score) int {
		return strings.Compare(a.Inside.String()+a.Outside.String(), b.Inside.String()+b.Outside.String())
	})
	office := postgres.Optional(seat.Office)
	if seat.Guest != uuid.Nil {
		office = nil
	}
	var inside, outside []uuid.UUID
	var values []*int
	for _, s := range scores {
		inside, outside, values = append(inside, s.Inside), append(outside, s.Outside), append(values, s.Value)
	}
	tx.Last(`delete from matrix_score m using unnest($3::uuid[], $4::uuid[], $5::int[]) x(inside, outside, score)
		where m.institution_id = $1 and m.person_id = $2 and m.inside_id = x.inside and m.outside_id = x.outside and x.score is null`,
		seat.Institution, seat.Person, inside, outside, values)
	tx.Last(`insert into matrix_score (institution_id, analysis_id, inside_id, outside_id, person_id, office_id, score)
		select $1, $2, x.inside, x.outside, $3, $4, x.score from unnest($5::uuid[], $6::uuid[], $7::int[]) x(inside, outside, score) where x.score is not null
		on conflict (institution_id, inside_id, outside_id, person_id) do update set score = excluded.score, office_id = excluded.office_id`,
		seat.Institution, analysis, seat.Person, office, inside, outside, values)
}
