package app

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

// ear listens to a board as its page does: what makes every page load the board anew makes it open a stream anew.
type ear struct {
	*visitor
	ctx    context.Context
	board  string
	stream *stream
	heard  *strings.Builder
}

func (v *visitor) listen(ctx context.Context, board string, heard *strings.Builder) *ear {
	v.s.Helper()
	return &ear{visitor: v, ctx: ctx, board: board, stream: v.stream(ctx, board+"/events?since=0"), heard: heard}
}

// take hears one event.
func (e *ear) take(heard event) {
	e.s.Helper()
	e.heard.WriteString(heard.data)
	if heard.name == "reset" {
		e.stream.cancel()
		e.heard.WriteString(e.get(e.board).body)
		e.stream = e.visitor.stream(e.ctx, e.board+"/events?since="+heard.id)
	}
}

// now hears what has come, and waits for nothing.
func (e *ear) now(t *testing.T) {
	t.Helper()
	for {
		select {
		case heard, open := <-e.stream.events:
			if !open {
				t.Fatal("the stream has ended")
			}
			e.take(heard)
		default:
			return
		}
	}
}

// until hears what comes, up to what holds the text.
func (e *ear) until(t *testing.T, text string) {
	t.Helper()
	for found := false; !found; {
		e.take(e.stream.until(t, func(heard event) bool {
			found = strings.Contains(heard.data, text)
			if !found && heard.name != "reset" {
				e.take(heard)
			}
			return found || heard.name == "reset"
		}))
	}
}

// event is one event of a stream.
type event struct{ id, name, data string }

// stream is an open event stream.
type stream struct {
	answer
	events chan event // closed at the end
	cancel context.CancelFunc
}

// stream opens an event stream; the answer's status tells whether there is one.
func (v *visitor) stream(ctx context.Context, path string, headers ...string) *stream {
	v.s.Helper()
	ctx, cancel := context.WithCancel(ctx)
	r, err := http.NewRequestWithContext(ctx, "GET", v.s.base+path, nil)
	v.s.must(err)
	r.Header.Set("Accept", "text/event-stream")
	for n := 0; n < len(headers); n += 2 {
		r.Header.Set(headers[n], headers[n+1])
	}
	client := *v.client
	client.Timeout = 0
	response, err := client.Do(r)
	v.s.must(err)
	s := &stream{answer: answer{status: response.StatusCode, header: response.Header}, events: make(chan event, 1000), cancel: cancel}
	v.s.Cleanup(cancel)
	go func() {
		defer close(s.events)
		defer response.Body.Close()
		var e event
		lines := bufio.NewScanner(response.Body)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch strings.TrimSuffix(name, ":") {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				e.data += value + "\n"
			case "":
				if e.name != "" {
					s.events <- e
				}
				e = event{}
			}
		}
	}()
	return s
}

// until reads events up to the one that is wanted.
func (s *stream) until(t *testing.T, wanted func(event) bool) event {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case e, open := <-s.events:
			if !open {
				t.Fatal("the stream has ended")
			}
			if wanted(e) {
				return e
			}
		case <-deadline:
			t.Fatal("the event does not come")
		}
	}
}

// ends reads up to the end of the stream and returns the last event.
func (s *stream) ends(t *testing.T, within time.Duration) (last event) {
	t.Helper()
	deadline := time.After(within)
	for {
		select {
		case e, open := <-s.events:
			if !open {
				return last
			}
			last = e
		case <-deadline:
			t.Fatalf("the stream goes on after %v", within)
		}
	}
}
