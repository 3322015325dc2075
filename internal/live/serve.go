package live

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"meridian/internal/problem"
)

const (
	pingEvery    = 20 * time.Second
	writeTimeout = 10 * time.Second
	leaveTimeout = 2 * time.Second
)

// MaxTab is how many characters of the name that a page gives itself are kept.
const MaxTab = 40

// Visit is a page that comes to follow a thing.
type Visit struct {
	Key    Key
	Reader Reader // with a Tab the page is shown to others as long as it stays; without one nobody is told of it
	Source Source
	Crowd  Crowd
	Until  time.Time // when the right to read ends; zero: never
	Opened func()    // called once the stream is open, before anything is sent
}

// Serve answers a GET of a thing's events: first what the page missed since the version it has (see Since), then every
// change as it is committed, until the page goes, its right to read ends or the stream is cut. It subscribes before it
// reads, so that nothing falls between. An error is returned only while nothing has been written: Since's, Open's, or
// what reading failed with. Who may read the thing is for the caller to decide, before.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, v Visit) error {
	since, err := Since(r)
	if err != nil {
		return err
	}
	s, err := h.Open(v.Key, v.Reader, v.Source, v.Crowd)
	if err != nil {
		return err
	}
	defer s.Close()
	missed, err := s.CatchUp(r.Context(), since)
	if err != nil {
		return err
	}
	v.Opened()
	out, err := begin(w)
	if err != nil {
		return nil
	}
	if missed != nil {
		if err := out.write(missed.Bytes); err != nil {
			return nil
		}
		since = missed.Version
	}
	if v.Reader.Tab != "" {
		seat := Seat{Key: v.Key, Person: v.Reader.Person, Tab: v.Reader.Tab}
		if err := h.Arrive(r.Context(), seat); err != nil {
			h.log.WarnContext(r.Context(), "presence was not stored", "err", err)
		}
		defer h.leave(seat)
	}
	out.forward(r.Context(), s, since, v.Until)
	return nil
}

// leave is Leave for a page whose request has ended already.
func (h *Hub) leave(s Seat) {
	ctx, cancel := context.WithTimeout(context.Background(), leaveTimeout)
	defer cancel()
	if err := h.Leave(ctx, s); err != nil {
		h.log.Warn("leaving was not stored", "err", err)
	}
}

// Since is the live version that a page has: Last-Event-ID, with which a browser comes back, or the address's since for a
// first connection; 0 where it says neither. Anything but a whole number from 0 is a problem of the field since.
func Since(r *http.Request) (int64, error) {
	text := r.Header.Get("Last-Event-ID")
	if text == "" {
		text = r.URL.Query().Get("since")
	}
	if text == "" {
		return 0, nil
	}
	since, err := strconv.ParseInt(text, 10, 64)
	if err != nil || since < 0 {
		return 0, problem.At("since", "The version must be a whole number.")
	}
	return since, nil
}

// Tab makes of the name that a page gives itself among its person's pages one that can be stored: at most MaxTab
// characters, none of them a control character. It may be empty.
func Tab(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	if r := []rune(text); len(r) > MaxTab {
		text = string(r[:MaxTab])
	}
	return strings.TrimSpace(text)
}

// answer is an event stream on its way to one browser. Each event has a deadline of its own, and the answer as a whole
// has none.
type answer struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

// begin writes the head of the answer, and after how long the browser may come back.
func begin(w http.ResponseWriter) (*answer, error) {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	a := &answer{w: w, rc: http.NewResponseController(w)}
	_ = a.rc.SetReadDeadline(time.Time{}) // the server's deadline for reading a request would end the stream
	return a, a.write([]byte("retry: 1000\n\n"))
}

// forward sends what comes in the stream's queue until the reader goes, the right to read ends or the stream is cut.
// sent is the version that the reader has been brought to; until is zero where the right has no end.
func (a *answer) forward(ctx context.Context, s *Stream, sent int64, until time.Time) {
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	var ends <-chan time.Time
	if !until.IsZero() {
		t := time.NewTimer(time.Until(until))
		defer t.Stop()
		ends = t.C
	}
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-ends:
			_ = a.write(ended.Bytes)
			return
		case <-ping.C:
			err = a.write(quiet)
		case m, open := <-s.Queue():
			switch {
			case !open:
				_ = a.write(s.Last())
				return
			case m.Version > 0 && m.Version <= sent: // caught up with already
			default:
				sent = max(sent, m.Version)
				err = a.write(m.Bytes)
			}
		}
		if err != nil {
			return
		}
	}
}

func (a *answer) write(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	_ = a.rc.SetWriteDeadline(time.Now().Add(writeTimeout))
	if _, err := a.w.Write(b); err != nil {
		return err
	}
	return a.rc.Flush()
}
