package swotweb

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// MergeView is the page of the joint items.
type MergeView struct {
	Head               Head
	URL, SourcesURL    string // URL is that of the page as it is filtered, and what a page that follows the board fetches
	PlainURL           string
	Live               int64
	MayMerge           bool
	Voting, Hidden     bool // nothing can be merged now; items are left out that not everybody sees yet
	Joints             []JointRow
	Analyses           []SourceAnalysis
	Chosen             int
	SourcesError       string
	AllURL             string // ticks all analyses; "" once they are
	AllTicked          bool   // though not chosen yet
	Filter             MergeFilter
	Offices            []ui.Option
	Headings           []ui.Option
	Columns            []CandidateColumn
	Shown, Unused, All int
	SuggestURL         string // "" once the suggestions are there
	Suggested          bool
	TooMany            bool // suggestions were asked for, and took too long to find
	Suggestions        []Suggestion
	Form               MergeForm
}

// JointRow is a joint item in the list.
type JointRow struct {
	ID, Text, Evidence, Quadrant, EditURL, BoardURL, PartURL string
	Joint                                                    Joint
}

// SourceAnalysis is an analysis whose items can be merged.
type SourceAnalysis struct {
	ID, Title, Office, URL string
	Items                  int
	Chosen, Closed         bool
}

// MergeFilter is what a reader wants to see of the items.
type MergeFilter struct {
	Text, Office, Heading string
	Unused                bool
}

// CandidateColumn is a heading with the items that stand there, those that are used already behind them.
type CandidateColumn struct {
	Key, Heading string
	Items, Used  []Candidate
}

// Candidate is an item that a joint item can be made of.
type Candidate struct {
	ID, Text, Evidence, From, Analysis, Office, URL, Quadrant string
	JointURL                                                  string // where it is used
	Votes                                                     int    // 0: none, or not counted
	Chosen                                                    bool
}

// Suggestion is some items that seem to say the same.
type Suggestion struct {
	Items     []SuggestedItem
	SelectURL string
	IDs       string // separated by blanks
}

// SuggestedItem is one of them, with why it is there.
type SuggestedItem struct{ Text, From, Heading, Why string }

// MergeForm is what is to become a joint item.
type MergeForm struct {
	ID, Into, Text, Quadrant, Reason                             string
	ItemsError, IntoError, TextError, QuadrantError, ReasonError string
	Error                                                        string // of the whole form
	Intos                                                        []ui.Option
}

// filterOf reads the filter from an address.
func filterOf(q url.Values) MergeFilter {
	return MergeFilter{Text: strings.TrimSpace(q.Get("q")), Office: q.Get("office"), Heading: q.Get("heading"), Unused: q.Get("unused") == "1"}
}

// query is the filter as an address carries it.
func (f MergeFilter) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"q": f.Text, "office": f.Office, "heading": f.Heading} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Unused {
		q.Set("unused", "1")
	}
	return q
}

// takes tells whether an item passes the filter.
func (f MergeFilter) takes(s swot.Source) bool {
	return (f.Text == "" || strings.Contains(swot.Fold(s.Text+" "+s.Evidence), swot.Fold(f.Text))) &&
		(f.Office == "" || s.OfficeSlug == f.Office) && (f.Heading == "" || string(s.Quadrant) == f.Heading) && (!f.Unused || s.JointID == uuid.Nil)
}

