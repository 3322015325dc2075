package strategy

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// An objective with everything, as it is read again; the same request twice, and the same id with other words.
func TestObjective(t *testing.T) {
	w := newPlanWorld(t)
	h := w.here
	goal := w.goal(h, "Everybody goes abroad")
	strength, threat := w.item(h, "registrar here", swot.Strength, "Quick answers"), w.item(h, "registrar here", swot.Threat, "Slow visas")
	written, err := w.board.WriteOption(t.Context(), w.as(h.io), h.analysis, swot.NewOption{Kind: "st", Text: "Write to the consulate", Items: []string{strength.String(), threat.String()}})
	w.must(err)
	in := NewObjective{ID: uuid.NewString(), Section: h.pillar.String(), Goal: goal.String(), Text: " Half of all students \r\n go abroad ", Office: "registrar",
		Cites: []string{written.Item.String(), threat.String(), strength.String(), threat.String()}}
	done, err := w.desk.AddObjective(t.Context(), w.as(h.io), h.strategy, in)
	w.must(err)
	again, err := w.desk.AddObjective(t.Context(), w.as(h.io), h.strategy, in)
	if w.must(err); again.ID != done.ID || again.Live != done.Live {
		t.Errorf("the second answer is %+v, the first was %+v", again, done)
	}
	reused := in
	reused.Office = "library"
	_, err = w.desk.AddObjective(t.Context(), w.as(h.io), h.strategy, reused)
	w.wants(err, problem.Invalid, "id", "the same id with another office")
	o := w.stored(h, done.ID)
	if o.Text != "Half of all students \n go abroad" || o.Goal != goal || o.OfficeName != "The registrar" || o.Version != 1 || o.Number != 1 || len(o.Cites) != 3 {
		t.Fatalf("it is read as %+v", o)
	}
	if c := o.Cites[0].Of; c.ID != strength || c.Quadrant != swot.Strength || c.Office != "The registrar" || c.Title != "Where we stand" {
		t.Errorf("the first of what it answers is %+v", c)
	}
	if c := o.Cites[2].Of; c.Kind != swot.CitableOption || c.Option != swot.KindST || c.Offices != 1 {
		t.Errorf("the option that it answers is %+v", c)
	}
	// What is taken back later is shown as such, and stays when the objective is changed.
	_, err = w.board.Withdraw(t.Context(), w.as("registrar here"), swot.Target{Analysis: h.analysis, Item: threat})
	w.must(err)
	change := NewObjective{Text: "Two of three go abroad", Cites: []string{threat.String()}}
	_, err = w.desk.ChangeObjective(t.Context(), w.as(h.io), h.strategy, done.ID, change, 1)
	w.must(err)
	if o = w.stored(h, done.ID); len(o.Cites) != 1 || !o.Cites[0].Of.Withdrawn || o.Cites[0].Of.Text != "Slow visas" || o.Goal != uuid.Nil || o.Office != uuid.Nil || o.Version != 2 {
		t.Errorf("after the change it is %+v", o)
	}
	_, err = w.desk.AddObjective(t.Context(), w.as(h.io), h.strategy, NewObjective{Section: h.pillar.String(), Text: "Another", Cites: []string{threat.String()}})
	w.wants(err, problem.Invalid, "cites", "a new one that answers an item taken back")
}

// Bad fields, each with its message beside it; what is another institution's is answered as what does not exist.
func TestObjectiveRefusals(t *testing.T) {
	w := newPlanWorld(t)
	h := w.here
	goal := w.goal(h, "A goal")
	other := w.section(h, SectionPillar)
	foreign := w.item(w.abroad, w.abroad.io, swot.Strength, "Theirs")
	good := NewObjective{Section: h.pillar.String(), Text: "Text"}
	for what, c := range map[string]struct {
		field  string
		change func(*NewObjective)
	}{
		"no text":               {"text", func(o *NewObjective) { o.Text = " \n" }},
		"too long":              {"text", func(o *NewObjective) { o.Text = strings.Repeat("é", MaxText+1) }},
		"a text section":        {"section", func(o *NewObjective) { o.Section = h.text.String() }},
		"a foreign section":     {"section", func(o *NewObjective) { o.Section = w.abroad.pillar.String() }},
		"no section":            {"section", func(o *NewObjective) { o.Section = uuid.NewString() }},
		"a broken section":      {"section", func(o *NewObjective) { o.Section = "x" }},
		"another pillar's goal": {"goal", func(o *NewObjective) { o.Section, o.Goal = other.String(), goal.String() }},
		"no such goal":          {"goal", func(o *NewObjective) { o.Goal = uuid.NewString() }},
		"a broken goal":         {"goal", func(o *NewObjective) { o.Goal = "x" }},
		"no such office":        {"office", func(o *NewObjective) { o.Office = "nobody" }},
		"a foreign item":        {"cites", func(o *NewObjective) { o.Cites = []string{foreign.String()} }},
		"no such item":          {"cites", func(o *NewObjective) { o.Cites = []string{uuid.NewString()} }},
		"a broken item":         {"cites", func(o *NewObjective) { o.Cites = []string{"x"} }},
		"too many items":        {"cites", func(o *NewObjective) { o.Cites = manyIDs(MaxCites + 1) }},
		"a broken id":           {"id", func(o *NewObjective) { o.ID = "x" }},
	} {
		in := good
		c.change(&in)
		_, err := w.desk.AddObjective(t.Context(), w.as(h.io), h.strategy, in)
		w.wants(err, problem.Invalid, c.field, what)
	}
	_, err := w.desk.AddObjective(t.Context(), w.as("registrar here"), h.strategy, good)
	w.wants(err, problem.Refused, "", "who was not named")
	_, err = w.desk.AddObjective(t.Context(), w.as(h.io), w.abroad.strategy, good)
	w.wants(err, problem.NotFound, "", "a foreign strategy")
	theirs := w.objective(w.abroad, uuid.Nil, "Theirs")
	_, err = w.desk.ChangeObjective(t.Context(), w.as(h.io), h.strategy, theirs, good, 1)
	w.wants(err, problem.NotFound, "", "a foreign objective")
	if got := w.order(h); !slices.Equal(got, []string{"A goal"}) {
		t.Errorf("something was written: %v", got)
	}
}

