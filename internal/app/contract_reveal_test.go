package app

import (
	"strings"
	"testing"
)

// setUp changes an analysis as its set-up does: every open page loads anew.
func (s *standing) setUp(board, columns string) {
	s.Helper()
	id := board[strings.LastIndex(board, "/")+1:]
	s.one(`with raised as (update live set version = version + 1 where id = $1 returning version)
		update analysis set `+columns+`, epoch = raised.version from raised where id = $1 returning analysis.id::text`, id)
}

// Who may not see an item yet does not get its text by any stream, question, page or file.
func TestHiddenItems(t *testing.T) {
	s := stand(t)
	io, registrar, library := s.as("international"), s.as("registrar"), s.as("library")
	board := io.open("demo", "Hidden", "institution", "")
	kind := func(v *visitor) string { s.Helper(); return v.board(board).attr["data-kind"] }
	plain := kind(library)
	old := library.stream(t.Context(), board+"/events?since=0&kind="+plain)

	s.setUp(board, `reveal = 'after_own'`)
	if e := old.until(t, func(e event) bool { return e.name == "reset" || e.name == "change" }); e.name != "reset" || strings.TrimSpace(e.data) != "" {
		t.Errorf("the stream of before is told %+v", e)
	}
	blind := library.stream(t.Context(), board+"/events?since=1&kind="+kind(library))
	stale := library.stream(t.Context(), board+"/events?since=1&kind="+plain)
	if e := stale.until(t, func(e event) bool { return e.name != "presence" }); e.name != "reset" {
		t.Errorf("a page of before is told %+v", e)
	}
	const canary = "canary of the registrar"
	registrar.add(board, "strength", canary)
	var told string
	for what, stream := range map[string]*stream{"the blind": blind, "the old": old} {
		e := stream.until(t, func(e event) bool { told += e.data; return e.id == "2" })
		if want := map[string]string{"the blind": "change", "the old": "reset"}[what]; e.name != want {
			t.Errorf("%s stream is told %+v", what, e)
		}
	}
	read := func(v *visitor) string {
		all := ""
		for _, path := range []string{"", "?view=list", ".csv", ".json"} {
			all += s.want(v.get(board+path), 200, path).body
		}
		return all + v.get(board+"?since=1", "Live", "1").body + v.get(board+"?since=1&kind="+kind(v), "Live", "1").body
	}
	told += read(library) + read(io) + s.want(io.get(board+"/present"), 200, "the wall").body +
		s.want(io.get("/demo/activity"), 200, "the log").body + s.want(s.as("management").get("/demo/activity.csv"), 200, "the log as a file").body
	if strings.Contains(told, canary) {
		t.Errorf("%s", told)
	}
	if n := strings.Count(read(registrar), canary); n < 6 {
		t.Errorf("its own office finds it %d times", n)
	}
	if !strings.Contains(told, "1 item is written so far.") {
		t.Error("nobody is told that there is one")
	}

	// The first own item opens the board: the page's next question, by its old kind, sends it for the whole.
	was := kind(library)
	library.add(board, "threat", "own")
	if a := s.want(library.get(board+"?since=2&kind="+was, "Live", "1"), 200, "asking after the own one"); a.header.Get("Live-Event") != "reset" || a.body != "" {
		t.Errorf("%v", a)
	}
	if kind(library) == was || !strings.Contains(read(library), canary) {
		t.Error("the own item does not open the board")
	}
	open := library.stream(t.Context(), board+"/events?since=1&kind="+kind(library))
	open.until(t, func(e event) bool { return strings.Contains(e.data, canary) })

	// The set-up changes: who saw all does not any more, by the connection of before either.
	s.setUp(board, `reveal = 'together'`)
	const second = "second canary"
	registrar.add(board, "weakness", second)
	told = ""
	open.until(t, func(e event) bool { told += e.data; return e.id == "5" })
	blind.until(t, func(e event) bool { told += e.data; return e.id == "5" })
	if told += read(library); strings.Contains(told, second) {
		t.Errorf("%s", told)
	}
	s.want(registrar.post(board+"/reveal", nil), 403, "showing without the right")
	last := library.stream(t.Context(), board+"/events?since=5&kind="+kind(library))
	s.want(io.post(board+"/reveal", nil), 303, "showing")
	if e := last.until(t, func(e event) bool { return e.name != "presence" }); e.name != "reset" || strings.TrimSpace(e.data) != "" {
		t.Errorf("the blind stream is told %+v", e)
	}
	if !strings.Contains(read(library), second) {
		t.Error("shown, it is not there")
	}
}

func TestTimerOverHTTP(t *testing.T) {
	s := stand(t)
	io, registrar := s.as("international"), s.as("registrar")
	board := io.open("demo", "Timer", "institution", "")
	e := registrar.stream(t.Context(), board+"/events?since=0")
	s.want(io.post(board+"/timer", form("minutes", "10")), 303, "a timer")
	e.until(t, func(e event) bool { return e.name == "change" && strings.Contains(e.data, `data-minutes="10"`) })
	s.want(io.live(board+"/timer", form("minutes", "0")), 204, "stopping it")
	e.until(t, func(e event) bool { return e.id == "2" && !strings.Contains(e.data, "data-minutes") })
	for _, bad := range []string{"", "x", "-1", "241", "1.5", "99999999999999999999"} {
		a := s.want(io.post(board+"/timer", form("minutes", bad)), 422, "minutes "+bad)
		if !strings.Contains(a.body, "A timer runs for 1 to 240 minutes") {
			t.Errorf("minutes %q: %v", bad, a)
		}
		s.want(registrar.post(board+"/timer", form("minutes", bad)), 403, "minutes "+bad+" without the right")
	}
	s.want(io.post(board+"/timer", form("minutes", "5", "more", "1")), 422, "an unknown field")
	s.want(io.post(board+"/presenting", form("show", "nothing")), 422, "an unknown heading")
	if to := s.want(io.post(board+"/presenting", form("show", "threat")), 303, "a heading").header.Get("Location"); to != board+"/present" {
		t.Errorf("it leads to %s", to)
	}
	e.until(t, func(e event) bool { return strings.Contains(e.data, `data-show="threat"`) })
	s.want(registrar.get(board+"/present"), 403, "the wall without the right")
}
