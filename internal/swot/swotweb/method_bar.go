package swotweb

import (
	"context"
	"slices"
	"strings"
	"time"

	"meridian/internal/link"
	"meridian/internal/swot"
	"meridian/web/ui"
)

// MethodBar is what stands above a board: how far the analysis is, what is asked now, and who was heard.
type MethodBar struct {
	Plain        bool // a board on which everybody just writes: nothing but who was heard
	Phases       []PhaseStop
	Instructions []string // paragraphs
	Usual        string   // what is asked in the phase where it has no instructions of its own
	ResultsURL   string   // of a closed analysis, with OptionsURL
	OptionsURL   string
	MaySetUp     bool // and not only read how it works
	Due          *DueDay
	Begin        *ui.Confirmation // the phase that comes next, for those who may begin it
	Others       []ui.Option      // the other phases that they may begin
	PhaseURL     string
	From         string // the phase that the page shows
	Undo         *PhaseUndo
	Tabs         []Tab
	SetUpURL     string // "" leaves the link out
	Pulse        Pulse
	Controls     *Controls // nil for those who do not run the analysis
	Withheld     bool      // the offices are not named: that would tell who has written
	Silent       []string
	NudgeURL     string // "" leaves the names and the button out
	Own          *OwnAnswer
}

// PhaseStop is one phase on the way.
type PhaseStop struct {
	Label         string
	Current, Past bool
}

// DueDay is until when a phase goes.
type DueDay struct {
	ISO, Text string
	Past      bool
}

// PhaseUndo takes back that the reader began the phase.
type PhaseUndo struct {
	URL, Text   string
	AtISO, When string
}

// OwnAnswer is what the reader's office has said of itself.
type OwnAnswer struct {
	URL, Office string
	Ready       bool
	Unsigned    bool // nobody sees that it has written
	Open        bool
	Nothing     []NothingBox
}

// NothingBox is a heading for which an office may have nothing.
type NothingBox struct {
	Key, Heading string
	Checked      bool
}

// barOf makes the bar above a board for one viewer.
func barOf(ctx context.Context, v swot.View, quadrants []Quadrant) MethodBar {
	a, m, slug := v.Analysis, v.Method, v.Seat.Slug
	runs, plan := swot.MayRun(v.Seat.Actor, a), m.Plans[a.Phase]
	bar := MethodBar{
		Plain: a.Phase == swot.Collecting && !runs && plan.Instructions == "" && plan.DueOn == nil && a.Reveal == swot.RevealAtOnce && a.ItemLimit == nil,
		From:  string(a.Phase),
	}
	if a.Phase == swot.Collecting {
		bar.hearing(v)
		bar.own(v, quadrants)
	}
	if bar.Plain {
		return bar
	}
	current := slices.Index(swot.Phases, a.Phase)
	for n, phase := range swot.Phases {
		bar.Phases = append(bar.Phases, PhaseStop{Label: PhaseLabel(ctx, phase), Current: n == current, Past: n < current})
	}
	if bar.Instructions = paragraphs(plan.Instructions); len(bar.Instructions) == 0 {
		bar.Usual = usual(ctx, a.Phase, runs, swot.MayVote(v.Seat.Actor, a))
	}
	if a.Phase == swot.Closed {
		bar.ResultsURL, bar.OptionsURL = link.AnalysisDo(slug, a.ID, tabResults), link.Options(slug, a.ID)
	}
	if plan.DueOn != nil {
		bar.Due = &DueDay{ISO: plan.DueOn.Format(time.DateOnly), Text: plan.DueOn.Format("2 January 2006"), Past: plan.DueOn.Before(m.Today)}
	}
	bar.Tabs = tabs(ctx, slug, a, tabBoard)
	if runs {
		bar.run(ctx, v, current)
	}
	return bar
}

// hearing says how many offices were heard, and to those who may see it which were not.
func (bar *MethodBar) hearing(v swot.View) {
	h := v.Method.Hearing
	if v.Analysis.Scope == swot.ScopeInstitution {
		bar.Withheld = h.Withheld
	}
	if !swot.MaySeeSilent(v.Seat.Actor, v.Analysis) || h.Heard == h.Asked {
		return
	}
	bar.NudgeURL = link.AnalysisDo(v.Seat.Slug, v.Analysis.ID, "nudge")
	for _, o := range h.Silent {
		bar.Silent = append(bar.Silent, o.Name)
	}
}

func (bar *MethodBar) own(v swot.View, quadrants []Quadrant) {
	if !swot.MayAnswer(v.Seat.Actor, v.Analysis) {
		return
	}
	answer := v.Method.Hearing.Answer(v.Seat.Office)
	bar.Own = &OwnAnswer{URL: link.AnalysisDo(v.Seat.Slug, v.Analysis.ID, "ready"), Office: v.Seat.OfficeName, Ready: answer.Ready, Unsigned: v.Analysis.Anonymous()}
	for _, q := range quadrants {
		bar.Own.Nothing = append(bar.Own.Nothing, NothingBox{Key: q.Key, Heading: q.Heading, Checked: slices.Contains(answer.Nothing, swot.Quadrant(q.Key))})
	}
}

// run adds what only those get who run the analysis.
func (bar *MethodBar) run(ctx context.Context, v swot.View, current int) {
	a, slug := v.Analysis, v.Seat.Slug
	bar.SetUpURL, bar.MaySetUp = link.AnalysisDo(slug, a.ID, "setup"), swot.MaySetUp(v.Seat.Actor, a)
	bar.PhaseURL = link.AnalysisDo(slug, a.ID, "phase")
	if current+1 < len(swot.Phases) {
		next := swot.Phases[current+1]
		bar.Begin = &ui.Confirmation{Label: beginLabel(ctx, next), Question: beginQuestion(ctx, next), Yes: beginLabel(ctx, next),
			Action: bar.PhaseURL, Fields: []string{"phase", string(next), "from", string(a.Phase)}}
	}
	for n, phase := range swot.Phases {
		if n != current && n != current+1 {
			bar.Others = append(bar.Others, ui.Option{Value: string(phase), Label: PhaseLabel(ctx, phase)})
		}
	}
	if v.Method.CanUndo(v.Seat.Membership) {
		s := v.Method.Begun
		bar.Undo = &PhaseUndo{URL: link.Step(slug, a.ID, s.ID), Text: youBegan(ctx, a.Phase), AtISO: s.DoneAt.UTC().Format(time.RFC3339), When: Day(s.DoneAt)}
	}
}

// paragraphs parts a text at its empty lines.
func paragraphs(s string) []string {
	if s == "" {
		return nil
	}
	return slices.DeleteFunc(strings.Split(s, "\n\n"), func(p string) bool { return strings.TrimSpace(p) == "" })
}
