package jobs

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"meridian/internal/postgres"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// Workers is what does the work of each kind of job; see Do.
type Workers = river.Workers

// Job is one try of a job.
type Job[A Args] struct {
	Args A
	Last bool // there will be no other try when this one fails
}

// Do registers what does the jobs of A. An error lets the job be tried again later; GiveUp ends it. The text of an
// error is stored with the job and logged, so it names nobody. Work may be done twice when a server dies
// in the middle of it.
func Do[A Args](w *Workers, work func(context.Context, Job[A]) error) {
	river.AddWorker(w, river.WorkFunc(func(ctx context.Context, j *river.Job[A]) error {
		return work(ctx, Job[A]{Args: j.Args, Last: j.Attempt >= j.MaxAttempts})
	}))
}

// GiveUp makes of an error one after which the job is not tried again.
func GiveUp(err error) error { return river.JobCancel(err) }

// Options of a Runner; zero fields have the values that a server uses.
type Options struct {
	Poll    time.Duration // how often the queue is looked at
	Timeout time.Duration // how long one try may take
	Rescue  time.Duration // after which a job whose server is gone is taken up again; more than Timeout
	AtOnce  bool          // the care of the queue begins without the random wait that spreads several servers
}

// Runner does the jobs of the queue, beside those of other servers on the same database.
type Runner struct{ client *river.Client[pgx.Tx] }

// New makes a runner; register adds the kinds of work. Nothing runs before Start.
func New(db *postgres.DB, log *slog.Logger, o Options, register ...func(*Workers)) (*Runner, error) {
	workers := river.NewWorkers()
	for _, r := range register {
		r(workers)
	}
	client, err := river.NewClient(riverpgxv5.New(db.Pool()), &river.Config{
		Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 5}}, Workers: workers,
		Logger: slog.New(warnings{log.Handler()}), ErrorHandler: teller{log},
		PollOnly:          true, // one listening connection a server is enough
		FetchPollInterval: cmp.Or(o.Poll, 500*time.Millisecond), FetchCooldown: min(100*time.Millisecond, cmp.Or(o.Poll, time.Second)),
		JobTimeout: cmp.Or(o.Timeout, 30*time.Second), RescueStuckJobsAfter: cmp.Or(o.Rescue, 2*time.Minute),
		MaxAttempts: MaxAttempts,
		// The serving role owns no index that could be built anew.
		ReindexerSchedule: river.NeverSchedule(), ReindexerIndexNames: []string{},
		TestOnly: o.AtOnce,
	})
	return &Runner{client: client}, err
}

// Start begins to do jobs, until Stop.
func (r *Runner) Start(ctx context.Context) error { return r.client.Start(ctx) }

// Stop takes no more jobs and waits for those that run; when ctx ends first, they are told to stop, too, and will
// be tried again.
func (r *Runner) Stop(ctx context.Context) error {
	err := r.client.Stop(ctx)
	if err == nil {
		return nil
	}
	hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	return r.client.StopAndCancel(hard)
}
