package swot

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// follower keeps a copy of a board as a page does: it asks only for what changed since it last did.
type follower struct {
	since int64
	items map[uuid.UUID]Item
}

func (f *follower) catchUp(ctx context.Context, b *Board, k live.Key) error {
	n, err := b.Changes(ctx, k, f.since, Watcher{Sight: SightOpen})
	if err != nil || n.Reset {
		return fmt.Errorf("reset %t, %w", n.Reset, err)
	}
	for _, i := range n.Items {
		if i.LiveVersion <= f.since || i.LiveVersion > n.Version {
			return fmt.Errorf("since %d, version %d: the item is of version %d", f.since, n.Version, i.LiveVersion)
		}
		f.items[i.ID] = i
	}
	f.since = n.Version
	return nil
}

// Sixteen people write at once in every way there is. Each change has a live version of its own, the
// versions are 1 to n without a gap, and a follower that only ever asks "since" ends with the same board.
func TestParallelWritersAndAFollower(t *testing.T) {
	w := newWorld(t)
	k := live.Key{Institution: w.here.ID, ID: w.wide}
	const writers, each = 16, 12
	var mu sync.Mutex
	versions := map[int64]int{}
	note := func(d Done, err error, fresh bool) {
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			t.Error(err)
		} else if fresh {
			versions[d.Live]++
		}
	}
	shared := w.add("registrar", w.wide, Strength, "shared")
	versions[1]++
	ctx, cancel := context.WithCancel(t.Context())
	var following, writing sync.WaitGroup
	f := follower{items: map[uuid.UUID]Item{}}
	following.Go(func() {
		for ctx.Err() == nil {
			if err := f.catchUp(t.Context(), w.board, k); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for n := range writers {
		who := []string{"registrar", "library", "sm", "io"}[n%4]
		writing.Go(func() {
			for m := range each {
				done, err := w.board.Add(t.Context(), w.as(who), w.wide, NewItem{Quadrant: string(Quadrants[m%4]), Text: fmt.Sprint(n, " ", m)})
				note(done, err, true)
				mine := Target{w.wide, done.Item}
				done, err = w.board.Edit(t.Context(), w.as(who), mine, fmt.Sprint(n, " ", m, " changed"), "", 1)
				note(done, err, true)
				done, err = w.board.Move(t.Context(), w.as(who), mine, "threat", shared.Item)
				note(done, err, true)
				done, err = w.board.Withdraw(t.Context(), w.as(who), mine)
				note(done, err, true)
				// Everybody presses on the same item too: some of these change nothing and must raise nothing.
				if who == "registrar" {
					_, err = w.board.Withdraw(t.Context(), w.as(who), shared)
					note(done, err, false)
					_, err = w.board.Edit(t.Context(), w.as(who), shared, fmt.Sprint("late ", n, m), "", 0)
					if !problem.Is(err, problem.Conflict) {
						t.Error(err)
					}
				}
			}
		})
	}
	writing.Wait()
	cancel()
	following.Wait()
	if err := f.catchUp(t.Context(), w.board, k); err != nil {
		t.Fatal(err)
	}
	v := w.view("io", w.wide)
	versions[w.item(shared).LiveVersion]++ // the one press of many that did something
	for n := int64(1); n <= v.Analysis.Live; n++ {
		if versions[n] != 1 {
			t.Errorf("live version %d was given %d times", n, versions[n])
		}
	}
	if want := int64(writers*each*4 + 2); v.Analysis.Live != want {
		t.Errorf("%d changes raised the live version to %d", want, v.Analysis.Live)
	}
	if f.since != v.Analysis.Live || len(f.items) != len(v.Items) {
		t.Errorf("the follower is at %d with %d items, the board at %d with %d", f.since, len(f.items), v.Analysis.Live, len(v.Items))
	}
	for _, i := range v.Items {
		got := f.items[i.ID]
		if got.Text != i.Text || got.Quadrant != i.Quadrant || got.Position != i.Position || got.Version != i.Version || got.Withdrawn() != i.Withdrawn() {
			t.Errorf("the follower missed a change: it has %+v, the board has %+v", got, i)
		}
	}
}

// A change that is refused, or meets another in the database, leaves the counter as it was.
func TestRefusedChangesRaiseNothing(t *testing.T) {
	w := newWorld(t)
	target := w.add("registrar", w.wide, Strength, "a")
	in := NewItem{ID: uuid.NewString(), Quadrant: "strength", Text: "b"}
	_, err := w.board.Add(t.Context(), w.as("registrar"), w.wide, in)
	w.must(err)
	w.unchanged(w.wide, func() {
		in.Text = "c"
		_, err := w.board.Add(t.Context(), w.as("registrar"), w.wide, in)
		w.wantKind(err, problem.Invalid)
		_, err = w.board.Edit(t.Context(), w.as("registrar"), target, "\x00", "", 1)
		w.wantKind(err, problem.Invalid)
		_, err = w.board.Withdraw(t.Context(), w.as("library"), target)
		w.wantKind(err, problem.Refused)
	})
}

// A use case that meets a lock held too long answers that it is busy, and writes nothing.
func TestBusy(t *testing.T) {
	w := newWorld(t)
	target := w.add("registrar", w.wide, Strength, "a")
	held, release := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		err := w.db.Tenant(context.WithoutCancel(t.Context()), w.here.ID, func(tx *postgres.Tx) error {
			err := tx.Exec(`select from live where id = $1 for update`, w.wide)
			close(held)
			<-release
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-held
	began := time.Now()
	_, err := w.board.Edit(t.Context(), w.as("registrar"), target, "b", "", 1)
	close(release)
	group.Wait()
	if !problem.Is(err, problem.Overloaded) || problem.Of(err).RetryAfter <= 0 || time.Since(began) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
	if i := w.item(target); i.Text != "a" || i.Version != 1 {
		t.Errorf("%+v", i)
	}
	if _, err := w.board.Edit(t.Context(), w.as("registrar"), target, "b", "", 1); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestChanges(t *testing.T) {
	w := newWorld(t)
	k := live.Key{Institution: w.here.ID, ID: w.wide}
	for n := range 3 {
		w.add("registrar", w.wide, Strength, fmt.Sprint(n))
	}
	rows := func(n int) []ImportRow {
		list := make([]ImportRow, n)
		for i := range list {
			list[i] = ImportRow{Line: i + 2, Quadrant: "threat", Text: fmt.Sprint("row ", i)}
		}
		return list
	}
	for _, c := range []struct {
		since   int64
		version int64
		changed int
		reset   bool
	}{{0, 3, 3, false}, {2, 3, 1, false}, {3, 3, 0, false}, {4, 3, 0, true}, {-1, 3, 0, true}, {1 << 62, 3, 0, true}} {
		n, err := w.board.Changes(t.Context(), k, c.since, Watcher{Sight: SightOpen})
		if err != nil || n.Version != c.version || len(n.Items) != c.changed || n.Reset != c.reset || n.Pulse != nil {
			t.Errorf("since %d: %+v, %v", c.since, n, err)
		}
	}
	for _, c := range []struct {
		rows  int
		reset bool
	}{{farBehind, false}, {farBehind + 1, true}} {
		since := w.view("io", w.wide).Analysis.Live
		if _, err := w.board.Import(t.Context(), w.as("io"), w.wide, uuid.New(), rows(c.rows), false); err != nil {
			t.Fatal(err)
		}
		n, err := w.board.Changes(t.Context(), k, since, Watcher{Sight: SightOpen})
		if err != nil || n.Reset != c.reset || n.Version != since+1 || !n.Reset && len(n.Items) != c.rows {
			t.Errorf("%d rows behind: %d, %d changed, reset %t, %v", c.rows, n.Version, len(n.Items), n.Reset, err)
		}
	}
	// The counter of one institution's board is nothing to another.
	if _, err := w.board.Changes(t.Context(), live.Key{Institution: w.abroad.ID, ID: w.wide}, 0, Watcher{Sight: SightOpen}); err == nil {
		t.Error("another institution reads the changes of this one")
	}
}

// What came and went while a page was away is not shown to it for the first time.
func TestMissed(t *testing.T) {
	gone := time.Now()
	list := []Item{
		{Text: "came", FirstVersion: 6, LiveVersion: 6},
		{Text: "came and went", FirstVersion: 7, LiveVersion: 8, WithdrawnAt: &gone},
		{Text: "was there and went", FirstVersion: 5, LiveVersion: 9, WithdrawnAt: &gone},
	}
	var got []string
	for _, i := range Missed(list, 5) {
		got = append(got, i.Text)
	}
	if want := []string{"came", "was there and went"}; !slices.Equal(got, want) {
		t.Errorf("missed are %q, want %q", got, want)
	}
}
