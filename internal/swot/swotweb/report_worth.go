package swotweb

import (
	"context"
	"strings"
	"unicode/utf8"

	"meridian/internal/i18n"
	"meridian/internal/swot"
)

// worth collects what somebody should look at before the report goes on.
func (v *ReportView) worth(ctx context.Context, r swot.Report) {
	if v.NoItems || r.Hidden != nil { // what is not shown may be what seems to be missing
		return
	}
	say := func(text string) { v.Worth = append(v.Worth, text) }
	for _, q := range r.Empty {
		say(i18n.T(ctx, "Nothing stands under “%s”.", headingOf(ctx, string(q))))
	}
	if silent := r.Take.Asked - r.Take.Heard; silent > 0 {
		say(i18n.N(ctx, "One office was not heard.", "%d offices were not heard.", silent))
	}
	disputed, open, incomplete := 0, 0, 0
	for _, x := range r.ByVotes {
		for _, s := range x.Parts {
			if s.Quadrant != x.Quadrant {
				disputed++
				break
			}
		}
	}
	if disputed > 0 {
		say(i18n.N(ctx, "One joint item was put under different headings by its offices.", "%d joint items were put under different headings by their offices.", disputed))
	}
	if len(v.Important) > 0 {
		say(i18n.N(ctx, "On the importance of one item offices are far apart.", "On the importance of %d items offices are far apart.", len(v.Important)))
	}
	if pairs := v.Matrix.apart(); len(pairs) > 0 {
		say(i18n.T(ctx, "What meets what: people see these very differently: %s.", strings.Join(pairs, ", ")))
	}
	for _, k := range v.Options {
		for _, o := range k.Options {
			if len(o.Worth) > 0 {
				incomplete++
			}
		}
	}
	if incomplete > 0 {
		say(i18n.N(ctx, "One option lacks something; it says what.", "%d options lack something; they say what.", incomplete))
	}
	for _, i := range swot.Unused(r.Items, r.View.Options) {
		if i.Shortlisted {
			open++
		}
	}
	if open > 0 && len(v.Options) > 0 {
		say(i18n.N(ctx, "One item of the short list is used by no option.", "%d items of the short list are used by no option.", open))
	}
}

// apart lists the meetings that people see very differently, by their signs.
func (m *ReportMatrix) apart() []string {
	if m == nil {
		return nil
	}
	var list []string
	for _, row := range m.Rows {
		for n, c := range row.Cells {
			if c.Apart {
				list = append(list, row.Sign+" × "+m.Columns[n].Sign)
			}
		}
	}
	return list
}

// initial is the first letter of a word, as a capital.
func initial(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return strings.ToUpper(word[:n])
}
