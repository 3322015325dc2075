package swot

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// sql runs a statement inside the institution.
func (w *world) sql(sql string, args ...any) {
	w.Helper()
	w.must(w.db.Tenant(context.Background(), w.here.ID, func(tx *postgres.Tx) error { return tx.Exec(sql, args...) }))
}

func (w *world) ask(into any, sql string, args ...any) {
	w.Helper()
	w.must(w.db.Tenant(context.Background(), w.here.ID, func(tx *postgres.Tx) error { return tx.Row(sql, args, into) }))
}

func (w *world) phase(who string, analysis uuid.UUID, to Phase) PhaseDone {
	w.Helper()
	done, err := w.board.SetPhase(w.Context(), w.as(who), analysis, string(to), "")
	w.must(err)
	return done
}

func (w *world) json(analysis uuid.UUID) string {
	w.Helper()
	var b bytes.Buffer
	w.must(w.view("io", analysis).WriteJSON(&b))
	return b.String()
}

func TestNextPhase(t *testing.T) {
	for _, now := range Phases {
		for _, to := range Phases {
			for _, from := range append([]Phase{""}, Phases...) {
				got, err := Analysis{Phase: now}.next(string(to), string(from))
				conflict := to != now && from != "" && from != now
				if problem.Is(err, problem.Conflict) != conflict || !conflict && (err != nil || got != to) {
					t.Errorf("%s to %s, read %q: %v, %v", now, to, from, got, err)
				}
			}
		}
	}
	for _, bad := range []string{"", "Closed", "open", "voting "} {
		if _, err := (Analysis{Phase: Grouping}).next(bad, ""); !problem.Is(err, problem.Invalid) {
			t.Errorf("phase %q: %v", bad, err)
		}
		if _, err := (Analysis{Phase: Grouping}).next("voting", bad); bad != "" && !problem.Is(err, problem.Invalid) {
			t.Errorf("from %q: %v", bad, err)
		}
	}
}

func TestSetPhase(t *testing.T) {
	w := newWorld(t)
	item := w.add("registrar", w.wide, Strength, "close to the border")
	for who, kind := range map[string]problem.Kind{"sm": problem.Refused, "registrar": problem.Refused, "library": problem.Refused, "body": problem.Refused, "adviser": problem.Refused, "io abroad": problem.NotFound} {
		w.unchanged(w.wide, func() {
			_, err := w.board.SetPhase(t.Context(), w.as(who), w.wide, "grouping", "")
			w.wantKind(err, kind)
		})
	}
	if _, err := w.board.SetPhase(t.Context(), w.as("registrar"), w.library, "voting", ""); !problem.Is(err, problem.Refused) {
		t.Errorf("another office's analysis: %v", err)
	}
	w.phase("library", w.library, Voting)
	w.sql(`update analysis set timer_until = now() + interval '5 minutes' where id = $1`, w.wide)
	done := w.phase("io", w.wide, Grouping)
	a := w.view("io", w.wide).Analysis
	if a.Phase != Grouping || a.PhaseNo != 2 || a.TimerUntil != nil || a.Epoch != done.Live || a.Live != done.Live || done.Step == uuid.Nil {
		t.Errorf("after the change: %+v, %+v", a, done)
	}
	if again := w.phase("io", w.wide, Grouping); again != (PhaseDone{}) {
		t.Errorf("the same phase again: %+v", again)
	}
	_, err := w.board.Add(t.Context(), w.as("registrar"), w.wide, NewItem{Quadrant: "threat", Text: "late"})
	w.wantKind(err, problem.Conflict)
	w.add("io", w.wide, Threat, "of whoever runs it")
	w.phase("io", w.wide, Voting)
	_, err = w.board.Edit(t.Context(), w.as("registrar"), item, "too late", "", 1)
	w.wantKind(err, problem.Conflict)
	_, err = w.board.Import(t.Context(), w.as("io"), w.wide, uuid.New(), []ImportRow{{Line: 2, Quadrant: "threat", Text: "too late"}}, false)
	w.wantKind(err, problem.Conflict)
	var log string
	w.ask(&log, `select string_agg(detail, ';' order by at, id) from activity where kind = 'phase changed' and subject_id = $1`, w.wide)
	if log != "collecting → grouping;grouping → voting" {
		t.Errorf("the log says %q", log)
	}
}

