package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// PutIntoTheme puts an item into a theme of a frame, or with an empty theme into none. Whoever runs the analysis may,
// but not while people vote. The last one to do so wins; the doer can undo it. The item's version does not rise.
func (s *Board) PutIntoTheme(ctx context.Context, c access.Caller, t Target, frame, theme string) (Done, error) {
	var own []ownTheme
	var stored []placed
	return s.change(ctx, c, t, func(b *postgres.Batch) {
		queueThemes(b, t.Analysis, &own)
		queuePlacedItem(b, t.Item, &stored)
	}, func(tx *postgres.Tx, seat access.Seat, a Analysis, i Item) (*pgx.QueuedQuery, error) {
		if err := mayRegroup(seat.Actor, a); err != nil {
			return nil, err
		}
		f, err := ParseFrame(frame)
		if err != nil {
			return nil, err
		}
		g := groupingOf(own, stored)
		if err := checkTheme(theme, g.Themes(f)); err != nil {
			return nil, err
		}
		if err := i.groupable(); err != nil {
			return nil, err
		}
		now, _ := g.Theme(t.Item, f)
		if now.Key == theme {
			return nil, nil
		}
		written := tx.Last(`with `+live.RaiseSQL+`
			insert into item_theme (institution_id, analysis_id, item_id, frame, theme, live_version)
			select $1, $2, $3, $4, $5, raised.version from raised
			on conflict (institution_id, item_id, frame) do update set theme = excluded.theme, live_version = excluded.live_version
			returning live_version`, seat.Institution, t.Analysis, t.Item, f, theme)
		if _, err := recordStep(tx, seat, t.Analysis, a.PhaseNo, StepRegroup,
			regrouping{Frame: f, Items: map[uuid.UUID]string{t.Item: now.Key}},
			regrouping{Frame: f, Items: map[uuid.UUID]string{t.Item: theme}}); err != nil {
			return nil, err
		}
		noteItem(tx, seat, "item grouped", t.Item)
		return written, nil
	})
}
