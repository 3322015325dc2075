package consultation

import (
	"testing"
	"time"

	"meridian/internal/notice"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func (h *hall) window(in NewWindow) (uuid.UUID, error) {
	h.Helper()
	if in.Closes == "" {
		in.Closes = "2026-03-16T17:00"
	}
	done, err := h.desk.OpenWindow(h.Context(), h.as("io"), h.strategy, in)
	return done.ID, err
}

func (h *hall) take(who string, in NewPosition) error {
	h.Helper()
	_, err := h.desk.Take(h.Context(), h.as(who), h.strategy, in)
	return err
}

func (h *hall) row(who, office string) (Row, bool) {
	h.Helper()
	v, err := h.desk.Hearing(h.Context(), h.as(who), h.strategy)
	h.must(err)
	for _, r := range v.Rows {
		if r.Office.Slug == office {
			return r, true
		}
	}
	return Row{}, false
}

func TestWindow(t *testing.T) {
	h := newHall(t)
	for _, one := range []struct {
		name  string
		in    NewWindow
		field string
	}{
		{"no end", NewWindow{Closes: "soon"}, "closes"},
		{"over before it begins", NewWindow{Opens: "2026-03-10T09:00", Closes: "2026-03-09T09:00"}, "closes"},
		{"in the past", NewWindow{Opens: "2026-01-01T09:00", Closes: "2026-02-01T09:00"}, "closes"},
		{"an office of nobody", NewWindow{Offices: []string{"nobody"}}, "offices"},
		{"a section of another strategy", NewWindow{Sections: []string{uuid.NewString()}}, "sections"},
	} {
		_, err := h.window(one.in)
		if h.want(err, problem.Invalid, one.name); problem.Of(err).Field != one.field {
			t.Errorf("%s: the field is %q", one.name, problem.Of(err).Field)
		}
	}
	for _, who := range []string{"sm", "drafter", "head", "adviser"} {
		_, err := h.desk.OpenWindow(t.Context(), h.as(who), h.strategy, NewWindow{Closes: "2026-03-16T17:00"})
		h.want(err, problem.Refused, who+" opens")
	}
	in := NewWindow{ID: uuid.NewString(), Closes: "2026-03-16T17:00:00Z", Offices: []string{"library"}}
	_, err := h.window(in)
	h.must(err)
	_, err = h.window(in)
	h.must(err) // the same form twice
	_, err = h.window(NewWindow{})
	h.want(err, problem.Conflict, "a second one")
	h.strike(in.ID)
	if h.told("head")[notice.Window] != 1 || h.told("finance")[notice.Window] != 0 {
		t.Errorf("told: %v, %v", h.told("head"), h.told("finance"))
	}
	h.clock = h.clock.Add(time.Hour)
	_, err = h.desk.EndWindow(t.Context(), h.as("io"), h.strategy)
	h.must(err)
	_, err = h.desk.EndWindow(t.Context(), h.as("io"), h.strategy)
	h.want(err, problem.Conflict, "ended twice")
	_, err = h.window(NewWindow{})
	h.must(err)
}

func TestPositions(t *testing.T) {
	h := newHall(t)
	agree := NewPosition{Office: "library", Stand: "consent"}
	h.want(h.take("head", agree), problem.Conflict, "without a window")
	_, err := h.window(NewWindow{Offices: []string{"library", "international"}, Sections: []string{h.section.String()}})
	h.must(err)
	h.want(h.take("finance", NewPosition{Office: "finance", Stand: "consent"}), problem.Invalid, "an office that is not asked")
	h.want(h.take("finance", agree), problem.Refused, "another office's")
	h.want(h.take("sm", agree), problem.Refused, "senior management")
	h.want(h.take("head", NewPosition{Office: "library", Stand: "objection"}), problem.Invalid, "an objection without a reason")
	h.want(h.take("head", NewPosition{Office: "library", Stand: "perhaps"}), problem.Invalid, "an unknown position")
	h.want(h.take("io", agree), problem.Invalid, "on behalf, without a source")
	// Somebody of the office proposes, and that is not yet its position.
	h.must(h.take("clerk", NewPosition{Office: "library", Stand: "objection", Reason: "Nights are ours."}))
	if r, _ := h.row("io", "library"); len(r.Now) != 0 || len(r.Proposal) != 0 || r.Said != 0 {
		t.Errorf("what was proposed is seen by others: %+v", r)
	}
	if r, _ := h.row("head", "library"); r.Proposal[uuid.Nil].Reason != "Nights are ours." {
		t.Errorf("the head sees %+v", r.Proposal)
	}
	h.must(h.take("head", NewPosition{Office: "library", Stand: "objection", Reason: "Nights are ours.", Remedy: "Ask us."}))
	h.must(h.take("head", NewPosition{Office: "library", Section: h.section.String(), Stand: "none"}))
	r, _ := h.row("io", "library")
	if r.Now[uuid.Nil].Stand != Objects || r.Now[h.section].Stand != NothingToAdd || r.Said != 1 || r.Unanswered != 1 {
		t.Errorf("it stands as %+v", r)
	}
	v, err := h.desk.Look(t.Context(), h.as("io"), h.strategy)
	h.must(err)
	if len(v.Contributions) != 1 || v.Contributions[0].Kind != Objection || v.Contributions[0].Thread.Text != "Nights are ours.\n\nAsk us." {
		t.Errorf("the answers have %+v", v.Contributions)
	}
	// The international office may enter what was said elsewhere; the office is told and can correct it.
	h.must(h.take("io", NewPosition{Office: "library", Stand: "consent", Source: "call", SourceDate: "2026-03-01"}))
	if r, _ = h.row("sm", "library"); r.Now[uuid.Nil].Stand != Consent || r.Now[uuid.Nil].Source != "call" || len(r.All) != 3 || h.told("head")[notice.Entered] != 1 {
		t.Errorf("entered, it stands as %+v", r)
	}
	h.clock = time.Date(2026, 3, 16, 17, 0, 0, 0, time.UTC)
	h.want(h.take("head", agree), problem.Conflict, "a second too late")
	late := h.say("clerk", "library", "Too late?")
	if c, _ := h.sees("io", late); !c.Late {
		t.Error("a late comment is not marked")
	}
}
