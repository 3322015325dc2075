package swot

import (
	"encoding/json"
	"maps"
	"slices"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// regrouping is one side of a step of the grouping: where its items stand, and what a theme of one's own is.
type regrouping struct {
	Frame Frame                `json:"frame"`
	Items map[uuid.UUID]string `json:"items,omitempty"`
	Theme uuid.UUID            `json:"theme,omitzero"` // that was made, renamed or ended; zero for none
	Name  string               `json:"name,omitempty"`
	Ended bool                 `json:"ended,omitempty"`
}

// stepSides reads what a step of the grouping left behind.
func stepSides(s Step) (before, after regrouping, err error) {
	if err = json.Unmarshal(s.Before, &before); err == nil {
		err = json.Unmarshal(s.After, &after)
	}
	return before, after, err
}

// undoable tells whether everything is as the step left it, and what it would bring back can still be brought back.
func undoable(before, after regrouping, own []ownTheme, stored []placed) bool {
	g := groupingOf(own, stored)
	for item, key := range after.Items {
		if g.of[item][after.Frame] != key || checkTheme(before.Items[item], g.Themes(after.Frame)) != nil {
			return false
		}
	}
	if after.Theme == uuid.Nil {
		return true
	}
	n := slices.IndexFunc(own, func(t ownTheme) bool { return t.ID == after.Theme })
	if n < 0 || own[n].Name != after.Name || own[n].Ended != after.Ended {
		return false
	}
	for _, t := range own {
		if before.Ended != after.Ended && after.Ended && !t.Ended && t.Name == after.Name {
			return false // the name was given to another group meanwhile
		}
	}
	for _, p := range stored { // nobody's item loses its group with a group that is unmade
		if _, mine := after.Items[p.Item]; before.Ended && !mine && p.Frame == FrameOwn && p.Theme == after.Theme.String() {
			return false
		}
	}
	return true
}

func undoRegroup(tx *postgres.Tx, seat access.Seat, a Analysis, s Step) (*int64, error) {
	if err := mayRegroup(seat.Actor, a); err != nil {
		return nil, err
	}
	before, after, err := stepSides(s)
	if err != nil {
		return nil, err
	}
	var own []ownTheme
	var stored []placed
	b := &postgres.Batch{}
	queueThemes(b, a.ID, &own)
	queuePlaced(b, a.ID, &stored)
	if err := tx.Send(b); err != nil {
		return nil, err
	}
	if !undoable(before, after, own, stored) {
		return nil, problem.New(problem.Conflict, "The groups were changed since. Nothing was undone: please put it where it belongs by hand.")
	}
	items := slices.Collect(maps.Keys(before.Items))
	themes := make([]string, len(items))
	for n, item := range items {
		themes[n] = before.Items[item]
	}
	raised := new(int64)
	tx.Last(`with `+live.RaiseSQL+`,
		put as (insert into item_theme (institution_id, analysis_id, item_id, frame, theme, live_version)
			select $1, $2, x.item, $3, x.theme, raised.version from raised, unnest($4::uuid[], $5::text[]) x (item, theme)
			on conflict (institution_id, item_id, frame) do update set theme = excluded.theme, live_version = excluded.live_version),
		named as (update theme set name = $7, ended_at = case when $8 then coalesce(ended_at, now()) end
			where institution_id = $1 and analysis_id = $2 and id = $6)
		select version from raised`, seat.Institution, a.ID, after.Frame, items, themes, before.Theme, before.Name, before.Ended).
		QueryRow(func(row pgx.Row) error { return row.Scan(raised) })
	return raised, nil
}
