package strategyweb

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/strategy"
	"meridian/internal/swot"
	"meridian/web/ui"
)

// formFrame is what the forms of a plan have in common.
type formFrame struct {
	Title, Back, Strategy string // Strategy is its title
	Action, Notice        string
	Theirs                []string    // what is stored, where the form is of an older version
	Hidden                []ui.Option // name and value
	Errors                map[string]string
}

// GoalForm is the form of a goal.
type GoalForm struct {
	formFrame
	Label, Text, Error string
}

// ObjectiveForm is the page on which an objective is written.
type ObjectiveForm struct {
	formFrame
	New                          bool
	Labels                       strategy.Labels
	Text, Goal, Office           string
	Goals, Offices               []ui.Option
	Page, Query, About, Analysis string
	Abouts, Analyses             []ui.Option
	Groups                       []CiteGroup
	Shown                        ObjectiveView
	LibraryURL                   string
	Add                          IndicatorForm
	AddOpen                      bool
}

// CiteGroup is a heading with what can be ticked under it.
type CiteGroup struct {
	Key, Heading string
	Cites        []CiteView
}

// IndicatorForm is the form of an indicator.
type IndicatorForm struct {
	formFrame
	Fields                         strategy.IndicatorFields
	Units, Directions, Frequencies []ui.Option
	Targets                        []TargetRow
}

// TargetRow is a year with its value, as typed.
type TargetRow struct{ Year, Value string }

// refuse puts what is wrong with a form beside its field, or above it.
func (f *formFrame) refuse(ctx context.Context, err error) {
	why := problem.Of(err)
	f.Notice, f.Errors = i18n.Say(ctx, why.Text), map[string]string{why.Field: i18n.Say(ctx, why.Text)}
}

// keeps sets a hidden field anew.
func (f *formFrame) keeps(name, value string) {
	f.Hidden = slices.DeleteFunc(f.Hidden, func(o ui.Option) bool { return o.Value == name })
	f.Hidden = append(f.Hidden, ui.Option{Value: name, Label: value})
}

// again tells whether an error is answered by the form with what was typed.
func again(err error) bool {
	return problem.Is(err, problem.Invalid) || problem.Is(err, problem.Conflict) || problem.Is(err, problem.Locked)
}

// objectiveForm is the form of an objective as it is stored; in and search are what somebody has typed and looks for.
func objectiveForm(ctx context.Context, d strategy.PlanDesk, o strategy.Objective, plan strategy.Plan, in strategy.NewObjective, search swot.CitableSearch) ObjectiveForm {
	slug, s := d.Seat.Slug, d.Strategy
	f := ObjectiveForm{
		formFrame: formFrame{Title: i18n.Say(ctx, d.Labels.Objective), Back: link.ObjectiveWritten(slug, s.ID, o.ID), Strategy: s.Title, Action: link.Objective(slug, s.ID, o.ID, "")},
		Labels:    d.Labels, Text: in.Text, Goal: in.Goal, Office: in.Office, Offices: officeChoice(ctx, d.Offices, in.Office),
		Page: link.Objective(slug, s.ID, o.ID, ""), Query: search.Words, About: search.About, Abouts: aboutChoice(ctx),
		Shown: objectiveOf(ctx, slug, s, plan, o), LibraryURL: link.IndicatorLibrary(slug, s.ID, o.ID),
	}
	f.keeps("version", strconv.Itoa(o.Version))
	f.Goals = []ui.Option{{Value: "", Label: i18n.T(ctx, "None")}}
	for _, g := range plan.Goals {
		if !g.Withdrawn() {
			f.Goals = append(f.Goals, ui.Option{Value: g.ID.String(), Label: g.Text})
		}
	}
	f.Analyses = []ui.Option{{Value: "", Label: i18n.T(ctx, "All")}}
	for _, a := range d.Analyses {
		f.Analyses = append(f.Analyses, ui.Option{Value: a.ID.String(), Label: a.Title})
		if a.ID == search.Analysis {
			f.Analysis = a.ID.String()
		}
	}
	f.Groups = citeGroups(ctx, slug, d, in.Cites)
	f.Add = indicatorForm(ctx, d, strategy.IndicatorFields{})
	f.Add.Action, f.Add.Back = link.Objective(slug, s.ID, o.ID, "indicators"), link.IndicatorsOf(slug, s.ID, o.ID)
	f.Add.keeps("id", once.Fresh().String())
	return f
}

// storedFields are an objective as its form would send it.
func storedFields(o strategy.Objective) strategy.NewObjective {
	in := strategy.NewObjective{Text: o.Text, Office: o.OfficeSlug}
	if o.Goal != [16]byte{} {
		in.Goal = o.Goal.String()
	}
	for _, c := range o.Cites {
		in.Cites = append(in.Cites, c.Of.ID.String())
	}
	return in
}

func aboutChoice(ctx context.Context) []ui.Option {
	list := []ui.Option{{Value: "", Label: i18n.T(ctx, "All")}}
	for _, q := range swot.Quadrants {
		list = append(list, ui.Option{Value: string(q), Label: quadrantWord(ctx, q)})
	}
	return append(list, ui.Option{Value: "so", Label: i18n.T(ctx, "option: use a strength for an opportunity")}, ui.Option{Value: "st", Label: i18n.T(ctx, "option: use a strength against a threat")},
		ui.Option{Value: "wo", Label: i18n.T(ctx, "option: overcome a weakness by an opportunity")}, ui.Option{Value: "wt", Label: i18n.T(ctx, "option: limit a weakness and a threat")})
}

