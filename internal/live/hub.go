package live

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Source reads and renders what changed in a thing after version since, for every reader of its kind alike: it is
// called once per process, version and kind. It returns the version that its body brings a page to; reset
// means that since is too far behind, or ahead, to be caught up with.
type Source func(ctx context.Context, since int64) (version int64, body []byte, reset bool, err error)

// Crowd renders who is at a thing, for everybody alike.
type Crowd func(ctx context.Context, here []Here) ([]byte, error)

// Hub is the one per process that knows which things are open on it. All its state is under one mutex.
type Hub struct {
	db  *postgres.DB
	log *slog.Logger

	mu       sync.Mutex
	topics   map[Key][]*topic // one for each kind of reader
	people   map[uuid.UUID]*watched
	pending  map[Key]hint
	stopping bool

	kick    chan struct{}
	closing chan struct{}
	wg      sync.WaitGroup
	Counts  Counts
}

// NewHub makes a hub; Run brings it to life.
func NewHub(db *postgres.DB, log *slog.Logger) *Hub {
	return &Hub{
		db: db, log: log,
		topics: map[Key][]*topic{}, people: map[uuid.UUID]*watched{}, pending: map[Key]hint{},
		kick: make(chan struct{}, 1), closing: make(chan struct{}),
	}
}

// Run ticks, listens and notifies until ctx ends, and waits for all that it started.
func (h *Hub) Run(ctx context.Context) {
	h.mu.Lock() // a stream that opens at this moment starts a goroutine of the group too
	h.wg.Go(func() { h.listen(ctx) })
	h.wg.Go(func() { h.notify(ctx) })
	h.wg.Go(func() { h.tick(ctx) })
	h.wg.Go(func() { <-ctx.Done(); h.Stop() })
	h.mu.Unlock()
	h.wg.Wait()
}

// Stop ends every stream with a word that the server is going; new ones are refused.
func (h *Hub) Stop() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopping {
		return
	}
	h.stopping = true
	close(h.closing)
	for _, kinds := range h.topics {
		for _, t := range kinds {
			for s := range t.streams {
				s.cut(bye)
			}
		}
	}
}

// Wake tells this process at once, and the others within 20 ms, that a thing has reached a version.
// It is called after the commit, never before.
func (h *Hub) Wake(k Key, version int64) {
	h.mu.Lock()
	h.reached(k, version)
	h.pending[k] = hint{version: max(version, h.pending[k].version), crowd: h.pending[k].crowd}
	h.mu.Unlock()
	h.kickNotifier()
}

// reached marks a thing's topics as behind; the caller holds the mutex.
func (h *Hub) reached(k Key, version int64) {
	for _, t := range h.topics[k] {
		if version > t.target {
			t.target = version
			t.wake()
		}
	}
}

// topic is one open thing for one kind of reader. Its goroutine alone reads the source and sends, so that versions go out in order.
type topic struct {
	key     Key
	kind    string
	framed  bool
	pause   time.Duration
	source  Source
	crowd   Crowd
	streams map[*Stream]struct{}
	target  int64 // the highest version heard of
	sent    int64 // the version that every stream has been sent
	people  bool  // the crowd has changed since it was last sent
	signal  chan struct{}
}

func (t *topic) wake() {
	select {
	case t.signal <- struct{}{}:
	default: // one waking is already waiting: changes gather
	}
}

// topicOf is the thing's topic for a kind of reader; nil when nobody has it open. The caller holds the mutex.
func (h *Hub) topicOf(k Key, kind string) *topic {
	for _, t := range h.topics[k] {
		if t.kind == kind {
			return t
		}
	}
	return nil
}

// forget takes a topic that has no streams out; the caller holds the mutex.
func (h *Hub) forget(t *topic) {
	others := slices.DeleteFunc(h.topics[t.key], func(other *topic) bool { return other == t })
	if len(others) == 0 {
		delete(h.topics, t.key)
		return
	}
	h.topics[t.key] = others
}

func (h *Hub) serve(t *topic) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var crowdSent, sentAt time.Time
	retry := time.NewTimer(time.Hour)
	defer retry.Stop()
	for {
		select {
		case <-t.signal:
		case <-retry.C:
		case <-h.closing:
			return
		}
		h.mu.Lock()
		if len(t.streams) == 0 {
			h.forget(t)
			h.mu.Unlock()
			return
		}
		target, since, people := t.target, t.sent, t.people
		h.mu.Unlock()
		if wait := time.Until(sentAt.Add(t.pause)); since >= 0 && target > since && wait > 0 {
			retry.Reset(wait)
		} else if since >= 0 && target > since {
			sentAt = time.Now()
			version, body, reset, err := t.source(ctx, since)
			if err != nil {
				h.log.Warn("reading a live thing failed; trying again", "err", err)
				retry.Reset(500 * time.Millisecond)
				continue
			}
			h.broadcast(t, change(version, body, reset, t.framed), version, target)
		}
		if people {
			if wait := time.Until(crowdSent.Add(crowdPause)); wait > 0 {
				if behind := time.Until(sentAt.Add(t.pause)); behind > 0 {
					wait = min(wait, behind)
				}
				retry.Reset(wait)
				continue
			}
			crowdSent = time.Now()
			h.sendCrowd(ctx, t)
		}
	}
}

// broadcast hands one event to every stream. asked is the version that made the topic look: when the
// hint was wrong, the topic must not believe for ever that it is behind.
func (h *Hub) broadcast(t *topic, m Message, version, asked int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t.sent = max(t.sent, version)
	if t.target == asked {
		t.target = t.sent
	}
	for s := range t.streams {
		s.push(m)
	}
	h.Counts.Sent.Add(int64(len(t.streams)))
}
