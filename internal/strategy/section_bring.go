package strategy

import (
	"context"
	"encoding/json"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// BringBack makes a section read as it does in a version: for those who may write in the strategy. One that was taken out
// since is put back first; then its title, then its text are changed, the text by the smallest steps, as any writing is.
// Goals and objectives stay as they are. Absent strategies, versions and sections of a version are NotFound, a withdrawn
// strategy is Locked.
//
// It is two transactions, the heading's and the text's: when the second fails, the same request again does what is left.
func (d *Desk) BringBack(ctx context.Context, c access.Caller, strategy uuid.UUID, n int, section uuid.UUID) (SectionContent, Done, error) {
	v, err := d.Version(ctx, c, strategy, n)
	if err != nil {
		return SectionContent{}, Done{}, err
	}
	was, found := v.Content.Section(section)
	if !found {
		return was, Done{}, problem.Absent()
	}
	done, err := d.bringHeading(ctx, c, strategy, n, was)
	if err != nil {
		return was, done, err
	}
	accepted, err := d.Rewrite(ctx, c, strategy, section, "version", func(json.RawMessage) (json.RawMessage, error) { return was.Doc, nil })
	done.Live = max(done.Live, accepted.Live)
	return was, done, err
}

// bringHeading puts a section back and gives it a title again, as far as either is due.
func (d *Desk) bringHeading(ctx context.Context, c access.Caller, strategy uuid.UUID, n int, was SectionContent) (Done, error) {
	done := Done{ID: was.ID}
	var now Section
	var found bool
	var err error
	done.Live, err = d.change(ctx, c, strategy, access.WriteStrategy, alone, func(b *postgres.Batch) {
		queueSection(b, strategy, was.ID, &now, &found)
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if !found {
			return nil, problem.Absent()
		}
		if err := s.open(); err != nil {
			return nil, err
		}
		note(tx, seat, "section brought back from a version", strategy, was.Title+" ("+strconv.Itoa(n)+")")
		if !now.Withdrawn() && now.Title == was.Title {
			return nil, nil
		}
		tx.Last(`update section set title = $4, title_version = title_version + case when title = $4 then 0 else 1 end, withdrawn_at = null, changed_at = now(), changed_by = $5,
				live_version = l.version + 1, shape_version = l.version + 1, first_version = case when withdrawn_at is null then first_version else l.version + 1 end
			from live l where l.institution_id = $1 and l.id = $2 and section.institution_id = $1 and section.strategy_id = $2 and section.id = $3`,
			seat.Institution, strategy, was.ID, was.Title, seat.Membership)
		return reshape(tx, seat, strategy), nil
	})
	return done, err
}
