package account

import (
	"net/netip"
	"strings"
	"sync"
	"time"

	"meridian/internal/problem"

	"golang.org/x/time/rate"
)

// Guard slows down guessing. It counts failed sign-ins only, per account and network together and per
// network alone, so that nobody can lock a named colleague out from elsewhere.
type Guard struct {
	Now func() time.Time

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

const (
	failuresPerAccount = 10 // at once; then one a minute
	failuresPerNetwork = 60
	bucketsKept        = 20000
)

// NewGuard makes a guard with the real clock.
func NewGuard() *Guard { return &Guard{Now: time.Now, buckets: map[string]*rate.Limiter{}} }

// Allow tells whether a sign-in may be tried; TooMany when not.
func (g *Guard) Allow(email string, from netip.Addr) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	for key := range keys(email, from) {
		if b := g.buckets[key]; b != nil && b.TokensAt(g.Now()) < 1 {
			return &problem.Problem{Kind: problem.TooMany, RetryAfter: time.Minute,
				Text: "There were too many failed sign-ins. Please wait a minute and try again."}
		}
	}
	return nil
}

// Failed counts a failed sign-in.
func (g *Guard) Failed(email string, from netip.Addr) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.buckets) > bucketsKept {
		for key, b := range g.buckets {
			if b.TokensAt(g.Now()) >= float64(b.Burst()) {
				delete(g.buckets, key)
			}
		}
	}
	for key, burst := range keys(email, from) {
		b := g.buckets[key]
		if b == nil {
			b = rate.NewLimiter(rate.Every(time.Minute), burst)
			g.buckets[key] = b
		}
		b.AllowN(g.Now(), 1)
	}
}

func keys(email string, from netip.Addr) map[string]int {
	network := from.Unmap().String()
	if p, err := from.Unmap().Prefix(64); err == nil && from.Unmap().Is6() {
		network = p.String()
	}
	email = strings.ToLower(strings.TrimSpace(email))
	if len(email) > 254 {
		email = email[:254]
	}
	return map[string]int{network + " " + email: failuresPerAccount, network: failuresPerNetwork}
}
