package swot

import (
	"context"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ChooseMatrix says which items meet each other. Scores of items that stay are kept, and those of items that go come
// back with them.
func (s *Board) ChooseMatrix(ctx context.Context, c access.Caller, analysis uuid.UUID, chosen []string) (Done, error) {
	items, itemsErr := parseItems(chosen)
	var uses []usable
	return s.changeMatrix(ctx, c, analysis, func(b *postgres.Batch) { queueUsable(b, analysis, items, &uses) },
		func(tx *postgres.Tx, seat access.Seat, a Analysis, _ matrixState) (*pgx.QueuedQuery, error) {
			if !MayWriteOptions(seat.Actor, a) {
				return nil, problem.New(problem.Refused, "Only who writes the options of this analysis chooses what meets what.")
			}
			if itemsErr != nil {
				return nil, itemsErr
			}
			if err := checkMatrix(items, uses); err != nil {
				return nil, err
			}
			tx.Last(`delete from matrix_item where institution_id = $1 and analysis_id = $2 and item_id <> all($3)`, seat.Institution, analysis, items)
			tx.Last(`insert into matrix_item (institution_id, analysis_id, item_id, place)
				select $1, $2, i.id, row_number() over (order by i.position, i.id) from item i where i.institution_id = $1 and i.id = any($3)
				on conflict (institution_id, analysis_id, item_id) do update set place = excluded.place`, seat.Institution, analysis, items)
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "matrix chosen", Subject: activity.OfAnalysis, ID: analysis, Detail: strconv.Itoa(len(items))})
			return tx.Last(`with `+live.RaiseSQL+` select version from raised`, seat.Institution, analysis), nil
		})
}

// matrixState is where the matrix of an analysis stands.
type matrixState struct {
	Open, Shown bool
	Chosen      int // items
	Scores      int // of the matrix's items
}

// changeMatrix is the common way of every change to the matrix of an analysis, which is held meanwhile. decide judges,
// and answers the query that raises the live version; nil changes nothing.
func (s *Board) changeMatrix(ctx context.Context, c access.Caller, analysis uuid.UUID, queue func(*postgres.Batch),
	decide func(tx *postgres.Tx, seat access.Seat, a Analysis, m matrixState) (*pgx.QueuedQuery, error)) (Done, error) {
	done := Done{}
	var key live.Key
	var a Analysis
	var m matrixState
	var found, known, wrote bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		postgres.Find(b, &m, &known, `select a.matrix_open as open, a.matrix_shown as shown,
			(select count(*)::int from matrix_item i where i.institution_id = a.institution_id and i.analysis_id = a.id) as chosen,
			(select count(*)::int from matrix_score x join matrix_item i on i.institution_id = x.institution_id and i.item_id = x.inside_id
				join matrix_item o on o.institution_id = x.institution_id and o.item_id = x.outside_id
				where x.institution_id = a.institution_id and x.analysis_id = a.id) as scores
			from analysis a where a.institution_id = `+postgres.ThisInstitution+` and a.id = $1`, analysis)
		if queue != nil {
			queue(b)
		}
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found || !known {
			return problem.Absent()
		}
		key = live.Key{Institution: seat.Institution, ID: analysis}
		last, err := decide(tx, seat, a, m)
		if err != nil || last == nil {
			return err
		}
		wrote = true
		last.QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		return nil
	})
	if err == nil && wrote {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}