func manyIDs(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = uuid.NewString()
	}
	return list
}

// Items that people do not see of each other yet cannot be chosen; chosen before, they are shown without their words.
func TestHiddenItemsAreNotCitable(t *testing.T) {
	w := newPlanWorld(t)
	h := w.here
	seen := w.item(h, "registrar here", swot.Weakness, "Seen by all")
	o := w.objective(h, uuid.Nil, "It answers", seen)
	w.must(w.db.DB.Tenant(t.Context(), w.institutionOf(h), func(tx *postgres.Tx) error {
		return tx.Exec(`update analysis set reveal = 'together' where id = $1`, h.analysis)
	}))
	if c := w.stored(h, o).Cites[0].Of; !c.Hidden || c.Text != "" || c.Office != "" {
		t.Errorf("it shows %+v", c)
	}
	_, err := w.desk.AddObjective(t.Context(), w.as(h.io), h.strategy, NewObjective{Section: h.pillar.String(), Text: "Another", Cites: []string{seen.String()}})
	w.wants(err, problem.Invalid, "cites", "an item that is hidden")
	_, err = w.desk.ChangeObjective(t.Context(), w.as(h.io), h.strategy, o, NewObjective{Text: "It answers still", Cites: []string{seen.String()}}, 1)
	w.must(err)
}

// Two who change one objective: the second is told, with what is stored.
func TestStale(t *testing.T) {
	w := newPlanWorld(t)
	h := w.here
	g, o := w.goal(h, "Goal"), w.objective(h, uuid.Nil, "Objective")
	added, err := w.desk.AddIndicator(t.Context(), w.as(h.io), h.strategy, o, IndicatorFields{Name: "Share", Unit: "percent", Baseline: "12,5", Years: []string{"2030"}, Values: []string{"20 %"}})
	w.must(err)
	change := map[string]func(text string, version int) error{
		"goal": func(text string, version int) error {
			_, err := w.desk.ChangeGoal(t.Context(), w.as(h.io), h.strategy, g, text, version)
			return err
		},
		"objective": func(text string, version int) error {
			_, err := w.desk.ChangeObjective(t.Context(), w.as(h.io), h.strategy, o, NewObjective{Text: text}, version)
			return err
		},
		"indicator": func(text string, version int) error {
			_, err := w.desk.ChangeIndicator(t.Context(), w.as(h.io), h.strategy, added.ID, IndicatorFields{Name: text}, version)
			return err
		},
	}
	for what, do := range change {
		w.must(do("Theirs", 1))
		w.must(do("Theirs", 1)) // the same once more
		err := do("Mine", 1)
		w.wants(err, problem.Conflict, "", what+" of an older version")
		var text string
		if s, ok := errors.AsType[*Stale[Goal]](err); ok {
			text = s.Stored.Text
		} else if s, ok := errors.AsType[*Stale[Objective]](err); ok {
			text = s.Stored.Text
		} else if s, ok := errors.AsType[*Stale[Indicator]](err); ok {
			text = s.Stored.Name
		}
		if text != "Theirs" {
			t.Errorf("%s: what is stored is given as %q", what, text)
		}
		w.wants(do("Mine", 3), problem.Invalid, "version", what+" of a version to come")
		w.must(do("Mine", 2))
	}
	_, err = w.desk.WithdrawObjective(t.Context(), w.as(h.io), h.strategy, o)
	w.must(err)
	w.wants(change["objective"]("Late", 3), problem.Conflict, "", "an objective that was taken out")
	_, err = w.desk.AddIndicator(t.Context(), w.as(h.io), h.strategy, o, IndicatorFields{Name: "Late"})
	w.wants(err, problem.Locked, "", "an indicator of an objective that was taken out")
}

