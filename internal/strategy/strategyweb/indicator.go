package strategyweb

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

var indicatorNames = []string{"library", "name", "numerator", "denominator", "unit", "direction", "baseline", "baseline_year", "source", "frequency"}

func indicatorTyped(ctx context.Context, form url.Values) strategy.IndicatorFields {
	in := strategy.IndicatorFields{ID: form.Get("id"), Library: form.Get("library"), Name: form.Get("name"), Numerator: form.Get("numerator"), Denominator: form.Get("denominator"),
		Unit: form.Get("unit"), Direction: form.Get("direction"), Baseline: meant(ctx, form.Get("baseline")), BaselineYear: form.Get("baseline_year"),
		Source: form.Get("source"), Frequency: form.Get("frequency"), Years: form["year"]}
	for _, v := range form["value"] {
		in.Values = append(in.Values, meant(ctx, v))
	}
	return in
}

// ShowIndicator answers GET of the page on which an indicator is written.
func (p *Pages) ShowIndicator(w http.ResponseWriter, r *http.Request) error {
	c, id, indicator, err := p.askedPlan(r, "indicator")
	if err != nil {
		return err
	}
	d, err := p.Desk.Writing(r.Context(), c, id, swot.CitableSearch{}, nil)
	if err != nil && !found(d) {
		return err
	}
	i, o, absent := d.Indicator(indicator)
	if err = cmp.Or(absent, err); err != nil {
		return err
	}
	if i.Withdrawn() || o.Withdrawn() {
		return problem.New(problem.Locked, "This indicator was taken out. Put it back to go on writing.")
	}
	f := indicatorForm(r.Context(), d, typedIndicator(r.Context(), i))
	f.of(c.Slug, id, i, o)
	return p.Site.Render(w, r, http.StatusOK, IndicatorPage(p.formPage(r, d, f.Title), f))
}

// of makes the form change a stored indicator.
func (f *IndicatorForm) of(slug string, id uuid.UUID, i strategy.Indicator, o strategy.Objective) {
	f.Action, f.Back = link.Indicator(slug, id, i.ID, ""), link.IndicatorsOf(slug, id, o.ID)
	f.keeps("version", itoa(i.Version))
	f.keeps("library", f.Fields.Library)
}

// AddIndicator answers the POST that adds an indicator to an objective, from the library or as it was written.
func (p *Pages) AddIndicator(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, append([]string{"id"}, indicatorNames...), []string{"year", "value"})
	c, id, objective, err := p.askedPlan(r, "objective")
	if err != nil {
		return err
	}
	in := indicatorTyped(r.Context(), form)
	var done strategy.Done
	if err = formErr; err == nil {
		done, err = p.Desk.AddIndicator(r.Context(), c, id, objective, in)
	}
	if err == nil {
		next := link.IndicatorsOf(c.Slug, id, objective)
		if in.Library != "" && in.Name == "" { // what the library cannot know is filled in next
			next = link.Indicator(c.Slug, id, done.ID, "")
		}
		return p.stored(w, r, done.Live, next)
	}
	d, ok, err := p.again(r, id, nil, err)
	if !ok {
		return err
	}
	f := indicatorForm(r.Context(), d, in)
	f.Action, f.Back = link.Objective(c.Slug, id, objective, "indicators"), link.IndicatorsOf(c.Slug, id, objective)
	f.keeps("id", once.Fresh().String())
	if in.Library != "" {
		f.keeps("library", in.Library)
	}
	f.refuse(r.Context(), err)
	return p.Site.Render(w, r, respond.Status(problem.Of(err).Kind), IndicatorPage(p.formPage(r, d, f.Title), f))
}

// ChangeIndicator answers the POST of an indicator; an older version than the stored one gets 409 with both.
func (p *Pages) ChangeIndicator(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, append([]string{"version"}, indicatorNames...), []string{"year", "value"})
	c, id, indicator, err := p.askedPlan(r, "indicator")
	if err != nil {
		return err
	}
	in := indicatorTyped(r.Context(), form)
	version, versionErr := formVersion(form)
	if err = errors.Join(formErr, versionErr); err == nil {
		var done strategy.Done
		if done, err = p.Desk.ChangeIndicator(r.Context(), c, id, indicator, in, version); err == nil {
			return p.stored(w, r, done.Live, link.Strategy(c.Slug, id, "edit")+"#indicator-"+indicator.String())
		}
	}
	d, ok, err := p.again(r, id, nil, err)
	if !ok {
		return err
	}
	i, o, absent := d.Indicator(indicator)
	if absent != nil {
		return absent
	}
	f := indicatorForm(r.Context(), d, in)
	f.of(c.Slug, id, i, o)
	f.refuse(r.Context(), err)
	if f.Theirs = theirIndicator(r.Context(), err); f.Theirs == nil {
		f.keeps("version", form.Get("version"))
	}
	return p.Site.Render(w, r, respond.Status(problem.Of(err).Kind), IndicatorPage(p.formPage(r, d, f.Title), f))
}

// LibraryView is the page on which an indicator is picked.
type LibraryView struct {
	Back, Strategy, Page, Query, Action string
	Objective, ObjectiveID              string // empty: there is nothing to pick for
	Shelves                             []Shelf
}

// Shelf is a category of the library with what was found in it.
type Shelf struct {
	Key, Name  string
	Indicators []strategy.LibraryIndicator
}

// Fresh is an id for a form that nobody has sent yet.
func (LibraryView) Fresh() string { return once.Fresh().String() }

// ShowLibrary answers GET of the library of indicators, to pick one for the objective that ?objective= names, or to read;
// ?q= searches it.
func (p *Pages) ShowLibrary(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	d, err := p.Desk.Writing(r.Context(), c, id, swot.CitableSearch{}, nil)
	if err != nil {
		return err
	}
	v := LibraryView{Back: link.Strategy(c.Slug, id, "edit"), Strategy: d.Strategy.Title, Page: link.Strategy(c.Slug, id, "library"), Query: r.URL.Query().Get("q")}
	if asked := r.URL.Query().Get("objective"); asked != "" {
		objective, _ := uuid.Parse(asked)
		o, _, err := d.Objective(objective)
		if err != nil {
			return err
		}
		v.Back, v.Action = link.IndicatorsOf(c.Slug, id, o.ID), link.Objective(c.Slug, id, o.ID, "indicators")
		v.Objective, v.ObjectiveID = o.Text, o.ID.String()
	}
	for _, i := range strategy.SearchLibrary(v.Query) {
		n := slices.IndexFunc(v.Shelves, func(s Shelf) bool { return s.Key == string(i.Category) })
		if n < 0 {
			n = len(v.Shelves)
			v.Shelves = append(v.Shelves, Shelf{Key: string(i.Category), Name: i18n.Say(r.Context(), i.Category.Label())})
		}
		v.Shelves[n].Indicators = append(v.Shelves[n].Indicators, i)
	}
	return p.Site.Render(w, r, http.StatusOK, LibraryPage(p.formPage(r, d, i18n.T(r.Context(), "Library of indicators")), v))
}
