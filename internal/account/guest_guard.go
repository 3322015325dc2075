package account

import (
	"net/netip"
	"time"

	"meridian/internal/problem"
)

// perDoor is how many people may ask to be let in from one network at once. A whole hall stands behind one address of
// its university, and a joke must not fill the list.
var perDoor = limit{burst: 120, every: 2 * time.Second}

// Ask counts somebody who asks at a room's door. When too many have come from the network the error is TooMany.
func (g *Guard) Ask(from netip.Addr) error {
	if g.take("door "+network(from), perDoor) {
		return nil
	}
	return &problem.Problem{Kind: problem.TooMany, RetryAfter: perDoor.every,
		Text: "Many people have asked from this network just now. Please wait a moment and send it again."}
}

// perShelf is how many forms of people who are signed out may be kept for one network at once.
var perShelf = limit{burst: 60, every: 10 * time.Second}

// Keep counts a form that is kept over a sign-in, and tells whether there is room for it: nobody may fill the
// sessions with them.
func (g *Guard) Keep(from netip.Addr) bool { return g.take("shelf "+network(from), perShelf) }

// take takes one of a limit; false when none is left.
func (g *Guard) take(key string, l limit) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.Now()
	g.sweep(now)
	b := g.buckets[key]
	if b == nil {
		b = &bucket{limit: l, left: l.burst, at: now}
		g.buckets[key] = b
	}
	if b.fill(now); b.left < 1 {
		return false
	}
	b.left--
	return true
}
