package swotweb

import (
	"context"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ReportView is the page of the report.
type ReportView struct {
	Page                      ui.Page
	Head                      Head
	URL, Events, XLSX, JSON   string
	Live                      int64
	Institution, Title, Scope string
	Period, Today             string
	Blind                     string // that not all is shown yet; else ""
	NoItems                   bool
	Method                    []string
	Phases                    []PhaseLine
	Heard                     string
	Offices                   []OfficeLine
	ItemsTitle, ItemsLead     string
	Headings                  []ReportHeading
	Important                 []RatedRow // that voters see most differently
	Frames                    []ReportFrame
	Joints                    []ReportJoint
	Matrix                    *ReportMatrix
	Options                   []OptionSection // those of a kind without any are left out
	Unused                    []ReportHeading
	UnusedWords               string
	Worth                     []string // what is worth checking
}

// PhaseLine is a phase with its days.
type PhaseLine struct{ Label, Days string }

// OfficeLine is a list of offices and what they have in common.
type OfficeLine struct {
	Label string
	Names []string
}

// ReportHeading is a heading with items. More says how many are left out, or is ""; None why there are none.
type ReportHeading struct {
	Key, Heading, More, None string
	Items                    []ReportItem
}

// ReportItem is an item as it is printed.
type ReportItem struct {
	Text, Evidence, By string
	Rank, Tied, Dots   string // "" where there are none
	Quadrant, Heading  string
}

// ReportFrame is a frame that is in use, with its themes.
type ReportFrame struct {
	Label  string
	Themes []ReportTheme
}

// ReportTheme is a theme with those of its items that the report shows; Count says how many it has.
type ReportTheme struct {
	Name, Count string
	Items       []ReportItem
}

// ReportJoint is a joint item with who stands behind it.
type ReportJoint struct {
	ReportItem
	Offices []string
	Reason  string
}

// ReportMatrix is what meets what; the outside items stand in the columns by their signs.
type ReportMatrix struct {
	Heard   string
	Columns []ReportSign
	Rows    []ReportRow
}

// ReportSign is an item with the short sign by which a table names it.
type ReportSign struct {
	Sign string
	Item Use
	Sum  string
}

// ReportRow is an inside item with its means.
type ReportRow struct {
	ReportSign
	Cells []ResultCell
}

func reportOf(ctx context.Context, r swot.Report) ReportView {
	slug, a := r.Seat.Slug, r.Analysis
	v := ReportView{
		Head: head(ctx, slug, a, tabReport, i18n.T(ctx, "Report"), i18n.T(ctx, "One page to read, to print or to take along: how it was done, who took part, and what came out.")),
		URL:  link.AnalysisDo(slug, a.ID, tabReport), Events: link.AnalysisEvents(slug, a.ID), Live: a.Live,
		XLSX: link.AnalysisDo(slug, a.ID, tabReport+".xlsx"), JSON: link.AnalysisExport(slug, a.ID, ".json"),
		Institution: r.Seat.InstitutionName, Title: a.Title, Scope: asksWhom(ctx, a), Period: period(ctx, r), Today: r.Method.Today.Format(dayForm),
		NoItems: len(r.ByVotes) == 0, Method: methodWords(ctx, r), Phases: phaseLines(ctx, r), Heard: heardWords(ctx, r.Take),
	}
	if r.Hidden != nil {
		v.Blind = i18n.T(ctx, "Items of others are not shown yet. Until they are, this report holds only what you may see.")
	}
	line := func(label string, names []string) {
		if len(names) > 0 {
			v.Offices = append(v.Offices, OfficeLine{Label: label, Names: names})
		}
	}
	line(i18n.T(ctx, "Heard"), officeNames(r.Take.Named))
	line(i18n.T(ctx, "Wrote without being asked"), officeNames(r.Take.Beside))
	line(i18n.T(ctx, "Not heard yet"), officeNames(r.Take.Silent))
	line(i18n.T(ctx, "Behind the joint items"), r.Take.Through)
	v.ItemsTitle, v.ItemsLead = choiceWords(ctx, r)
	shown := map[uuid.UUID]bool{}
	for _, h := range r.Headings {
		out := ReportHeading{Key: string(h.Quadrant), Heading: headingOf(ctx, string(h.Quadrant)), None: i18n.T(ctx, "None.")}
		if h.More > 0 && r.Choice == swot.ChoiceFirst {
			out.None = i18n.N(ctx, "The one item here got no dots.", "None of the %d items here got any dots.", h.More)
		} else if h.More > 0 {
			out.None = i18n.N(ctx, "The one item here is not on the short list.", "None of the %d items here is on the short list.", h.More)
		}
		for _, x := range h.Items {
			shown[x.ID] = true
			out.Items = append(out.Items, reportItem(ctx, r, x))
		}
		if h.More > 0 && r.Choice == swot.ChoiceAll {
			out.More = i18n.N(ctx, "1 more in the Excel file", "%d more in the Excel file", h.More)
		}
		v.Headings = append(v.Headings, out)
	}
	for _, x := range r.Important {
		if row := ratedOf(ctx, x, headingOf(ctx, string(x.Quadrant))); row.Apart {
			v.Important = append(v.Important, row)
		}
	}
	v.frames(ctx, r, shown)
	v.joints(ctx, r)
	v.matrix(ctx, r)
	v.options(ctx, r)
	v.worth(ctx, r)
	return v
}

func reportItem(ctx context.Context, r swot.Report, x swot.Result) ReportItem {
	row := rowOf(ctx, x, 1, r.Analysis.DotsPer == swot.PerPerson)
	it := ReportItem{Text: x.Text, Evidence: x.Evidence, By: row.By, Quadrant: string(x.Quadrant), Heading: singular(ctx, x.Quadrant)}
	if r.Counted {
		it.Tied, it.Dots = row.Tied, row.Dots
		if row.Voters != "" {
			it.Dots = i18n.T(ctx, "%s %s", row.Dots, row.Voters)
		}
		if x.Rank > 0 {
			it.Rank = row.Rank
		}
	}
	return it
}

// asksWhom says whose situation an analysis looks at, and who is asked.
func asksWhom(ctx context.Context, a swot.Analysis) string {
	switch {
	case a.Scope == swot.ScopeOffice:
		return i18n.T(ctx, "%s is asked about itself.", a.OfficeName)
	case a.GroupID != nil:
		return i18n.T(ctx, "The offices of %s are asked about the whole institution.", a.GroupName)
	}
	return i18n.T(ctx, "All offices are asked about the whole institution.")
}

func (v *ReportView) frames(ctx context.Context, r swot.Report, shown map[uuid.UUID]bool) {
	for _, f := range swot.Frames {
		out := ReportFrame{Label: i18n.Say(ctx, f.Label)}
		for _, t := range r.Groups.Themes(f.Frame) {
			theme, n := ReportTheme{Name: t.Name}, 0
			if f.Frame != swot.FrameOwn {
				theme.Name = i18n.Say(ctx, t.Name)
			}
			for _, x := range r.ByVotes {
				if in, grouped := r.Groups.Theme(x.ID, f.Frame); grouped && in.Key == t.Key {
					n++
					if shown[x.ID] {
						theme.Items = append(theme.Items, reportItem(ctx, r, x))
					}
				}
			}
			if theme.Count = i18n.N(ctx, "1 item", "%d items", n); n > 0 {
				out.Themes = append(out.Themes, theme)
			}
		}
		if len(out.Themes) > 0 {
			v.Frames = append(v.Frames, out)
		}
	}
}

func (v *ReportView) joints(ctx context.Context, r swot.Report) {
	board := link.Analysis(r.Seat.Slug, r.Analysis.ID)
	for _, x := range r.ByVotes {
		if x.Joint {
			j := ReportJoint{ReportItem: reportItem(ctx, r, x), Offices: swot.PartOffices(x.Item), Reason: x.Reason}
			j.By = jointOf(board, x.Item).tally(ctx)
			v.Joints = append(v.Joints, j)
		}
	}
}

func (v *ReportView) matrix(ctx context.Context, r swot.Report) {
	if !r.Analysis.MatrixShown || !r.Matrix.Chosen() {
		return
	}
	var m MatrixView
	for _, i := range r.Matrix.Inside {
		m.Inside = append(m.Inside, useOf(ctx, r.Seat.Slug, r.Analysis, i))
	}
	for _, i := range r.Matrix.Outside {
		m.Outside = append(m.Outside, useOf(ctx, r.Seat.Slug, r.Analysis, i))
	}
	m.fillResults(ctx, swot.MatrixView{View: r.View})
	out := &ReportMatrix{Heard: heard(ctx, r.Matrix.People, r.Matrix.Offices)}
	n := map[string]int{}
	sign := func(u Use, sum string) ReportSign {
		n[u.Quadrant]++
		return ReportSign{Sign: initial(u.Heading) + strconv.Itoa(n[u.Quadrant]), Item: u, Sum: sum}
	}
	for at, u := range m.Outside {
		out.Columns = append(out.Columns, sign(u, m.ColumnSums[at].Text))
	}
	for _, row := range m.Results {
		out.Rows = append(out.Rows, ReportRow{ReportSign: sign(row.Item, row.Sum.Text), Cells: row.Cells})
	}
	v.Matrix = out
}

func (v *ReportView) options(ctx context.Context, r swot.Report) {
	items := map[uuid.UUID]swot.Item{}
	for _, i := range r.Items {
		items[i.ID] = i
	}
	n := 0
	for _, k := range swot.OptionKinds {
		s := OptionSection{Key: string(k), Heading: kindHeading(ctx, k), Explained: kindExplained(ctx, k)}
		for _, o := range r.View.Options {
			if o.Kind == k && !o.Withdrawn() {
				s.Options = append(s.Options, optionCard(ctx, r.Seat.Slug, r.Analysis, o, items, false))
			}
		}
		if n += len(s.Options); len(s.Options) > 0 {
			v.Options = append(v.Options, s)
		}
	}
	if n == 0 || v.NoItems {
		return
	}
	unused := swot.Unused(r.Items, r.View.Options)
	v.UnusedWords = i18n.T(ctx, "%d of %d items are used by no option. That is worth knowing, and not a fault: some need no answer.", len(unused), len(r.ByVotes))
	if len(unused) == 0 {
		v.UnusedWords = i18n.T(ctx, "Every item is used by an option.")
	}
	for _, g := range useGroups(ctx, r.Seat.Slug, r.Analysis, unused, nil) {
		h := ReportHeading{Key: g.Key, Heading: g.Heading}
		for _, u := range g.Items[:min(len(g.Items), swot.ReportAll)] {
			h.Items = append(h.Items, ReportItem{Text: u.Text, By: u.Behind, Quadrant: u.Quadrant, Heading: u.Heading})
		}
		if more := len(g.Items) - len(h.Items); more > 0 {
			h.More = i18n.N(ctx, "1 more in the Excel file", "%d more in the Excel file", more)
		}
		if len(h.Items) > 0 {
			v.Unused = append(v.Unused, h)
		}
	}
}
