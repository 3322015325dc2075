package strategyweb

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"

	"github.com/google/uuid"
)

// ShowObjective answers GET of the page on which an objective is written. ?q=, ?about= and ?analysis= search items and
// options; then the other fields of the form come along as they were typed.
func (p *Pages) ShowObjective(w http.ResponseWriter, r *http.Request) error {
	c, id, objective, err := p.askedPlan(r, "objective")
	if err != nil {
		return err
	}
	q := r.URL.Query()
	d, err := p.Desk.Writing(r.Context(), c, id, searchOf(q), q["cites"])
	if err != nil && !found(d) {
		return err
	}
	o, plan, absent := d.Objective(objective)
	if err = cmp.Or(absent, err); err != nil {
		return err
	}
	if o.Withdrawn() {
		return problem.New(problem.Locked, "This objective was taken out. Put it back to go on writing.")
	}
	in := objectiveTyped(q)
	if !q.Has("version") {
		in = storedFields(o)
		for _, x := range o.Cites {
			d.Chosen = append(d.Chosen, x.Of)
		}
	}
	f := objectiveForm(r.Context(), d, o, plan, in, searchOf(q))
	if q.Has("version") {
		f.keeps("version", q.Get("version"))
	}
	return p.Site.Render(w, r, http.StatusOK, ObjectivePage(p.formPage(r, d, f.Title), f))
}

func objectiveTyped(form url.Values) strategy.NewObjective {
	return strategy.NewObjective{ID: form.Get("id"), Section: form.Get("section"), Goal: form.Get("goal"), Text: form.Get("text"), Office: form.Get("office"), Cites: form["cites"]}
}

// AddObjective answers the POST that adds an objective.
func (p *Pages) AddObjective(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"id", "section", "goal", "text", "office", "q", "about", "analysis"}, []string{"cites"})
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	in := objectiveTyped(form)
	var done strategy.Done
	if err = formErr; err == nil {
		done, err = p.Desk.AddObjective(r.Context(), c, id, in)
	}
	if err == nil {
		return p.stored(w, r, done.Live, link.ObjectiveWritten(c.Slug, id, done.ID))
	}
	d, ok, err := p.again(r, id, in.Cites, err)
	if !ok {
		return err
	}
	section, _ := uuid.Parse(in.Section)
	f := objectiveForm(r.Context(), d, strategy.Objective{}, d.Plans[section], in, searchOf(nil))
	f.New, f.Action, f.Back = true, link.Objectives(c.Slug, id), link.PlanWritten(c.Slug, id, section)
	f.Hidden = nil
	f.keeps("id", once.Fresh().String())
	f.keeps("section", in.Section)
	f.refuse(r.Context(), err)
	return p.Site.Render(w, r, respond.Status(problem.Of(err).Kind), ObjectivePage(p.formPage(r, d, f.Title), f))
}

// ChangeObjective answers the POST of an objective; an older version than the stored one gets 409 with both.
func (p *Pages) ChangeObjective(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"goal", "text", "office", "version", "q", "about", "analysis"}, []string{"cites"})
	c, id, objective, err := p.askedPlan(r, "objective")
	if err != nil {
		return err
	}
	in := objectiveTyped(form)
	version, versionErr := formVersion(form)
	if err = errors.Join(formErr, versionErr); err == nil {
		var done strategy.Done
		if done, err = p.Desk.ChangeObjective(r.Context(), c, id, objective, in, version); err == nil {
			return p.stored(w, r, done.Live, link.ObjectiveWritten(c.Slug, id, objective))
		}
	}
	d, ok, err := p.again(r, id, in.Cites, err)
	if !ok {
		return err
	}
	o, plan, absent := d.Objective(objective)
	if absent != nil {
		return absent
	}
	f := objectiveForm(r.Context(), d, o, plan, in, searchOf(nil))
	f.refuse(r.Context(), err)
	if f.Theirs = theirObjective(r.Context(), err); f.Theirs == nil {
		f.keeps("version", form.Get("version"))
	}
	return p.Site.Render(w, r, respond.Status(problem.Of(err).Kind), ObjectivePage(p.formPage(r, d, i18n.Say(r.Context(), d.Labels.Objective)), f))
}
