package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"meridian/internal/institution"
	"meridian/internal/live"

	"github.com/google/uuid"
)

func (v *visitor) version(board string) int64 {
	v.s.Helper()
	n, err := strconv.ParseInt(v.board(board).attr["data-live"], 10, 64)
	v.s.must(err)
	return n
}

func TestEvents(t *testing.T) {
	s := stand(t)
	v := s.as("registrar")
	board := s.as("international").open("demo", "Events", "institution", "")
	one := v.add(board, "strength", "one")
	two := v.add(board, "weakness", "two\r\nlines")
	changes := func(path string, headers ...string) *stream {
		t.Helper()
		e := s.as("library").stream(t.Context(), path, headers...)
		if e.status != 200 || e.header.Get("Content-Type") != "text/event-stream" || e.header.Get("Content-Encoding") != "" {
			t.Fatalf("%s: %v", path, e.answer)
		}
		return e
	}
	isChange := func(e event) bool { return e.name == "change" || e.name == "reset" }
	for _, c := range []struct {
		path    string
		headers []string
		id      string
		name    string
		items   []string
	}{
		{board + "/events", nil, "2", "change", []string{one, two}},
		{board + "/events?since=0", nil, "2", "change", []string{one, two}},
		{board + "/events?since=1", nil, "2", "change", []string{two}},
		{board + "/events?since=0", []string{"Last-Event-ID", "1"}, "2", "change", []string{two}},
		{board + "/events?since=3", nil, "2", "reset", nil},
		{board + "/events?since=9223372036854775807", nil, "2", "reset", nil},
	} {
		e := changes(c.path, c.headers...)
		got := e.until(t, isChange)
		if got.id != c.id || got.name != c.name {
			t.Errorf("%s %v: %+v", c.path, c.headers, got)
		}
		for _, item := range []string{one, two} {
			want := false
			for _, i := range c.items {
				want = want || i == item
			}
			if strings.Contains(got.data, `id="item-`+item+`"`) != want {
				t.Errorf("%s: %s", c.path, got.data)
			}
		}
		e.cancel()
	}
	for _, since := range []string{"x", "-1", "1.5", "1e3", "99999999999999999999", "%00", "%ff", "1%20"} {
		s.want(v.get(board+"/events?since="+since), 422, "since "+since)
		s.want(v.get(board+"/events", "Last-Event-ID", since), 422, "Last-Event-ID "+since)
		s.want(v.get(board+"?since="+since, "Live", "1"), 422, "asking since "+since)
	}
	// What follows arrives in order, each with its version; shared fragments hide every form.
	e := changes(board + "/events?since=2")
	for n := range 5 {
		id := v.add(board, "threat", fmt.Sprint("later ", n))
		got := e.until(t, func(e event) bool { return strings.Contains(e.data, id) })
		if got.name != "change" || got.id != strconv.Itoa(n+3) {
			t.Errorf("%+v", got)
		}
		for _, f := range s.parse(got.data).tags("form") {
			if _, hidden := f.attr["hidden"]; !hidden && f.attr["data-may"] != "" {
				t.Error("a form of a shared fragment that not everybody may use is not hidden")
			}
		}
	}
	item := board + "/items/" + one
	s.want(v.live(item+"/withdraw", nil), 204, "withdrawing")
	if got := e.until(t, func(e event) bool { return strings.Contains(e.data, one) }); !strings.Contains(got.data, "data-withdrawn") {
		t.Errorf("%+v", got)
	}
	// Pages without a stream get the same by asking.
	s.want(v.get(board+"?since=8", "Live", "1"), 204, "nothing new")
	a := s.want(v.get(board+"?since=7", "Live", "1"), 200, "one change")
	if a.header.Get("Live-Version") != "8" || !strings.Contains(a.body, one) || strings.Contains(a.body, two) {
		t.Errorf("%v", a)
	}
	a = s.want(v.get(board+"?since=9", "Live", "1"), 200, "ahead")
	if a.header.Get("Live-Event") != "reset" || a.body != "" {
		t.Errorf("%v", a)
	}
	// Presence: who is here, and what is being written.
	s.want(v.live(board+"/presence", form("tab", "t", "editing", two)), 204, "writing")
	e.until(t, func(e event) bool {
		return e.name == "presence" && e.id == "" && strings.Contains(e.data, `data-editing="`+two+`"`) && strings.Contains(e.data, "Bilal Ahmed") && strings.Contains(e.data, "Sana Iqbal")
	})
	// More than 500 items behind: load anew.
	rows := strings.Builder{}
	for n := range 501 {
		fmt.Fprintf(&rows, `,{"Line":%d,"Quadrant":"threat","Text":"row %d"}`, n+2, n)
	}
	s.want(s.as("international").post(board+"/import", form("id", uuid.NewString(), "rows", "["+rows.String()[1:]+"]")), 303, "importing 501 rows")
	if got := e.until(t, isChange); got.name != "reset" || got.id != "9" {
		t.Errorf("%s %s after 501 changes", got.name, got.id)
	}
	if got := changes(board+"/events?since=1").until(t, isChange); got.name != "reset" {
		t.Errorf("%s for one who is 501 behind", got.name)
	}
}

