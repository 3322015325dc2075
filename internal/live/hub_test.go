package live

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/problem"
)

const killListeners = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'meridian listener'`

// Whatever becomes of the hints, readers that come and go while others write end with all that was written.
func TestNothingIsLost(t *testing.T) {
	for _, c := range []struct {
		name       string
		wake, kill bool
		writeAt    int // the hub that writers tell
	}{
		{"woken by the own process", true, false, 0},
		{"told by another process", true, false, 1},
		{"the listener is cut again and again", true, true, 1},
		{"no hint at all, the tick alone", false, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, 6)
			hubs := []*Hub{s.run(), s.run()}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var readers, writers, killer sync.WaitGroup
			var pages []*page
			read := func(n int) {
				p := &page{}
				pages = append(pages, p)
				readers.Go(func() { s.follow(ctx, hubs[0], p, n, []int{0, 1, 3}[n%3]) })
			}
			read(0)
			read(1)
			killed := int64(0)
			if c.kill {
				killer.Go(func() {
					for ctx.Err() == nil {
						killed += s.exec(killListeners)
						select {
						case <-ctx.Done():
						case <-time.After(200 * time.Millisecond):
						}
					}
				})
			}
			for n := range 4 {
				writers.Go(func() {
					for range 50 {
						if version := s.commit(); c.wake {
							hubs[c.writeAt].Wake(s.key, version)
						}
						if c.kill {
							<-time.After(10 * time.Millisecond)
						}
					}
				})
				read(n + 2)
			}
			writers.Wait()
			for n, p := range pages {
				s.eventually("a reader has it all", 10*time.Second, func() bool { return p.version() == 200 })
				p.mu.Lock()
				if len(p.gaps) > 0 {
					t.Errorf("reader %d missed changes: %v", n, p.gaps)
				}
				p.mu.Unlock()
			}
			cancel()
			readers.Wait()
			killer.Wait()
			if c.kill && killed == 0 {
				t.Error("no listener was ever cut")
			}
			for n, h := range hubs {
				if open := h.Counts.Open.Load(); open != 0 {
					t.Errorf("hub %d counts %d open streams", n, open)
				}
			}
		})
	}
}

// A hint from another process arrives well before the tick would.
func TestTwoHubs(t *testing.T) {
	s := newStage(t, 1)
	here, there := s.run(), s.run()
	stream := s.open(there, 0, always)
	defer stream.Close()
	_, err := stream.CatchUp(t.Context(), 0)
	s.must(err)
	s.eventually("both listen", 5*time.Second, func() bool {
		return s.exec(`select from pg_stat_activity where datname = current_database() and application_name = 'meridian listener' and query like 'listen%' and state = 'idle'`) == 2
	})
	var fastest = time.Hour
	for want := int64(1); want <= 5; want++ {
		began := time.Now()
		here.Wake(s.key, s.commit())
		select {
		case m := <-stream.Queue():
			if m.Version != want {
				t.Fatalf("got version %d, want %d", m.Version, want)
			}
			fastest = min(fastest, time.Since(began))
		case <-time.After(5 * time.Second):
			t.Fatalf("version %d does not arrive", want)
		}
	}
	if fastest > 500*time.Millisecond {
		t.Errorf("the fastest of five took %v", fastest)
	}
}

// A hint that is wrong does no harm: nothing is sent twice as new, and later changes arrive.
func TestWrongHints(t *testing.T) {
	s := newStage(t, 1)
	h := s.run()
	p := &page{}
	ctx, cancel := context.WithCancel(t.Context())
	var reader sync.WaitGroup
	reader.Go(func() { s.follow(ctx, h, p, 0, 0) })
	h.Wake(s.key, 1<<40)
	h.heard("nonsense\n" + s.key.Institution.String() + " x 7\n" + s.key.Institution.String() + " " + s.key.ID.String() + " many\n")
	h.heard(s.key.Institution.String() + " " + s.key.ID.String() + " 99999 crowd\n")
	for range 3 {
		version := s.commit()
		h.Wake(s.key, version)
		s.eventually("the change arrives", 5*time.Second, func() bool { return p.version() == version })
	}
	cancel()
	reader.Wait()
	if len(p.gaps) > 0 {
		t.Error(p.gaps)
	}
}

// A reader that does not read is cut off when its queue is full; the others are not held up.
func TestSlowReader(t *testing.T) {
	s := newStage(t, 2)
	h := s.run()
	slow := s.open(h, 0, always)
	_, err := slow.CatchUp(t.Context(), 0)
	s.must(err)
	quick := &page{}
	ctx, cancel := context.WithCancel(t.Context())
	var reader sync.WaitGroup
	reader.Go(func() { s.follow(ctx, h, quick, 1, 0) })
	s.eventually("the other reads", 5*time.Second, func() bool { return h.Counts.Open.Load() == 2 })
	const changes = queueLength + 20
	for range changes {
		version := s.commit()
		h.Wake(s.key, version)
		s.eventually("the quick reader has it", 5*time.Second, func() bool { return quick.version() == version })
	}
	if n := h.Counts.CutSlow.Load(); n != 1 {
		t.Errorf("%d readers were cut", n)
	}
	held := 0
	for open := true; open; {
		select {
		case _, open = <-slow.Queue():
			if open {
				held++
			}
		case <-time.After(5 * time.Second):
			t.Fatal("the slow reader's queue was not closed")
		}
	}
	if held != queueLength || len(slow.Last()) != 0 {
		t.Errorf("%d events were kept for it, the parting word is %q", held, slow.Last())
	}
	slow.Close()
	cancel()
	reader.Wait()
	if quick.cuts != 0 || len(quick.gaps) > 0 {
		t.Errorf("the quick reader was cut %d times, %v", quick.cuts, quick.gaps)
	}
}

// Readers join and leave while changes go out: for the race detector, and for what is left behind.
func TestComingAndGoing(t *testing.T) {
	s := newStage(t, 8)
	h := s.run()
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	pages := make([]*page, 24)
	for n := range pages {
		pages[n] = &page{}
		all.Go(func() { s.follow(ctx, h, pages[n], n%8, n%4) })
	}
	for range 150 {
		h.Wake(s.key, s.commit())
		h.crowdChanged(s.key)
	}
	for _, p := range pages {
		s.eventually("a reader has it all", 10*time.Second, func() bool { return p.version() == 150 })
	}
	cancel()
	all.Wait()
	s.eventually("nothing is open", 5*time.Second, func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.Counts.Open.Load() == 0 && len(h.topics) == 0 && len(h.people) == 0
	})
	for n, p := range pages {
		if len(p.gaps) > 0 {
			t.Errorf("reader %d: %v", n, p.gaps)
		}
	}
}

func TestStop(t *testing.T) {
	s := newStage(t, 3)
	h := s.run()
	var streams []*Stream
	for n := range 3 {
		streams = append(streams, s.open(h, n, always))
	}
	h.Stop()
	h.Stop()
	for _, stream := range streams {
		select {
		case _, open := <-stream.Queue():
			if open || !strings.HasPrefix(string(stream.Last()), "event: bye\nretry: ") {
				t.Errorf("open %t, the parting word is %q", open, stream.Last())
			}
		case <-time.After(2 * time.Second):
			t.Error("a stream goes on")
		}
		stream.Close()
	}
	_, err := h.Open(s.key, Reader{Person: s.people[0], Check: always}, s.source, crowd)
	if !problem.Is(err, problem.Overloaded) || problem.Of(err).RetryAfter <= 0 {
		t.Errorf("a new stream while stopping: %v", err)
	}
	h.Wake(s.key, 5) // a late change does no harm
}

func TestStreamsOfOnePerson(t *testing.T) {
	s := newStage(t, 2)
	h := s.run()
	var streams []*Stream
	for range perPerson {
		streams = append(streams, s.open(h, 0, always))
	}
	_, err := h.Open(s.key, Reader{Person: s.people[0], Check: always}, s.source, crowd)
	if !problem.Is(err, problem.Overloaded) || problem.Of(err).RetryAfter <= 0 {
		t.Errorf("one stream too many: %v", err)
	}
	s.open(h, 1, always).Close() // another person is not concerned
	streams[0].Close()
	streams[0] = s.open(h, 0, always)
	for _, stream := range streams {
		stream.Close()
	}
	if n := h.Counts.Open.Load(); n != 0 {
		t.Errorf("%d are counted as open", n)
	}
}

func TestCatchUp(t *testing.T) {
	s := newStage(t, 1)
	h := s.run()
	for range 3 {
		s.commit()
	}
	stream := s.open(h, 0, always)
	defer stream.Close()
	for since, want := range map[int64]string{
		0: "id: 3\nevent: change\ndata: from 0 to 3\n\n",
		2: "id: 3\nevent: change\ndata: from 2 to 3\n\n",
		3: "",
		4: "id: 3\nevent: reset\ndata: \n\n",
	} {
		m, err := stream.CatchUp(t.Context(), since)
		s.must(err)
		got := ""
		if m != nil {
			got = string(m.Bytes)
		}
		if got != want {
			t.Errorf("since %d: %q, want %q", since, got, want)
		}
	}
}

// Two readers open a thing at the same moment, and something changes between their readings: the one
// that read first misses nothing, although the topic begins where the other stands.
func TestTwoFirstReaders(t *testing.T) {
	s := newStage(t, 2)
	h := s.run()
	hasRead, goOn := make(chan struct{}), make(chan struct{})
	var once sync.Once
	slow := func(ctx context.Context, since int64) (int64, []byte, bool, error) {
		version, body, reset, err := s.source(ctx, since)
		if ctx.Value(tag("early")) != nil {
			once.Do(func() { close(hasRead); <-goOn })
		}
		return version, body, reset, err
	}
	open := func(person int) *Stream {
		stream, err := h.Open(s.key, Reader{Person: s.people[person], AccessVersion: 1, Check: always}, slow, crowd)
		s.must(err)
		return stream
	}
	early, late := open(0), open(1)
	defer early.Close()
	defer late.Close()
	p := &page{}
	var reading sync.WaitGroup
	reading.Go(func() {
		missed, err := early.CatchUp(context.WithValue(t.Context(), tag("early"), true), 0)
		if err != nil {
			t.Error(err)
		} else if missed != nil {
			p.apply(*missed)
		}
	})
	<-hasRead
	for range 5 {
		s.commit()
	}
	_, err := late.CatchUp(t.Context(), 0)
	s.must(err)
	close(goOn)
	reading.Wait()
	h.Wake(s.key, s.commit())
	for p.version() < 6 {
		select {
		case m := <-early.Queue():
			p.apply(m)
		case <-time.After(5 * time.Second):
			t.Fatal("the last change does not come")
		}
	}
	if len(p.gaps) > 0 {
		t.Error(p.gaps)
	}
}

type tag string

// However a body is written, on the wire it cannot end its event or begin another.
func TestEventLines(t *testing.T) {
	got := string(event("change", 7, []byte("a\n\nid: 9\r\nevent: ended\rdata: x")).Bytes)
	want := "id: 7\nevent: change\ndata: a\ndata: \ndata: id: 9\ndata: event: endeddata: x\n\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
