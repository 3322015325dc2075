package strategyweb

import (
	"errors"
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"

	"github.com/google/uuid"
)

// AddGoal answers the POST that adds a goal.
func (p *Pages) AddGoal(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "id", "section", "text")
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	var done strategy.Done
	if err = formErr; err == nil {
		done, err = p.Desk.AddGoal(r.Context(), c, id, strategy.NewGoal{ID: form.Get("id"), Section: form.Get("section"), Text: form.Get("text")})
	}
	if err != nil {
		f := GoalForm{Text: form.Get("text")}
		f.Action = link.Goals(c.Slug, id)
		f.keeps("id", once.Fresh().String())
		f.keeps("section", form.Get("section"))
		return p.refuseGoal(w, r, id, f, err)
	}
	section, _ := uuid.Parse(form.Get("section"))
	return p.stored(w, r, done.Live, link.PlanWritten(c.Slug, id, section))
}

// ChangeGoal answers the POST of a goal's text; an older version than the stored one gets 409 with both.
func (p *Pages) ChangeGoal(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "text", "version")
	c, id, goal, err := p.askedPlan(r, "goal")
	if err != nil {
		return err
	}
	version, versionErr := formVersion(form)
	if err = errors.Join(formErr, versionErr); err == nil {
		var done strategy.Done
		if done, err = p.Desk.ChangeGoal(r.Context(), c, id, goal, form.Get("text"), version); err == nil {
			return p.stored(w, r, done.Live, link.Strategy(c.Slug, id, "edit")+"#goal-"+goal.String())
		}
	}
	f := GoalForm{Text: form.Get("text")}
	f.Action = link.Goal(c.Slug, id, goal, "")
	f.keeps("version", form.Get("version"))
	if s, is := errors.AsType[*strategy.Stale[strategy.Goal]](err); is {
		f.Theirs = []string{s.Stored.Text}
		f.keeps("version", itoa(s.Stored.Version))
	}
	return p.refuseGoal(w, r, id, f, err)
}

// refuseGoal answers a goal's form with the form, as it was filled in, and what is wrong with it. Other errors pass on.
func (p *Pages) refuseGoal(w http.ResponseWriter, r *http.Request, id uuid.UUID, f GoalForm, err error) error {
	d, ok, err := p.again(r, id, nil, err)
	if !ok {
		return err
	}
	f.Title, f.Back, f.Strategy, f.Label = i18n.Say(r.Context(), d.Labels.Goal), link.Strategy(d.Seat.Slug, id, "edit"), d.Strategy.Title, i18n.Say(r.Context(), d.Labels.Goal)
	f.refuse(r.Context(), err)
	f.Error = f.Errors["text"]
	return p.Site.Render(w, r, respond.Status(problem.Of(err).Kind), GoalPage(p.formPage(r, d, f.Title), f))
}
