package swotweb

import (
	"context"
	"net/http"
	"time"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// SetUpView is the page on which an analysis is set up.
type SetUpView struct {
	Head         Head
	Action       string // "" where the reader may only read it
	Form         swot.SetUpForm
	Fixed        bool // who sees the authors cannot change any more
	Voted        bool // the dots cannot change any more
	AuthorsText  string
	Phases       []PhaseFields
	Headings     []HeadingFields
	Errors       map[string]string
	Error        string // of the whole form
	Facilitators []FacilitatorRow
	Name         *NameForm // nil where the reader may not name anybody
}

// PhaseFields are the fields of a phase.
type PhaseFields struct{ Key, Label, Instructions, Due string }

// HeadingFields are the fields of a heading; Usual is what stands there without them.
type HeadingFields struct{ Key, Label, Question, Examples, Usual string }

// FacilitatorRow is somebody who runs the analysis for a time.
type FacilitatorRow struct {
	Name, Role, Office string
	UntilISO, Until    string
	EndURL             string // "" leaves the button out
}

// NameForm names somebody.
type NameForm struct {
	Action, Membership, Until string
	People                    []ui.Option
	Errors                    map[string]string
}

// ShowSetUp answers GET of the page.
func (p *Pages) ShowSetUp(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	return p.showSetUp(w, r, c, analysis, http.StatusOK, nil)
}

func (p *Pages) showSetUp(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, status int, fill func(*SetUpView)) error {
	v, err := p.Board.ViewSetUp(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	view := setUpView(r.Context(), v)
	if fill != nil {
		fill(&view)
		view.fields(r.Context())
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "How this analysis works"))
	page.Script = "method"
	return p.Site.Render(w, r, status, SetUpPage(page, view))
}

func setUpView(ctx context.Context, v swot.SetUpView) SetUpView {
	a, slug := v.Analysis, v.Seat.Slug
	view := SetUpView{Head: head(ctx, slug, a, "setup", i18n.T(ctx, "How this analysis works"), ""), Form: swot.FormOf(a, v.Method), Fixed: v.Written, Voted: v.Voted || a.Phase == swot.Voting,
		AuthorsText: authorsText(ctx, a.Authors), Errors: map[string]string{}}
	if swot.MaySetUp(v.Seat.Actor, a) {
		view.Action = link.AnalysisDo(slug, a.ID, "setup")
	}
	view.fields(ctx)
	names := swot.MayNameFacilitator(v.Seat.Actor, a)
	for _, f := range v.Facilitators {
		last := f.LastDay
		row := FacilitatorRow{Name: f.Name, Role: i18n.Say(ctx, f.Role.Label()), Office: f.OfficeName, UntilISO: last.Format(time.DateOnly), Until: last.Format("2 January 2006")}
		if names {
			row.EndURL = link.Facilitator(slug, a.ID, f.Membership, "end")
		}
		view.Facilitators = append(view.Facilitators, row)
	}
	if names {
		view.Name = &NameForm{Action: link.AnalysisDo(slug, a.ID, "facilitators"), Until: v.Method.Today.AddDate(0, 0, 30).Format(time.DateOnly), Errors: map[string]string{},
			People: []ui.Option{{Label: i18n.T(ctx, "Please choose")}}}
		for _, x := range v.Candidates {
			label := x.Name + ", " + i18n.Say(ctx, x.Role.Label())
			if x.OfficeName != "" {
				label = x.Name + ", " + x.OfficeName
			}
			view.Name.People = append(view.Name.People, ui.Option{Value: x.Membership.String(), Label: label})
		}
	}
	return view
}

// fields lays the form out by phase and by heading.
func (v *SetUpView) fields(ctx context.Context) {
	v.Phases, v.Headings = nil, nil
	for _, phase := range swot.Phases {
		plan := v.Form.Plans[phase]
		v.Phases = append(v.Phases, PhaseFields{Key: string(phase), Label: PhaseLabel(ctx, phase), Instructions: plan.Instructions, Due: plan.Due})
	}
	for _, q := range Guide(ctx) {
		prompt := v.Form.Prompts[swot.Quadrant(q.Key)]
		v.Headings = append(v.Headings, HeadingFields{Key: q.Key, Label: q.Heading, Question: prompt.Question, Examples: prompt.Examples, Usual: q.Question})
	}
}

func authorsText(ctx context.Context, a swot.Authors) string {
	switch a {
	case swot.AuthorsPerson:
		return i18n.T(ctx, "Everybody sees the person and the office.")
	case swot.AuthorsNobody:
		return i18n.T(ctx, "Nobody can see who wrote an item, and Meridian itself does not know.")
	}
	return i18n.T(ctx, "Everybody sees the office. The international office and senior management can read in the log which person wrote.")
}

// SaveSetUp answers the POST of the page.
func (p *Pages) SaveSetUp(w http.ResponseWriter, r *http.Request) error {
	names := []string{"authors", "reveal", "dots", "dots_per", "cumulative", "importance", "item_limit"}
	for _, phase := range swot.Phases {
		names = append(names, "instructions_"+string(phase), "due_"+string(phase))
	}
	for _, q := range swot.Quadrants {
		names = append(names, "question_"+string(q), "examples_"+string(q))
	}
	form, err := respond.Form(r, names...)
	c, analysis, callerErr := p.asked(r)
	if callerErr != nil {
		return callerErr
	}
	in := swot.SetUpForm{Authors: form.Get("authors"), Reveal: form.Get("reveal"), Dots: form.Get("dots"), DotsPer: form.Get("dots_per"),
		Cumulative: form.Get("cumulative") == "1", Importance: form.Get("importance") == "1", ItemLimit: form.Get("item_limit"),
		Plans: map[swot.Phase]swot.PhasePlanDay{}, Prompts: map[swot.Quadrant]swot.PromptText{}}
	for _, phase := range swot.Phases {
		in.Plans[phase] = swot.PhasePlanDay{Instructions: form.Get("instructions_" + string(phase)), Due: form.Get("due_" + string(phase))}
	}
	for _, q := range swot.Quadrants {
		in.Prompts[q] = swot.PromptText{Question: form.Get("question_" + string(q)), Examples: form.Get("examples_" + string(q))}
	}
	if err == nil {
		err = p.Board.SetUp(r.Context(), c, analysis, in)
	}
	switch {
	case err == nil:
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Saved. The analysis now works like this.")})
		return p.Site.Go(w, r, link.AnalysisDo(c.Slug, analysis, "setup"))
	case !problem.Is(err, problem.Invalid) && !problem.Is(err, problem.Conflict):
		return err
	}
	why := problem.Of(err)
	text := i18n.Say(r.Context(), why.Text)
	return p.showSetUp(w, r, c, analysis, respond.Status(why.Kind), func(v *SetUpView) {
		v.Form, v.Error = in, text
		if why.Field != "" {
			v.Errors[why.Field] = text
		}
	})
}

// NameFacilitator answers the POST that names who runs the analysis.
func (p *Pages) NameFacilitator(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "membership", "until")
	c, analysis, callerErr := p.asked(r)
	if callerErr != nil {
		return callerErr
	}
	if err == nil {
		err = p.Board.NameFacilitator(r.Context(), c, analysis, form.Get("membership"), form.Get("until"))
	}
	if problem.Is(err, problem.Invalid) {
		why := problem.Of(err)
		return p.showSetUp(w, r, c, analysis, respond.Status(why.Kind), func(v *SetUpView) {
			if v.Name == nil {
				return
			}
			v.Name.Membership, v.Name.Until = form.Get("membership"), form.Get("until")
			v.Name.Errors[why.Field] = i18n.Say(r.Context(), why.Text)
		})
	}
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Named. The analysis is now theirs to run.")})
	return p.Site.Go(w, r, link.AnalysisDo(c.Slug, analysis, "setup"))
}

// EndFacilitator answers the POST that ends it.
func (p *Pages) EndFacilitator(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	membership, err := respond.ID(r, "membership")
	if err != nil {
		return err
	}
	if err := p.Board.EndFacilitator(r.Context(), c, analysis, membership); err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Ended: this person no longer runs the analysis.")})
	return p.Site.Go(w, r, link.AnalysisDo(c.Slug, analysis, "setup"))
}
