package account

import (
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

// Ration bounds how often a mail can be asked for: 3 times an hour for an address, 100 times an hour from a
// network. It counts whether or not the address is known, so that it tells nothing about it.
type Ration struct {
	Now func() time.Time

	mu    sync.Mutex
	asked map[string][]time.Time
}

const (
	rationWindow     = time.Hour
	rationPerAddress = 3
	// A whole university may stand behind one address.
	rationPerNetwork = 100
	rationsKept      = 20000
)

// NewRation makes a ration with the real clock.
func NewRation() *Ration { return &Ration{Now: time.Now, asked: map[string][]time.Time{}} }

// Take tells whether one more may be asked for, and counts it if so. What is refused is not counted.
func (g *Ration) Take(address string, from netip.Addr) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	since := g.Now().Add(-rationWindow)
	g.sweep(since)
	most := map[string]int{"address " + plainAddress(address): rationPerAddress, "network " + network(from): rationPerNetwork}
	for key, n := range most {
		if g.asked[key] = recent(g.asked[key], since); len(g.asked[key]) >= n {
			return false
		}
	}
	for key := range most {
		g.asked[key] = append(g.asked[key], g.Now())
	}
	return true
}

// sweep forgets what is older than the window when much is kept; when that is not enough, all.
func (g *Ration) sweep(since time.Time) {
	if len(g.asked) < rationsKept {
		return
	}
	for key, times := range g.asked {
		if len(recent(times, since)) == 0 {
			delete(g.asked, key)
		}
	}
	if len(g.asked) >= rationsKept {
		clear(g.asked)
	}
}

func recent(times []time.Time, since time.Time) []time.Time {
	n := slices.IndexFunc(times, func(t time.Time) bool { return t.After(since) })
	if n < 0 {
		return nil
	}
	return times[n:]
}

// network is the part of an address that one customer has: an address of IPv4, a /64 of IPv6.
func network(from netip.Addr) string {
	from = from.Unmap()
	if p, err := from.Prefix(64); err == nil && from.Is6() {
		return p.String()
	}
	return from.String()
}

// plainAddress is an address as limits count it: without blanks and case, and of a bounded length.
func plainAddress(email string) string {
	email = strings.ToLower(strings.TrimSpace(email))
	if len(email) > 254 {
		email = email[:254]
	}
	return email
}
