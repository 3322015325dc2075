package swot

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func (w *world) whole(who string, analysis uuid.UUID) View {
	w.Helper()
	v, err := w.board.Whole(w.Context(), w.as(who), analysis)
	w.must(err)
	return v
}

// exported is an analysis as a file.
func (w *world) exported(who string, analysis uuid.UUID) (f File) {
	w.Helper()
	var b bytes.Buffer
	w.must(w.whole(who, analysis).WriteJSON(&b))
	w.must(json.Unmarshal(b.Bytes(), &f))
	return f
}

func (w *world) option(who string, analysis uuid.UUID, kind, text string, items ...Target) OptionTarget {
	w.Helper()
	done, err := w.board.WriteOption(w.Context(), w.as(who), analysis, NewOption{Kind: kind, Text: text, Items: itemIDs(items...)})
	w.must(err)
	return OptionTarget{analysis, done.Item}
}

func itemIDs(items ...Target) (ids []string) {
	for _, t := range items {
		ids = append(ids, t.Item.String())
	}
	return ids
}

func (w *world) optionTexts(analysis uuid.UUID, k OptionKind) (texts []string) {
	w.Helper()
	for _, o := range w.whole("io", analysis).Options {
		if o.Kind == k && !o.Withdrawn() {
			texts = append(texts, o.Text)
		}
	}
	return texts
}

