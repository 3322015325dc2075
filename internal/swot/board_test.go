package swot

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestAddTwice(t *testing.T) {
	w := newWorld(t)
	in := NewItem{ID: uuid.NewString(), Quadrant: "strength", Text: "We answer within a day", Evidence: "counted in May"}
	first, err := w.board.Add(t.Context(), w.as("registrar"), w.wide, in)
	w.must(err)
	target := Target{w.wide, first.Item}
	repeat := func(when string) {
		t.Helper()
		w.unchanged(w.wide, func() {
			again, err := w.board.Add(t.Context(), w.as("registrar"), w.wide, in)
			if err != nil || again != first {
				t.Errorf("%s: the second answer is %v, %v; the first was %v", when, again, err, first)
			}
		})
	}
	repeat("at once")
	in.Text = "  We answer within a day\r\n"
	repeat("with other blanks around")
	_, err = w.board.Edit(t.Context(), w.as("registrar"), target, "We answer within an hour", "", 1)
	w.must(err)
	repeat("after an edit")
	_, err = w.board.Move(t.Context(), w.as("io"), target, "threat", uuid.Nil)
	w.must(err)
	_, err = w.board.Withdraw(t.Context(), w.as("registrar"), target)
	w.must(err)
	repeat("after a move and a withdrawal")

	for name, change := range map[string]func(*NewItem) (who string, analysis uuid.UUID){
		"other text":     func(i *NewItem) (string, uuid.UUID) { i.Text = "Another"; return "registrar", w.wide },
		"other evidence": func(i *NewItem) (string, uuid.UUID) { i.Evidence = "Another"; return "registrar", w.wide },
		"other heading":  func(i *NewItem) (string, uuid.UUID) { i.Quadrant = "weakness"; return "registrar", w.wide },
		"other analysis": func(*NewItem) (string, uuid.UUID) { return "io", w.library },
		"other person":   func(*NewItem) (string, uuid.UUID) { return "colleague", w.wide },
	} {
		other := in
		who, analysis := change(&other)
		w.unchanged(w.wide, func() {
			_, err := w.board.Add(t.Context(), w.as(who), analysis, other)
			if !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "id" {
				t.Errorf("the same id with %s: %v", name, err)
			}
		})
	}
	// Another institution knows nothing of the id.
	if _, err := w.board.Add(t.Context(), w.as("io abroad"), w.foreign, in); err != nil {
		t.Errorf("the same id in another institution: %v", err)
	}
}

