package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/richtext"
	"meridian/internal/strategy"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// pen is who the demo's texts come from, where a text says which editor wrote it.
const pen = "demo"

// firstNote is why the demo's one version was kept.
const firstNote = "As the working group read it the first time"

// draft is the demo's strategy on its way to completeness.
type draft struct {
	Maker
	caller access.Caller
	id     uuid.UUID
	there  map[uuid.UUID]bool // sections, goals, objectives and indicators that there are, or were
	shut   map[uuid.UUID]bool // sections that people took out: nothing is added to them
	texts  map[uuid.UUID]int  // versions of the sections' texts
	cites  map[string]string  // ids of what can be cited, by its text
}

// strategy adds what is missing of the demo's strategy: what the version was kept of, the version, and what was written
// since. What people wrote, renamed, moved or took out stays as they left it.
func (m Maker) strategy(ctx context.Context, of institution.Institution, c access.Caller) error {
	d := &draft{Maker: m, caller: c, id: uuid.NewSHA1(namespace, []byte(demoStrategy.title))}
	v, err := m.Strategies.View(ctx, c, d.id)
	if problem.Is(err, problem.NotFound) {
		if _, err = m.Strategies.Open(ctx, c, strategy.NewStrategy{ID: d.id.String(), Title: demoStrategy.title, Period: demoStrategy.period}); err == nil {
			v, err = m.Strategies.View(ctx, c, d.id)
		}
	}
	if err != nil || v.Strategy.Withdrawn() {
		return err
	}
	d.see(v)
	kept, err := m.Strategies.Versions(ctx, c, d.id, 0)
	if err != nil {
		return err
	}
	if len(kept.All) == 0 {
		if err := m.options(ctx, of, c); err != nil {
			return err
		}
	}
	if d.cites, err = m.citable(ctx, of); err != nil {
		return err
	}
	if len(kept.All) == 0 {
		if err := d.drafter(ctx, of); err != nil {
			return err
		}
		if err := d.write(ctx, false); err != nil {
			return err
		}
		if _, err := m.Strategies.KeepVersion(ctx, c, d.id, strategy.NewVersion{ID: d.of("version").String(), Note: firstNote}); err != nil {
			return fmt.Errorf("keeping the demo's version: %w", err)
		}
	}
	return d.write(ctx, true)
}

// see notes what there is.
func (d *draft) see(v strategy.View) {
	d.there, d.shut, d.texts = map[uuid.UUID]bool{}, map[uuid.UUID]bool{}, map[uuid.UUID]int{}
	for _, s := range v.Sections {
		d.there[s.ID], d.shut[s.ID], d.texts[s.ID] = true, s.Withdrawn(), s.Version
	}
	for _, p := range v.Plans {
		for _, g := range p.Goals {
			d.there[g.ID] = true
		}
		for _, o := range p.Objectives {
			d.there[o.ID] = true
			for _, i := range o.Indicators {
				d.there[i.ID] = true
			}
		}
	}
}

// of is the id of a part of the strategy, the same each time.
func (d *draft) of(path ...string) uuid.UUID {
	id := d.id
	for _, p := range path {
		id = uuid.NewSHA1(id, []byte(p))
	}
	return id
}

// drafter names the one drafter beside the international office.
func (d *draft) drafter(ctx context.Context, of institution.Institution) error {
	registrar, err := d.Desk.CallerFor(ctx, of, "registrar@demo.example")
	if err == nil {
		_, err = d.Strategies.NameDrafter(ctx, d.caller, d.id, registrar.As.String())
	}
	if problem.Is(err, problem.NotFound) || problem.Is(err, problem.Invalid) { // that person has left, or has another role by now
		return nil
	}
	return err
}

// write adds the sections: as they stood when the version was kept, or with what was written since.
func (d *draft) write(ctx context.Context, since bool) error {
	for _, s := range demoStrategy.sections {
		if s.since && !since {
			continue
		}
		id := d.of(s.title)
		if !d.there[id] {
			if _, err := d.Strategies.AddSection(ctx, d.caller, d.id, strategy.NewSection{ID: id.String(), Title: s.title, Kind: string(s.kind)}); err != nil {
				return fmt.Errorf("adding the demo's section %q: %w", s.title, err)
			}
			d.there[id] = true
		}
		if d.shut[id] {
			continue
		}
		if err := d.text(ctx, id, s, since); err != nil {
			return fmt.Errorf("writing the demo's section %q: %w", s.title, err)
		}
		for _, g := range s.goals {
			if err := d.goal(ctx, id, g, since); err != nil {
				return fmt.Errorf("adding to the demo's section %q: %w", s.title, err)
			}
		}
	}
	return nil
}

