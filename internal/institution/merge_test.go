package institution_test

import (
	"sync"
	"testing"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/problem"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// held counts what the institution has in all, and what an office has.
func (w *world) held(office string) (all, of [3]int) {
	w.Helper()
	id := w.office(office).Office.ID
	for n, table := range []string{"membership", "item", "analysis"} {
		w.ask(&all[n], `select count(*) from `+table+` where institution_id = $1`, w.here.ID)
		w.ask(&of[n], `select count(*) from `+table+` where institution_id = $1 and office_id = $2`, w.here.ID, id)
	}
	return all, of
}

func TestMergeKeepsEverything(t *testing.T) {
	w := newWorld(t)
	open := func(who, scope string) uuid.UUID {
		t.Helper()
		id, err := w.board.Open(t.Context(), w.as(who), swot.NewAnalysis{Title: "Where we stand", Scope: scope})
		w.must(err)
		return id
	}
	wide, own, untouched := open("io", "institution"), open("library", "office"), open("io", "institution")
	add := func(who string, analysis uuid.UUID) uuid.UUID {
		t.Helper()
		done, err := w.board.Add(t.Context(), w.as(who), analysis, swot.NewItem{Quadrant: "strength", Text: "We stand well"})
		w.must(err)
		return done.Item
	}
	first, second := add("library", wide), add("library", wide)
	add("registrar", wide)
	add("library", own)
	add("registrar", untouched)
	_, err := w.board.Withdraw(t.Context(), w.as("library"), swot.Target{Analysis: wide, Item: second})
	w.must(err)
	view := func(id uuid.UUID) swot.View {
		t.Helper()
		v, err := w.board.View(t.Context(), w.as("io"), id)
		w.must(err)
		return v
	}
	since, still := view(wide).Analysis.Live, view(untouched).Analysis.Live
	rights := w.rights("library")
	allBefore, fromBefore := w.held("library")
	_, intoBefore := w.held("registrar")

	look, err := w.registry.LookAtMerger(t.Context(), w.as("io"), "library", "registrar")
	w.must(err)
	if len(look.Holdings) != 3 || look.Holdings[0].N != 1 || look.Holdings[1].N != 2 || look.Holdings[2].N != 1 {
		t.Errorf("it would move %+v, want 1 person, 2 items on boards and 1 analysis", look.Holdings)
	}
	if all, _ := w.held("library"); all != allBefore || w.office("library").Office.Archived {
		t.Fatal("looking at it wrote something")
	}
	_, err = w.registry.MergeOffice(t.Context(), w.as("io"), "library", "registrar")
	w.must(err)

	allAfter, fromAfter := w.held("library")
	_, intoAfter := w.held("registrar")
	if allAfter != allBefore || fromAfter != [3]int{} {
		t.Errorf("in all there were %v and are %v; the library keeps %v", allBefore, allAfter, fromAfter)
	}
	for n := range intoAfter {
		if intoAfter[n] != intoBefore[n]+fromBefore[n] {
			t.Errorf("the registrar has %v, had %v and got %v", intoAfter, intoBefore, fromBefore)
		}
	}
	d := w.office("library")
	if !d.Office.Archived || d.MergedInto == nil || d.MergedInto.Slug != "registrar" {
		t.Errorf("the library is %+v", d.Office)
	}
	if from := w.office("registrar").MergedFrom; len(from) != 1 || from[0].Slug != "library" {
		t.Errorf("the registrar took over %+v", from)
	}
	// Open boards are told, and told what changed; others are left alone.
	news, err := w.board.Changes(t.Context(), live.Key{Institution: w.here.ID, ID: wide}, since, swot.Watcher{Sight: swot.SightOpen})
	if err != nil || news.Reset || news.Version != since+1 || len(news.Items) != 2 {
		t.Errorf("the board is at %d after %d with %d changes, reset %v, %v", news.Version, since, len(news.Items), news.Reset, err)
	}
	for _, i := range news.Items {
		if i.OfficeSlug != "registrar" || i.LiveVersion != news.Version || i.Version != 1 {
			t.Errorf("told was %+v", i)
		}
	}
	if now := view(untouched).Analysis.Live; now != still {
		t.Errorf("a board without any of its items went from %d to %d", still, now)
	}
	if now := w.rights("library"); now <= rights {
		t.Errorf("open streams of its people are not cut: %d, %d", rights, now)
	}
	// Colleagues of the one office may now edit what the other wrote.
	if _, err := w.board.Edit(t.Context(), w.as("registrar"), swot.Target{Analysis: wide, Item: first}, "We stand very well", "", 1); err != nil {
		t.Errorf("a new colleague cannot edit: %v", err)
	}
	if w.logged("offices merged") != 1 {
		t.Error("the log has no word of it")
	}
	_, err = w.registry.RestoreOffice(t.Context(), w.as("io"), "library")
	w.wantKind("restoring what was merged", err, problem.Invalid)
	_, err = w.registry.MergeOffice(t.Context(), w.as("io"), "library", "archives")
	w.wantKind("merging it into a third", err, problem.Invalid)
	_, err = w.registry.MergeOffice(t.Context(), w.as("io"), "registrar", "archives")
	w.must(err)
	if into := w.office("library").MergedInto; into == nil || into.Slug != "archives" {
		t.Errorf("after the registrar was merged too, the library points to %+v", into)
	}
}

// rights is the access version of a person.
func (w *world) rights(who string) (version int64) {
	w.Helper()
	w.ask(&version, `select access_version from person where id = $1`, w.as(who).Person)
	return version
}

// Somebody with the same role in both offices keeps one membership, and with it what either allowed.
func TestMergeOfTwins(t *testing.T) {
	const open, ended, disabled, waiting = "valid_until = null, disabled_at = null, accepted_at = now()", "valid_until = now() - interval '1 day'", "disabled_at = now()", "accepted_at = null"
	for name, c := range map[string]struct {
		from, into string
		enters     bool
		standing   access.Standing
	}{
		"both open":               {open, open + ", standing = 'deputy'", true, access.Deputy},
		"a head comes":            {open + ", standing = 'head'", open + ", standing = 'deputy'", true, access.Head},
		"the kept one had ended":  {open, ended, true, access.Plain},
		"the kept one disabled":   {open + ", standing = 'deputy'", disabled + ", standing = 'head'", true, access.Deputy},
		"the kept one waits":      {open, waiting, true, access.Plain},
		"the other one had ended": {ended + ", standing = 'head'", open, true, access.Plain},
		"the other one waits":     {waiting + ", standing = 'head'", open, true, access.Plain},
		"both had ended":          {ended, ended, false, ""},
		"both disabled":           {disabled, disabled, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.exec(`insert into membership (institution_id, id, person_id, role, office_id, accepted_at) values ($1, $2, $3, 'member_office', $4, now())`,
				w.here.ID, uuid.New(), w.as("library").Person, w.office("archives").Office.ID)
			w.exec(`update membership m set `+c.from+` from office o where m.institution_id = $1 and o.institution_id = $1 and o.id = m.office_id and o.slug = 'library'`, w.here.ID)
			w.exec(`update membership m set `+c.into+` from office o where m.institution_id = $1 and o.institution_id = $1 and o.id = m.office_id and o.slug = 'archives'`, w.here.ID)
			before, _ := w.held("library")
			_, err := w.registry.MergeOffice(t.Context(), w.as("io"), "library", "archives")
			w.must(err)
			if after, _ := w.held("library"); after != before {
				t.Errorf("there were %v memberships, items and analyses, and are %v", before, after)
			}
			d, err := w.registry.Directory(t.Context(), access.Caller{Person: w.as("library").Person, Slug: "here"})
			if !c.enters {
				w.wantKind("entering", err, problem.NotFound)
				return
			}
			w.must(err)
			if d.Seat.OfficeSlug != "archives" || d.Seat.Standing != c.standing {
				t.Errorf("the seat is %s of %s", d.Seat.Standing, d.Seat.OfficeSlug)
			}
			if left := d.Of(w.office("library").Office.ID); len(left) > 0 {
				t.Errorf("in the old office are still %+v", left)
			}
		})
	}
}

