package strategyweb

import (
	"context"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/richtext"
	"meridian/internal/strategy"
	"meridian/web/ui"
)

// Compared is what changed from a version to another, as its page shows it.
type Compared struct {
	StrategyURL, StrategyTitle, VersionsURL, ChooseURL string
	From, To                                           string // as the addresses write them
	FromName, ToName                                   string
	Choices                                            []ui.Option
	URL, AllURL                                        string
	All                                                bool // unchanged parts are open
	Same                                               bool
	Summary                                            []string
	Head                                               []ComparedFigure
	HeadChange                                         int
	Sections                                           []ComparedSection
	Changes                                            int // how many places the keys go to
}

// ComparedFigure is a value that differs.
type ComparedFigure struct{ Name, Before, After string }

// ComparedSection is what became of a section.
type ComparedSection struct {
	ID, Title, Before string // Before is its earlier title, where that differs
	Tags              []string
	Gone              bool
	Changed           bool
	Change            int // number of the change that is the section's own: added, removed, moved, renamed; 0: none
	Stats             []string
	Chunks            []Chunk
	Goals             []ComparedText
	Objectives        []ComparedObjective
	Quiet             int // goals and objectives that are left out because nothing differs
	Restore           *Restore
}

// Chunk is a piece of a text.
type Chunk struct {
	HTML   string // safe: made by package richtext
	Change int    // its number; 0: unchanged
	Folded int    // so many unchanged blocks, which are shown on demand; 0: shown
}

// ComparedText is a goal.
type ComparedText struct {
	Change   int
	Kind     strategy.Difference
	HTML     string
	Unfolded bool
}

// ComparedObjective is an objective.
type ComparedObjective struct {
	ComparedText
	From                       string // title of the section that it stood in; empty: this one
	OfficeBefore, OfficeAfter  string
	OfficeChanged, GoalChanged bool
	CitesAdded, CitesRemoved   []string
	Indicators                 []ComparedIndicator
}

// ComparedIndicator is an indicator.
type ComparedIndicator struct {
	Kind    strategy.Difference
	Name    string
	Figures []ComparedFigure
}

// comparer numbers the changes while it shows them.
type comparer struct {
	ctx     context.Context
	v       strategy.CompareView
	opt     richtext.DiffOptions
	all     bool
	changes int
}

func (c *comparer) next() int {
	c.changes++
	return c.changes
}

// comparedOf shows what differs; all says that unchanged parts are open.
func comparedOf(ctx context.Context, v strategy.CompareView, all bool) (Compared, error) {
	c := &comparer{ctx: ctx, v: v, opt: diffOptions(ctx), all: all}
	slug, id := v.Seat.Slug, v.Strategy.ID
	d := Compared{StrategyURL: link.Strategy(slug, id, ""), StrategyTitle: v.Strategy.Title, VersionsURL: link.Strategy(slug, id, "versions"),
		ChooseURL: link.Strategy(slug, id, "versions/compare"), From: strconv.Itoa(v.From.N), To: asItStands, FromName: i18n.T(ctx, "version %d", v.From.N),
		ToName: i18n.T(ctx, "the text as it stands now"), All: all, Same: v.Found.Summary.Same(), Summary: summaryWords(ctx, v.Found.Summary)}
	if v.To != nil {
		d.To, d.ToName = strconv.Itoa(v.To.N), i18n.T(ctx, "version %d", v.To.N)
	}
	d.URL = link.Compare(slug, id, v.From.N, d.To)
	d.AllURL = d.URL + "?show=all"
	for _, version := range v.All {
		d.Choices = append(d.Choices, ui.Option{Value: strconv.Itoa(version.N), Label: i18n.T(ctx, "Version %d, %s", version.N, version.KeptAt.UTC().Format("2 January 2006"))})
	}
	for _, f := range v.Found.Head {
		was, is := figureWords(ctx, f, "", "")
		d.Head = append(d.Head, ComparedFigure{fieldWords(ctx, f), was, is})
	}
	if len(d.Head) > 0 {
		d.HeadChange = c.next()
	}
	for _, s := range v.Found.Sections {
		shown, err := c.section(s)
		if err != nil {
			return d, err
		}
		d.Sections = append(d.Sections, shown)
	}
	d.Changes = c.changes
	return d, nil
}

func (c *comparer) section(s strategy.SectionComparison) (ComparedSection, error) {
	is := s.Section()
	d := ComparedSection{ID: is.ID.String(), Title: is.Title, Gone: s.Kind == strategy.Removed, Changed: s.Kind != strategy.Unchanged}
	tag := func(on bool, words string) {
		if on {
			d.Tags = append(d.Tags, i18n.Say(c.ctx, words))
		}
	}
	tag(s.Kind == strategy.Added, "Added")
	tag(s.Kind == strategy.Removed, "Removed")
	tag(s.Moved, "Moved")
	tag(s.Renamed, "Renamed")
	tag(s.Before != nil && s.After != nil && s.Before.Kind != s.After.Kind, "Other kind of section")
	if len(d.Tags) > 0 {
		d.Change = c.next()
	}
	if s.Renamed {
		d.Before = s.Before.Title
	}
	if s.Before != nil && d.Changed && c.v.Strategy.MayWrite(c.v.Seat.Actor) {
		restore := restoreOf(c.v.Seat.Slug, c.v.Strategy.ID, c.v.From.N, is.ID, is.Title, i18n.T(c.ctx, "Version %d", c.v.From.N))
		d.Restore = &restore
	}
	if s.Words.Added > 0 {
		d.Stats = append(d.Stats, i18n.N(c.ctx, "1 word added", "%d words added", s.Words.Added))
	}
	if s.Words.Removed > 0 {
		d.Stats = append(d.Stats, i18n.N(c.ctx, "1 word removed", "%d words removed", s.Words.Removed))
	}
	var err error
	if d.Chunks, err = c.chunks(s); err != nil {
		return d, err
	}
	return d, c.plan(s, &d)
}

// around is how many unchanged blocks stand open beside a change.
const around = 1

// chunks cuts a text into what differs and what does not. What differs in neighbouring blocks is one change; unchanged
// blocks are folded but for those beside a change. A section that was added or removed is one change with its heading.
func (c *comparer) chunks(s strategy.SectionComparison) ([]Chunk, error) {
	var chunks []Chunk
	add := func(changes []richtext.Change, change, folded int) error {
		if len(changes) == 0 {
			return nil
		}
		html, err := diffHTML(changes, c.opt)
		chunks = append(chunks, Chunk{HTML: html, Change: change, Folded: folded})
		return err
	}
	if s.Kind == strategy.Added || s.Kind == strategy.Removed {
		return chunks, add(s.Text, 0, 0)
	}
	for from := 0; from < len(s.Text); {
		to, same := from, s.Text[from].Kind == richtext.Same
		for to < len(s.Text) && (s.Text[to].Kind == richtext.Same) == same {
			to++
		}
		if same {
			before, after := around, around
			if from == 0 {
				before = 0
			}
			if to == len(s.Text) {
				after = 0
			}
			// What is folded is worth a line of its own only when it is longer than that.
			if c.all || to-from <= before+after+1 && s.TextChanged {
				before, after = to-from, 0
			}
			middle := s.Text[from+before : to-after]
			for _, err := range []error{add(s.Text[from:from+before], 0, 0), add(middle, 0, len(middle)), add(s.Text[to-after:to], 0, 0)} {
				if err != nil {
					return nil, err
				}
			}
		} else if err := add(s.Text[from:to], c.next(), 0); err != nil {
			return nil, err
		}
		from = to
	}
	return chunks, nil
}
