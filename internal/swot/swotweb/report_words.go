package swotweb

import (
	"context"
	"time"

	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/swot"
)

const dayForm = "2 January 2006"

// methodWords say in plain sentences how the analysis went its way.
func methodWords(ctx context.Context, r swot.Report) []string {
	a := r.Analysis
	words := []string{authorsText(ctx, a.Authors)}
	switch a.Reveal {
	case swot.RevealAfterOwn:
		words = append(words, i18n.T(ctx, "Nobody saw what others wrote before writing something of their own."))
	case swot.RevealTogether:
		words = append(words, i18n.T(ctx, "What was written was shown to everybody at the same time."))
	}
	if a.Phase == swot.Voting || a.Phase == swot.Closed {
		words = append(words, votingWords(ctx, r)...)
	}
	if n := len(a.Facilitators); n > 0 {
		words = append(words, i18n.N(ctx, "One facilitator is named to run it.", "%d facilitators are named to run it.", n))
	}
	return words
}

func votingWords(ctx context.Context, r swot.Report) []string {
	a := r.Analysis
	if a.Phase == swot.Closed && r.Turnout == (swot.Turnout{Of: r.Turnout.Of}) {
		return []string{i18n.T(ctx, "Nobody has voted.")}
	}
	dots := i18n.N(ctx, "Each office has one dot to give.", "Each office has %d dots to give.", a.Dots)
	if a.DotsPer == swot.PerPerson {
		dots = i18n.N(ctx, "Each person has one dot to give.", "Each person has %d dots to give.", a.Dots)
	}
	several := i18n.T(ctx, "Several dots may go to one item, and nobody sees the dots of others before the voting ends.")
	if !a.Cumulative {
		several = i18n.T(ctx, "An item takes one dot of each, and nobody sees the dots of others before the voting ends.")
	}
	words := []string{dots, several}
	if a.Importance {
		words = append(words, i18n.T(ctx, "A second question asks how important an item is, from 1 to 5."))
	}
	return append(words, turnoutOf(ctx, r.Turnout, a.DotsPer == swot.PerPerson))
}

// phaseLines are the phases with their days.
func phaseLines(ctx context.Context, r swot.Report) []PhaseLine {
	var list []PhaseLine
	for _, b := range r.Begun {
		l := PhaseLine{Label: PhaseLabel(ctx, b.Phase), Days: i18n.T(ctx, "from %s", b.Day.Format(dayForm))}
		if b.Phase == swot.Closed {
			l.Days = b.Day.Format(dayForm)
		} else if due := r.Method.Plans[b.Phase].DueOn; due != nil {
			l.Days = i18n.T(ctx, "from %s, asked for by %s", b.Day.Format(dayForm), due.Format(dayForm))
		}
		list = append(list, l)
	}
	return list
}

// period says from when to when the analysis went.
func period(ctx context.Context, r swot.Report) string {
	from := r.Opened.Format(dayForm)
	if r.Analysis.Phase != swot.Closed {
		return i18n.T(ctx, "Opened on %s, not closed yet", from)
	}
	return i18n.T(ctx, "%s to %s", from, lastDay(r).Format(dayForm))
}

func lastDay(r swot.Report) time.Time { return r.Begun[len(r.Begun)-1].Day }

// heardWords say who took part.
func heardWords(ctx context.Context, p swot.Participation) string {
	words := i18n.T(ctx, "%d of %d offices were heard.", p.Heard, p.Asked)
	switch {
	case p.Asked == 1 && p.Heard == 1:
		words = i18n.T(ctx, "The office that is asked was heard.")
	case p.Asked == 1:
		words = i18n.T(ctx, "The office that is asked was not heard yet.")
	}
	if p.Withheld {
		words += " " + i18n.T(ctx, "Fewer than five have written, and nobody can see who wrote what. So no office is named here.")
	}
	return words
}

func officeNames(list []institution.Office) []string {
	var names []string
	for _, o := range list {
		names = append(names, o.Name)
	}
	return names
}

// choiceWords are the title of the items that a report shows, and what it leaves out.
func choiceWords(ctx context.Context, r swot.Report) (title, lead string) {
	switch r.Choice {
	case swot.ChoiceShort:
		return i18n.T(ctx, "The short list"), i18n.T(ctx, "The few points that were chosen. The Excel file has all items.")
	case swot.ChoiceFirst:
		return i18n.T(ctx, "What the votes put first"), i18n.T(ctx, "The first %d of each heading; items that share the last place are all here. The Excel file has all items.", swot.ReportFirst)
	}
	return i18n.T(ctx, "Items"), i18n.T(ctx, "In the order of the board: neither votes nor a short list have chosen among them.")
}
