package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	abuseBoards   = 50
	abuseRate     = 20 // edits of the board per second
	abuseWords    = 10_000
	abuseParallel = 4      // requests that are always on their way
	largestWords  = 50_000 // about as long as a text may become
)

// abuse is a costly thing that a person who may write can ask for without end.
type abuse struct {
	name  string
	words int // of the text that it is done to
	// steps are made anew for each POST: size is that of the text, n counts the POSTs.
	steps func(size, n int) []step
	stale bool // a version that the text has long left
}

var abuses = []abuse{
	{name: "200 letters, one step each", words: abuseWords, steps: letters(200)},
	{name: "60 letters, one step each", words: abuseWords, steps: letters(60)},
	{name: "one letter", words: abuseWords, steps: letters(1)},
	{name: "one letter in the longest text", words: largestWords, steps: letters(1)},
	{name: "bold on and off all words, 200 times", words: abuseWords, steps: bold},
	{name: "all words anew", words: abuseWords, steps: anew},
	{name: "steps to an old version of the longest text", words: largestWords, steps: letters(1), stale: true},
}

func letters(count int) func(size, n int) []step {
	return func(int, int) []step {
		list := make([]step, count)
		for n := range list {
			list[n] = insertion(1, "x")
		}
		return list
	}
}

func bold(size, _ int) []step {
	var list []step
	for n := range 200 {
		kind := "addMark"
		if n%2 == 1 {
			kind = "removeMark"
		}
		list = append(list, step{Type: kind, From: 0, To: size, Mark: &node{Type: "strong"}})
	}
	return list
}

func anew(size, _ int) []step { return []step{replacement(0, size, paragraphs(abuseWords, 0))} }

// abuseResult is what the board felt of it.
type abuseResult struct {
	Name    string       `json:"name"`
	Taken   int64        `json:"taken"`      // POSTs with 200
	Refused int64        `json:"refused"`    // with 4xx, a conflict among them
	Later   int64        `json:"come_later"` // with 503 or 429
	Fastest milliseconds `json:"fastest_answer_ms"`
	Board   *result      `json:"board"`
}

// measureAbuse makes the same edits to a board in quiet, beside each abuse, and in quiet again.
func (s *servers) measureAbuse(ctx context.Context, abuser *client, o options, d time.Duration, log func(string, ...any)) (quiet []*result, list []abuseResult, err error) {
	board, err := newSystem(ctx, s.all[0].address, o, s.all[0].processes)
	if err != nil {
		return nil, nil, err
	}
	l := load{abuseBoards, abuseRate, d}
	calm := func() error {
		r, err := board.measure(ctx, l)
		if err == nil {
			quiet = append(quiet, r)
		}
		return err
	}
	if err := calm(); err != nil {
		return quiet, nil, err
	}
	strategy, err := abuser.newStrategy(ctx)
	if err != nil {
		return quiet, nil, err
	}
	for _, a := range abuses {
		log("  %s", a.name)
		r, err := board.beside(ctx, a, strategy, abuser, l)
		if err != nil {
			return quiet, list, fmt.Errorf("%s: %w", a.name, err)
		}
		list = append(list, r)
	}
	return quiet, list, calm()
}

// beside measures the board while one person does something costly without end.
func (s *system) beside(ctx context.Context, a abuse, strategy string, abuser *client, l load) (abuseResult, error) {
	r := abuseResult{Name: a.name}
	sec, version, err := abuser.grownSection(ctx, strategy, a.words)
	if err != nil {
		return r, err
	}
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	var taken, refused, later, fastest atomic.Int64
	fastest.Store(int64(never))
	size := 0
	for _, p := range paragraphs(a.words, 0) {
		size += p.size()
	}
	for range abuseParallel {
		wg.Go(func() {
			at := version
			for n := 0; stop.Err() == nil; n++ {
				began := time.Now()
				sent := at
				if a.stale {
					sent = 0
				}
				got, err := sec.send(stop, sent, "abuse", a.steps(size, n))
				switch {
				case err != nil: // the end of the measurement, or a server that is too slow
				case got.status == http.StatusOK:
					taken.Add(1)
					at = got.Version
				case got.status == http.StatusConflict:
					refused.Add(1)
					at = got.Version
				case got.status == http.StatusServiceUnavailable, got.status == http.StatusTooManyRequests:
					later.Add(1)
				default:
					refused.Add(1)
				}
				if err == nil && (got.status == http.StatusOK || a.stale) {
					fastest.Store(min(fastest.Load(), int64(time.Since(began))))
				}
			}
		})
	}
	r.Board, err = s.measure(ctx, l)
	cancel()
	wg.Wait()
	r.Taken, r.Refused, r.Later, r.Fastest = taken.Load(), refused.Load(), later.Load(), milliseconds(fastest.Load())
	return r, err
}

// grownSection is a section of so many words, written in as many POSTs as their size asks for.
func (c *client) grownSection(ctx context.Context, strategy string, words int) (section, int, error) {
	const atOnce = 20_000
	s, version, _, err := c.newSection(ctx, strategy, min(words, atOnce), 0)
	for written := atOnce; err == nil && written < words; written += atOnce {
		var a answer
		if a, err = s.send(ctx, version, "load", []step{replacement(0, 0, paragraphs(min(words-written, atOnce), 0))}); err == nil && a.status != http.StatusOK {
			err = fmt.Errorf("writing more: %w", a.refusal())
		}
		version = a.Version
	}
	return s, version, err
}
