package main

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"
)

// textResult is what writing in one section gave.
type textResult struct {
	Writers int     `json:"writers"`
	Readers int     `json:"readers"`
	Seconds float64 `json:"seconds"`

	Edits    int `json:"edits"`    // that were due: some letters each
	Accepted int `json:"accepted"` // that the server took
	Arrived  int `json:"arrived"`  // that every writer's stream brought

	Posts     int    `json:"posts"`
	Conflicts int    `json:"conflicts"` // POSTs that were answered with others' steps
	Later     int    `json:"asked_to_come_later"`
	Lost      int64  `json:"lost"`   // streams that ended by themselves
	Resets    int64  `json:"resets"` // events that told a page to load again
	Letters   int    `json:"letters"`
	Whole     bool   `json:"whole"` // every letter stands in the text once, on every server
	Error     string `json:"error,omitempty"`

	AloneP50   milliseconds `json:"post_p50_ms"` // the POST that was accepted
	AloneP99   milliseconds `json:"post_p99_ms"`
	AckP50     milliseconds `json:"accepted_p50_ms"` // from due until accepted, with what met a conflict before
	AckP99     milliseconds `json:"accepted_p99_ms"`
	ShownP50   milliseconds `json:"shown_p50_ms"` // from due until every writer has it
	ShownP99   milliseconds `json:"shown_p99_ms"`
	ShownMax   milliseconds `json:"shown_max_ms"`
	ReadersP50 milliseconds `json:"readers_p50_ms"` // from due until every reader has it
	ReadersP99 milliseconds `json:"readers_p99_ms"`

	// Processor time in milliseconds per 1,000 POSTs, of both servers together.
	ServerCPU   float64 `json:"server_cpu_ms_per_1000"`
	PostgresCPU float64 `json:"postgres_cpu_ms_per_1000"`
	ClientCPU   float64 `json:"client_cpu_ms_per_1000"`
	Others      float64 `json:"others_share"` // see result

	Memory        []int64 `json:"memory_bytes"`        // of each server at the end, everything open
	MemoryBefore  []int64 `json:"memory_before_bytes"` // with no stream open
	BytesToReader int64   `json:"bytes_to_one_reader"`
}

func (r *textResult) addEdits(writers []*writer, shown, read *arrivals) {
	var alone, acks, all, readers []time.Duration
	for _, w := range writers {
		r.Posts, r.Conflicts, r.Later = r.Posts+w.posts, r.Conflicts+w.conflicts, r.Later+w.later
		for _, e := range w.made {
			r.Edits++
			times := []time.Duration{never, never, never, never}
			if e.err != nil {
				r.Error = e.err.Error()
			} else {
				r.Accepted++
				times[0], times[1] = e.alone, e.acked
				if at, ok := shown.complete(e.version, r.Writers); ok {
					r.Arrived++
					times[2] = at.Sub(e.due)
				}
				if at, ok := read.complete(e.live, r.Readers); ok {
					times[3] = at.Sub(e.due)
				}
			}
			alone, acks, all, readers = append(alone, times[0]), append(acks, times[1]), append(all, times[2]), append(readers, times[3])
		}
	}
	r.AloneP50, r.AloneP99 = percentile(alone, 50), percentile(alone, 99)
	r.AckP50, r.AckP99 = percentile(acks, 50), percentile(acks, 99)
	r.ShownP50, r.ShownP99, r.ShownMax = percentile(all, 50), percentile(all, 99), percentile(all, 100)
	r.ReadersP50, r.ReadersP99 = percentile(readers, 50), percentile(readers, 99)
}

func (r *textResult) addUsage(u usage) {
	per1000 := func(d time.Duration) float64 {
		return float64(d) / float64(time.Millisecond) * 1000 / float64(max(r.Posts, 1))
	}
	r.ServerCPU, r.PostgresCPU, r.ClientCPU = per1000(u.server), per1000(u.postgres), per1000(u.client)
	others := u.machine - u.server - u.postgres - u.client
	r.Others = max(0, others.Seconds()/r.Seconds/float64(runtime.NumCPU()))
}

// check tells what must not happen whatever the machine.
func (r *textResult) check() error {
	switch {
	case r.Error != "":
		return errors.New(r.Error)
	case !r.Whole:
		return errors.New("the text does not hold every letter once on every server")
	case r.Arrived != r.Edits:
		return fmt.Errorf("%d of %d edits reached every writer", r.Arrived, r.Edits)
	}
	return nil
}

// perReader is the memory of one reader on the server where it took most.
func (r *textResult) perReader() int64 {
	if len(r.Memory) == 0 || r.Readers < memoryFrom {
		return 0
	}
	var grown []int64
	for n := range r.Memory {
		grown = append(grown, r.Memory[n]-r.MemoryBefore[n])
	}
	return slices.Max(grown) * int64(len(grown)) / int64(r.Readers)
}
