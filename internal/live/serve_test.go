package live

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"meridian/internal/problem"
)

func TestSince(t *testing.T) {
	for _, c := range []struct {
		query, again string
		want         int64
		bad          bool
	}{
		{"", "", 0, false},
		{"?since=", "", 0, false},
		{"?since=7", "", 7, false},
		{"?since=7", "9", 9, false}, // a browser that comes back knows better than its address
		{"?since=x", "9", 9, false},
		{"?since=x", "", 0, true},
		{"?since=7", "x", 0, true},
		{"?since=-1", "", 0, true},
		{"?since=9223372036854775808", "", 0, true},
	} {
		r := httptest.NewRequest("GET", "/events"+c.query, nil)
		if c.again != "" {
			r.Header.Set("Last-Event-ID", c.again)
		}
		got, err := Since(r)
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%q, back with %q: %d, %v", c.query, c.again, got, err)
		}
		if p := problem.Of(err); c.bad && (p.Kind != problem.Invalid || p.Field != "since") {
			t.Errorf("%q, back with %q: %+v", c.query, c.again, p)
		}
	}
}

func TestTab(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "",
		"t1":                          "t1",
		" a b ":                       "a b",
		"\x00\n":                      "",
		"a\xff\x00b":                  "ab",
		strings.Repeat("é", MaxTab+1): strings.Repeat("é", MaxTab),
	} {
		if got := Tab(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A visit gets what it missed and what comes, is seen only where it says who it is, and is counted once.
func TestServe(t *testing.T) {
	for _, tab := range []string{"one", ""} {
		t.Run("tab "+tab, func(t *testing.T) {
			s := newStage(t, 1)
			h := s.run()
			s.commit()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			opened := 0
			w, done := newWire(), make(chan error, 1)
			visit := Visit{Key: s.key, Reader: Reader{Person: s.people[0], Tab: tab, AccessVersion: 1, Check: always}, Source: s.source, Crowd: crowd, Opened: func() { opened++ }}
			go func() { done <- h.Serve(w, httptest.NewRequestWithContext(ctx, "GET", "/events?since=0", nil), visit) }()
			w.until(t, "from 0 to 1")
			shown := func(state string) int64 { return s.exec(`select from presence where ` + state) }
			if tab != "" {
				s.eventually("the page is shown", 5*time.Second, func() bool { return shown(`not away`) == 1 })
			}
			h.Wake(s.key, s.commit())
			w.until(t, "from 1 to 2")
			if tab == "" && shown(`true`) != 0 {
				t.Error("a page without a name is shown")
			}
			cancel()
			if err := <-done; err != nil || opened != 1 {
				t.Errorf("%v, counted %d times", err, opened)
			}
			if tab != "" && shown(`away`) != 1 {
				t.Error("a page that has gone does not count as away")
			}
		})
	}
}

// What is committed while a visit reads what it missed comes once: the visit has subscribed before, and has read it too.
func TestServeNothingTwice(t *testing.T) {
	s := newStage(t, 2)
	h := s.run()
	early := s.open(h, 1, always)
	defer early.Close()
	_, err := early.CatchUp(t.Context(), 0)
	s.must(err)
	missed := func(ctx context.Context, since int64) (int64, []byte, bool, error) {
		h.Wake(s.key, s.commit())
		for m := range early.Queue() {
			if m.Version == 1 { // it stands in the visit's queue too
				break
			}
		}
		return s.source(ctx, since)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w, done := newWire(), make(chan error, 1)
	visit := Visit{Key: s.key, Reader: Reader{Person: s.people[0], AccessVersion: 1, Missed: missed, Check: always}, Source: s.source, Opened: func() {}}
	go func() { done <- h.Serve(w, httptest.NewRequestWithContext(ctx, "GET", "/events", nil), visit) }()
	w.until(t, "id: 1\n")
	h.Wake(s.key, s.commit())
	if passed := w.until(t, "id: 2\n"); strings.Contains(passed, "id: 1\n") {
		t.Errorf("it comes twice: %q", passed)
	}
	cancel()
	s.must(<-done)
}

// What ends a visit at its own time, and what refuses it before a byte is written.
func TestServeEnds(t *testing.T) {
	s := newStage(t, 1)
	h := s.run()
	visit := Visit{Key: s.key, Reader: Reader{Person: s.people[0], AccessVersion: 1, Check: always}, Source: s.source, Until: time.Now(), Opened: func() {}}
	w := newWire()
	s.must(h.Serve(w, httptest.NewRequestWithContext(t.Context(), "GET", "/events", nil), visit))
	w.until(t, "event: ended")
	w = newWire()
	if err := h.Serve(w, httptest.NewRequestWithContext(t.Context(), "GET", "/events?since=x", nil), visit); problem.Of(err).Field != "since" || len(w.written) != 0 {
		t.Errorf("%v, %d writes", err, len(w.written))
	}
	h.Stop()
	if err := h.Serve(w, httptest.NewRequestWithContext(t.Context(), "GET", "/events", nil), visit); !problem.Is(err, problem.Overloaded) || len(w.written) != 0 {
		t.Errorf("%v, %d writes", err, len(w.written))
	}
}

// wire is the way to a browser: what is written comes out of it.
type wire struct {
	header  http.Header
	written chan string
}

func newWire() *wire { return &wire{header: http.Header{}, written: make(chan string, 100)} }

func (w *wire) Header() http.Header { return w.header }
func (w *wire) WriteHeader(int)     {}
func (w *wire) Flush()              {}

func (w *wire) Write(b []byte) (int, error) {
	w.written <- string(b)
	return len(b), nil
}

// until waits for what holds the text, and returns what was written before it.
func (w *wire) until(t *testing.T, text string) (passed string) {
	t.Helper()
	for deadline := time.After(10 * time.Second); ; {
		select {
		case got := <-w.written:
			if strings.Contains(got, text) {
				return passed
			}
			passed += got
		case <-deadline:
			t.Fatalf("%q was not written", text)
		}
	}
}
