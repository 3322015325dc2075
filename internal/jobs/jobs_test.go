package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/jobs"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

type errand struct {
	N int `json:"n"`
}

func (errand) Kind() string { return "errand" }

// done counts how often each errand was run.
type done struct {
	mu   sync.Mutex
	runs map[int]int
}

func (d *done) add(n int) (times int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.runs[n]++
	return d.runs[n]
}

func (d *done) count() int { d.mu.Lock(); defer d.mu.Unlock(); return len(d.runs) }

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func start(t *testing.T, db *postgres.DB, log *slog.Logger, o jobs.Options, work func(context.Context, jobs.Job[errand]) error) *jobs.Runner {
	t.Helper()
	o.AtOnce = true
	r, err := jobs.New(db, log, o, func(w *jobs.Workers) { jobs.Do(w, work) })
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Start(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = r.Stop(ctx)
	})
	return r
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain: " + what)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func insert(t *testing.T, db *postgres.DB, n int) {
	t.Helper()
	if err := db.Global(t.Context(), func(tx *postgres.Tx) error { return jobs.Insert(tx, errand{n}) }); err != nil {
		t.Fatal(err)
	}
}

// states are the jobs' states and how many have each.
func states(t *testing.T, db *postgres.DB) string {
	t.Helper()
	var s string
	err := db.Global(t.Context(), func(tx *postgres.Tx) error {
		return tx.Row(`select coalesce(string_agg(state || ' ' || n, ', ' order by state), '') from (select state::text, count(*) n from river_job group by 1) c`, nil, &s)
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Our row is the row that River would have written.
func TestInsertWritesWhatRiverWrites(t *testing.T) {
	d := postgrestest.New(t)
	insert(t, d.DB, 7)
	client, err := river.NewClient(riverpgxv5.New(d.Pool()), &river.Config{Logger: quiet(), MaxAttempts: jobs.MaxAttempts})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Insert(t.Context(), errand{7}, nil); err != nil {
		t.Fatal(err)
	}
	rows, err := d.Pool().Query(t.Context(), `select (to_jsonb(j) - array['id', 'created_at', 'scheduled_at'])::text from river_job j`)
	if err != nil {
		t.Fatal(err)
	}
	both, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(both) != 2 || both[0] != both[1] {
		t.Errorf("ours and River's rows: %v, %v", both, err)
	}
}

func TestInsertGoesWithTheTransaction(t *testing.T) {
	d := postgrestest.New(t)
	no := errors.New("no")
	err := d.Global(t.Context(), func(tx *postgres.Tx) error { return errors.Join(jobs.Insert(tx, errand{1}), tx.Exec(`select 1`), no) })
	if !errors.Is(err, no) || states(t, d.DB) != "" {
		t.Errorf("%v; after a transaction that failed: %q", err, states(t, d.DB))
	}
	insert(t, d.DB, 1)
	if got := states(t, d.DB); got != "available 1" {
		t.Errorf("after one that was committed: %q", got)
	}
}

// Two servers share the jobs, and each is done once.
func TestTwoRunnersShareTheWork(t *testing.T) {
	d := postgrestest.New(t)
	second, err := postgres.Open(t.Context(), d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	all := &done{runs: map[int]int{}}
	var mu sync.Mutex
	by := map[int]int{}
	for n, db := range []*postgres.DB{d.DB, second} {
		start(t, db, quiet(), jobs.Options{Poll: 20 * time.Millisecond}, func(_ context.Context, j jobs.Job[errand]) error {
			all.add(j.Args.N)
			mu.Lock()
			by[n]++
			mu.Unlock()
			return nil
		})
	}
	t.Cleanup(second.Close)
	const many = 200
	for n := range many {
		insert(t, d.DB, n)
	}
	until(t, "all jobs", func() bool { return states(t, d.DB) == fmt.Sprintf("completed %d", many) })
	for n, times := range all.runs {
		if times != 1 {
			t.Errorf("job %d was done %d times", n, times)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if all.count() != many || by[0] == 0 || by[1] == 0 {
		t.Errorf("done were %d, by the two servers: %v", all.count(), by)
	}
}

func TestAgainAndGivenUp(t *testing.T) {
	d := postgrestest.New(t)
	all := &done{runs: map[int]int{}}
	var log bytes.Buffer
	var mu sync.Mutex
	written := slog.NewTextHandler(writer(func(p []byte) (int, error) { mu.Lock(); defer mu.Unlock(); return log.Write(p) }), nil)
	start(t, d.DB, slog.New(written), jobs.Options{Poll: 20 * time.Millisecond}, func(_ context.Context, j jobs.Job[errand]) error {
		switch times := all.add(j.Args.N); {
		case j.Args.N == 1 && times == 1:
			return errors.New("not today")
		case j.Args.N == 2:
			return jobs.GiveUp(errors.New("never"))
		}
		return nil
	})
	insert(t, d.DB, 1)
	insert(t, d.DB, 2)
	until(t, "one done at the second try, one given up", func() bool { return states(t, d.DB) == "cancelled 1, completed 1" })
	if all.runs[1] != 2 || all.runs[2] != 1 {
		t.Errorf("tries: %v", all.runs)
	}
	mu.Lock()
	defer mu.Unlock()
	if !strings.Contains(log.String(), "not today") || strings.Contains(log.String(), "level=INFO") {
		t.Errorf("the log: %s", log.String())
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// A job that a killed server had begun is taken up by the next one.
func TestJobOfADeadServerIsTakenUp(t *testing.T) {
	d := postgrestest.New(t)
	insert(t, d.DB, 1)
	err := d.Global(t.Context(), func(tx *postgres.Tx) error {
		return tx.Exec(`update river_job set state = 'running', attempt = 1, attempted_at = now() - interval '3 minutes', attempted_by = '{gone}'`)
	})
	if err != nil {
		t.Fatal(err)
	}
	all := &done{runs: map[int]int{}}
	start(t, d.DB, quiet(), jobs.Options{Poll: 20 * time.Millisecond}, func(_ context.Context, j jobs.Job[errand]) error { all.add(j.Args.N); return nil })
	until(t, "the job", func() bool { return states(t, d.DB) == "completed 1" })
	if all.runs[1] != 1 {
		t.Errorf("done %d times", all.runs[1])
	}
}

// Stop waits for what runs; what does not end in time is told to, and stays to be tried again.
func TestStop(t *testing.T) {
	d := postgrestest.New(t)
	begun := make(chan struct{}, 2)
	release := make(chan struct{})
	r := start(t, d.DB, quiet(), jobs.Options{Poll: 20 * time.Millisecond}, func(ctx context.Context, j jobs.Job[errand]) error {
		begun <- struct{}{}
		select {
		case <-release:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	insert(t, d.DB, 1)
	<-begun
	short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := r.Stop(short); err != nil {
		t.Error(err)
	}
	if got := states(t, d.DB); got != "available 1" && got != "retryable 1" {
		t.Errorf("a job that was cut short is %q", got)
	}
}

// A clean stop lets the work that runs come to its end.
func TestStopWaits(t *testing.T) {
	d := postgrestest.New(t)
	begun, release := make(chan struct{}), make(chan struct{})
	r := start(t, d.DB, quiet(), jobs.Options{Poll: 20 * time.Millisecond}, func(ctx context.Context, j jobs.Job[errand]) error {
		close(begun)
		<-release
		return ctx.Err()
	})
	insert(t, d.DB, 1)
	<-begun
	stopped := make(chan error)
	go func() { stopped <- r.Stop(context.WithoutCancel(t.Context())) }()
	close(release)
	if err := <-stopped; err != nil || states(t, d.DB) != "completed 1" {
		t.Errorf("%v, %q", err, states(t, d.DB))
	}
}
