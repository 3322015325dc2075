package strategyweb

import (
	"meridian/internal/i18n"
	"meridian/internal/richtext"
	"meridian/internal/strategy"
)

// plan shows what became of goals and objectives; those of which nothing differs only where everything is shown.
func (c *comparer) plan(s strategy.SectionComparison, d *ComparedSection) error {
	for _, g := range s.Goals {
		if g.Kind == strategy.Unchanged && !c.all {
			d.Quiet++
			continue
		}
		text, err := c.text(g.Kind, g.Text)
		if err != nil {
			return err
		}
		d.Goals = append(d.Goals, text)
	}
	for _, o := range s.Objectives {
		if o.Kind == strategy.Unchanged && !c.all {
			d.Quiet++
			continue
		}
		shown, err := c.objective(o)
		if err != nil {
			return err
		}
		d.Objectives = append(d.Objectives, shown)
	}
	return nil
}

func (c *comparer) text(kind strategy.Difference, changes []richtext.Change) (ComparedText, error) {
	t := ComparedText{Kind: kind}
	if kind != strategy.Unchanged {
		t.Change = c.next()
	}
	var err error
	t.HTML, err = diffHTML(changes, c.opt)
	return t, err
}

func (c *comparer) objective(o strategy.ObjectiveComparison) (ComparedObjective, error) {
	text, err := c.text(o.Kind, o.Text)
	d := ComparedObjective{ComparedText: text, OfficeChanged: o.OfficeChanged, GoalChanged: o.GoalChanged,
		CitesAdded: c.cites(o.CitesAdded), CitesRemoved: c.cites(o.CitesRemoved)}
	if o.Before != nil {
		d.OfficeBefore = officeOf(c.ctx, o.Before.Office, c.v.Names)
	}
	if o.After != nil {
		d.OfficeAfter = officeOf(c.ctx, o.After.Office, c.v.Names)
	}
	if from, found := c.v.Before.Section(o.From); found {
		d.From = from.Title
	}
	for _, i := range o.Indicators {
		if i.Kind == strategy.Unchanged && !c.all {
			continue
		}
		d.Indicators = append(d.Indicators, c.indicator(i))
	}
	return d, err
}

func (c *comparer) indicator(i strategy.IndicatorComparison) ComparedIndicator {
	d := ComparedIndicator{Kind: i.Kind}
	if i.After != nil {
		d.Name = i.After.Name
	} else {
		d.Name = i.Before.Name
	}
	for _, f := range i.Figures {
		was, is := figureWords(c.ctx, f, i.Before.Unit, i.After.Unit)
		d.Figures = append(d.Figures, ComparedFigure{fieldWords(c.ctx, f), was, is})
	}
	return d
}

func (c *comparer) cites(list []strategy.CiteContent) []string {
	var words []string
	for _, cite := range list {
		text := c.v.Names.Cited[cite.ID].Text
		if text == "" {
			text = i18n.T(c.ctx, "an item that is not shown now")
		}
		words = append(words, text)
	}
	return words
}
