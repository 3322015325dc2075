package strategy

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Place says where in its list something is to stand: one place up or down, or before another one of the list.
type Place struct {
	Direction string // "up" or "down"; empty: Before decides
	Before    string // id; empty: at the end
}

// PlaceGoal moves a goal among those of its pillar; whoever moves last has it. At the end of its way it stays.
func (d *Desk) PlaceGoal(ctx context.Context, c access.Caller, strategy, goal uuid.UUID, to Place) (Done, error) {
	return d.place(ctx, c, strategy, atGoal(goal), goal, "goal", `g.section_id = (select x.section_id from goal x where x.institution_id = g.institution_id and x.id = $1)`, to)
}

// PlaceObjective moves an objective among those of its goal, or among those without one.
func (d *Desk) PlaceObjective(ctx context.Context, c access.Caller, strategy, objective uuid.UUID, to Place) (Done, error) {
	under := func(row string) string {
		return `(select w.id from goal w where w.institution_id = g.institution_id and w.id = ` + row + `.goal_id and w.withdrawn_at is null)`
	}
	return d.place(ctx, c, strategy, atObjective(objective), objective, "objective", `exists (select from objective x where x.institution_id = g.institution_id and x.id = $1
		and x.section_id = g.section_id and `+under("x")+` is not distinct from `+under("g")+`)`, to)
}

// PlaceIndicator moves an indicator among those of its objective.
func (d *Desk) PlaceIndicator(ctx context.Context, c access.Caller, strategy, indicator uuid.UUID, to Place) (Done, error) {
	return d.place(ctx, c, strategy, atIndicator(indicator), indicator, "indicator",
		`g.objective_id = (select x.objective_id from indicator x where x.institution_id = g.institution_id and x.id = $1)`, to)
}

// place moves a row of a table among its siblings: the rows g that the condition takes, of which $1 is the row.
func (d *Desk) place(ctx context.Context, c access.Caller, strategy uuid.UUID, at spot, id uuid.UUID, table, siblings string, to Place) (Done, error) {
	var list []planPlace
	live, err := d.changePlan(ctx, c, strategy, at, func(b *postgres.Batch) {
		postgres.Collect(b, &list, `select g.id, g.place, g.withdrawn_at is not null as withdrawn, `+titles[table]+` as title from `+table+` g
			where g.institution_id = `+postgres.ThisInstitution+` and `+siblings+` order by g.place, g.id`, id)
	}, func(tx *postgres.Tx, seat access.Seat, _ pillar) (bool, error) {
		order, err := moved(list, id, to)
		if err != nil || order == nil {
			return false, err
		}
		var places []int
		for _, x := range list {
			places = append(places, x.Place)
		}
		n := slices.IndexFunc(list, func(x planPlace) bool { return x.ID == id })
		note(tx, seat, table+" moved", strategy, start(list[n].Title))
		tx.Last(`update `+table+` set place = n.place from unnest($2::uuid[], $3::integer[]) n(id, place) where institution_id = $1 and `+table+`.id = n.id`,
			seat.Institution, order, distinct(places))
		return true, nil
	})
	return Done{ID: id, Live: live}, err
}

// titles are the columns that say what a row of a table is.
var titles = map[string]string{"goal": "g.text", "objective": "g.text", "indicator": "g.name"}

// planPlace is one of the siblings among which something is moved.
type planPlace struct {
	ID        uuid.UUID
	Place     int
	Withdrawn bool
	Title     string
}

// moved is the order of all siblings once one of them stands where it is to stand; nil: it stands there already. Up and
// down pass over what was withdrawn. Pure.
func moved(list []planPlace, id uuid.UUID, to Place) ([]uuid.UUID, error) {
	at := slices.IndexFunc(list, func(x planPlace) bool { return x.ID == id })
	if at < 0 {
		return nil, problem.Absent()
	}
	order := make([]uuid.UUID, 0, len(list))
	for _, x := range list {
		if x.ID != id {
			order = append(order, x.ID)
		}
	}
	n := len(order)
	switch step := map[string]int{"up": -1, "down": 1}[to.Direction]; {
	case step != 0:
		n = at + step
		for n >= 0 && n < len(list) && list[n].Withdrawn {
			n += step
		}
		if n < 0 || n >= len(list) {
			return nil, nil
		}
	case to.Direction != "":
		return nil, problem.At("direction", "The direction must be up or down.")
	case to.Before != "":
		before, err := uuid.Parse(to.Before)
		n = slices.Index(order, before)
		if err != nil || n < 0 {
			return nil, problem.At("before", "It cannot be put there: it stands in another list.")
		}
	}
	if n == at {
		return nil, nil
	}
	return slices.Insert(order, n, id), nil
}

// distinct makes places that rise from the given ones, which are sorted: rows that had the same place get their own.
func distinct(places []int) []int {
	for n := 1; n < len(places); n++ {
		places[n] = max(places[n], places[n-1]+1)
	}
	return places
}