// Signing out, and every other end of a right, cuts the person's streams within two seconds; nothing later is delivered.
func TestStreamsEnd(t *testing.T) {
	s := stand(t)
	writer := s.as("international")
	for _, c := range []struct {
		name, who string
		end       func(*visitor)
	}{
		{"signed out", "library", func(v *visitor) { s.want(v.post("/sign-out", nil), 303, "signing out") }},
		{"membership ended", "finance", func(*visitor) {
			s.tenant("demo", `update membership set valid_until = now() where person_id = (select id from person where email = 'finance@demo.example')`)
			s.tenant("demo", `update person set access_version = access_version + 1 where email = 'finance@demo.example'`)
		}},
		{"disabled", "research", func(*visitor) {
			s.tenant("demo", `update person set disabled_at = now(), access_version = access_version + 1 where email = 'research@demo.example'`)
		}},
		{"membership gone", "provost", func(*visitor) {
			s.tenant("demo", `delete from membership where person_id = (select id from person where email = 'provost@demo.example')`)
			s.tenant("demo", `update person set access_version = access_version + 1 where email = 'provost@demo.example'`)
		}},
	} {
		v, stays := s.signIn(c.who), s.signIn(c.who)
		path := boardPath() + fmt.Sprintf("/events?since=%d", writer.version(boardPath()))
		stream, other := v.stream(t.Context(), path), stays.stream(t.Context(), path)
		before := writer.add(boardPath(), "threat", "before")
		stream.until(t, func(e event) bool { return strings.Contains(e.data, before) })
		other.until(t, func(e event) bool { return strings.Contains(e.data, before) })
		c.end(v)
		last := stream.ends(t, 2*time.Second)
		if last.name != "ended" {
			t.Errorf("%s: the last event is %+v", c.name, last)
		}
		after := writer.add(boardPath(), "threat", "after")
		if c.name == "signed out" { // another session of the same person goes on
			other.until(t, func(e event) bool { return strings.Contains(e.data, after) })
			s.want(v.get(path), 401, "a new stream")
		} else {
			other.ends(t, 2*time.Second)
			s.want(v.get(path), 404, "a new stream")
		}
		for e := range stream.events {
			t.Errorf("%s: %+v came after the end", c.name, e)
		}
	}
	// Another role cuts the stream as well, though the person may read on: the board is another one for it.
	v := s.signIn("student-affairs")
	stream := v.stream(t.Context(), boardPath()+"/events")
	s.tenant("demo", `update membership set role = 'adviser' where person_id = (select id from person where email = 'student-affairs@demo.example')`)
	s.tenant("demo", `update person set access_version = access_version + 1 where email = 'student-affairs@demo.example'`)
	if last := stream.ends(t, 2*time.Second); last.name != "ended" {
		t.Errorf("another role: the last event is %+v", last)
	}
	s.want(v.get(boardPath()), 200, "an adviser reads on")
	// A stream ends with the membership's last day, by its own clock.
	v = s.signIn("careers")
	s.tenant("demo", `update membership set valid_until = now() + interval '2 seconds' where person_id = (select id from person where email = 'careers@demo.example')`)
	if last := v.stream(t.Context(), boardPath()+"/events").ends(t, 4*time.Second); last.name != "ended" {
		t.Errorf("the last event is %+v", last)
	}
}

// One person may hold many streams, but not all of them.
func TestStreamsOfOnePerson(t *testing.T) {
	s := stand(t)
	v := s.as("registrar")
	first := v.stream(t.Context(), boardPath()+"/events")
	in, err := institution.Registry{DB: s.db.DB}.BySlug(t.Context(), "demo")
	s.must(err)
	board := v.board(boardPath())
	k := live.Key{Institution: in.ID, ID: shared}
	reader := live.Reader{Person: uuid.MustParse(board.attr["data-person"]), Check: func(context.Context) bool { return true }}
	source := func(context.Context, int64) (int64, []byte, bool, error) { return 0, nil, false, nil }
	for err == nil {
		var taken *live.Stream
		if taken, err = s.site.Hub.Open(k, reader, source, nil); err == nil {
			defer taken.Close()
		}
	}
	a := s.want(v.get(boardPath()+"/events"), 503, "one too many")
	if n, err := strconv.Atoi(a.header.Get("Retry-After")); err != nil || n < 1 {
		t.Errorf("Retry-After: %q", a.header.Get("Retry-After"))
	}
	if e := s.as("library").stream(t.Context(), boardPath()+"/events"); e.status != 200 {
		t.Errorf("a colleague: %v", e.answer)
	}
	first.cancel()
	deadline := time.Now().Add(5 * time.Second)
	for first = v.stream(t.Context(), boardPath()+"/events"); first.status != 200; first = v.stream(t.Context(), boardPath()+"/events") {
		if time.Now().After(deadline) {
			t.Fatal("a stream that was given back stays taken")
		}
	}
	// The server stops: everybody is told to come back.
	s.site.Hub.Stop()
	if last := first.ends(t, 2*time.Second); last.name != "bye" {
		t.Errorf("the last event is %+v", last)
	}
	s.want(v.get(boardPath()+"/events"), 503, "while stopping")
}