// mergeView turns what was read into the page; chosen are the ids that are ticked.
func mergeView(ctx context.Context, m swot.Merging, f MergeFilter, suggest bool, chosen []string) MergeView {
	slug, a := m.Seat.Slug, m.Analysis
	board := link.Analysis(slug, a.ID)
	v := MergeView{
		Head: head(ctx, slug, a, tabMerge, i18n.T(ctx, "Joint items"), i18n.T(ctx, "What several offices say, said once. Every item that went into it stays beside it.")),
		URL:  link.Merging(slug, a.ID, f.query(), ""), PlainURL: link.Merging(slug, a.ID, nil, ""), SourcesURL: link.AnalysisDo(slug, a.ID, "sources"),
		Live: a.Live, MayMerge: swot.MayMerge(m.Seat.Actor, a), Voting: a.Phase == swot.Voting, Hidden: m.Hidden, Filter: f, Suggested: suggest, TooMany: m.TooMany,
		Form: MergeForm{ID: once.Fresh().String()},
	}
	for _, i := range m.Joints {
		v.Joints = append(v.Joints, JointRow{ID: i.ID.String(), Text: i.Text, Evidence: i.Evidence, Quadrant: string(i.Quadrant), Joint: *jointOf(board, i),
			BoardURL: link.ItemAnchor(slug, a.ID, i.ID), EditURL: board + "?edit=" + i.ID.String() + "#item-" + i.ID.String(), PartURL: link.Item(slug, a.ID, i.ID, "part")})
	}
	if !v.MayMerge {
		return v
	}
	for _, x := range m.Analyses {
		v.Analyses = append(v.Analyses, SourceAnalysis{ID: x.ID.String(), Title: x.Title, Office: x.OfficeName, URL: link.Analysis(slug, x.ID), Items: x.Items, Chosen: x.Chosen, Closed: x.Closed})
		if x.Chosen {
			v.Chosen++
		}
	}
	if v.Chosen < len(v.Analyses) {
		q := f.query()
		q.Set("all", "1")
		v.AllURL = link.Merging(slug, a.ID, q, "")
	}
	v.Headings = []ui.Option{{Label: i18n.T(ctx, "All headings")}}
	v.Form.Intos = []ui.Option{{Label: i18n.T(ctx, "A new joint item")}}
	for _, j := range v.Joints {
		v.Form.Intos = append(v.Form.Intos, ui.Option{Value: j.ID, Label: i18n.T(ctx, "Add to: %s", asChoice(j.Text))})
	}
	for _, q := range Guide(ctx) {
		v.Headings = append(v.Headings, ui.Option{Value: q.Key, Label: q.Heading})
		v.Columns = append(v.Columns, CandidateColumn{Key: q.Key, Heading: q.Heading})
	}
	v.candidates(ctx, m, chosen)
	if !suggest {
		q := f.query()
		q.Set("suggest", "1")
		v.SuggestURL = link.Merging(slug, a.ID, q, "suggestions")
	}
	for _, alike := range m.Alike {
		v.Suggestions = append(v.Suggestions, suggestion(ctx, m, f, alike))
	}
	return v
}

// tickAll ticks all closed analyses in the form, also when the page follows a change.
func (v *MergeView) tickAll() {
	for n := range v.Analyses {
		v.Analyses[n].Chosen = true
	}
	v.URL, v.AllURL, v.AllTicked = v.AllURL, "", true
}

func (v *MergeView) candidates(ctx context.Context, m swot.Merging, chosen []string) {
	offices := map[string]bool{}
	v.Offices = []ui.Option{{Label: i18n.T(ctx, "All offices")}}
	for _, s := range m.Sources {
		if s.OfficeSlug != "" && !offices[s.OfficeSlug] {
			offices[s.OfficeSlug] = true
			v.Offices = append(v.Offices, ui.Option{Value: s.OfficeSlug, Label: s.OfficeName})
		}
		c := Candidate{ID: s.ID.String(), Text: s.Text, Evidence: s.Evidence, From: fromOf(s), Analysis: s.AnalysisTitle, Office: s.OfficeSlug, Quadrant: string(s.Quadrant),
			URL: link.ItemAnchor(m.Seat.Slug, s.Analysis, s.ID), Chosen: slices.Contains(chosen, s.ID.String())}
		if s.Counted {
			c.Votes = s.Votes
		}
		v.All++
		used := s.JointID != uuid.Nil
		if !used {
			v.Unused++
		}
		if !v.Filter.takes(s) && !c.Chosen {
			continue
		}
		v.Shown++
		for n := range v.Columns {
			if col := &v.Columns[n]; col.Key == c.Quadrant && used {
				c.JointURL = "#joint-" + s.JointID.String()
				col.Used = append(col.Used, c)
			} else if col.Key == c.Quadrant {
				if c.Chosen && v.Form.Text == "" {
					v.Form.Text = c.Text
				}
				col.Items = append(col.Items, c)
			}
		}
	}
	slices.SortFunc(v.Offices[1:], func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
}

func suggestion(ctx context.Context, m swot.Merging, f MergeFilter, alike swot.Alike) Suggestion {
	var s Suggestion
	q := f.query()
	q.Set("suggest", "1")
	for _, x := range alike.Items {
		item := SuggestedItem{Text: x.Source.Text, From: fromOf(x.Source), Heading: string(x.Source.Quadrant)}
		if x.Percent > 0 {
			item.Why = i18n.T(ctx, "%d\u00a0%% of the letters agree.", x.Percent)
			if len(x.Words) > 0 {
				item.Why = i18n.T(ctx, "Both say: %s. %s", strings.Join(x.Words, ", "), item.Why)
			}
		}
		s.Items = append(s.Items, item)
		q.Add("items", x.Source.ID.String())
		s.IDs = strings.TrimSpace(s.IDs + " " + x.Source.ID.String())
	}
	s.SelectURL = link.Merging(m.Seat.Slug, m.Analysis.ID, q, "make")
	return s
}

// asChoice is enough of a text to recognise it in a list of choices.
func asChoice(text string) string { return beginning(strings.Join(strings.Fields(text), " "), 80, 80) }