func TestAddAtTheSameMoment(t *testing.T) {
	w := newWorld(t)
	for range 8 {
		in := NewItem{ID: uuid.NewString(), Quadrant: "threat", Text: "Visas take longer"}
		before := w.view("io", w.wide)
		answers := make([]Done, 8)
		var group sync.WaitGroup
		for n := range answers {
			group.Go(func() {
				var err error
				if answers[n], err = w.board.Add(t.Context(), w.as("library"), w.wide, in); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		for _, a := range answers {
			if a != answers[0] {
				t.Errorf("answers differ: %v", answers)
			}
		}
		after := w.view("io", w.wide)
		if len(after.Items) != len(before.Items)+1 || after.Analysis.Live != before.Analysis.Live+1 {
			t.Errorf("%d items became %d, live version %d became %d", len(before.Items), len(after.Items), before.Analysis.Live, after.Analysis.Live)
		}
	}
}

func TestEdit(t *testing.T) {
	w := newWorld(t)
	target := w.add("registrar", w.wide, Weakness, "Forms in one language")
	edit := func(text, evidence string, version int) (Done, error) {
		return w.board.Edit(t.Context(), w.as("colleague"), target, text, evidence, version)
	}
	done, err := edit("Forms in two languages", "since May", 1)
	w.must(err)
	if i := w.item(target); i.Text != "Forms in two languages" || i.Evidence != "since May" || i.Version != 2 || i.LiveVersion != done.Live {
		t.Errorf("after the edit: %+v; the answer was %v", i, done)
	}
	stale := func(when string, version int, withdrawn bool) {
		t.Helper()
		w.unchanged(w.wide, func() {
			_, err := edit(" Mine\r\n", "my evidence", version)
			s, ok := errors.AsType[*Stale](err)
			if !problem.Is(err, problem.Conflict) || !ok {
				t.Fatalf("%s: %v", when, err)
			}
			if s.MyText != "Mine" || s.MyEvidence != "my evidence" || s.Stored.Text != "Forms in two languages" ||
				s.Stored.Evidence != "since May" || s.Stored.Version != 2 || s.Stored.Withdrawn() != withdrawn {
				t.Errorf("%s: the conflict carries %+v", when, s)
			}
		})
	}
	stale("an old version", 1, false)
	w.unchanged(w.wide, func() {
		for _, version := range []int{1, 2, 99} { // what is there already is there, whatever was read
			again, err := edit(" Forms in two languages ", "since May", version)
			if err != nil || again.Live != done.Live {
				t.Errorf("the same text again, version %d: %v, %v", version, again, err)
			}
		}
		if _, err := edit("Newer", "", 3); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "version" {
			t.Errorf("a version above the stored one: %v", err)
		}
		if _, err := edit("", "", 2); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "text" {
			t.Errorf("an empty text: %v", err)
		}
		if _, err := edit(strings.Repeat("a", MaxText+1), "", 2); !problem.Is(err, problem.Invalid) {
			t.Errorf("a text too long: %v", err)
		}
	})
	_, err = w.board.Withdraw(t.Context(), w.as("registrar"), target)
	w.must(err)
	stale("withdrawn, the version is right", 2, true)
	w.unchanged(w.wide, func() {
		if _, err := edit("Forms in two languages", "since May", 2); !problem.Is(err, problem.Conflict) {
			t.Errorf("withdrawn, the same text: %v", err)
		}
	})
}

// Of people who edit one version at once exactly one wins; the others get both texts.
func TestEditAtTheSameMoment(t *testing.T) {
	w := newWorld(t)
	target := w.add("registrar", w.wide, Strength, "0")
	for round := range 10 {
		var group sync.WaitGroup
		var mu sync.Mutex
		won, conflicts := 0, 0
		before := w.view("io", w.wide).Analysis.Live
		for n := range 6 {
			group.Go(func() {
				_, err := w.board.Edit(t.Context(), w.as("registrar"), target, strings.Repeat("x", round*10+n+1), "", round+1)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					won++
				case problem.Is(err, problem.Conflict):
					conflicts++
				default:
					t.Error(err)
				}
			})
		}
		group.Wait()
		if won != 1 || conflicts != 5 {
			t.Errorf("round %d: %d won, %d got a conflict", round, won, conflicts)
		}
		if i := w.item(target); i.Version != round+2 {
			t.Errorf("round %d: the version is %d", round, i.Version)
		}
		if after := w.view("io", w.wide).Analysis.Live; after != before+1 {
			t.Errorf("round %d: one change raised the live version from %d to %d", round, before, after)
		}
	}
}

func TestMove(t *testing.T) {
	w := newWorld(t)
	a := w.add("registrar", w.wide, Strength, "a")
	b := w.add("registrar", w.wide, Strength, "b")
	c := w.add("library", w.wide, Strength, "c")
	d := w.add("library", w.wide, Weakness, "d")
	gone := w.add("library", w.wide, Strength, "gone")
	_, err := w.board.Withdraw(t.Context(), w.as("library"), gone)
	w.must(err)
	move := func(what Target, q Quadrant, before uuid.UUID) {
		t.Helper()
		was := w.item(what)
		done, err := w.board.Move(t.Context(), w.as("io"), what, string(q), before)
		w.must(err)
		if i := w.item(what); i.Version != was.Version || i.LiveVersion != done.Live || i.Text != was.Text {
			t.Errorf("moving changed %+v to %+v; the answer was %v", was, i, done)
		}
	}
	move(c, Strength, a.Item)
	w.wantTexts(w.wide, Strength, "c", "a", "b")
	move(c, Strength, uuid.Nil)
	w.wantTexts(w.wide, Strength, "a", "b", "c")
	move(a, Strength, c.Item)
	w.wantTexts(w.wide, Strength, "b", "a", "c")
	move(b, Strength, gone.Item) // no longer on the board: the end
	w.wantTexts(w.wide, Strength, "a", "c", "b")
	move(a, Strength, uuid.New()) // was never there: the end
	w.wantTexts(w.wide, Strength, "c", "b", "a")
	move(c, Strength, d.Item) // under another heading: the end
	w.wantTexts(w.wide, Strength, "b", "a", "c")
	move(d, Strength, a.Item)
	w.wantTexts(w.wide, Strength, "b", "d", "a", "c")
	w.wantTexts(w.wide, Weakness)
	move(d, Threat, a.Item) // the place is under a heading that was left: the end
	w.wantTexts(w.wide, Threat, "d")
	move(a, Threat, a.Item) // before itself, under another heading: the end of that
	w.wantTexts(w.wide, Threat, "d", "a")
	w.unchanged(w.wide, func() {
		if _, err := w.board.Move(t.Context(), w.as("io"), a, "threat", a.Item); err != nil {
			t.Errorf("before itself: %v", err)
		}
		_, err := w.board.Move(t.Context(), w.as("library"), gone, "threat", uuid.Nil)
		if _, ok := errors.AsType[*Stale](err); !ok || !problem.Is(err, problem.Conflict) {
			t.Errorf("moving what was withdrawn: %v", err)
		}
		_, err = w.board.Move(t.Context(), w.as("io"), gone, "threat", uuid.Nil) // moves everybody's items, and writes its own
		w.wantKind(err, problem.Conflict)
		if _, ok := errors.AsType[*Stale](err); ok {
			t.Error("its words are shown to somebody who may not write them")
		}
		_, err = w.board.Move(t.Context(), w.as("io"), a, "strong", uuid.Nil)
		w.wantKind(err, problem.Invalid)
	})
	if i := w.item(gone); !i.Withdrawn() || i.Quadrant != Strength {
		t.Errorf("%+v", i)
	}
}

// Many items put one after another before the same one, and by two people at once, keep their order.
func TestMoveIntoOneGap(t *testing.T) {
	w := newWorld(t)
	first, last := w.add("io", w.wide, Threat, "first"), w.add("io", w.wide, Threat, "last")
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 10 {
				done, err := w.board.Add(t.Context(), w.as("io"), w.wide, NewItem{Quadrant: "threat", Text: "between"})
				if err == nil {
					_, err = w.board.Move(t.Context(), w.as("io"), Target{w.wide, done.Item}, "threat", last.Item)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	var order []Item
	seen := map[string]bool{}
	for _, i := range w.view("io", w.wide).onBoard() {
		order = append(order, i)
		if seen[i.Position] {
			t.Errorf("the position %s is taken twice", i.Position)
		}
		seen[i.Position] = true
	}
	if len(order) != 42 || order[0].ID != first.Item || order[41].ID != last.Item {
		t.Errorf("%d items, the ends are %q and %q", len(order), order[0].Text, order[len(order)-1].Text)
	}
}

func TestWithdrawAndRestore(t *testing.T) {
	w := newWorld(t)
	a, b := w.add("registrar", w.wide, Opportunity, "a"), w.add("registrar", w.wide, Opportunity, "b")
	first, err := w.board.Withdraw(t.Context(), w.as("colleague"), a)
	w.must(err)
	w.wantTexts(w.wide, Opportunity, "b")
	w.unchanged(w.wide, func() {
		again, err := w.board.Withdraw(t.Context(), w.as("registrar"), a)
		if err != nil || again != first {
			t.Errorf("withdrawing twice: %v, %v; first %v", again, err, first)
		}
	})
	first, err = w.board.Restore(t.Context(), w.as("registrar"), a)
	w.must(err)
	w.wantTexts(w.wide, Opportunity, "a", "b")
	w.unchanged(w.wide, func() {
		for range 2 {
			again, err := w.board.Restore(t.Context(), w.as("registrar"), a)
			if err != nil || again != first {
				t.Errorf("restoring twice: %v, %v; first %v", again, err, first)
			}
		}
		if _, err := w.board.Restore(t.Context(), w.as("registrar"), b); err != nil {
			t.Errorf("restoring what was never withdrawn: %v", err)
		}
	})
	if i := w.item(a); i.Version != 1 {
		t.Errorf("withdrawing and restoring raised the version to %d", i.Version)
	}
}

// A press that comes many times at once is one press: one change, one live version.
func TestWithdrawAtTheSameMoment(t *testing.T) {
	w := newWorld(t)
	target := w.add("registrar", w.wide, Strength, "a")
	for round := range 8 {
		before := w.view("io", w.wide).Analysis.Live
		var group sync.WaitGroup
		for range 6 {
			group.Go(func() {
				press := w.board.Withdraw
				if round%2 == 1 {
					press = w.board.Restore
				}
				if done, err := press(t.Context(), w.as("registrar"), target); err != nil || done.Live != before+1 {
					t.Errorf("round %d: %v, %v, want live version %d", round, done, err, before+1)
				}
			})
		}
		group.Wait()
		if after := w.view("io", w.wide).Analysis.Live; after != before+1 {
			t.Errorf("round %d: the live version went from %d to %d", round, before, after)
		}
	}
}

func TestOpenTwice(t *testing.T) {
	w := newWorld(t)
	in := NewAnalysis{ID: uuid.NewString(), Title: "Once", Scope: "institution"}
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if id, err := w.board.Open(t.Context(), w.as("io"), in); err != nil || id.String() != in.ID {
				t.Errorf("%v, %v", id, err)
			}
		})
	}
	group.Wait()
	listing, err := w.board.List(t.Context(), w.as("io"))
	list := listing.Analyses
	w.must(err)
	count := 0
	for _, a := range list {
		if a.Title == "Once" {
			count++
		}
	}
	if count != 1 {
		t.Errorf("it is there %d times", count)
	}
	in.Title = "Twice"
	if _, err := w.board.Open(t.Context(), w.as("io"), in); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "id" {
		t.Errorf("the same id with another title: %v", err)
	}
}

func TestOpenRules(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, who, title, scope, office string
		want                            problem.Kind
		field                           string
	}{
		{"the institution's", "io", "T", "institution", "", "", ""},
		{"an office's, by the international office", "io", "T", "office", "library", "", ""},
		{"one's own", "registrar", "T", "office", "", "", ""},
		{"another office's", "registrar", "T", "office", "library", problem.Refused, ""},
		{"the institution's, by an office", "registrar", "T", "institution", "", problem.Refused, ""},
		{"senior management", "sm", "T", "institution", "", problem.Refused, ""},
		{"body member", "body", "T", "institution", "", problem.Refused, ""},
		{"adviser", "adviser", "T", "institution", "", problem.Refused, ""},
		{"no title", "io", " ", "institution", "", problem.Invalid, "title"},
		{"a title too long", "io", strings.Repeat("é", MaxTitle+1), "institution", "", problem.Invalid, "title"},
		{"a title of 200 letters with accents", "io", strings.Repeat(marked, MaxTitle), "institution", "", "", ""},
		{"a title of more code points than are stored", "io", strings.Repeat(family, MaxTitle), "institution", "", problem.Invalid, "title"},
		{"NUL in the title", "io", "a\x00", "institution", "", problem.Invalid, "title"},
		{"unknown scope", "io", "T", "everywhere", "", problem.Invalid, "scope"},
		{"unknown office", "io", "T", "office", "nowhere", problem.Invalid, "office"},
		{"no office", "sm", "T", "office", "", problem.Invalid, "office"},
		{"the institution's with an office", "io", "T", "institution", "library", problem.Invalid, "office"},
	} {
		_, err := w.board.Open(t.Context(), w.as(c.who), NewAnalysis{Title: c.title, Scope: c.scope, Office: c.office})
		if c.want == "" && err != nil || c.want != "" && !problem.Is(err, c.want) || c.field != "" && problem.Of(err).Field != c.field {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	registrars := w.add("registrar", w.wide, Strength, "the registrar's")
	managements := w.add("sm", w.wide, Strength, "senior management's")
	librarys := w.add("library", w.library, Strength, "the library's own")
	abroad := w.add("io abroad", w.foreign, Strength, "abroad")
	type use func(c access.Caller) error
	add := func(analysis uuid.UUID) use {
		return func(c access.Caller) error {
			_, err := w.board.Add(t.Context(), c, analysis, NewItem{Quadrant: "threat", Text: "x"})
			return err
		}
	}
	edit := func(target Target) use {
		return func(c access.Caller) error {
			_, err := w.board.Edit(t.Context(), c, target, "changed", "", 1)
			return err
		}
	}
	move := func(target Target) use {
		return func(c access.Caller) error {
			_, err := w.board.Move(t.Context(), c, target, "threat", uuid.Nil)
			return err
		}
	}
	withdraw := func(target Target) use {
		return func(c access.Caller) error { _, err := w.board.Withdraw(t.Context(), c, target); return err }
	}
	restore := func(target Target) use {
		return func(c access.Caller) error { _, err := w.board.Restore(t.Context(), c, target); return err }
	}
	bring := func(analysis uuid.UUID) use {
		return func(c access.Caller) error {
			_, err := w.board.Import(t.Context(), c, analysis, uuid.New(), []ImportRow{{Quadrant: "threat", Text: "x"}}, false)
			return err
		}
	}
	view := func(analysis uuid.UUID) use {
		return func(c access.Caller) error { _, err := w.board.View(t.Context(), c, analysis); return err }
	}
	look := func(analysis uuid.UUID) use {
		return func(c access.Caller) error { _, err := w.board.Look(t.Context(), c, analysis); return err }
	}
	const refused, absent = problem.Refused, problem.NotFound
	for _, c := range []struct {
		name string
		on   uuid.UUID
		do   use
		who  string
		want problem.Kind
	}{
		{"add", w.wide, add(w.wide), "adviser", refused},
		{"add", w.wide, add(w.wide), "body", refused},
		{"add to an office's", w.library, add(w.library), "sm", refused},
		{"add to an office's", w.library, add(w.library), "registrar", refused},
		{"add to an office's", w.library, add(w.library), "adviser", refused},
		{"edit another office's", w.wide, edit(registrars), "library", refused},
		{"edit another office's", w.wide, edit(registrars), "io", refused},
		{"edit another office's", w.wide, edit(registrars), "sm", refused},
		{"edit", w.wide, edit(registrars), "adviser", refused},
		{"edit", w.wide, edit(registrars), "body", refused},
		{"edit another person's without an office", w.wide, edit(managements), "registrar", refused},
		{"move another office's", w.wide, move(registrars), "library", refused},
		{"move another office's", w.wide, move(registrars), "sm", refused},
		{"move", w.wide, move(registrars), "adviser", refused},
		{"move on an office's", w.library, move(librarys), "registrar", refused},
		{"withdraw another office's", w.wide, withdraw(registrars), "library", refused},
		{"withdraw", w.wide, withdraw(registrars), "io", refused},
		{"withdraw", w.wide, withdraw(registrars), "adviser", refused},
		{"restore another office's", w.wide, restore(registrars), "library", refused},
		{"import", w.wide, bring(w.wide), "adviser", refused},
		{"import", w.wide, bring(w.wide), "body", refused},
		{"import to an office's", w.library, bring(w.library), "registrar", refused},
		{"import to an office's", w.library, bring(w.library), "sm", refused},

		{"read another institution's", w.foreign, view(w.foreign), "io", absent},
		{"look at another institution's", w.foreign, look(w.foreign), "io", absent},
		{"add to another institution's", w.foreign, add(w.foreign), "io", absent},
		{"import to another institution's", w.foreign, bring(w.foreign), "io", absent},
		{"edit another institution's", w.foreign, edit(abroad), "io", absent},
		{"move another institution's", w.foreign, move(abroad), "io", absent},
		{"withdraw another institution's", w.foreign, withdraw(abroad), "io", absent},
		{"restore another institution's", w.foreign, restore(abroad), "io", absent},
		{"edit another institution's item by way of one's own analysis", w.foreign, edit(Target{w.wide, abroad.Item}), "io", absent},
		{"edit by way of another analysis", w.wide, edit(Target{w.library, registrars.Item}), "registrar", absent},
		{"read what is not there", w.wide, view(uuid.New()), "io", absent},
		{"edit what is not there", w.wide, edit(Target{w.wide, uuid.New()}), "io", absent},
	} {
		w.unchanged(c.on, func() {
			if err := c.do(w.as(c.who)); !problem.Is(err, c.want) {
				t.Errorf("%s, %s: %v, want %s", c.name, c.who, err, c.want)
			}
			// Into a board that one can see, under one's own name but for another institution.
			foreign := w.as(c.who)
			foreign.Slug = "abroad"
			if err := c.do(foreign); !problem.Is(err, absent) {
				t.Errorf("%s, %s, under another institution's address: %v", c.name, c.who, err)
			}
			foreign.As = uuid.Nil
			if err := c.do(foreign); !problem.Is(err, absent) {
				t.Errorf("%s, %s, under another institution's address without a membership: %v", c.name, c.who, err)
			}
			borrowed := w.as(c.who)
			borrowed.As = w.as("io abroad").As
			if err := c.do(borrowed); !problem.Is(err, absent) {
				t.Errorf("%s, %s, with another's membership: %v", c.name, c.who, err)
			}
		})
	}
	for _, c := range []struct {
		name string
		do   use
		who  string
	}{
		{"add to an office's as its member", add(w.library), "library"},
		{"add to an office's as the international office", add(w.library), "io"},
		{"add as senior management", add(w.wide), "sm"},
		{"senior management edits its own", edit(managements), "sm"},
		{"senior management moves its own", move(managements), "sm"},
		{"the international office moves any", move(registrars), "io"},
		{"a colleague of the office edits", edit(registrars), "colleague"},
		{"an office moves on its own analysis", move(librarys), "library"},
		{"an adviser reads", view(w.wide), "adviser"},
		{"a body member reads", view(w.library), "body"},
	} {
		if err := c.do(w.as(c.who)); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// A membership that has ended, has not begun, or whose person is disabled opens nothing.
func TestEndedMemberships(t *testing.T) {
	for name, sql := range map[string]string{
		"ended":     `update membership set valid_until = now() - interval '1 second' where institution_id = $1 and person_id = $2`,
		"not begun": `update membership set valid_from = now() + interval '1 hour' where institution_id = $1 and person_id = $2`,
		"disabled":  `update person set disabled_at = now() where $1::uuid is not null and id = $2`,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			target := w.add("registrar", w.wide, Strength, "a")
			c := w.as("registrar")
			w.must(w.db.Tenant(t.Context(), w.here.ID, func(tx *postgres.Tx) error { return tx.Exec(sql, w.here.ID, c.Person) }))
			w.unchanged(w.wide, func() {
				for _, c := range []access.Caller{c, {Person: c.Person, Slug: c.Slug}} {
					_, err := w.board.View(t.Context(), c, w.wide)
					w.wantKind(err, problem.NotFound)
					_, err = w.board.Edit(t.Context(), c, target, "b", "", 1)
					w.wantKind(err, problem.NotFound)
					_, err = w.board.List(t.Context(), c)
					w.wantKind(err, problem.NotFound)
				}
			})
		})
	}
}

// The order of rows in List and the counts are those of the board, the withdrawn left out.
func TestList(t *testing.T) {
	w := newWorld(t)
	w.add("registrar", w.wide, Strength, "a")
	w.add("library", w.wide, Threat, "b")
	gone := w.add("sm", w.wide, Threat, "c")
	_, err := w.board.Withdraw(t.Context(), w.as("sm"), gone)
	w.must(err)
	listing, err := w.board.List(t.Context(), w.as("registrar"))
	list := listing.Analyses
	w.must(err)
	if len(list) != 2 {
		t.Fatalf("%d analyses", len(list))
	}
	for _, a := range list {
		want := Summary{Items: 2, Offices: 2, Mine: 1}
		if a.ID == w.library {
			want = Summary{}
		}
		if a.Items != want.Items || a.Offices != want.Offices || a.Mine != want.Mine || a.Updated.Before(time.Now().Add(-time.Hour)) {
			t.Errorf("%+v", a)
		}
	}
}

// A board is read whole, so it has an end.
func TestABoardHasAnEnd(t *testing.T) {
	w := newWorld(t)
	w.must(w.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Exec(`insert into item (institution_id, analysis_id, id, quadrant, position, text, author_id, digest, live_version, first_version)
			select m.institution_id, $1, gen_random_uuid(), 'threat', lpad(to_hex(n), 14, '0') || '8', 'one of many', m.id, sha256('x'), 0, 0
			from generate_series(1, $2) n, (select institution_id, id from membership order by created_at limit 1) m`, w.wide, MaxItems-1)
	}))
	add := NewItem{Quadrant: "threat", Text: "the last that fits"}
	if _, err := w.board.Add(t.Context(), w.people["registrar"], w.wide, add); err != nil {
		t.Fatal(err)
	}
	if _, err := w.board.Add(t.Context(), w.people["registrar"], w.wide, add); !problem.Is(err, problem.Invalid) {
		t.Errorf("one too many: %v", err)
	}
	rows := []ImportRow{{Line: 2, Quadrant: "threat", Text: "brought"}}
	if _, err := w.board.Import(t.Context(), w.people["registrar"], w.wide, uuid.New(), rows, false); !problem.Is(err, problem.Invalid) {
		t.Errorf("one brought too many: %v", err)
	}
	if _, err := w.board.Add(t.Context(), w.people["library"], w.library, add); err != nil {
		t.Errorf("another board: %v", err)
	}
}
