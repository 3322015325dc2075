package swot

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestFrames(t *testing.T) {
	counts := map[Frame]int{FrameOwn: 0, FrameHomeAbroad: 2, FrameACE: 6, FrameHRK: 4}
	if len(Frames) != len(counts) {
		t.Errorf("%d frames", len(Frames))
	}
	for _, f := range Frames {
		if parsed, err := ParseFrame(string(f.Frame)); err != nil || parsed != f.Frame {
			t.Errorf("%s: %v", f.Frame, err)
		}
		if f.Label == "" || f.About == "" || f.Frame != FrameOwn && (f.Source == "" || f.Asks == "") {
			t.Errorf("%s does not explain itself", f.Frame)
		}
		themes := Groups{}.Themes(f.Frame)
		if len(themes) != counts[f.Frame] {
			t.Errorf("%s has %d themes", f.Frame, len(themes))
		}
		seen := map[string]bool{}
		for _, theme := range themes {
			if theme.Key == "" || theme.Name == "" || theme.About == "" || seen[theme.Key] || seen[theme.Name] {
				t.Errorf("%s: %+v", f.Frame, theme)
			}
			seen[theme.Key], seen[theme.Name] = true, true
		}
	}
	for _, s := range []string{"", "OWN", "own ", "eua"} {
		if _, err := ParseFrame(s); !problem.Is(err, problem.Invalid) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestCheckThemeName(t *testing.T) {
	others := []Theme{{Key: "a", Name: "Mobility"}}
	for _, c := range []struct{ in, want, problem string }{
		{"  Staff \n\t and   money ", "Staff and money", ""},
		{"موبلٹی", "موبلٹی", ""},
		{strings.Repeat("x", 200), strings.Repeat("x", 200), ""},
		{strings.Repeat("x", 201), "", "longer"},
		{strings.Repeat("e\u0301", 150), "", "longer"},
		{" \n ", "", "a name"},
		{"a\x00b", "", "control"},
		{"a\xffb", "", "not valid"},
		{"mobility", "", "already"},
		{" MOBILITY ", "", "already"},
	} {
		name := c.in
		err := checkThemeName(&name, others)
		if c.problem == "" && (err != nil || name != c.want) || c.problem != "" && (!problem.Is(err, problem.Invalid) || !strings.Contains(err.Error(), c.problem)) {
			t.Errorf("%.20q: %q, %v", c.in, name, err)
		}
	}
}

func (w *world) setPhase(analysis uuid.UUID, phase Phase) {
	w.Helper()
	w.must(w.db.Tenant(w.Context(), w.here.ID, func(tx *postgres.Tx) error {
		return tx.Exec(`update analysis set phase = $3, phase_no = phase_no + 1 where institution_id = $1 and id = $2`, w.here.ID, analysis, phase)
	}))
}

func (w *world) put(t Target, frame Frame, theme string) {
	w.Helper()
	_, err := w.board.PutIntoTheme(w.Context(), w.as("io"), t, string(frame), theme)
	w.must(err)
}

func (w *world) theme(name string, items ...Target) uuid.UUID {
	w.Helper()
	in := NewTheme{Name: name}
	for _, i := range items {
		in.Items = append(in.Items, i.Item.String())
	}
	done, err := w.board.MakeTheme(w.Context(), w.as("io"), w.wide, in)
	w.must(err)
	return done.Item
}

func (w *world) themes() View {
	w.Helper()
	v, err := w.board.Themes(w.Context(), w.as("io"), w.wide)
	w.must(err)
	return v
}

// exportText is the analysis of the whole institution as its JSON export.
func (w *world) exportText() string {
	w.Helper()
	var b bytes.Buffer
	w.must(w.whole("io", w.wide).WriteJSON(&b))
	return b.String()
}

// undo undoes the latest step that the page offers.
func (w *world) undo() {
	w.Helper()
	last := w.themes().Groups.Last
	if last == nil {
		w.Fatal("there is nothing to undo")
	}
	_, err := w.board.Undo(w.Context(), w.as("io"), w.wide, last.Step)
	w.must(err)
}

func TestGrouping(t *testing.T) {
	w := newWorld(t)
	a, b := w.add("registrar", w.wide, Strength, "close to the border"), w.add("library", w.wide, Threat, "visas")
	if strings.Contains(w.exportText(), "themes") {
		t.Error("an item without themes names some")
	}
	mobility := w.theme("Mobility", a, b)
	w.put(a, FrameACE, "mobility")
	w.put(a, FrameHRK, "study")
	w.put(b, FrameOwn, "")
	before := w.view("io", w.wide).Analysis.Live
	w.put(a, FrameACE, "mobility") // as it is already
	v := w.themes()
	if v.Analysis.Live != before {
		t.Error("what changed nothing raised the live version")
	}
	if got := fmt.Sprint(v.Groups.Names(a.Item), v.Groups.Names(b.Item)); got != "map[ace:Mobility hrk:Study and teaching own:Mobility] map[]" {
		t.Error(got)
	}
	if !strings.Contains(w.exportText(), `"ace": "Mobility"`) || strings.Contains(w.exportText(), `"": `) {
		t.Error(w.exportText())
	}
	if _, err := w.board.RenameTheme(t.Context(), w.as("io"), w.wide, mobility, "People who move"); err != nil {
		t.Error(err)
	}
	if got, _ := w.themes().Groups.Theme(a.Item, FrameOwn); got.Name != "People who move" {
		t.Errorf("%+v", got)
	}
	if i := w.item(a); i.Version != 1 {
		t.Errorf("grouping raised the version of an item to %d", i.Version)
	}
}

// Every step of the grouping leads back to an equal export, one after the other.
func TestRegroupUndone(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.add("registrar", w.wide, Strength, "one"), w.add("library", w.wide, Threat, "two"), w.add("io", w.wide, Threat, "three")
	old := w.theme("Old", a, c)
	steps := []func(){
		func() { w.put(b, FrameOwn, old.String()) },
		func() { w.put(b, FrameACE, "staff") },
		func() { w.put(b, FrameACE, "mobility") },
		func() { w.put(a, FrameOwn, "") },
		func() { w.theme("New", a, b) },
		func() { w.theme("Empty") },
		func() { _, err := w.board.RenameTheme(t.Context(), w.as("io"), w.wide, old, "Renamed"); w.must(err) },
		func() { _, err := w.board.EndTheme(t.Context(), w.as("io"), w.wide, old); w.must(err) },
	}
	var stood []string
	for n, step := range steps {
		stood = append(stood, w.exportText()+fmt.Sprint(w.themes().Groups.Own))
		step()
		if w.exportText()+fmt.Sprint(w.themes().Groups.Own) == stood[n] {
			t.Fatalf("step %d changed nothing", n)
		}
	}
	for n := len(steps) - 1; n >= 0; n-- {
		live := w.view("io", w.wide).Analysis.Live
		w.undo()
		if got := w.exportText() + fmt.Sprint(w.themes().Groups.Own); got != stood[n] {
			t.Errorf("step %d undone:\n%s\nwant\n%s", n, got, stood[n])
		}
		if w.view("io", w.wide).Analysis.Live != live+1 {
			t.Error("undoing did not tell the open pages")
		}
	}
}

// A step that others have built on is not undone, and writes nothing.
func TestRegroupBuiltOn(t *testing.T) {
	w := newWorld(t)
	a, b := w.add("registrar", w.wide, Strength, "one"), w.add("library", w.wide, Threat, "two")
	step := func() uuid.UUID { return w.themes().Groups.Last.Step }
	mobility, other := w.theme("Mobility", a), w.theme("Other")
	refused := func(what string, id uuid.UUID) {
		t.Helper()
		w.unchanged(w.wide, func() {
			if _, err := w.board.Undo(t.Context(), w.as("io"), w.wide, id); !problem.Is(err, problem.Conflict) {
				t.Errorf("%s: %v", what, err)
			}
		})
	}
	w.put(b, FrameOwn, mobility.String())
	put := step()
	w.put(b, FrameOwn, other.String())
	refused("the item was put elsewhere", put)
	w.put(b, FrameOwn, mobility.String())
	if _, err := w.board.EndTheme(t.Context(), w.as("io"), w.wide, other); err != nil {
		t.Fatal(err)
	}
	ended := step()
	w.theme("Other")
	refused("the name was given away", ended)
	made := w.theme("Made", a)
	madeStep := step()
	w.put(b, FrameOwn, made.String())
	refused("another item is in the group", madeStep)
	_, err := w.board.Undo(t.Context(), w.as("library"), w.wide, madeStep)
	w.wantKind(err, problem.NotFound)
	last := step()
	w.setPhase(w.wide, Closed)
	refused("another phase", last)
}

func TestGroupingRefused(t *testing.T) {
	w := newWorld(t)
	a := w.add("registrar", w.wide, Strength, "one")
	foreign := w.add("registrar abroad", w.foreign, Strength, "abroad")
	elsewhere := w.add("library", w.library, Strength, "the library's")
	theme := w.theme("Mobility", a)
	all := map[string]func(who string, analysis uuid.UUID) error{
		"put": func(who string, analysis uuid.UUID) error {
			_, err := w.board.PutIntoTheme(t.Context(), w.as(who), Target{analysis, a.Item}, "ace", "mobility")
			return err
		},
		"make": func(who string, analysis uuid.UUID) error {
			_, err := w.board.MakeTheme(t.Context(), w.as(who), analysis, NewTheme{Name: "Not theirs"})
			return err
		},
		"rename": func(who string, analysis uuid.UUID) error {
			_, err := w.board.RenameTheme(t.Context(), w.as(who), analysis, theme, "Not theirs")
			return err
		},
		"end": func(who string, analysis uuid.UUID) error {
			_, err := w.board.EndTheme(t.Context(), w.as(who), analysis, theme)
			return err
		},
	}
	w.unchanged(w.wide, func() {
		for name, act := range all {
			for _, who := range []string{"sm", "registrar", "library", "body", "adviser"} {
				if err := act(who, w.wide); !problem.Is(err, problem.Refused) {
					t.Errorf("%s: %s: %v", name, who, err)
				}
			}
			for _, who := range []string{"io abroad", "registrar abroad"} {
				if err := act(who, w.wide); !problem.Is(err, problem.NotFound) {
					t.Errorf("%s: %s: %v", name, who, err)
				}
			}
			if err := act("io", w.foreign); !problem.Is(err, problem.NotFound) {
				t.Errorf("%s abroad: %v", name, err)
			}
			if err := act("io", w.library); name != "make" && !problem.Is(err, problem.NotFound) {
				t.Errorf("%s in another analysis: %v", name, err)
			}
		}
		for want, c := range map[[2]string]problem.Kind{
			{"own", uuid.NewString()}: problem.Invalid, {"ace", "home"}: problem.Invalid, {"ace", theme.String()}: problem.Invalid, {"eua", ""}: problem.Invalid,
		} {
			_, err := w.board.PutIntoTheme(t.Context(), w.as("io"), a, want[0], want[1])
			w.wantKind(err, c)
		}
		for _, item := range []string{foreign.Item.String(), elsewhere.Item.String(), uuid.NewString(), "x"} {
			_, err := w.board.MakeTheme(t.Context(), w.as("io"), w.wide, NewTheme{Name: "New", Items: []string{a.Item.String(), item}})
			w.wantKind(err, problem.Invalid)
		}
		w.setPhase(w.wide, Voting)
		for name, act := range all {
			if err := act("io", w.wide); !problem.Is(err, problem.Conflict) {
				t.Errorf("%s while people vote: %v", name, err)
			}
		}
	})
	for _, phase := range []Phase{Grouping, Closed} {
		w.setPhase(w.wide, phase)
		for _, key := range []string{"mobility", "staff"} {
			w.put(a, FrameACE, key)
		}
	}
	_, err := w.board.Withdraw(t.Context(), w.as("registrar"), a)
	w.wantKind(err, problem.Conflict) // closed
	w.setPhase(w.wide, Collecting)
	_, err = w.board.Withdraw(t.Context(), w.as("registrar"), a)
	w.must(err)
	_, err = w.board.PutIntoTheme(t.Context(), w.as("io"), a, "ace", "mobility")
	w.wantKind(err, problem.Conflict)
	// The head of an office groups the items of the office's own analysis.
	if _, err := w.board.PutIntoTheme(t.Context(), w.as("library"), elsewhere, "ace", "mobility"); err != nil {
		t.Error(err)
	}
}

func TestThemeMadeOnce(t *testing.T) {
	w := newWorld(t)
	a := w.add("registrar", w.wide, Strength, "one")
	in := NewTheme{ID: uuid.NewString(), Name: "Once", Items: []string{a.Item.String()}}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			done, err := w.board.MakeTheme(context.Background(), w.as("io"), w.wide, in)
			if err != nil || done.Item.String() != in.ID || done.Live == 0 {
				t.Errorf("%+v, %v", done, err)
			}
		})
	}
	group.Wait()
	if own := w.themes().Groups.Own; len(own) != 1 {
		t.Errorf("%+v", own)
	}
	in.Name = "Twice"
	_, err := w.board.MakeTheme(t.Context(), w.as("io"), w.wide, in)
	w.wantKind(err, problem.Invalid)
	_, err = w.board.MakeTheme(t.Context(), w.as("io"), w.library, NewTheme{ID: in.ID, Name: "Once"})
	w.wantKind(err, problem.Invalid)
}