// The order of the page: goals with their objectives, then those without; moved, taken out and put back.
func TestOrder(t *testing.T) {
	w := newPlanWorld(t)
	h := w.here
	want := func(what string, words ...string) {
		t.Helper()
		if got := w.order(h); !slices.Equal(got, words) {
			t.Errorf("%s: %v, want %v", what, got, words)
		}
	}
	a, b := w.goal(h, "A"), w.goal(h, "B")
	loose := w.objective(h, uuid.Nil, "loose")
	a1, b1, a2 := w.objective(h, a, "a1"), w.objective(h, b, "b1"), w.objective(h, a, "a2")
	want("added", "A", "a1", "a2", "B", "b1", "-", "loose")
	do := func(done Done, err error) { t.Helper(); w.must(err) }
	ctx, io := t.Context(), w.as(h.io)
	do(w.desk.PlaceObjective(ctx, io, h.strategy, a2, Place{Direction: "up"}))
	do(w.desk.PlaceGoal(ctx, io, h.strategy, a, Place{Direction: "down"}))
	want("moved", "B", "b1", "A", "a2", "a1", "-", "loose")
	before := w.news(h, 0).Version
	do(w.desk.PlaceGoal(ctx, io, h.strategy, a, Place{Direction: "down"})) // it is the last already
	if w.news(h, 0).Version != before {
		t.Error("a move to the same place is a change")
	}
	do(w.desk.PlaceObjective(ctx, io, h.strategy, a1, Place{Before: a2.String()}))
	want("before another", "B", "b1", "A", "a1", "a2", "-", "loose")
	do(w.desk.PlaceObjective(ctx, io, h.strategy, a1, Place{}))
	want("to the end", "B", "b1", "A", "a2", "a1", "-", "loose")
	_, err := w.desk.PlaceObjective(ctx, io, h.strategy, a1, Place{Before: b1.String()})
	w.wants(err, problem.Invalid, "before", "before one of another goal")
	_, err = w.desk.PlaceObjective(ctx, io, h.strategy, a1, Place{Direction: "left"})
	w.wants(err, problem.Invalid, "direction", "no direction")
	do(w.desk.WithdrawGoal(ctx, io, h.strategy, a))
	want("without the goal", "B", "b1", "-", "loose", "a2", "a1")
	do(w.desk.PlaceObjective(ctx, io, h.strategy, a2, Place{Direction: "up"}))
	want("among those without a goal", "B", "b1", "-", "a2", "loose", "a1")
	do(w.desk.RestoreGoal(ctx, io, h.strategy, a))
	do(w.desk.WithdrawObjective(ctx, io, h.strategy, loose))
	want("put back", "B", "b1", "A", "a2", "a1")
	do(w.desk.ChangeObjective(ctx, io, h.strategy, a2, NewObjective{Goal: b.String(), Text: "a2"}, 1))
	want("under another goal", "B", "b1", "a2", "A", "a1")
	if o := w.stored(h, a1); o.Number != 3 || w.plan(h).Number != 1 {
		t.Errorf("it has the number %d.%d", w.plan(h).Number, o.Number)
	}
}

func (w *planWorld) news(p house, since int64) News {
	w.Helper()
	n, err := w.desk.News(w.Context(), live.Key{Institution: w.institutionOf(p), ID: p.strategy}, since, false)
	w.must(err)
	return n
}

func (w *planWorld) institutionOf(p house) uuid.UUID {
	w.Helper()
	v, err := w.desk.View(w.Context(), w.as(p.io), p.strategy)
	w.must(err)
	return v.Seat.Institution
}

// News carries the plan of a changed pillar, and of no other.
func TestPlanNews(t *testing.T) {
	w := newPlanWorld(t)
	h := w.here
	second := h
	second.pillar = w.section(h, SectionPillar)
	w.objective(h, uuid.Nil, "first")
	since := w.news(h, 0).Version
	o := w.objective(second, uuid.Nil, "second")
	n := w.news(h, since)
	if len(n.Sections) != 1 || len(n.Plans[second.pillar].Objectives) != 1 || n.Plans[second.pillar].Objectives[0].ID != o || n.Plans[second.pillar].Number != 2 ||
		len(n.Plans[h.pillar].Objectives) != 0 || n.Period != "2026–2030" {
		t.Errorf("the news are %+v", n)
	}
}

