package strategy

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func at(name string) place { return place{slug: name} }

func (t *turns) mustTake(tb testing.TB, person, section string) *turn {
	tb.Helper()
	u, err := t.take(tb.Context(), at(person), at(section))
	if err != nil {
		tb.Fatal(err)
	}
	return u
}

func TestTurnsAreTakenInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all turns
		first := all.mustTake(t, "ann", "s")
		var order []string
		var mu sync.Mutex
		for _, who := range []string{"ben", "cem", "dee"} {
			go func() {
				u := all.mustTake(t, who, "s")
				mu.Lock()
				order = append(order, who)
				mu.Unlock()
				u.end()
			}()
			synctest.Wait()
		}
		elsewhere := all.mustTake(t, "eve", "another")
		elsewhere.end()
		if len(order) > 0 {
			t.Fatalf("%v did not wait", order)
		}
		first.end()
		synctest.Wait()
		if len(order) != 3 || order[0] != "ben" || order[1] != "cem" || order[2] != "dee" {
			t.Errorf("the order was %v", order)
		}
		if len(all.lines) != 0 {
			t.Errorf("%d lines are left", len(all.lines))
		}
	})
}

func TestAPersonHasOneTurnAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all turns
		one := all.mustTake(t, "ann", "s")
		done := false
		go func() {
			all.mustTake(t, "ann", "another").end()
			done = true
		}()
		synctest.Wait()
		if done {
			t.Error("ann is in two sections at once")
		}
		one.end()
		synctest.Wait()
		if !done {
			t.Error("ann still waits")
		}
	})
}

func TestFullLinesAndLongWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all turns
		one := all.mustTake(t, "ann", "s")
		var kinds sync.Map
		for n := range mostWaiting {
			go func() {
				_, err := all.take(t.Context(), place{id: uuid.UUID{byte(n + 1)}}, at("s"))
				kinds.Store(n, problem.Of(err).Kind)
			}()
		}
		synctest.Wait()
		_, err := all.take(t.Context(), at("late"), at("s"))
		if p := problem.Of(err); p.Kind != problem.Overloaded || p.RetryAfter <= 0 {
			t.Errorf("who finds the line full is told %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := all.take(ctx, at("ann"), at("another")); !errors.Is(err, context.Canceled) {
			t.Errorf("who has gone is told %v", err)
		}
		time.Sleep(longestWait)
		synctest.Wait()
		for n := range mostWaiting {
			if kind, _ := kinds.Load(n); kind != problem.Overloaded {
				t.Errorf("number %d, who waited too long, is told %v", n, kind)
			}
		}
		one.end()
		all.mustTake(t, "late", "s").end()
		if len(all.lines) != 0 {
			t.Errorf("%d lines are left", len(all.lines))
		}
	})
}

func TestWhoChangesMuchRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all turns
		use := func(d time.Duration) {
			u := all.mustTake(t, "ann", "s")
			if err := u.engine(t.Context(), func() error { time.Sleep(d); return nil }); err != nil {
				t.Fatal(err)
			}
			u.end()
		}
		began := time.Now()
		want := func(took time.Duration, what string) {
			t.Helper()
			if got := time.Since(began); got != took {
				t.Errorf("%s: after %v, want %v", what, got, took)
			}
		}
		use(usedAhead)
		use(400 * time.Millisecond)
		want(usedAhead+400*time.Millisecond, "what a person may use ahead was followed by a rest")
		all.mustTake(t, "ben", "s").end()
		want(usedAhead+400*time.Millisecond, "the section rests, or somebody else")
		all.mustTake(t, "ann", "s").end()
		want(usedAhead+(1+restFactor)*400*time.Millisecond, "the next turn")

		time.Sleep(time.Minute)
		began = time.Now()
		for range 1000 { // small changes without end
			use(5 * time.Millisecond)
		}
		all.mustTake(t, "ann", "s").end()
		want(5*time.Second+restFactor*(5*time.Second-usedAhead), "a thousand small ones")

		time.Sleep(time.Minute)
		began = time.Now()
		for range 1000 { // somebody who types
			use(20 * time.Millisecond)
			time.Sleep(280 * time.Millisecond)
		}
		want(300*time.Second, "typing")
	})
}

// A long wait for an engine is no use of it, and who has worked off what they used is forgotten.
func TestRestIsOfUseAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all turns
		others := make(chan struct{})
		for n := range AtOnce {
			go func() {
				u := all.mustTake(t, "other", string(rune('a'+n)))
				u.person = place{id: uuid.UUID{byte(n + 1)}}
				all.leave(at("other"))
				_ = u.engine(t.Context(), func() error { <-others; return nil })
			}()
			synctest.Wait()
		}
		began := time.Now()
		time.AfterFunc(2*time.Second, func() { close(others) })
		u := all.mustTake(t, "ann", "s")
		if err := u.engine(t.Context(), func() error { return nil }); err != nil {
			t.Fatal(err)
		}
		u.end()
		all.mustTake(t, "ann", "s").end()
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("who waited for an engine rests: %v", took)
		}
		for n := range 3 * mostOwing {
			all.rest(place{id: uuid.UUID{1, byte(n), byte(n >> 8)}}, time.Millisecond)
			time.Sleep(10 * time.Millisecond)
		}
		if len(all.owing) > mostOwing+1 {
			t.Errorf("%d people are kept in mind", len(all.owing))
		}
	})
}

// Where engines are taken, sections take turns at them, however much is written in one.
func TestSectionsShareTheEngines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all turns
		inside, most := 0, 0
		var mu sync.Mutex
		var sections sync.WaitGroup
		for n := range 6 {
			sections.Go(func() {
				u, err := all.take(t.Context(), place{id: uuid.UUID{byte(n + 1)}}, place{id: uuid.UUID{0, byte(n + 1)}})
				if err != nil {
					t.Error(err)
					return
				}
				defer u.end()
				_ = u.engine(t.Context(), func() error {
					mu.Lock()
					inside++
					most = max(most, inside)
					mu.Unlock()
					time.Sleep(time.Second)
					mu.Lock()
					inside--
					mu.Unlock()
					return nil
				})
			})
		}
		sections.Wait()
		if most != AtOnce {
			t.Errorf("%d at once, want %d", most, AtOnce)
		}
	})
}

// A section in which the line is full answers at once, and nothing is stored.
func TestAFullSectionIsOverloaded(t *testing.T) {
	w := newWriting(t)
	section := thing(w.as("io"), w.section)
	w.must(w.desk.turns.enter(t.Context(), section))
	for range mostWaiting {
		w.desk.turns.lines[section] = append(w.desk.turns.lines[section], make(chan struct{}))
	}
	_, err := w.accept("io", 0, insert(1, "x"))
	w.wantKind(err, problem.Overloaded, "steps")
	_, err = w.desk.Rewrite(t.Context(), w.as("io 2"), w.strategy, w.section, "x", func(doc json.RawMessage) (json.RawMessage, error) { return doc, nil })
	w.wantKind(err, problem.Overloaded, "a text")
	for range mostWaiting + 1 {
		w.desk.turns.leave(section)
	}
	_, err = w.accept("io", 0, insert(1, "x"))
	w.must(err)
	w.wantSteps(1)
}
