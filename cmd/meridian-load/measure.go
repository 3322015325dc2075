package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

const (
	maxRate  = 20_000           // edits per second
	patience = 10 * time.Second // that an edit has to reach every board
	settle   = time.Second      // between opening the boards and the first edit
)

// system is a server under measurement.
type system struct {
	client    *client
	processes processes
	patience  time.Duration
	extra     url.Values // further fields of the form that creates an analysis
	memory    int64      // of the server without any board, the least that was seen
}

// load is what is asked of a system.
type load struct {
	boards   int
	rate     float64
	duration time.Duration
}

func (l load) edits() int { return max(1, int(l.rate*l.duration.Seconds())) }

// measure opens the boards, makes the edits and adds up.
//
// The loop is open: edits are made by the clock, however long the earlier ones
// take, and each is timed from when it was due. A server that stalls thus shows
// in every edit that it kept waiting.
func (s *system) measure(ctx context.Context, l load) (*result, error) {
	b, err := s.client.newBoard(ctx, s.extra)
	if err != nil {
		return nil, err
	}
	if err := s.readIdleMemory(); err != nil {
		return nil, err
	}
	a := newArrivals(b.version, 4*l.edits()+1_000) // a server may count other changes too
	open, err := openStreams(ctx, b, l.boards, a)
	if err != nil {
		return nil, err
	}
	defer open.close()
	if err := sleep(ctx, settle); err != nil {
		return nil, err
	}
	r := &result{Boards: l.boards, Rate: l.rate, Edits: l.edits()}
	if pid := s.processes.server; pid > 0 {
		if r.MemoryOpen, err = residentMemory(pid); err != nil {
			return nil, err
		}
	}
	before, err := s.processes.usage()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	edits := b.makeEdits(ctx, l, s.patience)
	awaitArrivals(ctx, edits, a, l.boards, s.patience)
	r.Seconds = time.Since(began).Seconds()
	after, err := s.processes.usage()
	if err != nil {
		return nil, err
	}
	r.addEdits(edits, a)
	r.addUsage(after.since(before), s.processes)
	r.Resets, r.Lost = open.resets.Load(), open.lost.Load()
	r.Events = open.events.Load()
	if r.Accepted > 0 {
		r.BytesPerEdit = open.bytes.Load() / int64(r.Accepted*l.boards)
	}
	return r, ctx.Err()
}

// memoryFrom is how many boards it takes before their memory stands out from
// what a server keeps for other reasons, such as having checked a password.
const memoryFrom = 200

// addMemory is asked at the end, when the least memory is known. The figure errs
// upwards: what the server has not yet given back counts for the boards.
func (s *system) addMemory(r *result) {
	if r != nil && r.MemoryOpen > 0 && r.Boards >= memoryFrom {
		r.MemoryPerBoard = (r.MemoryOpen - s.memory) / int64(r.Boards)
	}
}

// readIdleMemory is asked while no board is open.
func (s *system) readIdleMemory() error {
	if s.processes.server == 0 {
		return nil
	}
	now, err := residentMemory(s.processes.server)
	if s.memory == 0 || now < s.memory {
		s.memory = now
	}
	return err
}

// edit is one change on its way.
type edit struct {
	due     time.Time
	acked   time.Duration // after it was due
	version int64
	err     error
}

// makeEdits makes the edits by the clock and returns when all are answered or
// have failed.
func (b *board) makeEdits(ctx context.Context, l load, patience time.Duration) []edit {
	edits := make([]edit, l.edits())
	interval := time.Duration(float64(time.Second) / l.rate)
	start := time.Now()
	var wg sync.WaitGroup
	var waiting atomic.Int64
	for i := range edits {
		e := &edits[i]
		e.due = start.Add(time.Duration(i) * interval)
		if err := sleep(ctx, time.Until(e.due)); err != nil {
			e.err = err
			continue
		}
		// A server that is this far behind does not hold the rate; more
		// goroutines would only load the client.
		if waiting.Load() >= maxWaiting {
			e.err = errTooFarBehind
			continue
		}
		waiting.Add(1)
		wg.Go(func() {
			defer waiting.Add(-1)
			ctx, cancel := context.WithDeadlineCause(ctx, e.due.Add(patience), errNoAnswer)
			defer cancel()
			b.makeEdit(ctx, e, i)
		})
	}
	wg.Wait()
	return edits
}

const maxWaiting = 5_000

var (
	errTooFarBehind = errors.New("the server is too far behind for the edit to be sent")
	errNoAnswer     = errors.New("the server does not answer in time")
)

func (b *board) makeEdit(ctx context.Context, e *edit, n int) {
	select {
	case it := <-b.free:
		e.version, e.err = b.edit(ctx, it, n)
		e.acked = time.Since(e.due)
		if e.err == nil {
			it.version++
		}
		// After an error nobody knows the item's version; the server refuses the
		// next edit if the change was made after all, which counts as it should.
		b.free <- it
	case <-ctx.Done():
		e.err = context.Cause(ctx)
	}
}

// awaitArrivals waits until every edit that was accepted is on every board, or
// has had its time.
func awaitArrivals(ctx context.Context, edits []edit, a *arrivals, boards int, patience time.Duration) {
	for i := range edits {
		for edits[i].err == nil && time.Since(edits[len(edits)-1].due) < patience {
			if _, ok := a.complete(edits[i].version, boards); ok {
				break
			}
			if sleep(ctx, 2*time.Millisecond) != nil {
				return
			}
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// maxSteps bounds the search: doubling from 20 to the highest rate takes ten,
// halving five.
const maxSteps = 24

// findRate looks for the highest rate that the system holds: it doubles the rate
// until one is not held and then halves the interval. A rate counts as not held
// if it fails twice, and the last bound is tried once more at the end: a hiccup
// of the machine must not decide.
func (s *system) findRate(ctx context.Context, boards int, step time.Duration, log func(string, ...any)) (*result, error) {
	var best *result
	low, high, again := 0.0, math.Inf(1), false
	for rate, n := 20.0, 0; n < maxSteps && rate >= 1; n++ {
		r, err := s.holds(ctx, load{boards, rate, step})
		if err != nil {
			return best, fmt.Errorf("at %.0f edits/s: %w", rate, err)
		}
		log("    %.0f edits/s: %s", rate, r.verdict())
		switch {
		case r.held():
			low, best = rate, r
			if again {
				high, again = math.Inf(1), false
			}
		case again:
			return best, nil
		default:
			high = rate
		}
		switch {
		case low >= maxRate:
			return best, nil
		case math.IsInf(high, 1):
			rate = min(2*rate, maxRate)
		case high-low > low/20:
			rate = (low + high) / 2
		default:
			rate, again = high, true
		}
	}
	return best, nil
}

func (s *system) holds(ctx context.Context, l load) (*result, error) {
	r, err := s.measure(ctx, l)
	if err != nil || r.held() {
		return r, err
	}
	return s.measure(ctx, l)
}
