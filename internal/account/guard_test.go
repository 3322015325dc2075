package account

import (
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"meridian/internal/problem"
)

var (
	campus  = netip.MustParseAddr("192.0.2.7")
	outside = netip.MustParseAddr("198.51.100.9")
)

// clockGuard is a guard whose time the test moves.
func clockGuard() (*Guard, *time.Time) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	g := NewGuard()
	g.Now = func() time.Time { return now }
	return g, &now
}

// tries fails to sign in until the guard refuses, and counts.
func tries(t *testing.T, g *Guard, email string, from netip.Addr) int {
	t.Helper()
	for n := range 1000 {
		if _, err := g.Try(email, from); err != nil {
			if p := problem.Of(err); p.Kind != problem.TooMany || p.RetryAfter <= 0 || p.Text == "" {
				t.Errorf("refused with %+v", p)
			}
			return n
		}
	}
	t.Fatal("never refused")
	return 0
}

// may tells whether somebody may try, without leaving a trace.
func may(g *Guard, email string, from netip.Addr) bool {
	giveBack, err := g.Try(email, from)
	if err == nil {
		giveBack()
	}
	return err == nil
}

func TestGuardPerAccount(t *testing.T) {
	g, now := clockGuard()
	if n := tries(t, g, "a@uni.example", campus); n != 10 {
		t.Fatalf("refused after %d failures, want 10", n)
	}
	for name, c := range map[string]struct {
		email string
		from  netip.Addr
		want  bool
	}{
		"another account from there":             {"b@uni.example", campus, true},
		"the same account from elsewhere":        {"a@uni.example", outside, true},
		"in other letters":                       {"A@Uni.EXAMPLE", campus, false},
		"with blanks":                            {" a@uni.example ", campus, false},
		"the same address in the other notation": {"a@uni.example", netip.MustParseAddr("::ffff:192.0.2.7"), false},
	} {
		if got := may(g, c.email, c.from); got != c.want {
			t.Errorf("%s: allowed %v, want %v", name, got, c.want)
		}
	}
	if p := problem.Of(second(g.Try("a@uni.example", campus))); p.RetryAfter != time.Minute {
		t.Errorf("asked to come back after %v, want a minute", p.RetryAfter)
	}
	// One more a minute, and not a moment sooner; being refused costs nothing.
	*now = now.Add(time.Minute - time.Millisecond)
	if may(g, "a@uni.example", campus) {
		t.Error("allowed a moment too soon")
	}
	*now = now.Add(time.Millisecond)
	if n := tries(t, g, "a@uni.example", campus); n != 1 {
		t.Errorf("after a minute %d more tries, want 1", n)
	}
	*now = now.Add(24 * time.Hour)
	if n := tries(t, g, "a@uni.example", campus); n != 10 {
		t.Errorf("after a day %d tries, want 10", n)
	}
}

func second(_ func(), err error) error { return err }

// Whoever knows the password always comes in: a sign-in that succeeds is given back.
func TestGuardCountsFailuresOnly(t *testing.T) {
	g, _ := clockGuard()
	for n := range 1000 {
		giveBack, err := g.Try("a@uni.example", campus)
		if err != nil {
			t.Fatalf("refused after %d sign-ins that succeeded", n)
		}
		giveBack()
	}
	if n := tries(t, g, "a@uni.example", campus); n != 10 {
		t.Errorf("after that refused after %d failures, want 10", n)
	}
}

// Tries count before their password is compared: many at once get no further than one after the other.
func TestGuardAtOnce(t *testing.T) {
	g, _ := clockGuard()
	var all sync.WaitGroup
	var allowed atomic.Int64
	for range 100 {
		all.Go(func() {
			if _, err := g.Try("a@uni.example", campus); err == nil {
				allowed.Add(1)
			}
		})
	}
	all.Wait()
	if allowed.Load() != 10 {
		t.Errorf("%d tries at once were allowed, want 10", allowed.Load())
	}
}

func TestGuardPerNetwork(t *testing.T) {
	g, now := clockGuard()
	spray := func(from func(int) netip.Addr) int {
		for n := range 1000 {
			if _, err := g.Try(fmt.Sprintf("p%d@uni.example", n), from(n)); err != nil {
				return n
			}
		}
		return 1000
	}
	if n := spray(func(int) netip.Addr { return campus }); n != 300 {
		t.Errorf("one address over many accounts: refused after %d, want 300", n)
	}
	if !may(g, "new@uni.example", outside) {
		t.Error("somebody elsewhere is refused")
	}
	// One customer has a whole /64 of IPv6.
	if n := spray(func(n int) netip.Addr { return netip.MustParseAddr(fmt.Sprintf("2001:db8:0:1::%x", n+1)) }); n != 300 {
		t.Errorf("one IPv6 network: refused after %d, want 300", n)
	}
	if !may(g, "new@uni.example", netip.MustParseAddr("2001:db8:0:2::1")) {
		t.Error("the next IPv6 network is refused")
	}
	*now = now.Add(time.Second)
	if n := tries(t, g, "new@uni.example", campus); n != 1 {
		t.Errorf("a second later %d more tries, want 1", n)
	}
	*now = now.Add(time.Hour)
	if n := spray(func(int) netip.Addr { return campus }); n != 300 {
		t.Errorf("an hour later: refused after %d, want 300", n)
	}
	if n := tries(t, g, "x@uni.example", netip.Addr{}); n != 10 {
		t.Errorf("an unknown address: refused after %d, want 10", n)
	}
}

// What is full again is forgotten, and a flood from everywhere does not fill the memory.
func TestGuardForgets(t *testing.T) {
	g, now := clockGuard()
	address := func(n int) netip.Addr { return netip.AddrFrom4([4]byte{10, byte(n >> 16), byte(n >> 8), byte(n)}) }
	for n := range bucketsKept / 2 {
		_, _ = g.Try("a@uni.example", address(n))
	}
	if got := len(g.buckets); got != bucketsKept {
		t.Fatalf("%d are kept, want %d", got, bucketsKept)
	}
	*now = now.Add(30 * time.Second) // the networks are full again, the accounts are not
	_, _ = g.Try("fresh@uni.example", outside)
	if got := len(g.buckets); got != bucketsKept/2+2 {
		t.Errorf("of those that are not full again %d are kept, want %d", got, bucketsKept/2+2)
	}
	for n := range 3 * bucketsKept {
		_, _ = g.Try("a@uni.example", address(n))
		if len(g.buckets) > bucketsKept+1 {
			t.Fatalf("%d are kept", len(g.buckets))
		}
	}
}
