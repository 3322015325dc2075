package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Regrouped is a step of the grouping that its doer can still undo. Where Items are set they were put into Theme, or
// taken out of their groups where it is empty; Made, Ended and Renamed say what was done to a group of that name.
type Regrouped struct {
	Step                 uuid.UUID
	Frame                Frame
	Items                []uuid.UUID
	Theme, Before        string // names; Before is that before renaming
	Made, Ended, Renamed bool
}

// Themes is View with the grouping of the items, and the last step of it that the caller can undo.
func (s *Board) Themes(ctx context.Context, c access.Caller, analysis uuid.UUID) (View, error) {
	v, err := s.View(ctx, c, analysis)
	if err != nil {
		return v, err
	}
	// What is grouped after the items were read is above the version that they carry: it is seen twice, never missed.
	var own []ownTheme
	var stored []placed
	var steps []Step
	b := &postgres.Batch{}
	queueThemes(b, analysis, &own)
	queuePlaced(b, analysis, &stored)
	queueSteps(b, analysis, v.Seat.Membership, &steps)
	if err := s.DB.Look(ctx, v.Seat.Institution, b); err != nil {
		return v, err
	}
	g := groupingOf(own, stored)
	if MayGroup(v.Seat.Actor, v.Analysis) {
		g.Last, err = lastRegrouped(steps, own, stored)
	}
	v.Groups = g
	return v, err
}

// ownTheme is a stored theme, an ended one too.
type ownTheme struct {
	ID    uuid.UUID
	Name  string
	Ended bool
}

// placed is a stored theme of an item. An ended theme stays in it: undoing the end brings its items back.
type placed struct {
	Item  uuid.UUID
	Frame Frame
	Theme string
}

func queueThemes(b *postgres.Batch, analysis uuid.UUID, into *[]ownTheme) {
	postgres.Collect(b, into, `select id, name, ended_at is not null as ended from theme
		where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1 order by place, id`, analysis)
}

func queuePlaced(b *postgres.Batch, analysis uuid.UUID, into *[]placed) {
	postgres.Collect(b, into, `select item_id as item, frame, theme from item_theme
		where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1 and theme <> ''`, analysis)
}

func queuePlacedItem(b *postgres.Batch, item uuid.UUID, into *[]placed) {
	postgres.Collect(b, into, `select item_id as item, frame, theme from item_theme
		where institution_id = `+postgres.ThisInstitution+` and item_id = $1 and theme <> ''`, item)
}

func standingThemes(own []ownTheme) []Theme {
	var list []Theme
	for _, t := range own {
		if !t.Ended {
			list = append(list, Theme{Key: t.ID.String(), Name: t.Name})
		}
	}
	return list
}

func groupingOf(own []ownTheme, stored []placed) *Groups {
	g := &Groups{Own: standingThemes(own), of: map[uuid.UUID]map[Frame]string{}}
	for _, p := range stored {
		if g.of[p.Item] == nil {
			g.of[p.Item] = map[Frame]string{}
		}
		g.of[p.Item][p.Frame] = p.Theme
	}
	return g
}

// lastRegrouped is the latest among one's steps that regrouped something and can be undone as things stand.
func lastRegrouped(steps []Step, own []ownTheme, stored []placed) (*Regrouped, error) {
	g := groupingOf(own, stored)
	for _, s := range steps {
		if s.Kind != StepRegroup {
			continue
		}
		before, after, err := stepSides(s)
		if err != nil {
			return nil, err
		}
		if !undoable(before, after, own, stored) {
			continue
		}
		r := &Regrouped{Step: s.ID, Frame: after.Frame, Theme: after.Name, Before: before.Name,
			Made: before.Ended && !after.Ended, Ended: after.Ended, Renamed: after.Theme != uuid.Nil && before.Name != after.Name}
		for item, key := range after.Items {
			r.Items = append(r.Items, item)
			if t, known := themeIn(g.Themes(after.Frame), key); known {
				r.Theme = t.Name
			}
		}
		return r, nil
	}
	return nil, nil
}