// Of two who begin different phases from the same one, one is told that the other was quicker; whatever they do, each
// change is one step on.
func TestSetPhaseAtOnce(t *testing.T) {
	w := newWorld(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	conflicts := 0
	for n := range 16 {
		wg.Go(func() {
			to := []string{"grouping", "voting"}[n%2]
			_, err := w.board.SetPhase(t.Context(), w.as("io"), w.wide, to, "collecting")
			mu.Lock()
			defer mu.Unlock()
			switch {
			case problem.Is(err, problem.Conflict):
				conflicts++
			case err != nil:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if a := w.view("io", w.wide).Analysis; a.PhaseNo != 2 || conflicts != 8 {
		t.Errorf("phase number %d, %d conflicts", a.PhaseNo, conflicts)
	}
}

// A phase that is taken back leaves the analysis as it was, and the votes that were counted at its end.
func TestUndoPhase(t *testing.T) {
	w := newWorld(t)
	item := w.add("registrar", w.wide, Strength, "close to the border")
	start := w.json(w.wide)
	w.phase("io", w.wide, Voting)
	w.sql(`insert into ballot (institution_id, analysis_id, voter_id) values ($1, $2, $1)`, w.here.ID, w.wide)
	w.sql(`insert into vote (institution_id, analysis_id, item_id, voter_id, dots) values ($1, $2, $3, $1, 3)`, w.here.ID, w.wide, item.Item)
	before := w.json(w.wide)
	closed := w.phase("io", w.wide, Closed)
	if got := w.item(item); got.Votes != 3 {
		t.Errorf("%d votes were counted", got.Votes)
	}
	_, err := w.board.Undo(t.Context(), w.as("library"), w.wide, closed.Step)
	w.wantKind(err, problem.NotFound)
	_, err = w.board.Undo(t.Context(), w.as("io"), w.wide, closed.Step)
	w.must(err)
	if got := w.json(w.wide); got != before || w.item(item).Votes != 0 {
		t.Errorf("after the undo:\n%s\nwas\n%s", got, before)
	}
	// The step before is the latest again.
	v := w.view("io", w.wide)
	if !v.Method.CanUndo(v.Seat.Membership) || v.Analysis.PhaseNo != 2 {
		t.Fatalf("the voting cannot be undone: %+v", v.Method.Begun)
	}
	_, err = w.board.Undo(t.Context(), w.as("io"), w.wide, v.Method.Begun.ID)
	w.must(err)
	if got := w.json(w.wide); got != start {
		t.Errorf("after both:\n%s\nwas\n%s", got, start)
	}
	first := w.phase("io", w.wide, Grouping)
	w.phase("io", w.wide, Voting)
	_, err = w.board.Undo(t.Context(), w.as("io"), w.wide, first.Step)
	w.wantKind(err, problem.Conflict)
	if !strings.Contains(w.json(w.wide), `"phase": "voting"`) {
		t.Error("an undo that was refused did something")
	}
}

// A joint item has the dots of what it was made of.
func TestCountVotes(t *testing.T) {
	w := newWorld(t)
	own, other := w.add("registrar", w.wide, Strength, "one"), w.add("library", w.library, Strength, "two")
	joint := w.add("io", w.wide, Strength, "both")
	w.sql(`update item set joint = true where id = $1`, joint.Item)
	w.sql(`update item set votes = 4 where id = $1`, other.Item)
	for _, source := range []Target{own, other} {
		w.sql(`insert into merged_source (institution_id, analysis_id, joint_id, source_id) values ($1, $2, $3, $4)`, w.here.ID, w.wide, joint.Item, source.Item)
	}
	w.sql(`insert into ballot (institution_id, analysis_id, voter_id) values ($1, $2, $1)`, w.here.ID, w.wide)
	for item, dots := range map[uuid.UUID]int{own.Item: 2, joint.Item: 1} {
		w.sql(`insert into vote (institution_id, analysis_id, item_id, voter_id, dots) values ($1, $2, $3, $1, $4)`, w.here.ID, w.wide, item, dots)
	}
	w.phase("io", w.wide, Closed)
	var elsewhere int
	w.ask(&elsewhere, `select votes from item where id = $1`, other.Item)
	if a, b := w.item(own).Votes, w.item(joint).Votes; a != 2 || b != 7 || elsewhere != 4 {
		t.Errorf("counted %d, joint %d, elsewhere %d", a, b, elsewhere)
	}
}
