package strategyweb

import (
	"net/http"
	"time"

	"meridian/internal/access"
	"meridian/internal/strategy"
)

// costly is an answer that takes the server long to make. While it is made and sent the person has the turn to read.
type costly struct {
	http.ResponseWriter
	turn    *strategy.Reading
	began   time.Time
	written int
	writing time.Duration // also the waiting for a slow reader
}

// perByte is the most that the sending of a byte counts for: about what it takes to compress it. A slow line is not the
// person's use of the server.
const perByte = 20 * time.Nanosecond

// costly waits for the person's turn. Its end is due when the answer has been written.
func (p *Pages) costly(w http.ResponseWriter, r *http.Request, c access.Caller) (*costly, error) {
	turn, err := p.Desk.TakeReading(r.Context(), c)
	if err != nil {
		return nil, err
	}
	return &costly{ResponseWriter: w, turn: turn, began: time.Now()}, nil
}

// Write sends a part of the answer.
func (c *costly) Write(b []byte) (int, error) {
	began := time.Now()
	n, err := c.ResponseWriter.Write(b)
	c.written, c.writing = c.written+n, c.writing+time.Since(began)
	return n, err
}

// Unwrap is for http.ResponseController.
func (c *costly) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func (c *costly) end() { c.turn.End(c.used(time.Since(c.began))) }

// used is how much of the time that an answer took is the server's.
func (c *costly) used(took time.Duration) time.Duration {
	return took - c.writing + min(c.writing, time.Duration(c.written)*perByte)
}
