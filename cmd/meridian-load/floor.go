package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	// floorCommand makes this program the floor's server: a process of its own,
	// so that its processor time and memory compare with Meridian's.
	floorCommand = "floor"
	// floorDatabaseVariable hands the address over, since an argument that holds
	// a password would show in the list of processes.
	floorDatabaseVariable = "MERIDIAN_LOAD_FLOOR_DATABASE"

	floorTable = "meridian_load_floor"
	floorReady = "The floor is ready at "
)

// floor is the least that a server of the contract can do: no rights, no
// validation, no rendering, no history.
type floor struct {
	db     *pgxpool.Pool
	mu     sync.Mutex
	boards map[string]*floorBoard
}

type floorBoard struct {
	mu      sync.Mutex
	version int64
	size    int // bytes of an event
	open    map[chan []byte]bool
}

// serveFloor serves on a free port of this machine until the context or the
// standard input ends, so that no floor outlives whoever started it.
func serveFloor(ctx context.Context, ready io.Writer) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	config, err := pgxpool.ParseConfig(os.Getenv(floorDatabaseVariable))
	if err != nil {
		return fmt.Errorf("the address of its database: %w", err)
	}
	config.MaxConns = 8
	config.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	db, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	defer db.Close()
	fsync, err := prepareFloor(ctx, db)
	if err != nil {
		return err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		_, dropErr := db.Exec(ctx, "drop table if exists "+floorTable)
		err = errors.Join(err, dropErr)
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           (&floor{db: db, boards: map[string]*floorBoard{}}).routes(),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the streams
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	go func() {
		<-ctx.Done()
		stopping, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer stop()
		_ = server.Shutdown(stopping) // what is still open then is cut off by the exit
	}()
	if _, err := fmt.Fprintf(ready, "%shttp://%s fsync=%s\n", floorReady, l.Addr(), fsync); err != nil {
		return err
	}
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// prepareFloor makes the table and tells whether the database makes commits durable.
func prepareFloor(ctx context.Context, db *pgxpool.Pool) (fsync string, err error) {
	if _, err := db.Exec(ctx, "drop table if exists "+floorTable); err != nil {
		return "", err
	}
	if _, err := db.Exec(ctx, "create table "+floorTable+
		" (id bigint generated always as identity primary key, item text not null, body text not null, evidence text not null, at timestamptz not null default now())"); err != nil {
		return "", err
	}
	return fsync, db.QueryRow(ctx, "select current_setting('fsync')").Scan(&fsync)
}

func (f *floor) routes() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("POST /sign-in", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "floor", Value: "1", Path: "/", HttpOnly: true})
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
	m.HandleFunc("POST /{inst}/swot", f.create)
	m.HandleFunc("POST /{inst}/swot/{id}/items", f.change)
	m.HandleFunc("POST /{inst}/swot/{id}/items/{item}", f.change)
	m.HandleFunc("GET /{inst}/swot/{id}/events", f.events)
	return m
}

// create takes one field more than the contract has: the size of the events.
func (f *floor) create(w http.ResponseWriter, r *http.Request) {
	size, _ := strconv.Atoi(r.PostFormValue(floorSizeField))
	id := r.PostFormValue("id")
	f.mu.Lock()
	f.boards[id] = &floorBoard{size: min(max(size, 0), 1<<20), open: map[chan []byte]bool{}}
	f.mu.Unlock()
	http.Redirect(w, r, r.URL.Path+"/"+id, http.StatusSeeOther)
}

const floorSizeField = "event_bytes"

func (f *floor) board(r *http.Request) *floorBoard {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.boards[r.PathValue("id")]
}

func (f *floor) change(w http.ResponseWriter, r *http.Request) {
	b := f.board(r)
	if b == nil {
		http.NotFound(w, r)
		return
	}
	if _, err := f.db.Exec(r.Context(), "insert into "+floorTable+" (item, body, evidence) values ($1, $2, $3)",
		r.PathValue("item")+r.PostFormValue("id"), r.PostFormValue("text"), r.PostFormValue("evidence")); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Live-Version", strconv.FormatInt(b.publish(), 10))
	w.WriteHeader(http.StatusNoContent)
}

// publish gives the next version to every open stream. One that has not taken
// the earlier ones is closed rather than waited for.
func (b *floorBoard) publish() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.version++
	event := eventBytes(b.version, b.size)
	for queue := range b.open {
		select {
		case queue <- event:
		default:
			delete(b.open, queue)
			close(queue)
		}
	}
	return b.version
}

// eventBytes makes an event of a size, or the smallest there is.
func eventBytes(version int64, size int) []byte {
	var e bytes.Buffer
	fmt.Fprintf(&e, "id: %d\nevent: change\ndata: ", version)
	e.Write(bytes.Repeat([]byte("x"), max(0, size-e.Len()-2)))
	e.WriteString("\n\n")
	return e.Bytes()
}

func (f *floor) events(w http.ResponseWriter, r *http.Request) {
	b := f.board(r)
	if b == nil {
		http.NotFound(w, r)
		return
	}
	queue := make(chan []byte, 256)
	since, _ := strconv.ParseInt(r.FormValue("since"), 10, 64)
	b.mu.Lock()
	if b.version > since {
		queue <- eventBytes(b.version, b.size)
	}
	b.open[queue] = true
	b.mu.Unlock()
	defer func() {
		b.mu.Lock()
		delete(b.open, queue)
		b.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	if out.Flush() != nil {
		return
	}
	for {
		select {
		case event, ok := <-queue:
			if !ok || writeEvents(w, event, queue) != nil || out.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

// writeEvents writes an event and those that have queued up behind it, so that
// one flush serves them all.
func writeEvents(w io.Writer, event []byte, queue <-chan []byte) error {
	for {
		if _, err := w.Write(event); err != nil {
			return err
		}
		select {
		case next, ok := <-queue:
			if !ok {
				return io.ErrClosedPipe
			}
			event = next
		default:
			return nil
		}
	}
}
