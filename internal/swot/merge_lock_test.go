package swot

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
)

// Whoever adds to a joint item, takes it apart and takes a step back at the same time waits for the other, and the
// database never has to end one of them.
func TestMergeAndPartNeverDeadlock(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	w := newWorld(t)
	here := []Target{w.add("registrar", w.wide, Weakness, "one"), w.add("library", w.wide, Weakness, "two"), w.add("io", w.wide, Weakness, "three")}
	there := []Target{w.add("library", w.library, Weakness, "four"), w.add("library", w.library, Weakness, "five")}
	w.mergePhase(w.wide, Closed)
	w.mergePhase(w.library, Closed)
	sides := []struct {
		on      uuid.UUID
		joint   uuid.UUID
		sources []string
	}{
		{w.wide, w.merge(NewJoint{Items: strs(here[0]), Text: "joint"}).Item, strs(here[2], there[0], here[1], there[1])},
		{w.library, uuid.Nil, strs(there[1], here[1], there[0], here[2])},
	}
	done, err := w.board.Merge(t.Context(), w.as("io"), w.library, NewJoint{Items: strs(here[0]), Text: "joint"})
	w.must(err)
	sides[1].joint = done.Item
	until := time.Now().Add(3 * time.Second)
	var wg sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]int{}
	note := func(what string, err error) {
		mu.Lock()
		defer mu.Unlock()
		if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
			seen[what+" "+pg.Code+" "+pg.Detail]++
		} else if err != nil {
			seen[what+" "+err.Error()]++
		} else {
			seen[what]++
		}
	}
	for n := range 8 {
		wg.Go(func() {
			side := sides[n%2]
			for round := 0; time.Now().Before(until); round++ {
				switch (n/2 + round) % 3 {
				case 0, 1:
					m, err := w.board.Merge(t.Context(), w.as("io"), side.on, NewJoint{Items: side.sources[:2+round%3], Into: side.joint.String(), Reason: "r"})
					note("into", err)
					if err == nil && round%2 == 0 {
						_, err = w.board.Undo(t.Context(), w.as("io"), side.on, m.Step)
						note("undo", err)
					}
				default:
					source, err := uuid.Parse(side.sources[round%len(side.sources)])
					w.must(err)
					_, err = w.board.Part(t.Context(), w.as("io"), Target{side.on, side.joint}, source)
					note("part", err)
				}
			}
		})
	}
	wg.Wait()
	for what, n := range seen {
		t.Log(n, what)
		if strings.Contains(what, "40P01") {
			t.Errorf("%d deadlocks: %s", n, what)
		}
	}
}
