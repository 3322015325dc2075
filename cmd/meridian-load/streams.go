package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// arrivals records, for every live version after base, how many boards have it
// and when the last of them got it. It is written by all streams at once.
type arrivals struct {
	base  int64
	epoch time.Time
	all   []arrival
}

type arrival struct {
	boards atomic.Int32
	latest atomic.Int64 // nanoseconds after the epoch
}

func newArrivals(base int64, versions int) *arrivals {
	return &arrivals{base: base, epoch: time.Now(), all: make([]arrival, versions)}
}

// reached notes that one more board has the versions after from up to to.
func (a *arrivals) reached(from, to int64) {
	now := int64(time.Since(a.epoch))
	for v := max(from, a.base) + 1; v <= to; v++ {
		i := v - a.base - 1
		if i >= int64(len(a.all)) {
			return
		}
		for old := a.all[i].latest.Load(); old < now; old = a.all[i].latest.Load() {
			if a.all[i].latest.CompareAndSwap(old, now) {
				break
			}
		}
		a.all[i].boards.Add(1) // last, so that a full count has its time
	}
}

// complete gives when the last of n boards got a version.
func (a *arrivals) complete(version int64, n int) (time.Time, bool) {
	i := version - a.base - 1
	if i < 0 || i >= int64(len(a.all)) || int(a.all[i].boards.Load()) < n {
		return time.Time{}, false
	}
	return a.epoch.Add(time.Duration(a.all[i].latest.Load())), true
}

// streams are the open boards.
type streams struct {
	arrivals *arrivals
	since    int64
	conns    []net.Conn
	wg       sync.WaitGroup
	closing  atomic.Bool

	events, bytes, resets, lost atomic.Int64
}

// openers is how many streams are opened at once: a crowd, not a flood.
const openers = 16

// openStreams opens n event streams of a board, each over a connection of its own.
func openStreams(ctx context.Context, b *board, n int, a *arrivals) (*streams, error) {
	return b.client.openStreams(ctx, b.path+"/events", b.version, n, a)
}

// openStreams opens n event streams at a path, from a live version on.
func (c *client) openStreams(ctx context.Context, path string, since int64, n int, a *arrivals) (*streams, error) {
	s := &streams{arrivals: a, since: since, conns: make([]net.Conn, n)}
	var (
		wg    sync.WaitGroup
		next  atomic.Int64
		first atomic.Pointer[error]
	)
	for range min(openers, n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && first.Load() == nil; i = int(next.Add(1)) - 1 {
				conn, body, err := c.dialStream(ctx, path, since)
				if err != nil {
					err = fmt.Errorf("opening stream %d of %d: %w", i+1, n, err)
					first.CompareAndSwap(nil, &err)
					return
				}
				s.conns[i] = conn
				s.wg.Go(func() { s.follow(body) })
			}
		})
	}
	wg.Wait()
	if err := first.Load(); err != nil {
		s.close()
		return nil, *err
	}
	return s, nil
}

// dialStream asks for the events over a bare connection: the client of net/http
// would keep two more goroutines and larger buffers for each.
func (c *client) dialStream(ctx context.Context, path string, since int64) (net.Conn, *http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	base := c.base
	address := path + "?since=" + strconv.FormatInt(since, 10)
	if strings.Contains(path, "?") {
		address = path + "&since=" + strconv.FormatInt(since, 10)
	}
	conn, err := dial(ctx, base)
	if err != nil {
		return nil, nil, err
	}
	deadline, _ := ctx.Deadline()
	err = conn.SetDeadline(deadline)
	if err == nil {
		_, err = fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\nCache-Control: no-cache\r\nSec-Fetch-Site: same-origin\r\nCookie: %s\r\n\r\n",
			address, base.Host, c.cookie)
	}
	var res *http.Response
	if err == nil {
		res, err = http.ReadResponse(bufio.NewReaderSize(conn, 4096), nil)
	}
	if err == nil && res.StatusCode != http.StatusOK {
		err = errors.New("the server answers " + res.Status)
	}
	if err == nil {
		err = conn.SetDeadline(time.Time{})
	}
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	return conn, res, nil
}

func dial(ctx context.Context, base *url.URL) (net.Conn, error) {
	port := base.Port()
	if base.Scheme == "https" {
		if port == "" {
			port = "443"
		}
		return (&tls.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(base.Hostname(), port))
	}
	if port == "" {
		port = "80"
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(base.Hostname(), port))
}

// follow reads events until the stream ends. It looks at nothing but the lines
// it needs: a client that parsed more would be measuring itself.
func (s *streams) follow(res *http.Response) {
	defer func() {
		if !s.closing.Load() {
			s.lost.Add(1)
		}
	}()
	var (
		r     = bufio.NewReaderSize(res.Body, 2048)
		last  = s.since
		id    int64
		reset bool
		size  int64
		rest  bool // of a line that is longer than the buffer
	)
	for {
		line, err := r.ReadSlice('\n')
		size += int64(len(line))
		if errors.Is(err, bufio.ErrBufferFull) {
			rest = true
			continue
		}
		if err != nil {
			return
		}
		switch {
		case rest:
			rest = false
		case bytes.HasPrefix(line, []byte("id: ")):
			id, _ = strconv.ParseInt(string(bytes.TrimSpace(line[4:])), 10, 64)
		case bytes.HasPrefix(line, []byte("event: reset")):
			reset = true
		case len(bytes.TrimRight(line, "\r\n")) == 0:
			last = s.event(last, id, size, reset)
			id, size, reset = 0, 0, false
		}
	}
}

// event takes note of a whole event; a board acts on it no earlier. A reset
// gives no change but the order to load the page again: the versions it skips
// count as never received.
func (s *streams) event(last, id, size int64, reset bool) int64 {
	if reset {
		s.resets.Add(1)
		return max(last, id)
	}
	if id <= last {
		return last
	}
	s.events.Add(1)
	s.bytes.Add(size)
	s.arrivals.reached(last, id)
	return id
}

func (s *streams) close() {
	s.closing.Store(true)
	for _, c := range s.conns {
		if c != nil {
			_ = c.Close() // nothing is lost: all that matters was read
		}
	}
	s.wg.Wait()
}
