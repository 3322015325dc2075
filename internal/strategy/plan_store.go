package strategy

import (
	"meridian/internal/postgres"
	"meridian/internal/swot"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// planRows are the plans of a strategy as they are stored; plans puts them together.
type planRows struct {
	pillars    []uuid.UUID // the standing ones, in their order
	goals      []Goal
	objectives []Objective
	citations  []citationRow
	cited      []swot.Citable
	indicators []Indicator
	targets    []targetRow
}

type citationRow struct{ ID, Objective, Of uuid.UUID }

type targetRow struct {
	Indicator uuid.UUID
	Target
}

// planScope is the condition, on a row with a section, that the section belongs to the strategy and that something beside
// its text changed after a live version.
const planScope = `section_id in (select c.id from section c where c.institution_id = ` + postgres.ThisInstitution + ` and c.strategy_id = $1 and c.shape_version > $2)`

// queuePlan queues the reading of all plans of a strategy whose sections changed, but for their text, after a live
// version; everything there is with -1.
func queuePlan(b *postgres.Batch, strategy uuid.UUID, since int64, into *planRows) {
	objectives := ` from objective o where o.institution_id = ` + postgres.ThisInstitution + ` and o.` + planScope
	b.Queue(`select id from section where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1 and kind = $2 and withdrawn_at is null order by place, id`,
		strategy, SectionPillar).Query(postgres.All(&into.pillars, pgx.RowTo[uuid.UUID]))
	b.Queue(`select `+goalColumns+` from goal g where g.institution_id = `+postgres.ThisInstitution+` and g.`+planScope+` order by g.place, g.id`, strategy, since).
		Query(postgres.All(&into.goals, scanGoal))
	b.Queue(`select `+objectiveColumns+objectiveTables+`where o.institution_id = `+postgres.ThisInstitution+` and o.`+planScope+` order by o.place, o.id`, strategy, since).
		Query(postgres.All(&into.objectives, scanObjective))
	queueCitations(b, `select o.id`+objectives, []any{strategy, since}, &into.citations, &into.cited)
	b.Queue(`select `+indicatorColumns+` from indicator i where i.institution_id = `+postgres.ThisInstitution+` and i.objective_id in (select o.id`+objectives+`) order by i.place, i.id`,
		strategy, since).Query(postgres.All(&into.indicators, scanIndicator))
	b.Queue(`select t.indicator_id, t.year, t.value::float8 from indicator_target t
		join indicator i on i.institution_id = t.institution_id and i.id = t.indicator_id
		where t.institution_id = `+postgres.ThisInstitution+` and i.objective_id in (select o.id`+objectives+`) order by t.year`, strategy, since).
		Query(postgres.All(&into.targets, scanTarget))
}

// queueCitations queues the citations of some objectives, and what they cite; of is an SQL query of the objectives' ids.
func queueCitations(b *postgres.Batch, of string, args []any, rows *[]citationRow, cited *[]swot.Citable) {
	where := ` from citation ct where ct.institution_id = ` + postgres.ThisInstitution + ` and ct.objective_id in (` + of + `)`
	b.Queue(`select ct.id, ct.objective_id, coalesce(ct.item_id, ct.option_id)`+where+` order by ct.id`, args...).
		Query(postgres.All(rows, pgx.RowToStructByPos[citationRow]))
	swot.QueueCited(b, cited, `select coalesce(ct.item_id, ct.option_id)`+where, args...)
}

const goalColumns = `g.id, g.section_id, g.text, g.version, g.withdrawn_at`

func scanGoal(row pgx.CollectableRow) (Goal, error) {
	var g Goal
	err := row.Scan(&g.ID, &g.Section, &g.Text, &g.Version, &g.WithdrawnAt)
	return g, err
}

const objectiveColumns = `o.id, o.section_id, o.goal_id, o.text, o.office_id, coalesce(f.slug, ''), coalesce(f.name, ''), o.version, o.withdrawn_at`

const objectiveTables = ` from objective o left join office f on f.institution_id = o.institution_id and f.id = o.office_id `

func scanObjective(row pgx.CollectableRow) (Objective, error) {
	var o Objective
	var goal, office *uuid.UUID
	err := row.Scan(&o.ID, &o.Section, &goal, &o.Text, &office, &o.OfficeSlug, &o.OfficeName, &o.Version, &o.WithdrawnAt)
	o.Goal, o.Office = postgres.OrNil(goal), postgres.OrNil(office)
	return o, err
}

const indicatorColumns = `i.id, i.objective_id, i.name, i.numerator, i.denominator, i.unit, i.direction, i.baseline::float8, coalesce(i.baseline_year, 0), i.source, i.frequency,
	i.library_key, i.version, i.withdrawn_at`

func scanIndicator(row pgx.CollectableRow) (Indicator, error) {
	var i Indicator
	err := row.Scan(&i.ID, &i.Objective, &i.Name, &i.Numerator, &i.Denominator, &i.Unit, &i.Direction, &i.Baseline, &i.BaselineYear, &i.Source, &i.Frequency,
		&i.LibraryKey, &i.Version, &i.WithdrawnAt)
	return i, err
}

func scanTarget(row pgx.CollectableRow) (targetRow, error) {
	var t targetRow
	err := row.Scan(&t.Indicator, &t.Year, &t.Value)
	return t, err
}
