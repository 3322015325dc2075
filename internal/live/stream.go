package live

import (
	"context"
	"time"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

const (
	queueLength = 64   // events a slow reader may be behind before it is cut off
	perPerson   = 1200 // streams one person may hold on one process: an account of a room full of screens is fine, one that takes all is not
	allStreams  = 8000 // streams one process holds in all
)

// Stream is one reader of one thing. Its queue is closed when it is to end.
type Stream struct {
	hub   *Hub
	topic *topic
	queue chan Message
	last  Message // sent after the queue was closed
	gone  bool
	who   *watched
	check func(context.Context) bool

	missed Source
	person uuid.UUID
	tab    string
}

// Reader describes who opens a stream.
type Reader struct {
	Person        uuid.UUID
	Tab           string // the page, for presence; empty: not shown
	AccessVersion int64
	// Kind is what fragments the reader gets: readers of one thing and one kind share a source, and what it renders.
	// The kind must say everything that the source of Open depends on.
	Kind string
	// Framed says that what the sources and the crowd of this kind return are whole events, see Frame.
	Framed bool
	// Pause is how long at least lies between two changes that are sent to this kind of reader; what happens meanwhile
	// comes in one.
	Pause  time.Duration
	Missed Source // reads what this reader missed; nil: as everybody's changes are read
	// Check tells, on fresh values, whether the person may still read. It is asked when the person's
	// access_version has risen.
	Check func(context.Context) bool
}

// Open subscribes a reader; without a crowd it is not told who is there. The caller subscribes first, reads what it missed second (CatchUp) and
// then sends from Queue, so that nothing falls between.
func (h *Hub) Open(k Key, r Reader, source Source, crowd Crowd) (*Stream, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopping || h.Counts.Open.Load() >= allStreams {
		return nil, &problem.Problem{Kind: problem.Overloaded, RetryAfter: 5 * time.Second}
	}
	w := h.people[r.Person]
	if w == nil {
		w = &watched{version: r.AccessVersion, streams: map[*Stream]struct{}{}}
		h.people[r.Person] = w
	}
	if len(w.streams) >= perPerson {
		return nil, &problem.Problem{Kind: problem.Overloaded, RetryAfter: 5 * time.Second}
	}
	t := h.topicOf(k, r.Kind)
	if t == nil {
		t = &topic{key: k, kind: r.Kind, framed: r.Framed, pause: r.Pause, source: source, crowd: crowd, streams: map[*Stream]struct{}{}, sent: -1, signal: make(chan struct{}, 1)}
		h.topics[k] = append(h.topics[k], t)
		h.wg.Go(func() { h.serve(t) })
	}
	s := &Stream{hub: h, topic: t, queue: make(chan Message, queueLength), who: w, check: r.Check, missed: r.Missed, person: r.Person, tab: r.Tab}
	if s.missed == nil {
		s.missed = source
	}
	t.streams[s] = struct{}{}
	w.streams[s] = struct{}{}
	w.version = min(w.version, r.AccessVersion) // the older one makes the next tick look again
	h.Counts.Open.Add(1)
	return s, nil
}

// CatchUp returns the event that brings a reader from since to now; nil when it is there already.
func (s *Stream) CatchUp(ctx context.Context, since int64) (*Message, error) {
	version, body, reset, err := s.missed(ctx, since)
	if err != nil {
		return nil, err
	}
	s.hub.mu.Lock()
	if s.topic.sent < 0 { // the first reader tells the topic where it stands
		s.topic.sent = version
		s.topic.target = max(s.topic.target, version)
		if s.topic.target > version {
			s.topic.wake()
		}
	}
	sent := s.topic.sent
	s.hub.mu.Unlock()
	if version < sent && !reset {
		// Another reader, as early as this one, told the topic a later version. What lies between was
		// sent before this one could get it, so it reads once more; what comes after sent is in its queue.
		if version, body, reset, err = s.missed(ctx, since); err != nil {
			return nil, err
		}
	}
	if version == since && !reset {
		return nil, nil
	}
	if reset {
		s.hub.Counts.Resets.Add(1)
	}
	m := change(version, body, reset, s.topic.framed)
	return &m, nil
}

// Queue delivers events until the stream is to end; then Last holds the parting word.
func (s *Stream) Queue() <-chan Message { return s.queue }

// Last is the word to send after the queue was closed; it may be empty.
func (s *Stream) Last() []byte { return s.last.Bytes }

// Close gives the stream back. It may be called once, by the reader.
func (s *Stream) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.remove()
	s.hub.Counts.Open.Add(-1)
	if len(s.topic.streams) == 0 {
		s.topic.wake() // lets the topic end
	}
}

// push hands an event over without waiting; a reader whose queue is full is cut off and will come
// back with the version it has. The caller holds the hub's mutex.
func (s *Stream) push(m Message) {
	if s.gone {
		return
	}
	select {
	case s.queue <- m:
	default:
		s.hub.Counts.CutSlow.Add(1)
		s.cut(Message{})
	}
}

// cut ends the stream with a word; the caller holds the hub's mutex.
func (s *Stream) cut(word Message) {
	if s.gone {
		return
	}
	s.last = word
	s.remove()
	close(s.queue)
}

func (s *Stream) remove() {
	s.gone = true
	delete(s.topic.streams, s)
	delete(s.who.streams, s)
	if len(s.who.streams) == 0 && s.hub.people[s.person] == s.who {
		delete(s.hub.people, s.person)
	}
}

// watched is a person with open streams and the access_version these were checked at.
type watched struct {
	version int64
	streams map[*Stream]struct{}
}