// Two merges against each other: one is done, the other one refused, and nothing is lost on the way.
func TestMergeAgainstEachOther(t *testing.T) {
	for range 4 {
		w := newWorld(t)
		before, _ := w.held("library")
		errs := make([]error, 2)
		var group sync.WaitGroup
		for n, way := range [][2]string{{"library", "registrar"}, {"registrar", "library"}} {
			group.Go(func() { _, errs[n] = w.registry.MergeOffice(t.Context(), w.as("io"), way[0], way[1]) })
		}
		group.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || !problem.Is(errs[0], problem.Invalid) && !problem.Is(errs[1], problem.Invalid) {
			t.Errorf("the answers are %v and %v", errs[0], errs[1])
		}
		after, _ := w.held("library")
		d, err := w.registry.Directory(t.Context(), w.as("io"))
		w.must(err)
		if after != before || len(institution.Current(d.Offices)) != 3 {
			t.Errorf("there were %v, there are %v in %d offices", before, after, len(institution.Current(d.Offices)))
		}
	}
}

// Offices are merged while their people write: nobody is refused, no item is lost, and what arrived in the
// old office at that very moment comes over when the merge is asked for once more.
func TestMergeWhilePeopleWrite(t *testing.T) {
	w := newWorld(t)
	board, err := w.board.Open(t.Context(), w.as("io"), swot.NewAnalysis{Title: "Where we stand", Scope: "institution"})
	w.must(err)
	const writers, each = 4, 15
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for range each {
				done, err := w.board.Add(t.Context(), w.as("library"), board, swot.NewItem{Quadrant: "threat", Text: "Visas take longer"})
				if err == nil {
					_, err = w.board.Edit(t.Context(), w.as("library"), swot.Target{Analysis: board, Item: done.Item}, "Visas take too long", "", 1)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 3 {
		group.Go(func() {
			if _, err := w.registry.MergeOffice(t.Context(), w.as("io"), "library", "registrar"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	_, err = w.registry.MergeOffice(t.Context(), w.as("io"), "library", "registrar")
	w.must(err)
	_, left := w.held("library")
	_, got := w.held("registrar")
	if left[1] != 0 || got[1] != writers*each {
		t.Errorf("the library keeps %d items, the registrar has %d of %d", left[1], got[1], writers*each)
	}
}
