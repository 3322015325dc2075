package main

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"
)

// never stands for an edit that did not arrive everywhere: later than any that did.
const never = time.Duration(math.MaxInt64)

// heldWithin is how fast 99 in 100 edits must be everywhere for a rate to count
// as held. People still take that for “at once”; a growing queue passes it soon.
const heldWithin = 500 * time.Millisecond

// result is what one load on one system gave. Durations are milliseconds in JSON
// and -1 there stands for never.
type result struct {
	Boards  int     `json:"boards"`
	Rate    float64 `json:"rate"`
	Seconds float64 `json:"seconds"` // until the last edit had arrived

	Edits    int    `json:"edits"`    // that were due
	Accepted int    `json:"accepted"` // that the server answered with success
	Arrived  int    `json:"arrived"`  // that every board received
	Resets   int64  `json:"resets"`   // events that told a board to load again
	Lost     int64  `json:"lost"`     // streams that ended by themselves
	Error    string `json:"error,omitempty"`

	AllP50 milliseconds `json:"all_p50_ms"` // from due until every board has the edit
	AllP99 milliseconds `json:"all_p99_ms"`
	AllMax milliseconds `json:"all_max_ms"`
	AckP50 milliseconds `json:"ack_p50_ms"` // from due until the POST is answered
	AckP99 milliseconds `json:"ack_p99_ms"`

	// Processor time in milliseconds per 1,000 edits; -1 if not measured.
	ServerCPU   float64 `json:"server_cpu_ms_per_1000"`
	PostgresCPU float64 `json:"postgres_cpu_ms_per_1000"`
	ClientCPU   float64 `json:"client_cpu_ms_per_1000"`

	// Others is the share of the machine that neither the server, PostgreSQL nor
	// this client used, from 0 to 1; -1 if not measured. Where it is not small,
	// the times are not the server's.
	Others float64 `json:"others_share"`

	MemoryOpen     int64 `json:"memory_open_bytes"`      // of the server with the boards open
	MemoryPerBoard int64 `json:"memory_per_board_bytes"` // above the server without any board; 0 for few boards

	Events       int64 `json:"events"`         // on all boards; one may bring several edits
	BytesPerEdit int64 `json:"bytes_per_edit"` // to one board
}

// milliseconds writes a duration as a number a person can read in JSON.
type milliseconds time.Duration

// MarshalJSON writes milliseconds with microseconds after the point.
func (m milliseconds) MarshalJSON() ([]byte, error) {
	if time.Duration(m) == never {
		return []byte("-1"), nil
	}
	return fmt.Appendf(nil, "%.3f", float64(m)/float64(time.Millisecond)), nil
}

func (r *result) addEdits(edits []edit, a *arrivals) {
	all, acks := make([]time.Duration, len(edits)), make([]time.Duration, len(edits))
	for i, e := range edits {
		all[i], acks[i] = never, never
		if e.err != nil {
			r.Error = e.err.Error()
			continue
		}
		r.Accepted++
		acks[i] = e.acked
		if at, ok := a.complete(e.version, r.Boards); ok {
			r.Arrived++
			all[i] = at.Sub(e.due)
		}
	}
	r.AllP50, r.AllP99, r.AllMax = percentile(all, 50), percentile(all, 99), percentile(all, 100)
	r.AckP50, r.AckP99 = percentile(acks, 50), percentile(acks, 99)
}

func (r *result) addUsage(u usage, p processes) {
	per1000 := func(d time.Duration, known bool) float64 {
		if !known || r.Accepted == 0 {
			return -1
		}
		return float64(d) / float64(time.Millisecond) * 1000 / float64(r.Accepted)
	}
	r.ServerCPU = per1000(u.server, p.server > 0)
	r.PostgresCPU = per1000(u.postgres, p.postgres > 0)
	r.ClientCPU = per1000(u.client, true)
	r.Others = -1
	if p.server > 0 && p.postgres > 0 && r.Seconds > 0 {
		others := u.machine - u.server - u.postgres - u.client
		r.Others = max(0, others.Seconds()/r.Seconds/float64(runtime.NumCPU()))
	}
}

// percentile is the smallest value that p in 100 values do not exceed.
func percentile(values []time.Duration, p int) milliseconds {
	if len(values) == 0 {
		return milliseconds(never)
	}
	sorted := slices.Sorted(slices.Values(values))
	return milliseconds(sorted[max(0, (len(sorted)*p+99)/100-1)])
}

// complete tells whether every edit reached every board, and none by a detour.
func (r *result) complete() bool {
	return r.Arrived == r.Edits && r.Resets == 0 && r.Lost == 0
}

func (r *result) held() bool {
	return r.complete() && time.Duration(r.AllP99) <= heldWithin
}

func (r *result) verdict() string {
	switch {
	case r.held():
		return "held, p99 " + inMilliseconds(r.AllP99)
	case r.complete():
		return "too slow, p99 " + inMilliseconds(r.AllP99)
	}
	return fmt.Sprintf("not held: %d of %d edits arrived, %d resets, %d lost streams %s", r.Arrived, r.Edits, r.Resets, r.Lost, r.Error)
}