// An option is written once, however often and however fast its form is sent.
func TestOptionExactlyOnce(t *testing.T) {
	w := newWorld(t)
	s, o := w.add("registrar", w.wide, Strength, "quick answers"), w.add("library", w.wide, Opportunity, "a new fund")
	in := NewOption{ID: uuid.NewString(), Kind: "SO", Text: " Apply to the fund\r\n", Items: itemIDs(s, o)}
	answers := make([]Done, 8)
	var group sync.WaitGroup
	for n := range answers {
		group.Go(func() {
			var err error
			if answers[n], err = w.board.WriteOption(t.Context(), w.as("io"), w.wide, in); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	in.Text, in.Kind, in.Items = "Apply to the fund", "so", itemIDs(o, s, o)
	again, err := w.board.WriteOption(t.Context(), w.as("io"), w.wide, in)
	w.must(err)
	for _, a := range append(answers, again) {
		if a != answers[0] {
			t.Errorf("answers differ: %v", answers)
		}
	}
	f := w.exported("adviser", w.wide)
	if len(f.Options) != 1 || f.Options[0].Text != "Apply to the fund" || f.Options[0].Kind != KindSO || len(f.Options[0].Items) != 2 {
		t.Errorf("the export has %+v", f.Options)
	}
	for name, change := range map[string]func(*NewOption){
		"another kind": func(n *NewOption) { n.Kind = "wt" }, "another text": func(n *NewOption) { n.Text = "x" }, "other items": func(n *NewOption) { n.Items = itemIDs(s) },
	} {
		other := in
		change(&other)
		w.unchanged(w.wide, func() {
			if _, err := w.board.WriteOption(t.Context(), w.as("io"), w.wide, other); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "id" {
				t.Errorf("the same id with %s: %v", name, err)
			}
		})
	}
}

func TestOptionRefused(t *testing.T) {
	w := newWorld(t)
	s := w.add("registrar", w.wide, Strength, "quick answers")
	own := w.add("library", w.library, Strength, "open at night")
	foreign := w.add("io abroad", w.foreign, Strength, "elsewhere")
	gone := w.add("registrar", w.wide, Threat, "gone")
	_, err := w.board.Withdraw(t.Context(), w.as("registrar"), gone)
	w.must(err)
	option := w.option("io", w.wide, "so", "first", s)
	for _, c := range []struct {
		name, who string
		analysis  uuid.UUID
		in        NewOption
		kind      problem.Kind
	}{
		{"member office on the institution's", "registrar", w.wide, NewOption{Kind: "so", Text: "x", Items: itemIDs(s)}, problem.Refused},
		{"senior management", "sm", w.wide, NewOption{Kind: "so", Text: "x", Items: itemIDs(s)}, problem.Refused},
		{"adviser", "adviser", w.wide, NewOption{Kind: "so", Text: "x", Items: itemIDs(s)}, problem.Refused},
		{"another office's analysis", "registrar", w.library, NewOption{Kind: "so", Text: "x", Items: itemIDs(own)}, problem.Refused},
		{"another institution's analysis", "io", w.foreign, NewOption{Kind: "so", Text: "x", Items: itemIDs(foreign)}, problem.NotFound},
		{"from another institution", "io abroad", w.wide, NewOption{Kind: "so", Text: "x", Items: itemIDs(s)}, problem.NotFound},
		{"an item of another analysis", "io", w.wide, NewOption{Kind: "so", Text: "x", Items: itemIDs(s, own)}, problem.Invalid},
		{"an item of another institution", "io", w.wide, NewOption{Kind: "so", Text: "x", Items: itemIDs(foreign)}, problem.Invalid},
		{"a withdrawn item", "io", w.wide, NewOption{Kind: "so", Text: "x", Items: itemIDs(gone)}, problem.Invalid},
		{"no item", "io", w.wide, NewOption{Kind: "so", Text: "x"}, problem.Invalid},
		{"no text", "io", w.wide, NewOption{Kind: "so", Text: " ", Items: itemIDs(s)}, problem.Invalid},
		{"no kind", "io", w.wide, NewOption{Text: "x", Items: itemIDs(s)}, problem.Invalid},
	} {
		analysis := c.analysis
		w.unchanged(analysis, func() {
			_, err := w.board.WriteOption(t.Context(), w.as(c.who), analysis, c.in)
			w.wantKind(err, c.kind)
		})
	}
	for who, kind := range map[string]problem.Kind{"registrar": problem.Refused, "adviser": problem.Refused, "io abroad": problem.NotFound} {
		_, err := w.board.ChangeOption(t.Context(), w.as(who), option, NewOption{Kind: "so", Text: "y", Items: itemIDs(s)}, 1)
		w.wantKind(err, kind)
		_, err = w.board.WithdrawOption(t.Context(), w.as(who), option)
		w.wantKind(err, kind)
		_, err = w.board.PlaceOption(t.Context(), w.as(who), option, "up")
		w.wantKind(err, kind)
	}
	_, err = w.board.WithdrawOption(t.Context(), w.as("io"), OptionTarget{w.library, option.Option})
	w.wantKind(err, problem.NotFound)
	w.option("library", w.library, "so", "the library's own", own)
}

// Of two who change the same version one wins, and the other is shown what stands there; nothing of it is written.
func TestOptionStale(t *testing.T) {
	w := newWorld(t)
	s, o := w.add("registrar", w.wide, Strength, "quick answers"), w.add("library", w.wide, Opportunity, "a new fund")
	target := w.option("io", w.wide, "so", "first", s)
	var won, lost int
	var mutex sync.Mutex
	var group sync.WaitGroup
	for _, text := range []string{"mine", "theirs"} {
		group.Go(func() {
			_, err := w.board.ChangeOption(t.Context(), w.as("io"), target, NewOption{Kind: "so", Text: text, Items: itemIDs(s, o)}, 1)
			mutex.Lock()
			defer mutex.Unlock()
			if err == nil {
				won++
			} else if stale, ok := errors.AsType[*StaleOption](err); ok && problem.Is(err, problem.Conflict) && stale.Stored.Version == 2 && stale.Stored.Text != text {
				lost++
			} else {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if won != 1 || lost != 1 {
		t.Errorf("%d won, %d lost", won, lost)
	}
	stored := w.whole("io", w.wide).Options[0]
	w.unchanged(w.wide, func() {
		_, err := w.board.ChangeOption(t.Context(), w.as("io"), target, NewOption{Kind: "so", Text: stored.Text, Items: itemIDs(s, o)}, 1)
		w.must(err) // what is stored already
	})
	_, err := w.board.WithdrawOption(t.Context(), w.as("io"), target)
	w.must(err)
	_, err = w.board.ChangeOption(t.Context(), w.as("io"), target, NewOption{Kind: "so", Text: "late", Items: itemIDs(s)}, 2)
	if stale, ok := errors.AsType[*StaleOption](err); !ok || !stale.Stored.Withdrawn() {
		t.Errorf("a change of what was withdrawn: %v", err)
	}
	if f := w.exported("io", w.wide); len(f.Options) != 0 {
		t.Errorf("the export has %+v", f.Options)
	}
	_, err = w.board.RestoreOption(t.Context(), w.as("io"), target)
	w.must(err)
	// An item that is withdrawn after it was chosen stays with the option.
	_, err = w.board.Withdraw(t.Context(), w.as("library"), o)
	w.must(err)
	_, err = w.board.ChangeOption(t.Context(), w.as("io"), target, NewOption{Kind: "wo", Text: "turned", Items: itemIDs(s, o)}, 2)
	w.must(err)
	if got := w.whole("io", w.wide).Options[0]; got.Version != 3 || got.Kind != KindWO || len(got.Items) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestOptionPlace(t *testing.T) {
	w := newWorld(t)
	s := w.add("registrar", w.wide, Strength, "quick answers")
	var targets []OptionTarget
	for _, text := range []string{"a", "b", "c"} {
		targets = append(targets, w.option("io", w.wide, "so", text, s))
		w.option("io", w.wide, "wt", "other "+text, s)
	}
	place := func(n int, direction string, want ...string) {
		t.Helper()
		_, err := w.board.PlaceOption(t.Context(), w.as("io"), targets[n], direction)
		w.must(err)
		if got := w.optionTexts(w.wide, KindSO); !slices.Equal(got, want) {
			t.Errorf("after %s: %v, want %v", direction, got, want)
		}
	}
	place(2, "up", "a", "c", "b")
	place(2, "up", "c", "a", "b")
	w.unchanged(w.wide, func() { place(2, "up", "c", "a", "b") })
	place(2, "down", "a", "c", "b")
	_, err := w.board.WithdrawOption(t.Context(), w.as("io"), targets[2])
	w.must(err)
	place(0, "down", "b", "a")
	if got := w.optionTexts(w.wide, KindWT); !slices.Equal(got, []string{"other a", "other b", "other c"}) {
		t.Errorf("the others: %v", got)
	}
	_, err = w.board.PlaceOption(t.Context(), w.as("io"), targets[0], "left")
	w.wantKind(err, problem.Invalid)
}
