package strategy

import (
	"context"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// TakenBack is what became of sections that had been brought in.
type TakenBack struct {
	Live int64
	Out  int      // sections that were taken out now
	Stay []string // the titles of those that somebody has written in since: they stand as they are
}

// broughtRow is a section that came in, as UndoBringing looks at it.
type broughtRow struct {
	ID      uuid.UUID
	Title   string
	Out     bool
	Written bool
}

// UndoBringing takes the sections out again that came in with one request, for those who may write in the strategy. Only
// those go in which nobody has written since: whose text, title, goals and objectives are as they came. Like every
// section that is taken out they are kept and can be put back. The strategy's title stays. Where no section of the
// strategy came in with that id it is NotFound.
func (d *Desk) UndoBringing(ctx context.Context, c access.Caller, strategy, id uuid.UUID) (TakenBack, error) {
	var done TakenBack
	ids := make([]uuid.UUID, MaxBrought)
	for n := range ids {
		ids[n] = broughtID(id, n)
	}
	var rows []broughtRow
	var err error
	done.Live, err = d.change(ctx, c, strategy, access.WriteStrategy, alone, func(b *postgres.Batch) {
		postgres.Collect(b, &rows, `select s.id, s.title, s.withdrawn_at is not null as out, s.version > 0 or s.title_version > 1
				or exists (select from goal g where g.institution_id = s.institution_id and g.section_id = s.id and g.withdrawn_at is null)
				or exists (select from objective o where o.institution_id = s.institution_id and o.section_id = s.id and o.withdrawn_at is null) as written
			from section s where s.institution_id = `+postgres.ThisInstitution+` and s.strategy_id = $1 and s.id = any($2)
			order by s.place, s.id for no key update of s`, strategy, ids)
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if len(rows) == 0 {
			return nil, problem.Absent()
		}
		if err := s.writable(); err != nil {
			return nil, err
		}
		var out []uuid.UUID
		done.Stay = nil
		for _, row := range rows {
			switch {
			case row.Out:
			case row.Written:
				done.Stay = append(done.Stay, row.Title)
			default:
				out = append(out, row.ID)
			}
		}
		done.Out = len(out)
		if len(out) == 0 {
			return nil, nil
		}
		note(tx, seat, "brought sections removed", strategy, strconv.Itoa(len(out)))
		tx.Last(`update section set withdrawn_at = now(), changed_at = now(), changed_by = $4, live_version = l.version + 1, shape_version = l.version + 1
			from live l where l.institution_id = $1 and l.id = $2 and section.institution_id = $1 and strategy_id = $2 and section.id = any($3)`,
			seat.Institution, strategy, out, seat.Membership)
		return reshape(tx, seat, strategy), nil
	})
	if problem.Is(err, problem.Refused) && len(rows) == 0 { // what is not there is so for everybody
		err = problem.Absent()
	}
	return done, err
}