// Many put one item into groups at once while the groups end: it stands in one that is there or in none, each change
// has a step of its own, and undoing all of them leads back.
func TestTwoAtOnce(t *testing.T) {
	w := newWorld(t)
	a := w.add("registrar", w.wide, Strength, "one")
	keys := []string{"commitment", "leadership", "curriculum", "staff", "mobility", "partnerships"}
	before := w.exportText()
	var group sync.WaitGroup
	for n := range 24 {
		group.Go(func() {
			if _, err := w.board.PutIntoTheme(context.Background(), w.as("io"), a, "ace", keys[n%len(keys)]); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if _, in := w.themes().Groups.Theme(a.Item, FrameACE); !in {
		t.Error("the item is in no theme")
	}
	for range 50 {
		if w.themes().Groups.Last == nil {
			break
		}
		w.undo()
	}
	if got := w.exportText(); got != before {
		t.Errorf("after undoing all:\n%s", got)
	}

	themes := []uuid.UUID{w.theme("One"), w.theme("Two"), w.theme("Three")}
	for n := range 12 {
		group.Go(func() {
			_, err := w.board.PutIntoTheme(context.Background(), w.as("io"), a, "own", themes[n%3].String())
			if err != nil && !problem.Is(err, problem.Invalid) {
				t.Error(err)
			}
		})
		group.Go(func() {
			if n < 2 {
				if _, err := w.board.EndTheme(context.Background(), w.as("io"), w.wide, themes[n]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	g := w.themes().Groups
	if len(g.Own) != 1 || g.Own[0].Name != "Three" {
		t.Errorf("%+v", g.Own)
	}
	if in, there := g.Theme(a.Item, FrameOwn); there && !slices.Contains(g.Own, in) {
		t.Errorf("the item stands in %+v", in)
	}
}

// Those who read the log see that a group was made, by its name.
func TestGroupingLogged(t *testing.T) {
	w := newWorld(t)
	a := w.add("registrar", w.wide, Strength, "one")
	w.theme("Mobility", a)
	w.undo()
	var log []struct{ Kind, Detail string }
	w.must(w.db.Tenant(context.Background(), w.here.ID, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		postgres.Collect(b, &log, `select kind, detail from activity where institution_id = $1 and subject_id = $2 order by at, id`, w.here.ID, w.wide)
		return tx.Send(b)
	}))
	if got := fmt.Sprint(log); got != "[{analysis opened } {group made Mobility} {regroup undone }]" {
		t.Error(got)
	}
}
