package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Meeting is an inside item that meets an outside one.
type Meeting struct{ Inside, Outside uuid.UUID }

// Score is what somebody gives a meeting; nil takes it back.
type Score struct {
	Meeting
	Value *int
}

// MaxScore is the highest score; the lowest is its negative, and 0 says that the two have nothing to do with each other.
const MaxScore = 3

// Cell is what all gave a meeting together.
type Cell struct {
	Mean   float64
	Spread float64 // see Spread
	N      int     // people
}

// Matrix is what meets what in an analysis. Nobody's scores are in it before they are shown.
type Matrix struct {
	Inside, Outside []Item // in the order of the headings, then of the choice
	People          int    // who have given scores
	Offices         int    // theirs
	Cells           map[Meeting]Cell
}

// Chosen tells whether items were chosen to meet each other.
func (m Matrix) Chosen() bool { return len(m.Inside) > 0 || len(m.Outside) > 0 }

// Whole is a view with the grouping, the options and the matrix, for their pages and for the export.
func (s *Board) Whole(ctx context.Context, c access.Caller, analysis uuid.UUID) (View, error) {
	v, err := s.Themes(ctx, c, analysis)
	if err != nil {
		return v, err
	}
	var rows []struct {
		ID    uuid.UUID
		Place int
	}
	var cells []struct {
		InsideID, OutsideID uuid.UUID
		Scores              []int16
	}
	_, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) {
		queueOptions(b, analysis, &v.Options)
		postgres.Collect(b, &rows, `select item_id as id, place from matrix_item where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1 order by place`, analysis)
		b.Queue(`select count(distinct person_id), count(distinct office_id) from matrix_score where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1`, analysis).
			QueryRow(func(row pgx.Row) error { return row.Scan(&v.Matrix.People, &v.Matrix.Offices) })
		// Before they are shown nobody's scores leave the database, whoever asks.
		postgres.Collect(b, &cells, `select m.inside_id, m.outside_id, array_agg(m.score) as scores from matrix_score m
			join analysis a on a.institution_id = m.institution_id and a.id = m.analysis_id and a.matrix_shown
			where m.institution_id = `+postgres.ThisInstitution+` and m.analysis_id = $1 group by m.inside_id, m.outside_id`, analysis)
	})
	items := map[uuid.UUID]Item{}
	for _, i := range v.Items {
		items[i.ID] = i
	}
	var chosen []Item
	for _, r := range rows {
		if i, known := items[r.ID]; known && !i.Withdrawn() {
			chosen = append(chosen, i)
		}
	}
	v.Matrix.Inside, v.Matrix.Outside = sides(chosen)
	v.Matrix.Cells = map[Meeting]Cell{}
	for _, x := range cells {
		v.Matrix.Cells[Meeting{x.InsideID, x.OutsideID}] = cellOf(x.Scores)
	}
	return v, err
}

// MatrixView is what meets what, with what the reader gave.
type MatrixView struct {
	View
	Own map[Meeting]int
}

// Meets reads what meets what for its page.
func (s *Board) Meets(ctx context.Context, c access.Caller, analysis uuid.UUID) (MatrixView, error) {
	whole, err := s.Whole(ctx, c, analysis)
	m := MatrixView{View: whole, Own: map[Meeting]int{}}
	if err != nil {
		return m, err
	}
	_, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) {
		b.Queue(`select inside_id, outside_id, score from matrix_score where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1 and person_id = $2`,
			analysis, whole.Seat.Person).Query(func(rows pgx.Rows) error {
			var at Meeting
			var score int
			_, err := pgx.ForEachRow(rows, []any{&at.Inside, &at.Outside, &score}, func() error { m.Own[at] = score; return nil })
			return err
		})
	})
	return m, err
}