// citeGroups are what is ticked, and then what was found, by its heading.
func citeGroups(ctx context.Context, slug string, d strategy.PlanDesk, ticked []string) []CiteGroup {
	list := []CiteGroup{{Key: "chosen", Heading: i18n.T(ctx, "Chosen")}}
	for _, q := range swot.Quadrants {
		list = append(list, CiteGroup{Key: string(q), Heading: quadrantWord(ctx, q)})
	}
	list = append(list, CiteGroup{Key: "option", Heading: i18n.T(ctx, "Options")})
	for _, c := range d.Chosen {
		v := citeOf(ctx, slug, c)
		v.Chosen = true
		list[0].Cites = append(list[0].Cites, v)
	}
	for _, c := range d.Offered {
		v := citeOf(ctx, slug, c)
		if slices.Contains(ticked, v.ID) {
			continue
		}
		key := v.Quadrant
		if key == "" {
			key = "option"
		}
		n := slices.IndexFunc(list, func(g CiteGroup) bool { return g.Key == key })
		list[n].Cites = append(list[n].Cites, v)
	}
	return slices.DeleteFunc(list, func(g CiteGroup) bool { return len(g.Cites) == 0 })
}

// indicatorForm is the form of an indicator with what was typed, and a row for each year of the strategy's period.
func indicatorForm(ctx context.Context, d strategy.PlanDesk, in strategy.IndicatorFields) IndicatorForm {
	f := IndicatorForm{formFrame: formFrame{Title: i18n.Say(ctx, d.Labels.Indicator), Strategy: d.Strategy.Title}, Fields: in}
	for _, u := range strategy.Units {
		f.Units = append(f.Units, ui.Option{Value: string(u), Label: i18n.Say(ctx, u.Label())})
	}
	for _, x := range strategy.Directions {
		f.Directions = append(f.Directions, ui.Option{Value: string(x), Label: i18n.Say(ctx, x.Label())})
	}
	for _, x := range strategy.Frequencies {
		f.Frequencies = append(f.Frequencies, ui.Option{Value: string(x), Label: i18n.Say(ctx, x.Label())})
	}
	if in.Unit == "" {
		f.Fields.Unit, f.Fields.Direction, f.Fields.Frequency = string(strategy.UnitNumber), string(strategy.DirectionUp), string(strategy.EveryYear)
	}
	for n := range min(len(in.Years), len(in.Values)) {
		f.Targets = append(f.Targets, TargetRow{in.Years[n], in.Values[n]})
	}
	if from, to, known := strategy.YearsOf(d.Strategy.Period); known {
		for y := from; y <= to && y < from+12; y++ {
			year := strconv.Itoa(y)
			if !slices.ContainsFunc(f.Targets, func(t TargetRow) bool { return strings.TrimSpace(t.Year) == year }) {
				f.Targets = append(f.Targets, TargetRow{Year: year})
			}
		}
		slices.SortStableFunc(f.Targets, func(a, b TargetRow) int { return strings.Compare(a.Year, b.Year) })
	}
	f.Targets = append(f.Targets, TargetRow{})
	return f
}

// typedIndicator is a stored indicator as its form would send it.
func typedIndicator(ctx context.Context, i strategy.Indicator) strategy.IndicatorFields {
	in := strategy.IndicatorFields{Library: i.LibraryKey, Name: i.Name, Numerator: i.Numerator, Denominator: i.Denominator, Unit: string(i.Unit), Direction: string(i.Direction),
		Source: i.Source, Frequency: string(i.Frequency)}
	if i.Baseline != nil {
		in.Baseline = typed(ctx, *i.Baseline, i.Unit)
	}
	if i.BaselineYear != 0 {
		in.BaselineYear = strconv.Itoa(i.BaselineYear)
	}
	for _, t := range i.Targets {
		in.Years, in.Values = append(in.Years, strconv.Itoa(t.Year)), append(in.Values, typed(ctx, t.Value, i.Unit))
	}
	return in
}

// theirObjective is what is stored of an objective, in lines to read.
func theirObjective(ctx context.Context, err error) []string {
	s, is := errors.AsType[*strategy.Stale[strategy.Objective]](err)
	if !is {
		return nil
	}
	lines := []string{s.Stored.Text}
	if s.Stored.OfficeName != "" {
		lines = append(lines, i18n.T(ctx, "Owner: %s", s.Stored.OfficeName))
	}
	for _, c := range s.Stored.Cites {
		v := citeOf(ctx, "", c.Of)
		lines = append(lines, i18n.T(ctx, "%s: %s", v.Heading, v.Text))
	}
	return lines
}

// theirIndicator is what is stored of an indicator, in lines to read.
func theirIndicator(ctx context.Context, err error) []string {
	s, is := errors.AsType[*strategy.Stale[strategy.Indicator]](err)
	if !is {
		return nil
	}
	i := s.Stored
	lines := []string{i.Name, i18n.Say(ctx, i.Unit.Label()) + " · " + i18n.Say(ctx, i.Direction.Label()) + " · " + i18n.Say(ctx, i.Frequency.Label())}
	if i.Baseline != nil {
		lines = append(lines, i18n.T(ctx, "Baseline: %s", figure(ctx, *i.Baseline, i.Unit)))
	}
	for _, t := range i.Targets {
		lines = append(lines, strconv.Itoa(t.Year)+": "+figure(ctx, t.Value, i.Unit))
	}
	return lines
}