// text writes a text that nobody has written in, and brings the one of the version up to date where nobody has changed it.
func (d *draft) text(ctx context.Context, id uuid.UUID, s sectionContent, since bool) error {
	before, after := s.before, s.markup
	if before == "" {
		before = after
	}
	if !since {
		after = before
	}
	if d.texts[id] > 0 && before == after {
		return nil
	}
	done, err := d.Strategies.Rewrite(ctx, d.caller, d.id, id, pen, func(stored json.RawMessage) (json.RawMessage, error) {
		doc, err := richtext.Parse(stored)
		if err != nil {
			return nil, err
		}
		old, err := richtext.FromMarkup(before)
		if err != nil {
			return nil, err
		}
		if d.texts[id] > 0 && richtext.Markup(doc) != richtext.Markup(old) {
			return stored, nil
		}
		now, err := richtext.Rewrite(doc, after)
		if err != nil {
			return nil, err
		}
		return now.JSON(), nil
	})
	d.texts[id] = done.Version
	return err
}

func (d *draft) goal(ctx context.Context, section uuid.UUID, g goalContent, since bool) error {
	id := d.of("goal", g.text)
	if !d.there[id] {
		text := g.text
		if g.after != "" {
			text += " (" + g.after + ")"
		}
		if _, err := d.Strategies.AddGoal(ctx, d.caller, d.id, strategy.NewGoal{ID: id.String(), Section: section.String(), Text: text}); err != nil {
			return err
		}
		d.there[id] = true
	}
	for _, o := range g.objectives {
		if o.since && !since {
			continue
		}
		if err := d.objective(ctx, section, id, o); err != nil {
			return err
		}
	}
	return nil
}

func (d *draft) objective(ctx context.Context, section, goal uuid.UUID, o objectiveContent) error {
	id := d.of("objective", o.text)
	if !d.there[id] {
		in := strategy.NewObjective{ID: id.String(), Section: section.String(), Goal: goal.String(), Text: o.text, Office: o.office}
		for _, text := range o.cites {
			if cited := d.cites[text]; cited != "" { // people may have taken it back, or put it with others
				in.Cites = append(in.Cites, cited)
			}
		}
		_, err := d.Strategies.AddObjective(ctx, d.caller, d.id, in)
		if problem.Is(err, problem.Invalid) && problem.Of(err).Field == "office" { // it was archived or merged meanwhile
			in.Office = ""
			_, err = d.Strategies.AddObjective(ctx, d.caller, d.id, in)
		}
		if err != nil {
			return err
		}
		d.there[id] = true
	}
	for _, i := range o.indicators {
		indicator := d.of("indicator", o.text, i.library+i.name)
		if d.there[indicator] {
			continue
		}
		in := i.fields()
		in.ID = indicator.String()
		if _, err := d.Strategies.AddIndicator(ctx, d.caller, d.id, id, in); err != nil {
			return err
		}
		d.there[indicator] = true
	}
	return nil
}

// fields are the indicator as somebody would type it.
func (i indicatorContent) fields() strategy.IndicatorFields {
	number := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	f := strategy.IndicatorFields{Library: i.library, Name: i.name, Unit: string(i.unit), Direction: string(i.direction), Source: i.source, Frequency: string(i.frequency)}
	if i.baseline != nil {
		f.Baseline, f.BaselineYear = number(*i.baseline), strconv.Itoa(i.baselineYear)
	}
	for _, t := range i.targets {
		f.Years, f.Values = append(f.Years, strconv.Itoa(t.Year)), append(f.Values, number(t.Value))
	}
	return f
}

// citable are the ids of the items and options of the shared analysis, by their texts.
func (m Maker) citable(ctx context.Context, of institution.Institution) (map[string]string, error) {
	var list []swot.Citable
	b := &postgres.Batch{}
	swot.QueueCitable(b, swot.CitableSearch{Analysis: sharedAnalysis()}, &list)
	if err := m.Board.DB.Look(ctx, of.ID, b); err != nil {
		return nil, err
	}
	ids := map[string]string{}
	for _, c := range list {
		ids[c.Text] = c.ID.String()
	}
	return ids, nil
}
