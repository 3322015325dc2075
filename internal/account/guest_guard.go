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
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.Now()
	g.sweep(now)
	key := "door " + network(from)
	b := g.buckets[key]
	if b == nil {
		b = &bucket{limit: perDoor, left: perDoor.burst, at: now}
		g.buckets[key] = b
	}
	b.fill(now)
	if b.left < 1 {
		return &problem.Problem{Kind: problem.TooMany, RetryAfter: b.every,
			Text: "Many people have asked from this network just now. Please wait a moment and send it again."}
	}
	b.left--
	return nil
}
