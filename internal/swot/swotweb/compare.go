package swotweb

import (
	"context"
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// CompareView is an analysis beside another one.
type CompareView struct {
	Head                     Head
	URL                      string
	With, Mine, Theirs       string // what is chosen
	Error                    string
	Choices, Offices, Others []ui.Option
	Other, OtherURL          string // title and board of the other analysis; "" while none is chosen
	Remember                 bool   // the reader may keep the choice, and has not yet
	Forget                   bool   // the choice is kept, and the reader may forget it
	Still                    []StillView
	Gone, New                []CompareItem
}

// StillView is a statement that both analyses make.
type StillView struct {
	Now, Then     CompareItem
	Moved         string // "from … to …"; "" where it stands under the same heading
	Reworded      bool
	Before, After []swot.Wording
}

// CompareItem is one item of either side.
type CompareItem struct{ Text, URL, Quadrant, Heading, Office string }

// ShowComparison answers GET of the comparison; ?with= is the other analysis, ?office= and ?their_office= choose one
// office on each side.
func (p *Pages) ShowComparison(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	sides := swot.Sides{Mine: q.Get("office"), Theirs: q.Get("their_office")}
	if sides.With, err = otherOf(q.Get("with")); err != nil {
		return err
	}
	v, err := p.Board.Compare(r.Context(), c, analysis, sides)
	status := http.StatusOK
	view := compareOf(r.Context(), v, sides)
	if problem.Is(err, problem.Invalid) {
		status, view.Error = http.StatusUnprocessableEntity, i18n.Say(r.Context(), problem.Of(err).Text)
	} else if err != nil {
		return err
	}
	page := p.Site.Page(r, v.Seat, view.Head.Heading)
	page.Script = "method"
	return p.Site.Render(w, r, status, ComparePage(page, view))
}

// RememberComparison answers the POST that keeps, or forgets, what an analysis is compared with.
func (p *Pages) RememberComparison(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "with")
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return formErr
	}
	with, err := otherOf(form.Get("with"))
	if err != nil {
		return err
	}
	if err := p.Board.RememberComparison(r.Context(), c, analysis, with); err != nil {
		return err
	}
	said := i18n.T(r.Context(), "From now on this page opens with this comparison.")
	if with == uuid.Nil {
		said = i18n.T(r.Context(), "The choice was forgotten.")
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: said})
	return p.Site.Go(w, r, link.AnalysisDo(c.Slug, analysis, "compare"))
}

// otherOf reads the id of the other analysis; a malformed one is as absent as an unknown one.
func otherOf(s string) (uuid.UUID, error) {
	if s == "" {
		return uuid.Nil, nil
	}
	id, err := uuid.Parse(s)
	if err != nil {
		return uuid.Nil, problem.Absent()
	}
	return id, nil
}

func compareOf(ctx context.Context, v swot.Compared, sides swot.Sides) CompareView {
	slug, a := v.Seat.Slug, v.Analysis
	view := CompareView{
		Head: head(ctx, slug, a, tabCompare, i18n.T(ctx, "Comparison"), i18n.T(ctx, "What is still true, what is solved or no longer said, and what is new: beside last year's analysis, or another office's.")),
		URL:  link.AnalysisDo(slug, a.ID, "compare"), Mine: sides.Mine, Theirs: sides.Theirs,
		Choices: []ui.Option{{Label: i18n.T(ctx, "Please choose")}},
		Offices: officeOptions(ctx, v.Mine), Others: officeOptions(ctx, v.Theirs),
	}
	for _, o := range v.Candidates {
		view.Choices = append(view.Choices, ui.Option{Value: o.ID.String(), Label: i18n.T(ctx, "%s (%s, %s)", o.Title, ScopeLabel(ctx, o), o.OpenedAt.UTC().Format("2006"))})
	}
	if v.Other.Analysis.ID == uuid.Nil {
		return view
	}
	other := v.Other.Analysis
	kept := a.ComparedWith != nil && *a.ComparedWith == other.ID
	view.With, view.Other, view.OtherURL = other.ID.String(), other.Title, link.Analysis(slug, other.ID)
	view.Remember, view.Forget = swot.MaySetUp(v.Seat.Actor, a) && !kept, swot.MaySetUp(v.Seat.Actor, a) && kept
	for _, p := range v.Comparison.Still {
		s := StillView{Now: compareItem(ctx, slug, a.ID, p.Now), Then: compareItem(ctx, slug, other.ID, p.Then), Reworded: p.Reworded()}
		if p.Moved() {
			s.Moved = i18n.T(ctx, "moved from %s to %s", s.Then.Heading, s.Now.Heading)
		}
		if p.Reworded() {
			s.Before, s.After = swot.Wordings(p.Then.Text, p.Now.Text)
		}
		view.Still = append(view.Still, s)
	}
	for _, i := range v.Comparison.Gone {
		view.Gone = append(view.Gone, compareItem(ctx, slug, other.ID, i))
	}
	for _, i := range v.Comparison.New {
		view.New = append(view.New, compareItem(ctx, slug, a.ID, i))
	}
	return view
}

func compareItem(ctx context.Context, slug string, analysis uuid.UUID, i swot.Item) CompareItem {
	return CompareItem{Text: i.Text, URL: link.Item(slug, analysis, i.ID, ""), Quadrant: string(i.Quadrant), Heading: headingOf(ctx, string(i.Quadrant)), Office: i.OfficeName}
}

func officeOptions(ctx context.Context, offices []institution.Office) []ui.Option {
	list := []ui.Option{{Label: i18n.T(ctx, "All offices")}}
	for _, o := range offices {
		list = append(list, ui.Option{Value: o.Slug, Label: o.Name})
	}
	return list
}
