package strategyweb

import (
	"context"
	"slices"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/strategy"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// PlanView is what stands in a pillar beside its text.
type PlanView struct {
	Section       string
	Title         string // of the section
	Write         bool   // on the page to write on
	Labels        strategy.Labels
	Groups        []GoalView
	Marks         []MarkView // empty on the page to read
	Gone          []GoneView
	GoalsURL      string
	ObjectivesURL string
	Offices       []ui.Option
	Goals         []ui.Option // to choose one for a new objective
}

// GoalView is a goal with its objectives; without an ID, those that have none.
type GoalView struct {
	ID, Text, Version          string
	URL, PlaceURL, WithdrawURL string
	First, Last                bool
	Objectives                 []ObjectiveView
}

// ObjectiveView is an objective as shown.
type ObjectiveView struct {
	ID, Number, Text, Office string
	Cites                    []CiteView
	Years                    []int
	Indicators               []IndicatorView
	URL, PlaceURL            string
	WithdrawURL              string
	SayURL                   string // where it is commented on; "" where it is not read
	First, Last              bool
}

// IndicatorView is an indicator as a row of its objective's table.
type IndicatorView struct {
	ID, Name, How, Unit, Direction, Reported string
	Baseline, BaselineYear                   string
	Targets                                  []string // by the objective's years; empty where there is none
	URL, PlaceURL, WithdrawURL, SayURL       string
	First, Last                              bool
}

// MarkView is something worth checking, and beside what.
type MarkView struct{ Text, About, URL string }

// GoneView is something that was taken out.
type GoneView struct{ Kind, Text, RestoreURL, Row string } // Row is the id of where it stands once it is back

// planOf shows the plan of a pillar.
func planOf(ctx context.Context, slug string, s strategy.Strategy, sec strategy.Section, p strategy.Plan, labels strategy.Labels, offices []institution.Office, view string) PlanView {
	v := PlanView{Section: sec.ID.String(), Title: sec.Title, Write: view == viewWrite, Labels: labels, GoalsURL: link.Goals(slug, s.ID), ObjectivesURL: link.Objectives(slug, s.ID)}
	for _, g := range p.Groups() {
		group := GoalView{}
		if g.Goal != nil {
			group = goalOf(slug, s, *g.Goal)
			v.Goals = append(v.Goals, ui.Option{Value: group.ID, Label: g.Goal.Text})
		}
		for _, o := range g.Objectives {
			group.Objectives = append(group.Objectives, objectiveOf(ctx, slug, s, p, o))
		}
		if n := len(group.Objectives); n > 0 {
			group.Objectives[0].First, group.Objectives[n-1].Last = true, true
		}
		v.Groups = append(v.Groups, group)
	}
	if n := len(v.Goals); n > 0 {
		v.Groups[0].First, v.Groups[n-1].Last = true, true
	}
	if view == viewRead {
		v.toBeSaid(slug, s.ID)
	}
	if v.Write {
		v.Offices, v.Marks, v.Gone = officeChoice(ctx, offices, ""), marksOf(ctx, slug, s, sec.ID, p), goneOf(ctx, slug, s, p, labels)
	}
	return v
}

// toBeSaid gives each objective and indicator the address at which it is commented on.
func (v *PlanView) toBeSaid(slug string, s uuid.UUID) {
	for _, g := range v.Groups {
		for n := range g.Objectives {
			o := &g.Objectives[n]
			if id, err := uuid.Parse(o.ID); err == nil {
				o.SayURL = link.SayAboutObjective(slug, s, id)
			}
			for m := range o.Indicators {
				if id, err := uuid.Parse(o.Indicators[m].ID); err == nil {
					o.Indicators[m].SayURL = link.SayAboutIndicator(slug, s, id)
				}
			}
		}
	}
}

func goalOf(slug string, s strategy.Strategy, g strategy.Goal) GoalView {
	at := func(verb string) string { return link.Goal(slug, s.ID, g.ID, verb) }
	return GoalView{ID: g.ID.String(), Text: g.Text, Version: strconv.Itoa(g.Version), URL: at(""), PlaceURL: at("place"), WithdrawURL: at("withdraw")}
}

func objectiveOf(ctx context.Context, slug string, s strategy.Strategy, p strategy.Plan, o strategy.Objective) ObjectiveView {
	at := func(verb string) string { return link.Objective(slug, s.ID, o.ID, verb) }
	v := ObjectiveView{ID: o.ID.String(), Number: strconv.Itoa(p.Number) + "." + strconv.Itoa(o.Number), Text: o.Text, Office: o.OfficeName,
		URL: at(""), PlaceURL: at("place"), WithdrawURL: at("withdraw")}
	for _, c := range o.Cites {
		v.Cites = append(v.Cites, citeOf(ctx, slug, c.Of))
	}
	standing := o.Standing()
	for _, i := range standing {
		for _, t := range i.Targets {
			if !slices.Contains(v.Years, t.Year) {
				v.Years = append(v.Years, t.Year)
			}
		}
	}
	slices.Sort(v.Years)
	for n, i := range standing {
		row := indicatorOf(ctx, slug, s, i, v.Years)
		row.First, row.Last = n == 0, n == len(standing)-1
		v.Indicators = append(v.Indicators, row)
	}
	return v
}

func indicatorOf(ctx context.Context, slug string, s strategy.Strategy, i strategy.Indicator, years []int) IndicatorView {
	at := func(verb string) string { return link.Indicator(slug, s.ID, i.ID, verb) }
	v := IndicatorView{ID: i.ID.String(), Name: i.Name, How: i.Numerator, Unit: i18n.Say(ctx, i.Unit.Label()), Direction: i18n.Say(ctx, i.Direction.Label()),
		Reported: i18n.Say(ctx, i.Frequency.Label()), URL: at(""), PlaceURL: at("place"), WithdrawURL: at("withdraw"), Targets: make([]string, len(years))}
	if i.Denominator != "" {
		v.How = i18n.T(ctx, "%s — of: %s", i.Numerator, i.Denominator)
	}
	if i.Baseline != nil {
		v.Baseline = figure(ctx, *i.Baseline, i.Unit)
	}
	if i.BaselineYear != 0 {
		v.BaselineYear = strconv.Itoa(i.BaselineYear)
	}
	for _, t := range i.Targets {
		if n := slices.Index(years, t.Year); n >= 0 {
			v.Targets[n] = figure(ctx, t.Value, i.Unit)
		}
	}
	return v
}

// officeChoice offers the offices that are still there, and the chosen one.
func officeChoice(ctx context.Context, offices []institution.Office, chosen string) []ui.Option {
	list := []ui.Option{{Value: "", Label: i18n.T(ctx, "No office yet")}}
	for _, o := range offices {
		if !o.Archived || o.Slug == chosen {
			list = append(list, ui.Option{Value: o.Slug, Label: o.Name})
		}
	}
	return list
}

// marksOf are what is worth checking in a pillar, each beside what it is about.
func marksOf(ctx context.Context, slug string, s strategy.Strategy, section uuid.UUID, p strategy.Plan) []MarkView {
	from, to, _ := strategy.YearsOf(s.Period)
	about, urls := map[string]string{}, map[string]string{}
	for _, o := range p.Objectives {
		about[o.ID.String()] = strconv.Itoa(p.Number) + "." + strconv.Itoa(o.Number)
		urls[o.ID.String()] = link.Objective(slug, s.ID, o.ID, "")
		for _, i := range o.Indicators {
			about[i.ID.String()], urls[i.ID.String()] = i.Name, link.Indicator(slug, s.ID, i.ID, "")
		}
	}
	var list []MarkView
	for _, m := range strategy.Marks(p.Pillar(section), from, to) {
		list = append(list, MarkView{Text: i18n.Say(ctx, m.Text), About: about[m.Subject], URL: urls[m.Subject]})
	}
	return list
}

// goneOf are what was taken out of a pillar, to be put back.
func goneOf(ctx context.Context, slug string, s strategy.Strategy, p strategy.Plan, labels strategy.Labels) []GoneView {
	var list []GoneView
	for _, g := range p.Goals {
		if g.Withdrawn() {
			list = append(list, GoneView{i18n.Say(ctx, labels.Goal), g.Text, link.Goal(slug, s.ID, g.ID, "restore"), "goal-" + g.ID.String()})
		}
	}
	for _, o := range p.Objectives {
		if o.Withdrawn() {
			list = append(list, GoneView{i18n.Say(ctx, labels.Objective), o.Text, link.Objective(slug, s.ID, o.ID, "restore"), "objective-" + o.ID.String()})
			continue
		}
		for _, i := range o.Indicators {
			if i.Withdrawn() {
				list = append(list, GoneView{i18n.Say(ctx, labels.Indicator), i.Name, link.Indicator(slug, s.ID, i.ID, "restore"), "objective-" + o.ID.String()})
			}
		}
	}
	return list
}
