package consultation

import (
	"maps"
	"testing"
	"time"

	"meridian/internal/notice"
	"meridian/internal/problem"
	"meridian/internal/strategy"

	"github.com/google/uuid"
)

// Each moment of a consultation is told once to those whom it concerns, whichever servers look at the clock.
func TestHours(t *testing.T) {
	h := newHall(t)
	in := NewWindow{ID: uuid.NewString(), Opens: h.clock.Add(time.Hour).Format(time.RFC3339), Closes: h.clock.Add(97 * time.Hour).Format(time.RFC3339)}
	_, err := h.window(in)
	h.must(err)
	at := func(hours int) {
		h.clock = h.clock.Add(time.Duration(hours) * time.Hour)
		h.strike(in.ID)
	}
	wants := func(when, who string, want map[notice.Kind]int) {
		t.Helper()
		got := h.told(who)
		delete(got, notice.Entered)
		if !maps.Equal(got, want) {
			t.Errorf("%s, %s was told %v, want %v", when, who, got, want)
		}
	}
	at(0)
	wants("before it opens", "head", map[notice.Kind]int{})
	at(1)
	wants("when it opens", "head", map[notice.Kind]int{notice.Window: 1})
	wants("when it opens", "clerk", map[notice.Kind]int{})

	_, err = h.desk.Say(t.Context(), h.as("clerk"), h.strategy, Saying{Text: "Among us", Held: true})
	h.must(err)
	h.must(h.take("head", NewPosition{Office: "library", Stand: "none"}))
	at(71)
	wants("25 hours before the end", "finance", map[notice.Kind]int{notice.Window: 1})
	at(1)
	wants("24 hours before the end, heard, with something unsent", "head", map[notice.Kind]int{notice.Window: 1, notice.Unsent: 1})
	wants("24 hours before the end, silent", "finance", map[notice.Kind]int{notice.Window: 1, notice.Ending: 1})
	at(23)
	wants("an hour before the end", "finance", map[notice.Kind]int{notice.Window: 1, notice.Ending: 1})
	at(1)
	at(1)
	wants("when it has closed", "finance", map[notice.Kind]int{notice.Window: 1, notice.Ending: 1, notice.Closed: 1})
	if n := h.logs("consultation over"); n != 1 {
		t.Errorf("the log says %d times that it is over", n)
	}
}

// A text that is fixed is kept as a version, and nobody writes in it while the window is open.
func TestFixedText(t *testing.T) {
	h := newHall(t)
	h.clock = time.Now()
	h.write("The first words.")
	in := NewWindow{ID: uuid.NewString(), Closes: h.clock.Add(time.Hour).Format(time.RFC3339), Fixed: true, Questions: "Is it true?\n\n Is it enough? "}
	_, err := h.window(in)
	h.must(err)
	h.strike(in.ID)
	v, err := h.desk.Hearing(t.Context(), h.as("finance"), h.strategy)
	h.must(err)
	if v.Window.Version != 1 || v.Strategy.State != strategy.Consulted || v.Strategy.FixedUntil == nil || len(v.Window.Questions) != 2 || v.Window.Questions[1].Text != "Is it enough?" {
		t.Fatalf("%+v, state %s, fixed until %v", v.Window, v.Strategy.State, v.Strategy.FixedUntil)
	}
	_, err = h.desk.Strategy.TextToWrite(t.Context(), h.as("drafter"), h.strategy, h.section)
	h.want(err, problem.Locked, "a drafter writes")
	id := h.suggest("finance", "first words", "last words")
	_, err = h.desk.TakeUp(t.Context(), h.as("drafter"), h.strategy, id, NewText{Reason: "Yes."})
	h.want(err, problem.Locked, "a drafter takes a suggestion up")

	h.clock = time.Now()
	_, err = h.desk.EndWindow(t.Context(), h.as("io"), h.strategy)
	h.must(err)
	_, err = h.desk.TakeUp(t.Context(), h.as("drafter"), h.strategy, id, NewText{Reason: "Yes."})
	h.must(err)
}

// What answers a question is a remark of the answers to everyone.
func TestQuestions(t *testing.T) {
	h := newHall(t)
	_, err := h.window(NewWindow{Questions: "Is it true?"})
	h.must(err)
	v, err := h.desk.Hearing(t.Context(), h.as("finance"), h.strategy)
	h.must(err)
	question := v.Window.Questions[0].ID
	done, err := h.desk.Say(t.Context(), h.as("finance"), h.strategy, Saying{Question: question.String(), Text: "It is."})
	h.must(err)
	if c, ok := h.sees("io", done.ID); !ok || c.Kind != Remark || c.Of != "Is it true?" || c.Question != question {
		t.Errorf("the answer is %+v", c)
	}
	_, err = h.desk.Say(t.Context(), h.as("finance"), h.strategy, Saying{Question: uuid.NewString(), Text: "It is."})
	h.want(err, problem.NotFound, "a question of nobody")
	_, err = h.desk.Say(t.Context(), h.as("clerk"), h.strategy, Saying{Question: question.String(), Text: "Among us", Held: true})
	h.must(err)
	for who, want := range map[string]int{"finance": 1, "head": 2, "io": 1} {
		if v, err = h.desk.Hearing(t.Context(), h.as(who), h.strategy); err != nil || len(v.Answers) != want {
			t.Errorf("%s sees %d answers, want %d: %v", who, len(v.Answers), want, err)
		}
	}
}

// What the international office enters for an office is marked, told to the office, and the office's to correct.
func TestOnBehalf(t *testing.T) {
	h := newHall(t)
	h.write("The first words.")
	other := "last words"
	in := Saying{Section: h.section.String(), Exact: "first words", Replacement: &other, Text: "They say so.", Office: "library", Heard: Heard{Source: "email", Day: "2026-03-01", Note: "To the dean"}}
	_, err := h.desk.Say(t.Context(), h.as("finance"), h.strategy, in)
	h.want(err, problem.Refused, "another office enters it")
	for field, wrong := range map[string]Heard{"source": {Day: "2026-03-01"}, "source_date": {Source: "email", Day: "2099-01-01"}} {
		bad := in
		bad.Heard = wrong
		_, err := h.desk.Say(t.Context(), h.as("io"), h.strategy, bad)
		if h.want(err, problem.Invalid, field); problem.Of(err).Field != field {
			t.Errorf("the field is %q, want %q", problem.Of(err).Field, field)
		}
	}
	done, err := h.desk.Say(t.Context(), h.as("io"), h.strategy, in)
	h.must(err)
	c, _ := h.sees("finance", done.ID)
	if c.Source != "email" || c.OfficeSlug != "library" || c.SourceDate == nil || h.told("head")[notice.Entered] != 1 {
		t.Errorf("%+v, told %v", c, h.told("head"))
	}
	_, err = h.desk.Edit(t.Context(), h.as("clerk"), h.strategy, done.ID, "Not quite.")
	h.want(err, problem.Refused, "a clerk corrects it")
	_, err = h.desk.Edit(t.Context(), h.as("head"), h.strategy, done.ID, "Not quite.")
	h.must(err)
	_, err = h.desk.Dispose(t.Context(), h.as("io"), h.strategy, done.ID, NewAnswer{Answered: "declined", Reason: "No.", Publish: true})
	h.must(err)
	if c, _ = h.sees("io", done.ID); c.Thread.Text != "Not quite." || h.told("head")[notice.Answer] != 1 || h.told("io")[notice.Answer] != 0 {
		t.Errorf("%q, told %v", c.Thread.Text, h.told("head"))
	}
}
