package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// fake is a small server of the contract that checks what the client sends and
// can be told to misbehave.
type fake struct {
	ackLate  time.Duration // how long after the events a POST is answered
	resetAt  int64         // this version is sent as a reset
	cutAt    int64         // every stream ends after this version
	refuseAt int64         // this version's edit is refused
	coalesce bool          // streams get only every second version
	slow     time.Duration // how long one edit keeps the others waiting

	t      *testing.T
	serial sync.Mutex
	mu     sync.Mutex
	boards map[string]*fakeBoard
}

type fakeBoard struct {
	version int64
	items   map[string]int
	texts   map[string]string
	log     []string // events; version n is at n-1
	woken   chan struct{}
}

func (f *fake) start(t *testing.T) string {
	f.t, f.boards = t, map[string]*fakeBoard{}
	m := http.NewServeMux()
	m.HandleFunc("POST /sign-in", func(w http.ResponseWriter, r *http.Request) {
		if r.PostFormValue("email") != "a@b.example" || r.PostFormValue("password") != "secret" || r.PostFormValue("next") == "" {
			http.Error(w, "no", http.StatusUnprocessableEntity)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "__Host-session", Value: "s3", Secure: true, Path: "/"})
		http.Redirect(w, r, "/demo", http.StatusSeeOther)
	})
	m.HandleFunc("POST /demo/swot", f.signedIn(func(w http.ResponseWriter, r *http.Request) {
		if r.PostFormValue("title") == "" || r.PostFormValue("scope") != "institution" || len(r.PostFormValue("id")) != 36 {
			http.Error(w, "fields", http.StatusUnprocessableEntity)
			return
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		f.boards[r.PostFormValue("id")] = &fakeBoard{items: map[string]int{}, texts: map[string]string{}, woken: make(chan struct{})}
		http.Redirect(w, r, "/demo/swot/"+r.PostFormValue("id"), http.StatusSeeOther)
	}))
	m.HandleFunc("POST /demo/swot/{id}/items", f.signedIn(f.change))
	m.HandleFunc("POST /demo/swot/{id}/items/{item}", f.signedIn(f.change))
	m.HandleFunc("GET /demo/swot/{id}/events", f.signedIn(f.events))
	s := httptest.NewServer(m)
	t.Cleanup(s.Close)
	return s.URL
}

func (f *fake) signedIn(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie") != "__Host-session=s3" {
			http.Error(w, "sign in", http.StatusUnauthorized)
			return
		}
		h(w, r)
	}
}

func (f *fake) change(w http.ResponseWriter, r *http.Request) {
	if f.slow > 0 {
		f.serial.Lock()
		time.Sleep(f.slow)
		f.serial.Unlock()
	}
	version, err := f.store(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	time.Sleep(f.ackLate)
	w.Header().Set("Live-Version", strconv.FormatInt(version, 10))
	w.WriteHeader(http.StatusNoContent)
}

func (f *fake) store(r *http.Request) (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, item, added := f.boards[r.PathValue("id")], r.PathValue("item"), false
	if item == "" {
		item, added = r.PostFormValue("id"), true
	}
	switch {
	case b == nil || r.Header.Get("Live") != "1" || r.PostFormValue("text") == "" || r.PostFormValue("evidence") == "":
		return 0, fmt.Errorf("not as in the contract")
	case added && !strings.Contains("strength weakness opportunity threat", r.PostFormValue("quadrant")):
		return 0, fmt.Errorf("no quadrant")
	case !added && r.PostFormValue("version") != strconv.Itoa(b.items[item]):
		return 0, fmt.Errorf("version %s of an item at %d", r.PostFormValue("version"), b.items[item])
	case f.refuseAt == b.version+1:
		f.refuseAt = 0
		return 0, fmt.Errorf("refused")
	}
	if b.texts[item] == r.PostFormValue("text") {
		return b.version, nil // nothing changes
	}
	b.texts[item] = r.PostFormValue("text")
	b.items[item]++
	b.version++
	name := "change"
	if b.version == f.resetAt {
		name = "reset"
	}
	b.log = append(b.log, fmt.Sprintf("id: %d\nevent: %s\ndata: %s\ndata: id: 999999\n\n: ping\n\nevent: presence\ndata: two\n\n", b.version, name, strings.Repeat("x", 5_000)))
	close(b.woken)
	b.woken = make(chan struct{})
	return b.version, nil
}

func (f *fake) events(w http.ResponseWriter, r *http.Request) {
	at, err := strconv.ParseInt(r.FormValue("since"), 10, 64)
	if err != nil || r.Header.Get("Accept") != "text/event-stream" {
		http.Error(w, "not as in the contract", http.StatusBadRequest)
		return
	}
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	for out.Flush() == nil {
		f.mu.Lock()
		b := f.boards[r.PathValue("id")]
		log, woken := b.log[at:], b.woken
		f.mu.Unlock()
		for _, e := range log {
			at++
			if f.coalesce && at%2 == 1 {
				continue
			}
			fmt.Fprint(w, e)
			if at == f.cutAt {
				return
			}
		}
		if len(log) > 0 {
			continue
		}
		select {
		case <-woken:
		case <-r.Context().Done():
			return
		}
	}
}
