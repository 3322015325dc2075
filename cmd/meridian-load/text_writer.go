package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"
)

const (
	lettersAtOnce = 2                      // that are typed between two POSTs: five a second
	pauseFrom     = 300 * time.Millisecond // between two POSTs of one writer
	pauseTo       = 500 * time.Millisecond
)

// writer is a person in whose browser the section is open to be written.
type writer struct {
	draft
	section section
	random  *rand.Rand

	made      []textEdit
	posts     int // with the refused ones
	conflicts int // answered 409
	later     int // answered 503 or 429
}

// textEdit is what was typed between two POSTs.
type textEdit struct {
	edit                // version is the section's
	live  int64         // of the strategy
	alone time.Duration // that the POST took which was accepted, without those before it that met a conflict
}

// write types until the time is over, and sends as the editor does: one POST at a time, what meets a conflict at once
// again. Each edit is timed from when it was due.
func (w *writer) write(ctx context.Context, d time.Duration) {
	start := time.Now()
	for due := start.Add(time.Duration(w.random.Int64N(int64(pauseTo)))); due.Before(start.Add(d)); due = due.Add(w.pause()) {
		if sleep(ctx, time.Until(due)) != nil {
			return
		}
		w.typed(lettersAtOnce)
		e := textEdit{edit: edit{due: due}}
		w.sendAll(ctx, &e)
		w.made = append(w.made, e)
	}
}

func (w *writer) pause() time.Duration {
	return pauseFrom + time.Duration(w.random.Int64N(int64(pauseTo-pauseFrom)))
}

// sendAll sends what is waiting until the server has it, or its patience is over.
func (w *writer) sendAll(ctx context.Context, e *textEdit) {
	ctx, cancel := context.WithDeadlineCause(ctx, e.due.Add(patience), errNoAnswer)
	defer cancel()
	for {
		version, steps := w.steps()
		if len(steps) == 0 { // an answer was lost and the stream told
			return
		}
		began := time.Now()
		a, err := w.section.send(ctx, version, w.client, steps)
		w.posts++
		switch {
		case err != nil:
			e.err = errors.Join(err, context.Cause(ctx))
			return
		case a.status == http.StatusOK:
			w.confirmed(a.Version, len(steps))
			e.version, e.live, e.acked, e.alone = int64(a.Version), a.live, time.Since(e.due), time.Since(began)
			return
		case a.status == http.StatusConflict:
			w.conflicts++
			w.heard(a.Version, a.Steps, a.Clients)
		case a.status == http.StatusServiceUnavailable, a.status == http.StatusTooManyRequests:
			w.later++
			if e.err = sleep(ctx, max(a.retryAfter, 100*time.Millisecond)); e.err != nil {
				return
			}
		default:
			e.err = fmt.Errorf("sending steps: %w", a.refusal())
			return
		}
	}
}
