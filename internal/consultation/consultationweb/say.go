package consultationweb

import (
	"net/http"

	"meridian/internal/consultation"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/thread"
	"meridian/web/ui"
)

var sayFields = []string{"id", "section", "version", "exact", "prefix", "suffix", "objective", "indicator", "question", "text", "replacement", "held", "office", "source", "source_note", "source_date"}

// ShowSay answers GET of the form on a page of its own; with ?objective=, ?indicator= or ?section= and an id it is about
// that.
func (p *Pages) ShowSay(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Desk.Look(r.Context(), c, id)
	if err != nil {
		return err
	}
	f := sayForm(r.Context(), v)
	q := r.URL.Query()
	f.Section, f.Objective, f.Indicator, f.Question, f.BehalfOpen = q.Get("section"), q.Get("objective"), q.Get("indicator"), q.Get("question"), q.Has("behalf")
	f.name(v)
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Say something about the strategy"))
	page.Script = "method"
	return p.Site.Render(w, r, http.StatusOK, SayPage(page, v.Strategy.Title, link.Strategy(c.Slug, id, ""), f))
}

// name finds what the form is about among the questions, objectives and indicators.
func (f *SayForm) name(v consultation.View) {
	if v.Window != nil {
		for _, q := range v.Window.Questions {
			if q.ID.String() == f.Question {
				f.About = q.Text
			}
		}
	}
	for section, plan := range v.Plans {
		for _, o := range plan.Objectives {
			if o.ID.String() == f.Objective {
				f.About, f.Section = o.Text, section.String()
			}
			for _, i := range o.Indicators {
				if i.ID.String() == f.Indicator {
					f.About, f.Section = i.Name, section.String()
				}
			}
		}
	}
}

// Comment answers POST …/threads.
func (p *Pages) Comment(w http.ResponseWriter, r *http.Request) error { return p.say(w, r, false) }

// Suggest answers POST …/suggestions.
func (p *Pages) Suggest(w http.ResponseWriter, r *http.Request) error { return p.say(w, r, true) }

func (p *Pages) say(w http.ResponseWriter, r *http.Request, suggests bool) error {
	form, formErr := respond.FormLists(r, sayFields, []string{"mention"})
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	in := consultation.Saying{ID: form.Get("id"), Section: form.Get("section"), Version: form.Get("version"), Exact: form.Get("exact"), Prefix: form.Get("prefix"), Suffix: form.Get("suffix"),
		Objective: form.Get("objective"), Indicator: form.Get("indicator"), Question: form.Get("question"), Text: form.Get("text"), Office: form.Get("office"),
		Heard: consultation.Heard{Source: form.Get("source"), Note: form.Get("source_note"), Day: form.Get("source_date")}, Held: form.Get("held") != "", Mentions: form["mention"]}
	if replacement := form.Get("replacement"); suggests || replacement != "" {
		in.Replacement = &replacement
	}
	err = formErr
	var done consultation.Done
	if err == nil {
		done, err = p.Desk.Say(r.Context(), c, id, in)
	}
	if respond.IsLive(r) || !problem.Is(err, problem.Invalid) && !problem.Is(err, problem.TooMany) {
		if err != nil {
			return err
		}
		if !respond.IsLive(r) {
			p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "It stands beside the text now.")})
		}
		return p.Site.Done(w, r, done.Live, link.ThreadAnchor(c.Slug, id, done.ID))
	}
	v, lookErr := p.Desk.Look(r.Context(), c, id)
	if lookErr != nil {
		return lookErr
	}
	why := problem.Of(err)
	respond.RetryAfter(w, why)
	f := sayForm(r.Context(), v)
	f.Section, f.Version, f.Exact, f.Prefix, f.Suffix, f.Text, f.Held, f.Mention = in.Section, in.Version, in.Exact, in.Prefix, in.Suffix, in.Text, in.Held, in.Mentions
	f.Objective, f.Indicator, f.Question, f.Office, f.Heard = in.Objective, in.Indicator, in.Question, in.Office, in.Heard
	f.name(v)
	f.Replacement, f.Suggests = form.Get("replacement"), in.Replacement != nil
	f.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Say something about the strategy"))
	page.Script = "method"
	return p.Site.Render(w, r, respond.Status(why.Kind), SayPage(page, v.Strategy.Title, link.Strategy(c.Slug, id, ""), f))
}

// Reply answers POST …/threads/{thread}/replies.
func (p *Pages) Reply(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"id", "text"}, []string{"mention"})
	c, strategy, id, err := p.askedThread(r)
	if err != nil {
		return err
	}
	err = formErr
	var done consultation.Done
	if err == nil {
		done, err = p.Desk.Reply(r.Context(), c, strategy, id, thread.New{ID: form.Get("id"), Text: form.Get("text"), Mentions: form["mention"]})
	}
	return p.changed(w, r, c, strategy, id, done, err, "Your reply stands there now.", func(v *ThreadView) { v.Reply = form.Get("text") })
}
