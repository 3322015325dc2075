package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"text/tabwriter"
	"time"
)

// signInBoards are open while people sign in: a workshop of the size that a room holds.
const signInBoards = 20

// storm is what many sign-ins at once do to an open board. Checking a password takes much memory and
// time by design; a server that let all of them in together would have neither left for its boards.
type storm struct {
	AtOnce  int          `json:"at_once"`
	Rounds  int          `json:"rounds"`
	In      int          `json:"signed_in"`
	Later   int          `json:"asked_to_come_later"` // answered 429 or 503 with Retry-After
	Other   int          `json:"other_answers"`
	P50     milliseconds `json:"sign_in_p50_ms"` // of those who came in
	P99     milliseconds `json:"sign_in_p99_ms"`
	Quiet   *result      `json:"quiet"`
	During  *result      `json:"during"`
	Memory  int64        `json:"memory_before_bytes"`
	Highest int64        `json:"memory_highest_bytes"`
}

// measureSignIns makes the same edits twice, first in quiet and then while people sign in, n at once, round
// after round.
func (s *system) measureSignIns(ctx context.Context, n int, people []string, password string, l load) (*storm, error) {
	r := &storm{AtOnce: n}
	var err error
	if r.Quiet, err = s.measure(ctx, l); err != nil {
		return nil, err
	}
	if s.processes.server > 0 {
		if r.Memory, err = residentMemory(s.processes.server); err != nil {
			return nil, err
		}
	}
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	var took []time.Duration
	wg.Go(func() { took = s.signInRounds(stop, r, people, password) })
	wg.Go(func() { s.watchMemory(stop, r) })
	r.During, err = s.measure(ctx, l)
	cancel()
	wg.Wait()
	r.P50, r.P99 = percentile(took, 50), percentile(took, 99)
	return r, err
}

// signInRounds goes on until ctx ends; the sign-ins of a round begin together.
func (s *system) signInRounds(ctx context.Context, r *storm, people []string, password string) (took []time.Duration) {
	var mu sync.Mutex
	for ; ctx.Err() == nil; r.Rounds++ {
		var wg sync.WaitGroup
		for i := range r.AtOnce {
			wg.Go(func() {
				c, err := newClient(s.client.base.String(), s.client.institution)
				if err != nil {
					return
				}
				defer c.http.CloseIdleConnections()
				began := time.Now()
				res, err := c.post(ctx, "/sign-in", url.Values{"email": {people[i%len(people)]}, "password": {password}, "next": {"/" + s.client.institution}}, false)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case ctx.Err() != nil: // the end of the measurement cut it short
				case err == nil && res.StatusCode == http.StatusSeeOther:
					r.In++
					took = append(took, time.Since(began))
				case err == nil && (res.StatusCode == http.StatusServiceUnavailable || res.StatusCode == http.StatusTooManyRequests) && res.Header.Get("Retry-After") != "":
					r.Later++
				default:
					r.Other++
				}
			})
		}
		wg.Wait()
	}
	return took
}

func (s *system) watchMemory(ctx context.Context, r *storm) {
	for s.processes.server > 0 && sleep(ctx, 20*time.Millisecond) == nil {
		if now, err := residentMemory(s.processes.server); err == nil {
			r.Highest = max(r.Highest, now)
		}
	}
}

// check tells what must not happen whatever the machine: an edit lost, or a sign-in answered by something
// else than a session or the request to come later.
func (r *storm) check() error {
	switch {
	case r.Other > 0:
		return fmt.Errorf("%d sign-ins were answered neither by a session nor by the request to come later", r.Other)
	case !r.During.complete():
		return errors.New("edits were lost while people signed in")
	}
	return nil
}

func (r *storm) write(w io.Writer) {
	fmt.Fprintf(w, "\n%d sign-ins at once, round after round, beside %d open boards\n", r.AtOnce, r.During.Boards)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "\t%-36s\tduring\tin quiet\tratio\t\n", "")
	p := pair{Meridian: r.During, Floor: r.Quiet}
	for _, f := range figures[:5] {
		fmt.Fprintf(t, "\t%-36s\t%s\t%s\t%s\t\n", f.name, show(f, p.Meridian), show(f, p.Floor), ratio(f, p))
	}
	fmt.Fprintf(t, "\t%-36s\t%s\t%s\t\t\n", "memory of the server, highest, before", inBytes(r.Highest), inBytes(r.Memory))
	_ = t.Flush()
	fmt.Fprintf(w, "  %d rounds: %d signed in (p50 %s, p99 %s), %d asked to come later, %d other answers\n",
		r.Rounds, r.In, inMilliseconds(r.P50), inMilliseconds(r.P99), r.Later, r.Other)
}
