package strategy

import (
	"context"
	"strings"
	"unicode"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// MaxLabel is the most characters of the name of a level.
const MaxLabel = 40

// LabelSets are names of the levels that strategies in use have, as a choice to start from. They are in English and go
// through i18n.Say.
var LabelSets = []Labels{
	UsualLabels,
	{Pillar: "Priority", Goal: "Aim", Objective: "Measure", Indicator: "Indicator"},
	{Pillar: "Theme", Goal: "Goal", Objective: "Action line", Indicator: "Key figure"},
	{Pillar: "Field of action", Goal: "Strategic goal", Objective: "Operational goal", Indicator: "Indicator"},
}

// Labels reads what an institution calls the levels of its strategies: for the international office.
func (d *Desk) Labels(ctx context.Context, c access.Caller) (access.Seat, Labels, error) {
	var l Labels
	seat, err := account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) { queueLabels(b, &l) })
	if err == nil && !seat.May(access.OpenStrategy, access.Subject{InstitutionWide: true}) {
		err = problem.New(problem.Refused, "Only the international office says what the levels of the strategies are called.")
	}
	return seat, l, err
}

// SetLabels says what the levels of all strategies of an institution are called: for the international office. Every open
// page of a strategy shows it.
func (d *Desk) SetLabels(ctx context.Context, c access.Caller, l Labels) error {
	var raised []raisedTo
	var seat access.Seat
	var before Labels
	err := account.Sit(ctx, d.DB, c, func(b *postgres.Batch) {
		// The strategies come first, in the order that every writer keeps.
		b.Queue(`select from strategy where institution_id = ` + postgres.ThisInstitution + ` order by id for no key update`)
		queueLabels(b, &before)
	}, func(tx *postgres.Tx, s access.Seat) error {
		seat = s
		if !seat.May(access.OpenStrategy, access.Subject{InstitutionWide: true}) {
			return problem.New(problem.Refused, "Only the international office says what the levels of the strategies are called.")
		}
		if err := l.check(); err != nil || l == before {
			return err
		}
		tx.Last(`insert into strategy_labels (institution_id, pillar, goal, objective, indicator) values ($1, $2, $3, $4, $5)
			on conflict (institution_id) do update set pillar = excluded.pillar, goal = excluded.goal, objective = excluded.objective, indicator = excluded.indicator`,
			seat.Institution, l.Pillar, l.Goal, l.Objective, l.Indicator)
		tx.Last(`with raised as (update live set version = version + 1 where institution_id = $1 and id in (select id from strategy where institution_id = $1) returning id, version)
			update strategy set shape = raised.version from raised where institution_id = $1 and strategy.id = raised.id returning raised.id, raised.version`, seat.Institution).
			Query(postgres.All(&raised, pgx.RowToStructByPos[raisedTo]))
		return nil
	})
	if err == nil {
		for _, r := range raised {
			d.Hub.Wake(live.Key{Institution: seat.Institution, ID: r.ID}, r.Version)
		}
	}
	return err
}

// raisedTo is a strategy's new live version.
type raisedTo struct {
	ID      uuid.UUID
	Version int64
}

// check cleans and checks the names of the levels.
func (l *Labels) check() error {
	for _, f := range []struct {
		field string
		text  *string
	}{{"pillar", &l.Pillar}, {"goal", &l.Goal}, {"objective", &l.Objective}, {"indicator", &l.Indicator}} {
		*f.text = strings.Join(strings.FieldsFunc(*f.text, unicode.IsSpace), " ")
		if *f.text == "" {
			return problem.At(f.field, "Please say what this level is called.")
		}
		if err := typed.Check(f.field, *f.text, labelLimit); err != nil {
			return err
		}
	}
	return nil
}
