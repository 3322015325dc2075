package swot

import (
	"testing"
	"time"

	"meridian/internal/live"
	"meridian/internal/problem"
)

func TestTimer(t *testing.T) {
	w := newWorld(t)
	for minutes, kind := range map[int]problem.Kind{-1: problem.Invalid, 241: problem.Invalid, 1 << 31: problem.Invalid} {
		w.unchanged(w.wide, func() { w.wantKind(second(w.board.SetTimer(t.Context(), w.as("io"), w.wide, minutes)), kind) })
	}
	for _, who := range []string{"registrar", "sm", "body", "adviser"} {
		w.unchanged(w.wide, func() {
			w.wantKind(second(w.board.SetTimer(t.Context(), w.as(who), w.wide, 5)), problem.Refused)
			w.wantKind(second(w.board.Present(t.Context(), w.as(who), w.wide, "threat")), problem.Refused)
		})
	}
	w.wantKind(second(w.board.SetTimer(t.Context(), w.as("io abroad"), w.wide, 5)), problem.NotFound)
	k := live.Key{Institution: w.here.ID, ID: w.wide}
	for _, minutes := range []int{240, 7} {
		before := w.view("io", w.wide)
		done, err := w.board.SetTimer(t.Context(), w.as("io"), w.wide, minutes)
		w.must(err)
		v := w.view("registrar", w.wide)
		a := v.Analysis
		left := a.TimerUntil.Sub(v.Pulse.At)
		if want := time.Duration(minutes) * time.Minute; left > want || left < want-5*time.Second || a.TimerMinutes != minutes {
			t.Errorf("%d minutes: %v are left of %d", minutes, left, a.TimerMinutes)
		}
		if done.Live != before.Analysis.Live+1 || a.Pulse != done.Live || a.Epoch != before.Analysis.Epoch {
			t.Errorf("version %d, pulse %d, epoch %d", done.Live, a.Pulse, a.Epoch)
		}
		n, err := w.board.Changes(t.Context(), k, before.Analysis.Live, v.Watcher())
		if err != nil || n.Pulse == nil || len(n.Items) > 0 || n.Version != done.Live || n.Analysis.TimerUntil == nil {
			t.Errorf("the open boards are told %+v, %v", n, err)
		}
	}
	w.must(second(w.board.SetTimer(t.Context(), w.as("io"), w.wide, 0)))
	if a := w.view("io", w.wide).Analysis; a.TimerUntil != nil || a.TimerMinutes != 0 {
		t.Errorf("stopped, it runs until %v", a.TimerUntil)
	}
}

func TestPresenting(t *testing.T) {
	w := newWorld(t)
	w.unchanged(w.wide, func() {
		w.wantKind(second(w.board.Present(t.Context(), w.as("io"), w.wide, "somewhere")), problem.Invalid)
	})
	for _, show := range []string{"threat", "strength", ""} {
		done, err := w.board.Present(t.Context(), w.as("io"), w.wide, show)
		w.must(err)
		if a := w.view("body", w.wide).Analysis; a.Presenting != show || a.Pulse != done.Live {
			t.Errorf("%q is shown, the pulse is %d of %d", a.Presenting, a.Pulse, done.Live)
		}
	}
	w.must(second(w.board.Present(t.Context(), w.as("library"), w.library, "weakness"))) // an office runs its own analysis
}
