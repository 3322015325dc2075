package strategy

import (
	"cmp"
	"fmt"
	"slices"

	"meridian/internal/postgres"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// contentRows are what a strategy says as it is stored; content puts it together.
type contentRows struct {
	labels     Labels
	sections   []sectionRow
	goals      []goalRow
	objectives []objectiveRow
	cites      []citeRow
	indicators []indicatorRow
	targets    []targetOfRow
}

type sectionRow struct {
	ID    uuid.UUID
	Kind  SectionKind
	Title string
	Place int
	Doc   []byte
}

type goalRow struct {
	SectionID, ID uuid.UUID
	Text          string
}

type objectiveRow struct {
	SectionID, ID    uuid.UUID
	GoalID, OfficeID *uuid.UUID
	Text             string
}

type citeRow struct {
	ObjectiveID, ID uuid.UUID
	Kind            string
}

type indicatorRow struct {
	ObjectiveID, ID                                                  uuid.UUID
	Name, Numerator, Denominator, Unit, Direction, Source, Frequency string
	Baseline                                                         *string
	BaselineYear                                                     *int
}

type targetOfRow struct {
	IndicatorID uuid.UUID
	Year        int
	Value       string
}

// hold makes the reading of the sections wait for whoever writes in them, and keeps them as they are until the
// transaction ends.
type hold string

const (
	held    hold = " for share"
	notHeld hold = ""
)

// queueContent queues the reading of what a strategy says. The sections are taken in the order of their ids, as in every
// transaction that holds several.
func queueContent(b *postgres.Batch, strategy uuid.UUID, how hold, into *contentRows) {
	const here = ` where x.institution_id = ` + postgres.ThisInstitution + ` and x.strategy_id = $1 and x.withdrawn_at is null`
	postgres.Collect(b, &into.sections, `select x.id, x.kind, x.title, x.place, x.doc from section x`+here+` order by x.id`+string(how), strategy)
	queueLabels(b, &into.labels)
	postgres.Collect(b, &into.goals, `select x.section_id, x.id, x.text from goal x`+here+` order by x.place, x.id`, strategy)
	postgres.Collect(b, &into.objectives, `select x.section_id, x.id, g.id as goal_id, x.office_id, x.text from objective x
		left join goal g on g.institution_id = x.institution_id and g.id = x.goal_id and g.withdrawn_at is null`+here+`
		order by g.place nulls last, g.id nulls last, x.place, x.id`, strategy)
	postgres.Collect(b, &into.cites, `select ct.objective_id, coalesce(ct.item_id, ct.option_id) as id, case when ct.item_id is null then 'option' else 'item' end as kind
		from citation ct join objective x on x.institution_id = ct.institution_id and x.id = ct.objective_id`+here+` order by 2`, strategy)
	postgres.Collect(b, &into.indicators, `select x.objective_id, x.id, x.name, x.numerator, x.denominator, x.unit, x.direction, x.source, x.frequency,
		trim_scale(x.baseline)::text as baseline, x.baseline_year from indicator x`+here+` order by x.place, x.id`, strategy)
	postgres.Collect(b, &into.targets, `select t.indicator_id, t.year, trim_scale(t.value)::text as value
		from indicator_target t join indicator x on x.institution_id = t.institution_id and x.id = t.indicator_id`+here+` order by t.year`, strategy)
}

// content puts together what was read.
func (r contentRows) content(s Strategy) (Content, error) {
	c := Content{Format: ContentFormat, FormatVersion: ContentFormatVersion, ID: s.ID, Title: s.Title, Period: s.Period,
		Labels: ContentLabels(r.labels), Sections: []SectionContent{}}
	goals, objectives := map[uuid.UUID][]GoalContent{}, r.plan()
	for _, g := range r.goals {
		goals[g.SectionID] = append(goals[g.SectionID], GoalContent{ID: g.ID, Text: g.Text})
	}
	slices.SortStableFunc(r.sections, func(a, b sectionRow) int { return cmp.Compare(a.Place, b.Place) })
	for _, row := range r.sections {
		doc, err := richtext.Parse(row.Doc)
		if err != nil {
			return c, fmt.Errorf("the text of section %s: %w", row.ID, err)
		}
		c.Sections = append(c.Sections, SectionContent{ID: row.ID, Kind: row.Kind, Title: row.Title, Doc: doc.JSON(),
			Goals: list(goals[row.ID]), Objectives: list(objectives[row.ID])})
	}
	return c, nil
}

// plan is the objectives of each section with what belongs to them.
func (r contentRows) plan() map[uuid.UUID][]ObjectiveContent {
	targets, indicators, cites := map[uuid.UUID][]TargetContent{}, map[uuid.UUID][]IndicatorContent{}, map[uuid.UUID][]CiteContent{}
	for _, t := range r.targets {
		targets[t.IndicatorID] = append(targets[t.IndicatorID], TargetContent{Year: t.Year, Value: t.Value})
	}
	for _, i := range r.indicators {
		indicators[i.ObjectiveID] = append(indicators[i.ObjectiveID], IndicatorContent{ID: i.ID, Name: i.Name, Numerator: i.Numerator, Denominator: i.Denominator,
			Unit: i.Unit, Direction: i.Direction, Baseline: i.Baseline, BaselineYear: i.BaselineYear, Targets: list(targets[i.ID]), Source: i.Source, Frequency: i.Frequency})
	}
	for _, c := range r.cites {
		cites[c.ObjectiveID] = append(cites[c.ObjectiveID], CiteContent{ID: c.ID, Kind: c.Kind})
	}
	objectives := map[uuid.UUID][]ObjectiveContent{}
	for _, o := range r.objectives {
		objectives[o.SectionID] = append(objectives[o.SectionID], ObjectiveContent{ID: o.ID, Goal: o.GoalID, Text: o.Text, Office: o.OfficeID,
			Cites: list(cites[o.ID]), Indicators: list(indicators[o.ID])})
	}
	return objectives
}

// list is the slice itself, or an empty one where there is none: the canonical form writes [] and never null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
