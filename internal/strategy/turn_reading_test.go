package strategy

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func (d *Desk) mustRead(tb testing.TB, who access.Caller) *Reading {
	tb.Helper()
	r, err := d.TakeReading(tb.Context(), who)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// What a person reads one after the other, each as soon as they may, takes a small part of the time.
func TestWhoReadsMuchRests(t *testing.T) {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	tests := []struct {
		name         string
		answers      int
		used, pause  time.Duration
		before, next time.Duration // how long the reading takes, and when the next one may begin
	}{
		{"one long comparison", 1, readAhead, 0, readAhead, readAhead},
		{"one that takes too long", 1, ms(1050), 0, ms(1050), ms(1050 + restFactor*50)},
		{"a minute of it rests no longer than the longest rest", 1, time.Minute, 0, time.Minute, time.Minute + longestRest - restFactor*readAhead},
		{"a draft of thirty sections opened", 30, ms(10), 0, ms(300), ms(300)},
		{"texts without end", 1000, ms(10), 0, ms(10*1000) + restFactor*(ms(9990)-readAhead), ms(10*1000) + restFactor*(ms(10_000)-readAhead)},
		{"a page without a stream, which asks every two seconds for ten sections", 1000, ms(10), ms(190), ms(1000 * 200), ms(1000 * 200)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var d Desk
				ann := access.Caller{Person: uuid.UUID{1}}
				began := time.Now()
				for range tt.answers {
					r := d.mustRead(t, ann)
					time.Sleep(tt.used)
					r.End(tt.used)
					time.Sleep(tt.pause)
				}
				if took := time.Since(began); took != tt.before {
					t.Errorf("the reading took %v, want %v", took, tt.before)
				}
				// Others' reading and the person's own writing wait for none of it.
				d.mustRead(t, access.Caller{Person: uuid.UUID{2}}).End(0)
				u, err := d.turns.take(t.Context(), person(ann), at("s"))
				if err != nil || time.Since(began) != tt.before {
					t.Fatalf("after %v: %v", time.Since(began), err)
				}
				u.end()
				for {
					r, err := d.TakeReading(t.Context(), ann)
					if problem.Is(err, problem.TooMany) {
						continue
					}
					if took := time.Since(began); err != nil || took != tt.next {
						t.Errorf("the next one begins after %v, want %v: %v", took, tt.next, err)
					}
					r.End(0)
					return
				}
			})
		})
	}
}

// Who asks for more than one waits; who waits too long, or finds the line full, is told when to come back.
func TestAPersonReadsOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d Desk
		ann := access.Caller{Person: uuid.UUID{1}}
		first := d.mustRead(t, ann)
		inside := 0
		for range mostWaiting {
			go func() {
				r := d.mustRead(t, ann)
				inside++
				r.End(0)
			}()
		}
		synctest.Wait()
		began := time.Now()
		_, err := d.TakeReading(t.Context(), ann)
		if p := problem.Of(err); p.Kind != problem.TooMany || p.RetryAfter != time.Second || time.Since(began) != 0 {
			t.Errorf("who finds the line full is told %v, to come back in %v", err, p.RetryAfter)
		}
		if inside > 0 {
			t.Errorf("%d read beside the first", inside)
		}
		first.End(readAhead + time.Second/2)
		time.Sleep(restFactor * time.Second / 2)
		synctest.Wait()
		if inside != mostWaiting {
			t.Errorf("%d of %d had their turn", inside, mostWaiting)
		}

		d.mustRead(t, ann).End(2 * time.Second)
		_, err = d.TakeReading(t.Context(), ann)
		if p := problem.Of(err); p.Kind != problem.TooMany || p.RetryAfter <= time.Second {
			t.Errorf("who rests long is told %v, to come back in %v", err, p.RetryAfter)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := d.TakeReading(ctx, ann); !errors.Is(err, context.Canceled) {
			t.Errorf("who has gone is told %v", err)
		}
		time.Sleep(2 * longestRest)
		synctest.Wait()
		if len(d.turns.lines) > 0 {
			t.Errorf("%d lines are left", len(d.turns.lines))
		}
	})
}

// However much somebody lacks, a refusal hands over a bounded part, from which the next one goes on.
func TestWhoIsFarBehindIsGivenPartAfterPart(t *testing.T) {
	long := func(kilobytes int) string { return strings.Repeat("x", kilobytes<<10) }
	tests := []struct {
		name  string
		words []string // one step each
		parts []int    // the versions that the refusals lead to, one after the other
	}{
		{"little", []string{"a", "b", "c"}, []int{3}},
		{"half of it at once", []string{long(30), long(30), long(30), long(30)}, []int{2, 4}},
		{"one that is too large alone", []string{"a", long(100), "b"}, []int{1, 2, 3}},
		{"the largest first", []string{long(100), "a", "b"}, []int{1, 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWriting(t)
			for n, words := range tt.words {
				_, err := w.accept("io", n, insert(1, words))
				w.must(err)
			}
			version, given, used := 0, 0, false
			for _, want := range tt.parts {
				began := time.Now()
				_, err := w.accept("io 2", version, insert(1, "mine"))
				used = used || w.desk.turns.owing[person(w.as("io 2"))].Sub(began) > 2*time.Since(began)
				behind, ok := errors.AsType[*Behind](err)
				if !ok {
					t.Fatalf("from version %d: %v", version, err)
				}
				bytes := 0
				for _, s := range behind.Steps {
					bytes += len(s)
				}
				if behind.Version != want || len(behind.Steps) != want-version || len(behind.Clients) != want-version || bytes > missedAtOnce.bytes && len(behind.Steps) > 1 {
					t.Errorf("from version %d: %d steps, %d bytes, to version %d, want %d", version, len(behind.Steps), bytes, behind.Version, want)
				}
				version, given = behind.Version, given+len(behind.Steps)
			}
			if given != len(tt.words) {
				t.Errorf("%d of %d steps were given", given, len(tt.words))
			}
			if !used {
				t.Error("who is refused again and again uses nothing")
			}
			_, err := w.accept("io 2", version, insert(1, "mine"))
			w.must(err)
		})
	}
}
