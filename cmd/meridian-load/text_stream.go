package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
)

// pens are the streams of those who write: unlike readers, they look into what comes.
type pens struct {
	arrivals *arrivals // of the section's versions
	conns    []net.Conn
	wg       sync.WaitGroup
	closing  atomic.Bool
	lost     atomic.Int64
	resets   atomic.Int64
}

// openPens opens the stream of each writer.
func openPens(ctx context.Context, writers []*writer, live int64, a *arrivals) (*pens, error) {
	p := &pens{arrivals: a}
	for _, w := range writers {
		conn, res, err := w.section.dialStream(ctx, w.section.strategy+"/events", live)
		if err != nil {
			p.close()
			return nil, err
		}
		p.conns = append(p.conns, conn)
		version := w.version
		p.wg.Go(func() { p.follow(w, version, res) })
	}
	return p, nil
}

// follow hands the steps to the writer until the stream ends.
func (p *pens) follow(w *writer, version int, res *http.Response) {
	r := bufio.NewReaderSize(res.Body, 16<<10)
	var name string
	var data []byte
	for {
		line, err := r.ReadBytes('\n')
		if err != nil {
			if !p.closing.Load() {
				p.lost.Add(1)
			}
			return
		}
		line = bytes.TrimRight(line, "\r\n")
		if rest, ok := bytes.CutPrefix(line, []byte("event: ")); ok {
			name = string(rest)
		} else if rest, ok := bytes.CutPrefix(line, []byte("data: ")); ok {
			data = append(data, rest...)
		} else if len(line) == 0 {
			if name == "reset" {
				p.resets.Add(1)
			}
			if name == "steps" {
				version = p.steps(w, version, data)
			}
			name, data = "", data[:0]
		}
	}
}

// steps hands a run on and gives the version that the stream has brought.
func (p *pens) steps(w *writer, version int, data []byte) int {
	var run struct {
		Section string
		Version int
		Steps   []step
		Clients []string
	}
	if json.Unmarshal(data, &run) != nil || !w.section.is(run.Section) || run.Version <= version || len(run.Steps) != len(run.Clients) {
		return version
	}
	w.heard(run.Version, run.Steps, run.Clients)
	p.arrivals.reached(int64(version), int64(run.Version))
	return run.Version
}

func (p *pens) close() {
	p.closing.Store(true)
	for _, c := range p.conns {
		_ = c.Close() // nothing is lost: all that matters was read
	}
	p.wg.Wait()
}
