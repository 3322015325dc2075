package strategyweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/strategy"
	"meridian/web/ui"
)

// ListView is an institution's strategies, and the form for a new one.
type ListView struct {
	URL        string
	Strategies []StrategyCard
	Create     *CreateForm // nil where the reader may open none
	LabelsURL  string      // "" where the reader may not name the levels
}

// StrategyCard is a strategy in short.
type StrategyCard struct {
	ID, Title, URL, Period, State         string
	Withdrawn                             bool
	Sections, Words, Objectives, Versions int
	ObjectivesWord                        string // what the institution calls them
	Changed, ChangedDay, ChangedBy        string
	News                                  News
}

// News is what somebody has not seen yet of a strategy.
type News struct {
	New     bool // never looked at
	Changed []string
	Removed int
	SeenURL string // takes the POST that says so; "" where there is nothing to see
	Live    string
}

// CreateForm opens a strategy.
type CreateForm struct {
	Action, ID, Title, Period, Start string // Start: a template's key, or copyOf and an id
	Open                             bool
	Years                            []string // periods that may be meant
	Templates                        []StartChoice
	Copies                           []StartChoice
	Errors                           map[string]string
}

// StartChoice is something that a strategy can begin with.
type StartChoice struct{ Value, Label, About string }

// ListStrategies answers GET of the list of strategies.
func (p *Pages) ListStrategies(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showList(w, r, c, http.StatusOK, func(f *CreateForm) { f.Open = f.Open || r.URL.Query().Has("new") })
}

func (p *Pages) showList(w http.ResponseWriter, r *http.Request, c access.Caller, status int, fill func(*CreateForm)) error {
	l, err := p.Desk.List(r.Context(), c)
	if err != nil {
		return err
	}
	v := ListView{URL: link.Strategies(c.Slug)}
	for _, s := range l.Strategies {
		v.Strategies = append(v.Strategies, CardOf(r.Context(), l.Seat, s, l.Labels))
	}
	if strategy.MayOpen(l.Seat.Actor) {
		v.LabelsURL = link.StrategyLabels(c.Slug)
		v.Create = createForm(r.Context(), l, time.Now())
		fill(v.Create)
	}
	page := p.Site.Page(r, l.Seat, i18n.T(r.Context(), "Strategies"))
	page.Script = "strategies"
	return p.Site.Render(w, r, status, List(page, v))
}

// CardOf shows a strategy in short, on the list and on the start page.
func CardOf(ctx context.Context, seat access.Seat, s strategy.Summary, l strategy.Labels) StrategyCard {
	card := StrategyCard{
		ID: s.ID.String(), Title: s.Title, URL: link.Strategy(seat.Slug, s.ID, ""), Period: s.Period, State: stateLabel(ctx, s.Strategy), Withdrawn: s.Withdrawn(),
		Sections: s.Sections, Words: s.Words, Objectives: s.Objectives, Versions: s.Versions, ObjectivesWord: i18n.Say(ctx, l.Objective),
		Changed: instant(s.Changed), ChangedDay: day(s.Changed), ChangedBy: s.ChangedBy,
	}
	if !s.Withdrawn() {
		card.News = newsOf(seat.Slug, s.Strategy, s.Look)
	}
	return card
}

func newsOf(slug string, s strategy.Strategy, l strategy.Look) News {
	n := News{New: !l.Ever, Changed: l.Changed, Removed: l.Removed, Live: strconv.FormatInt(s.Live, 10)}
	if l.News() {
		n.SeenURL = link.Strategy(slug, s.ID, "seen")
	}
	return n
}

// any tells whether there is something to be said.
func (n News) any() bool { return n.New || len(n.Changed) > 0 || n.Removed > 0 }

func createForm(ctx context.Context, l strategy.Listing, now time.Time) *CreateForm {
	f := &CreateForm{Action: link.Strategies(l.Seat.Slug), ID: once.Fresh().String(), Start: strategy.Templates[0].Key, Open: len(l.Strategies) == 0, Errors: map[string]string{}}
	for _, years := range []int{5, 4, 3} {
		f.Years = append(f.Years, strconv.Itoa(now.Year()+1)+"–"+strconv.Itoa(now.Year()+years))
	}
	for _, t := range strategy.Templates {
		f.Templates = append(f.Templates, StartChoice{Value: t.Key, Label: i18n.Say(ctx, t.Name), About: i18n.Say(ctx, t.About)})
	}
	for _, s := range l.Strategies {
		if !s.Withdrawn() {
			f.Copies = append(f.Copies, StartChoice{Value: copyOf + s.ID.String(), Label: i18n.T(ctx, "A copy of %s", s.Title),
				About: i18n.T(ctx, "Its sections, goals, objectives, what they answer, indicators and targets, to be changed from there.")})
		}
	}
	return f
}

// years offers the periods that may be meant.
func (f CreateForm) years() []ui.Option {
	list := make([]ui.Option, len(f.Years))
	for n, y := range f.Years {
		list[n] = ui.Option{Value: y, Label: y}
	}
	return list
}
