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
// Goals and objectives stay as they are. With keep, what stands there now is kept as a version first. Absent strategies,
// versions and sections of a version are NotFound, a withdrawn strategy is Locked.
//
// It is up to three transactions: the keeping's, the heading's and the text's. When a later one fails, the same request
// again does what is left and keeps no second version.
func (d *Desk) BringBack(ctx context.Context, c access.Caller, strategy uuid.UUID, n int, section uuid.UUID, keep *NewVersion) (BroughtBack, error) {
	var b BroughtBack
	v, err := d.Version(ctx, c, strategy, n)
	if err != nil {
		return b, err
	}
	var found bool
	if b.Section, found = v.Content.Section(section); !found {
		return b, problem.Absent()
	}
	if keep != nil {
		if b.Kept, err = d.KeepVersion(ctx, c, strategy, *keep); err != nil {
			return b, err
		}
	}
	if b.Done, err = d.bringHeading(ctx, c, strategy, n, b.Section); err != nil {
		return b, err
	}
	accepted, err := d.Rewrite(ctx, c, strategy, section, "version", func(json.RawMessage) (json.RawMessage, error) { return b.Section.Doc, nil })
	b.Live = max(b.Live, accepted.Live)
	return b, err
}

// BroughtBack is a section that was brought back from a version.
type BroughtBack struct {
	Done
	Section SectionContent // as the version has it
	Kept    Kept           // what stood there before, where that was wanted
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
		if err := s.writable(); err != nil {
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
