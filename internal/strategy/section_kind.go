package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ChangeSectionKind makes a text a pillar, or a pillar a text: for those who may write in the strategy. A pillar with
// goals or objectives stays one.
func (d *Desk) ChangeSectionKind(ctx context.Context, c access.Caller, strategy, section uuid.UUID, kind string) (Done, error) {
	return d.changeSection(ctx, c, strategy, section, func(tx *postgres.Tx, seat access.Seat, sec Section) (*pgx.QueuedQuery, error) {
		var planned bool
		if err := tx.Row(`select exists (select from goal where institution_id = $1 and section_id = $2 and withdrawn_at is null)
			or exists (select from objective where institution_id = $1 and section_id = $2 and withdrawn_at is null)`, []any{seat.Institution, section}, &planned); err != nil {
			return nil, err
		}
		switch {
		case !SectionKind(kind).Valid():
			return nil, problem.At("kind", "Please choose: text alone, or a part with goals and objectives.")
		case SectionKind(kind) == sec.Kind:
			return nil, nil
		case SectionKind(kind) == SectionText && planned:
			return nil, problem.At("kind", "This section has goals or objectives. Remove them first.")
		}
		note(tx, seat, "section changed", strategy, sec.Title)
		return reshapeSection(tx, seat, strategy, section, `kind = $5`, kind), nil
	})
}
