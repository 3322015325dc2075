package live

import (
	"context"
	"net/http"
	"time"
)

const (
	pingEvery    = 20 * time.Second
	writeTimeout = 10 * time.Second
)

// Answer is an event stream on its way to one browser. Each event has a deadline of its own, and the answer as a whole
// has none.
type Answer struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

// NewAnswer writes the head of the answer, and after how long the browser may come back.
func NewAnswer(w http.ResponseWriter) (*Answer, error) {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	a := &Answer{w: w, rc: http.NewResponseController(w)}
	_ = a.rc.SetReadDeadline(time.Time{}) // the server's deadline for reading a request would end the stream
	return a, a.write([]byte("retry: 1000\n\n"))
}

// Send writes one event, if there is one.
func (a *Answer) Send(m *Message) error {
	if m == nil {
		return nil
	}
	return a.write(m.Bytes)
}

// Forward sends what comes in the stream's queue until the reader goes, the right to read ends or the stream is cut.
// sent is the version that the reader has been brought to; until is zero where the right has no end.
func (a *Answer) Forward(ctx context.Context, s *Stream, sent int64, until time.Time) {
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

func (a *Answer) write(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	_ = a.rc.SetWriteDeadline(time.Now().Add(writeTimeout))
	if _, err := a.w.Write(b); err != nil {
		return err
	}
	return a.rc.Flush()
}
