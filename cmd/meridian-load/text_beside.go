package main

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// abuseResult is what the board felt of an abuse, each time that it was measured.
type abuseResult struct {
	Name   string       `json:"name"`
	Rounds []abuseRound `json:"rounds"`
}

// abuseRound is one measurement of a board beside an abuse.
type abuseRound struct {
	Given   int64        `json:"given"`      // answers with 200
	Refused int64        `json:"refused"`    // with 4xx, a conflict among them
	Later   int64        `json:"come_later"` // with 503 or 429
	Fastest milliseconds `json:"fastest_answer_ms"`
	Board   *result      `json:"board"`
	Alone   []*result    `json:"board_alone"` // in quiet just before, and just after
}

// ratio is how many times longer the board took than alone, at p99; infinite where edits were lost, 0 where it is not known.
func (r abuseRound) ratio() float64 {
	if time.Duration(r.Board.AllP99) == never {
		return math.Inf(1)
	}
	alone := 0.0
	for _, q := range r.Alone {
		if ratioOf(q.AllP99) == 0 {
			return 0
		}
		alone += ratioOf(q.AllP99) / float64(len(r.Alone))
	}
	if alone == 0 {
		return 0
	}
	return ratioOf(r.Board.AllP99) / alone
}

// ratios are those of all rounds, from the least to the greatest.
func (a abuseResult) ratios() []float64 {
	var list []float64
	for _, r := range a.Rounds {
		list = append(list, r.ratio())
	}
	slices.Sort(list)
	return list
}

// median is the round whose ratio is in the middle.
func (a abuseResult) median() abuseRound {
	sorted := slices.SortedFunc(slices.Values(a.Rounds), func(x, y abuseRound) int { return cmp.Compare(x.ratio(), y.ratio()) })
	return sorted[len(sorted)/2]
}

// betweenQuiet is how many abuses are measured between two measurements in quiet.
const betweenQuiet = 2

// measureAbuse makes the same edits to a board beside each abuse and, in between, in quiet; all of that as many times as
// there are rounds, so that what else the machine does falls on all alike. Each abuse is another person's than the one
// before, who might still rest.
func (s *servers) measureAbuse(ctx context.Context, people []*client, o options, d time.Duration, rounds int, log func(string, ...any)) ([]abuseResult, error) {
	board, err := newSystem(ctx, s.all[0].address, o, s.all[0].processes)
	if err != nil {
		return nil, err
	}
	var here []*client
	helper := people[0] // prepares at another server what is abused at the first: the abuser has used nothing yet
	for _, c := range people {
		if c.base.String() == s.all[0].address {
			here = append(here, c)
		} else {
			helper = c
		}
	}
	l := load{abuseBoards, abuseRate, d}
	list := make([]abuseResult, len(abuses))
	person := 0
	for round := range rounds {
		quiet, err := board.measure(ctx, l)
		if err != nil {
			return list, err
		}
		for n, few := range slices.Collect(slices.Chunk(abuses, betweenQuiet)) {
			var measured []*abuseRound
			for m, a := range few {
				log("  %d of %d: %s", round+1, rounds, a.name)
				person++
				r, err := board.beside(ctx, a, helper, here[person%len(here)], l)
				if err != nil {
					return list, fmt.Errorf("%s: %w", a.name, err)
				}
				r.Alone = []*result{quiet}
				into := &list[n*betweenQuiet+m]
				into.Name, into.Rounds = a.name, append(into.Rounds, r)
				measured = append(measured, &into.Rounds[round])
			}
			if quiet, err = board.measure(ctx, l); err != nil {
				return list, err
			}
			for _, r := range measured {
				r.Alone = append(r.Alone, quiet)
			}
		}
	}
	return list, nil
}

// beside measures the board while one person does something costly without end, whatever they are told.
func (s *system) beside(ctx context.Context, a abuse, helper, abuser *client, l load) (abuseRound, error) {
	r := abuseRound{}
	t, err := a.prepare(ctx, helper)
	if err != nil {
		return r, err
	}
	t.section = t.section.at(abuser)
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	var given, refused, later, fastest atomic.Int64
	fastest.Store(int64(never))
	for range abuseParallel {
		wg.Go(func() {
			for version := t.version; stop.Err() == nil; {
				began := time.Now()
				status, next, err := a.once(stop, t, version)
				version = next
				switch {
				case err != nil: // the end of the measurement, or a server that is too slow
					continue
				case status == http.StatusOK:
					given.Add(1)
				case status == http.StatusServiceUnavailable, status == http.StatusTooManyRequests:
					later.Add(1)
				default:
					refused.Add(1)
				}
				if status == http.StatusOK || a.stale && status == http.StatusConflict {
					fastest.Store(min(fastest.Load(), int64(time.Since(began))))
				}
			}
		})
	}
	r.Board, err = s.measure(ctx, l)
	cancel()
	wg.Wait()
	r.Given, r.Refused, r.Later, r.Fastest = given.Load(), refused.Load(), later.Load(), milliseconds(fastest.Load())
	return r, err
}
