package swotweb

import (
	"context"
	"strconv"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/sheet"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// reportSheets are the report as the sheets of a workbook.
func reportSheets(ctx context.Context, r swot.Report) []sheet.Sheet {
	v := reportOf(ctx, r)
	sheets := []sheet.Sheet{summarySheet(ctx, v), itemsSheet(ctx, r), optionsSheet(ctx, v)}
	if v.Matrix != nil {
		sheets = append(sheets, matrixSheet(ctx, *v.Matrix))
	}
	return append(sheets, participationSheet(ctx, r))
}

func summarySheet(ctx context.Context, v ReportView) sheet.Sheet {
	s := sheet.Sheet{Name: i18n.T(ctx, "Summary"), Header: []string{i18n.T(ctx, "Analysis"), v.Title}}
	row := func(label, text string) { s.Rows = append(s.Rows, []string{label, text}) }
	row(i18n.T(ctx, "Institution"), v.Institution)
	row(i18n.T(ctx, "Asked"), v.Scope)
	row(i18n.T(ctx, "Time"), v.Period)
	row(i18n.T(ctx, "As of"), v.Today)
	if v.Blind != "" {
		row(i18n.T(ctx, "Not all"), v.Blind)
	}
	row(i18n.T(ctx, "Method"), strings.Join(v.Method, " "))
	for _, l := range v.Phases {
		row(l.Label, l.Days)
	}
	row(i18n.T(ctx, "Participation"), v.Heard)
	for _, h := range v.Headings {
		for n, x := range h.Items {
			label := h.Heading
			if n > 0 {
				label = ""
			}
			row(label, x.Text)
		}
	}
	for n, w := range v.Worth {
		label := i18n.T(ctx, "Worth checking")
		if n > 0 {
			label = ""
		}
		row(label, w)
	}
	return s
}

func itemsSheet(ctx context.Context, r swot.Report) sheet.Sheet {
	s := sheet.Sheet{Name: i18n.T(ctx, "Items"), Numbers: []int{4, 5, 6}, Header: []string{i18n.T(ctx, "Office"), i18n.T(ctx, "Heading"), i18n.T(ctx, "Item"), i18n.T(ctx, "Evidence"),
		i18n.T(ctx, "Votes"), i18n.T(ctx, "Rank"), i18n.T(ctx, "Offices behind a joint item"), i18n.T(ctx, "Names of these offices"), i18n.T(ctx, "Part of the joint item"), i18n.T(ctx, "Short list")}}
	for _, f := range swot.Frames {
		s.Header = append(s.Header, i18n.Say(ctx, f.Label))
	}
	texts := map[uuid.UUID]string{}
	for _, x := range r.ByVotes {
		texts[x.ID] = x.Text
	}
	add := func(i swot.Item, rank int) {
		row := []string{i.OfficeName, headingOf(ctx, string(i.Quadrant)), i.Text, i.Evidence, "", "", "", strings.Join(swot.PartOffices(i), ", "), texts[i.JointID], ""}
		if r.Analysis.Phase == swot.Closed && i.JointID == uuid.Nil {
			row[4] = strconv.Itoa(i.Votes)
		}
		if rank > 0 && r.Counted {
			row[5] = strconv.Itoa(rank)
		}
		if i.Joint && i.Offices > 0 {
			row[6] = strconv.Itoa(i.Offices)
		}
		if i.Shortlisted {
			row[9] = i18n.T(ctx, "yes")
		}
		for _, f := range swot.Frames {
			theme, _ := r.Groups.Theme(i.ID, f.Frame)
			if f.Frame != swot.FrameOwn && theme.Name != "" {
				theme.Name = i18n.Say(ctx, theme.Name)
			}
			row = append(row, theme.Name)
		}
		s.Rows = append(s.Rows, row)
	}
	for _, x := range r.ByVotes {
		add(x.Item, x.Rank)
	}
	for _, i := range r.Items {
		if !i.Withdrawn() && i.JointID != uuid.Nil {
			add(i, 0)
		}
	}
	return s
}

// optionsSheet has a row for each item that an option uses: a cell could not hold all of them.
func optionsSheet(ctx context.Context, v ReportView) sheet.Sheet {
	s := sheet.Sheet{Name: i18n.T(ctx, "Options"), Header: []string{i18n.T(ctx, "What it does"), i18n.T(ctx, "Option"), i18n.T(ctx, "Heading"), i18n.T(ctx, "Item that it uses"), i18n.T(ctx, "Worth checking")}}
	for _, k := range v.Options {
		for _, o := range k.Options {
			worth := strings.Join(o.Worth, "; ")
			for _, u := range o.Uses {
				s.Rows = append(s.Rows, []string{k.Heading, o.Text, headingOf(ctx, u.Quadrant), u.Text, worth})
			}
			if len(o.Uses) == 0 {
				s.Rows = append(s.Rows, []string{k.Heading, o.Text, "", "", worth})
			}
		}
	}
	return s
}

func matrixSheet(ctx context.Context, m ReportMatrix) sheet.Sheet {
	s := sheet.Sheet{Name: i18n.T(ctx, "What meets what"), Numbers: []int{2, 3, 4}, Header: []string{i18n.T(ctx, "From inside"), i18n.T(ctx, "From outside"),
		i18n.T(ctx, "Mean"), i18n.T(ctx, "Spread"), i18n.T(ctx, "People")}}
	for _, row := range m.Rows {
		for n, c := range row.Cells {
			cells := []string{row.Item.Text, m.Columns[n].Item.Text, "", "", strconv.Itoa(c.N)}
			if c.N > 0 {
				cells[2], cells[3] = strings.NewReplacer("−", "-", "+", "").Replace(c.Mean), c.Spread
			}
			s.Rows = append(s.Rows, cells)
		}
	}
	return s
}

func participationSheet(ctx context.Context, r swot.Report) sheet.Sheet {
	s := sheet.Sheet{Name: i18n.T(ctx, "Participation"), Header: []string{i18n.T(ctx, "Office"), i18n.T(ctx, "How")},
		Rows: [][]string{{i18n.T(ctx, "All that are asked"), heardWords(ctx, r.Take)}}}
	add := func(names []string, how string) {
		for _, name := range names {
			s.Rows = append(s.Rows, []string{name, how})
		}
	}
	add(officeNames(r.Take.Named), i18n.T(ctx, "heard"))
	add(officeNames(r.Take.Beside), i18n.T(ctx, "wrote without being asked"))
	add(officeNames(r.Take.Silent), i18n.T(ctx, "not heard yet"))
	add(r.Take.Through, i18n.T(ctx, "behind joint items"))
	return s
}
