package strategyweb

import (
	"net/http"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// SetUpView is the page on which a strategy is set up.
type SetUpView struct {
	Name                    string // the strategy's title as it is
	Action, Back, NameURL   string
	WithdrawURL, RestoreURL string // one of them is ""
	Title, Period, Version  string
	TheirTitle, TheirPeriod string // what somebody else has saved meanwhile
	Conflict                bool
	Errors                  map[string]string
	Drafters                []DrafterRow
	People                  []ui.Option
	Membership              string
	Withdrawn               bool
}

// DrafterRow is somebody who writes in the strategy.
type DrafterRow struct {
	Name, Office, EndURL string
	Ended                bool // the membership has ended, and with it the right
}

// ShowSetUp answers GET of the page.
func (p *Pages) ShowSetUp(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	return p.showSetUp(w, r, c, id, http.StatusOK, nil)
}

func (p *Pages) showSetUp(w http.ResponseWriter, r *http.Request, c access.Caller, id uuid.UUID, status int, fill func(*SetUpView)) error {
	v, err := p.Desk.ViewSetUp(r.Context(), c, id)
	if err != nil {
		return err
	}
	s := v.Strategy
	view := SetUpView{Name: s.Title, Action: link.Strategy(c.Slug, id, "setup"), Back: link.Strategy(c.Slug, id, ""), NameURL: link.Strategy(c.Slug, id, "drafters"),
		Title: s.Title, Period: s.Period, Version: strconv.Itoa(s.Version), Withdrawn: s.Withdrawn(), Errors: map[string]string{},
		People: []ui.Option{{Label: i18n.T(r.Context(), "Please choose")}}}
	if s.Withdrawn() {
		view.RestoreURL = link.Strategy(c.Slug, id, "restore")
	} else {
		view.WithdrawURL = link.Strategy(c.Slug, id, "withdraw")
	}
	for _, d := range v.Drafters {
		view.Drafters = append(view.Drafters, DrafterRow{Name: d.Name, Office: d.OfficeName, EndURL: link.Drafter(c.Slug, id, d.Membership), Ended: !d.Current})
	}
	for _, d := range v.People {
		view.People = append(view.People, ui.Option{Value: d.Membership.String(), Label: d.Name + ", " + d.OfficeName})
	}
	if fill != nil {
		fill(&view)
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Set up: %s", s.Title))
	page.Script = "method"
	return p.Site.Render(w, r, status, SetUpPage(page, view))
}

// SaveSetUp answers the POST of the page: title and period.
func (p *Pages) SaveSetUp(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "title", "period", "version")
	c, id, callerErr := p.asked(r)
	if callerErr != nil {
		return callerErr
	}
	live := int64(0)
	if err == nil {
		done, setErr := p.Desk.SetUp(r.Context(), c, id, form.Get("title"), form.Get("period"), form.Get("version"))
		live, err = done.Live, setErr
	}
	if problem.Is(err, problem.Invalid) || problem.Is(err, problem.Conflict) {
		why := problem.Of(err)
		return p.showSetUp(w, r, c, id, respond.Status(why.Kind), func(v *SetUpView) {
			v.TheirTitle, v.TheirPeriod, v.Conflict = v.Title, v.Period, why.Kind == problem.Conflict
			v.Title, v.Period = form.Get("title"), form.Get("period")
			v.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
		})
	}
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Saved.")})
	return p.Site.Done(w, r, live, link.Strategy(c.Slug, id, "setup"))
}

// NameDrafter answers the POST that names who writes in the strategy.
func (p *Pages) NameDrafter(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "membership")
	c, id, callerErr := p.asked(r)
	if callerErr != nil {
		return callerErr
	}
	live := int64(0)
	if err == nil {
		done, nameErr := p.Desk.NameDrafter(r.Context(), c, id, form.Get("membership"))
		live, err = done.Live, nameErr
	}
	if problem.Is(err, problem.Invalid) {
		why := problem.Of(err)
		return p.showSetUp(w, r, c, id, respond.Status(why.Kind), func(v *SetUpView) {
			v.Membership = form.Get("membership")
			v.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
		})
	}
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Named. This person writes in the strategy now.")})
	return p.Site.Done(w, r, live, link.Strategy(c.Slug, id, "setup"))
}

// EndDrafter answers the POST that ends it.
func (p *Pages) EndDrafter(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	membership, err := respond.ID(r, "membership")
	if err != nil {
		return err
	}
	done, err := p.Desk.EndDrafter(r.Context(), c, id, membership)
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Ended: this person no longer writes in the strategy. What was written stays.")})
	return p.Site.Done(w, r, done.Live, link.Strategy(c.Slug, id, "setup"))
}

// WithdrawStrategy answers the POST that takes the strategy away.
func (p *Pages) WithdrawStrategy(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	done, err := p.Desk.Withdraw(r.Context(), c, id)
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The strategy was withdrawn."), UndoURL: link.Strategy(c.Slug, id, "restore"), UndoLabel: i18n.T(r.Context(), "Put it back")})
	return p.Site.Done(w, r, done.Live, link.Strategies(c.Slug))
}

// RestoreStrategy answers the POST that puts it back.
func (p *Pages) RestoreStrategy(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	done, err := p.Desk.Restore(r.Context(), c, id)
	if err != nil {
		return err
	}
	return p.Site.Done(w, r, done.Live, link.Strategy(c.Slug, id, "setup"))
}