// Indicators from the library and by hand, with their targets.
func TestIndicator(t *testing.T) {
	w := newPlanWorld(t)
	h := w.here
	o := w.objective(h, uuid.Nil, "Objective")
	ctx, io := t.Context(), w.as(h.io)
	picked := Library[0]
	in := IndicatorFields{ID: uuid.NewString(), Library: picked.Key, Baseline: "8", BaselineYear: "2025", Years: []string{"2030", "2028", "2027"}, Values: []string{"16", "12", " "}}
	for range 2 {
		_, err := w.desk.AddIndicator(ctx, io, h.strategy, o, in)
		w.must(err)
	}
	list := w.stored(h, o).Indicators
	if len(list) != 1 || list[0].Name != picked.Name || list[0].Numerator != picked.Numerator || list[0].Unit != picked.Unit || list[0].LibraryKey != picked.Key ||
		*list[0].Baseline != 8 || list[0].BaselineYear != 2025 || !slices.Equal(list[0].Targets, []Target{{2028, 12}, {2030, 16}}) {
		t.Fatalf("the indicators are %+v", list)
	}
	_, err := w.desk.ChangeIndicator(ctx, io, h.strategy, list[0].ID, IndicatorFields{Name: "Ours", Unit: "yes_no", Years: []string{"2029"}, Values: []string{"yes"}}, 1)
	w.must(err)
	if i := w.stored(h, o).Indicators[0]; i.Name != "Ours" || i.Baseline != nil || i.BaselineYear != 0 || !slices.Equal(i.Targets, []Target{{2029, 1}}) || i.Version != 2 {
		t.Errorf("after the change it is %+v", i)
	}
	for what, c := range map[string]struct {
		field string
		in    IndicatorFields
	}{
		"no name":          {"name", IndicatorFields{}},
		"a long name":      {"name", IndicatorFields{Name: strings.Repeat("x", maxName+1)}},
		"a long source":    {"source", IndicatorFields{Name: "x", Source: strings.Repeat("x", maxSource+1)}},
		"no such unit":     {"unit", IndicatorFields{Name: "x", Unit: "apples"}},
		"no direction":     {"direction", IndicatorFields{Name: "x", Direction: "left"}},
		"no frequency":     {"frequency", IndicatorFields{Name: "x", Frequency: "daily"}},
		"no number":        {"baseline", IndicatorFields{Name: "x", Baseline: "many"}},
		"no year":          {"baseline_year", IndicatorFields{Name: "x", BaselineYear: "26"}},
		"a target's year":  {"value", IndicatorFields{Name: "x", Years: []string{""}, Values: []string{"4"}}},
		"a target's value": {"value", IndicatorFields{Name: "x", Years: []string{"2030"}, Values: []string{"four"}}},
		"a year twice":     {"value", IndicatorFields{Name: "x", Years: []string{"2030", "2030"}, Values: []string{"4", "5"}}},
		"years alone":      {"value", IndicatorFields{Name: "x", Years: []string{"2030"}}},
		"no such key":      {"library", IndicatorFields{Library: "nothing"}},
	} {
		_, err := w.desk.AddIndicator(ctx, io, h.strategy, o, c.in)
		w.wants(err, problem.Invalid, c.field, what)
	}
	second, err := w.desk.AddIndicator(ctx, io, h.strategy, o, IndicatorFields{Name: "Second"})
	w.must(err)
	_, err = w.desk.PlaceIndicator(ctx, io, h.strategy, second.ID, Place{Direction: "up"})
	w.must(err)
	_, err = w.desk.WithdrawIndicator(ctx, io, h.strategy, list[0].ID)
	w.must(err)
	if s := w.stored(h, o).Standing(); len(s) != 1 || s[0].ID != second.ID || w.stored(h, o).Indicators[0].ID != second.ID {
		t.Errorf("what stands is %+v", s)
	}
}

// Several people add to one pillar and move what stands there at once: everything is there, and the order is one.
func TestPlanRace(t *testing.T) {
	w := newPlanWorld(t)
	h := w.here
	first, same := w.objective(h, uuid.Nil, "first"), uuid.NewString()
	var wg sync.WaitGroup
	errs := make(chan error, 60)
	for n := range 10 {
		wg.Go(func() {
			_, err := w.desk.AddObjective(t.Context(), w.as(h.io), h.strategy, NewObjective{Section: h.pillar.String(), Text: "added"})
			errs <- err
		})
		wg.Go(func() {
			_, err := w.desk.AddObjective(t.Context(), w.as(h.io), h.strategy, NewObjective{ID: same, Section: h.pillar.String(), Text: "once"})
			errs <- err
		})
		wg.Go(func() {
			_, err := w.desk.PlaceObjective(t.Context(), w.as(h.io), h.strategy, first, Place{Direction: []string{"up", "down"}[n%2]})
			errs <- err
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if n := len(w.plan(h).Objectives); n != 12 {
		t.Errorf("there are %d objectives, want 12", n)
	}
}
