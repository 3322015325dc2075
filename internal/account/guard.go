package account

import (
	"errors"
	"net/netip"
	"sync"
	"time"

	"meridian/internal/problem"
)

// Guard slows down guessing. It counts failed sign-ins only, per account and network together and per
// network alone, so that nobody can lock a named colleague out from elsewhere.
type Guard struct {
	Now    func() time.Time
	Failed func(from netip.Addr) // is told of each wrong password

	mu      sync.Mutex
	buckets map[string]*bucket
}

// limit is how many failures may come at once, and how long one of them counts.
type limit struct {
	burst float64
	every time.Duration
}

var (
	perAccount = limit{burst: 10, every: time.Minute}
	// A whole university may stand behind one address, so this one only stops a flood.
	perNetwork = limit{burst: 300, every: time.Second}
)

const bucketsKept = 20000

// bucket holds what is left of a limit.
type bucket struct {
	limit
	left float64
	at   time.Time
}

func (b *bucket) fill(now time.Time) {
	b.left = min(b.burst, b.left+float64(now.Sub(b.at))/float64(b.every))
	b.at = now
}

// NewGuard makes a guard with the real clock.
func NewGuard() *Guard {
	return &Guard{Now: time.Now, Failed: func(netip.Addr) {}, buckets: map[string]*bucket{}}
}

// Prove runs a check of an account's password. A check that ends with ErrWrongPassword counts; when too many have,
// none is run and the error is TooMany.
func (g *Guard) Prove(account string, from netip.Addr, check func() error) error {
	giveBack, err := g.Try(account, from)
	if err != nil {
		return err
	}
	if err = check(); errors.Is(err, ErrWrongPassword) {
		g.Failed(from)
		return err
	}
	giveBack()
	return err
}

// Try takes a try of an account from a network, before its password is compared, so that many at once
// count too; a sign-in that succeeds gives it back. When none is left the error is TooMany.
func (g *Guard) Try(email string, from netip.Addr) (giveBack func(), err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.Now()
	g.sweep(now)
	taken := make([]*bucket, 0, 2)
	for key, l := range keys(email, from) {
		b := g.buckets[key]
		if b == nil {
			b = &bucket{limit: l, left: l.burst, at: now}
			g.buckets[key] = b
		}
		b.fill(now)
		if b.left < 1 {
			return nil, &problem.Problem{Kind: problem.TooMany, RetryAfter: b.every,
				Text: "There were too many failed sign-ins. Please wait a minute and try again."}
		}
		taken = append(taken, b)
	}
	for _, b := range taken {
		b.left--
	}
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		for _, b := range taken {
			b.left = min(b.burst, b.left+1)
		}
	}, nil
}

// sweep forgets full buckets when there are many; when that is not enough, all: a flood from that many
// networks is not stopped by counting each.
func (g *Guard) sweep(now time.Time) {
	if len(g.buckets) < bucketsKept {
		return
	}
	for key, b := range g.buckets {
		if b.fill(now); b.left >= b.burst {
			delete(g.buckets, key)
		}
	}
	if len(g.buckets) >= bucketsKept {
		clear(g.buckets)
	}
}

func keys(email string, from netip.Addr) map[string]limit {
	where := network(from)
	return map[string]limit{where + " " + plainAddress(email): perAccount, where: perNetwork}
}
