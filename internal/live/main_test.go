package live

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

// stage is a database with one live thing and some people.
type stage struct {
	*testing.T
	db     *postgrestest.Database
	key    Key
	people []uuid.UUID
}

func newStage(t *testing.T, people int) *stage {
	t.Helper()
	s := &stage{T: t, db: postgrestest.New(t), key: Key{uuid.New(), uuid.New()}}
	t.Cleanup(s.noneLeft) // runs after the hubs' own
	s.must(s.db.Global(t.Context(), func(tx *postgres.Tx) error {
		if err := tx.Exec(`insert into institution (id, slug, name) values ($1, 'here', 'Here')`, s.key.Institution); err != nil {
			return err
		}
		for n := range people {
			s.people = append(s.people, uuid.New())
			if err := tx.Exec(`insert into person (id, email, name) values ($1, $2, $3)`, s.people[n], fmt.Sprintf("%d@here.example", n), fmt.Sprint("Person ", n)); err != nil {
				return err
			}
		}
		Begin(tx, s.key)
		return nil
	}))
	return s
}

func (s *stage) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// eventually waits for a condition, for as long as it takes on a busy machine but not for ever.
func (s *stage) eventually(what string, within time.Duration, ok func() bool) {
	s.Helper()
	deadline := time.Now().Add(within)
	for !ok() {
		if time.Now().After(deadline) {
			s.Fatalf("not within %v: %s", within, what)
		}
		runtime.Gosched()
		<-time.After(2 * time.Millisecond)
	}
}

// commit raises the thing's version in a transaction of its own and returns it.
func (s *stage) commit() (version int64) {
	err := s.db.Tenant(context.WithoutCancel(s.Context()), s.key.Institution, func(tx *postgres.Tx) error {
		tx.Last(`with `+RaiseSQL+` select version from raised`, s.key.Institution, s.key.ID).
			QueryRow(func(row pgx.Row) error { return row.Scan(&version) })
		return nil
	})
	if err != nil {
		s.Error(err)
	}
	return version
}

// exec runs a statement as the superuser, who may end other people's connections.
func (s *stage) exec(sql string, args ...any) int64 {
	s.Helper()
	conn, err := pgx.Connect(s.Context(), s.db.AdminURL)
	s.must(err)
	defer conn.Close(context.WithoutCancel(s.Context()))
	tag, err := conn.Exec(s.Context(), sql, args...)
	s.must(err)
	return tag.RowsAffected()
}

// run brings a hub to life; after the test it must end with everything that it started.
func (s *stage) run() *Hub {
	s.Helper()
	h := NewHub(s.db.DB, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { h.Run(ctx); close(done) }()
	s.Cleanup(func() {
		cancel()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			s.Error("the hub does not end")
		}
	})
	return h
}

// noneLeft checks that no goroutine of a hub is left behind.
func (s *stage) noneLeft() {
	var left string
	deadline := time.Now().Add(5 * time.Second)
	for {
		buf := make([]byte, 1<<20)
		left = ""
		for g := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
			if strings.Contains(g, "live.(*Hub)") {
				left += g + "\n\n"
			}
		}
		if left == "" || time.Now().After(deadline) {
			break
		}
		<-time.After(5 * time.Millisecond)
	}
	if left != "" {
		s.Errorf("goroutines are left:\n%s", left)
	}
}

// source reads the version as a board reads its items. Its body says from which version it brings a
// page to which, so that a reader can tell whether something is missing in between.
func (s *stage) source(ctx context.Context, since int64) (version int64, body []byte, reset bool, err error) {
	err = s.db.Tenant(ctx, s.key.Institution, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		QueueVersion(b, s.key, &version)
		return tx.Send(b)
	})
	return version, fmt.Appendf(nil, "from %d to %d", since, version), since > version, err
}

func crowd(_ context.Context, here []Here) ([]byte, error) {
	var b strings.Builder
	for _, h := range here {
		fmt.Fprintf(&b, "%s;", h.Name)
	}
	return []byte(b.String()), nil
}

func always(context.Context) bool { return true }

func (s *stage) open(h *Hub, person int, check func(context.Context) bool) *Stream {
	s.Helper()
	stream, err := h.Open(s.key, Reader{Person: s.people[person], Tab: uuid.NewString(), AccessVersion: 1, Check: check}, s.source, crowd)
	s.must(err)
	return stream
}

// page is what a browser does: it opens a stream, catches up, applies every change to what it has, and
// opens a new stream when it was cut off. It notes when a change does not follow on what it has.
type page struct {
	mu    sync.Mutex
	has   int64
	gaps  []string
	cuts  int
	words []string // the parting words of streams
}

func (p *page) version() int64 { p.mu.Lock(); defer p.mu.Unlock(); return p.has }

func (p *page) apply(m Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m.Version == 0 || m.Version <= p.has { // presence, or caught up with already
		return
	}
	var from, to int64
	_, body, _ := strings.Cut(string(m.Bytes), "data: ")
	if _, err := fmt.Sscanf(body, "from %d to %d", &from, &to); err != nil || to != m.Version || from > p.has || !strings.HasPrefix(string(m.Bytes), "id: "+strconv.FormatInt(to, 10)+"\n") {
		p.gaps = append(p.gaps, fmt.Sprintf("has %d, got %q (%v)", p.has, m.Bytes, err))
	}
	p.has = m.Version
}

// follow keeps the page up to date until ctx ends. Each stream lasts for at most most events; 0: any number.
func (s *stage) follow(ctx context.Context, h *Hub, p *page, person, most int) {
	for ctx.Err() == nil {
		stream, err := h.Open(s.key, Reader{Person: s.people[person], Tab: uuid.NewString(), AccessVersion: 1, Check: always}, s.source, crowd)
		if problem.Is(err, problem.Overloaded) {
			return
		}
		if err != nil {
			s.Error(err)
			return
		}
		missed, err := stream.CatchUp(context.WithoutCancel(ctx), p.version())
		if err != nil {
			s.Error(err)
		} else if missed != nil {
			p.apply(*missed)
		}
		for n := 0; most == 0 || n < most; n++ {
			select {
			case m, open := <-stream.Queue():
				if open {
					p.apply(m)
					continue
				}
				p.mu.Lock()
				p.cuts++
				p.words = append(p.words, string(stream.Last()))
				p.mu.Unlock()
			case <-ctx.Done():
			}
			break
		}
		stream.Close()
	}
}
