package swotweb

import (
	"meridian/internal/link"
	"meridian/internal/swot"
)

// Controls are what whoever runs an analysis has at hand beside its phases.
type Controls struct {
	Timer      string // where the timer is set; "" where there is nothing left to time
	Running    bool   // a timer runs
	Minutes    int    // that the last one ran
	Error      string // what is wrong with the minutes
	Show       string // where the items are shown; "" when none wait for it
	PresentURL string
}

func controlsOf(v swot.View) *Controls {
	slug, id := v.Seat.Slug, v.Analysis.ID
	c := &Controls{
		Minutes: v.Analysis.TimerMinutes, PresentURL: link.AnalysisDo(slug, id, "present"),
		Running: v.Analysis.TimerUntil != nil && v.Analysis.TimerUntil.After(v.Pulse.At),
	}
	if v.Analysis.Phase != swot.Closed || c.Running {
		c.Timer = link.AnalysisDo(slug, id, "timer")
	}
	if c.Minutes == 0 {
		c.Minutes = 10
	}
	if v.Analysis.MayReveal() {
		c.Show = link.AnalysisDo(slug, id, "reveal")
	}
	return c
}
