package account

import (
	"net/netip"
	"testing"
	"time"

	"meridian/internal/problem"
)

func TestRoomEnds(t *testing.T) {
	for _, c := range []struct{ name, now, zone, want string }{
		{"in the morning", "2026-11-23T08:00:00Z", "UTC", "2026-11-24T00:00:00Z"},
		{"east: the day ends before midnight in Greenwich", "2026-11-23T08:00:00Z", "Asia/Karachi", "2026-11-23T19:00:00Z"},
		{"west: it ends after", "2026-11-23T18:00:00Z", "America/Los_Angeles", "2026-11-24T08:00:00Z"},
		{"east: it is tomorrow there already", "2026-11-23T20:00:00Z", "Asia/Karachi", "2026-11-24T19:00:00Z"},
		{"less than two hours left", "2026-11-23T23:30:00Z", "UTC", "2026-11-24T01:30:00Z"},
		{"two hours left to the second", "2026-11-23T22:00:00Z", "UTC", "2026-11-24T00:00:00Z"},
		{"a day of 23 hours", "2026-03-29T00:30:00Z", "Europe/Berlin", "2026-03-29T22:00:00Z"},
		{"a day of 25 hours", "2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25T23:00:00Z"},
		{"the last day of the year", "2026-12-31T12:00:00Z", "UTC", "2027-01-01T00:00:00Z"},
		{"a zone that is not there", "2026-11-23T08:00:00Z", "Nowhere/Atall", "2026-11-24T00:00:00Z"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := RoomEnds(now, c.zone).Format(time.RFC3339); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestAskingAtADoorIsLimited(t *testing.T) {
	now := time.Now()
	g := NewGuard()
	g.Now = func() time.Time { return now }
	here, there := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")
	for n := range 120 {
		if err := g.Ask(here); err != nil {
			t.Fatalf("number %d: %v", n+1, err)
		}
	}
	err := g.Ask(here)
	if !problem.Is(err, problem.TooMany) || problem.Of(err).RetryAfter <= 0 {
		t.Errorf("number 121: %v", err)
	}
	if err := g.Ask(there); err != nil {
		t.Errorf("another network: %v", err)
	}
	if _, err := g.Try("a@uni.example", here); err != nil {
		t.Errorf("signing in from the same network: %v", err)
	}
	now = now.Add(2 * time.Second)
	if err := g.Ask(here); err != nil {
		t.Errorf("two seconds later: %v", err)
	}
	if err := g.Ask(here); !problem.Is(err, problem.TooMany) {
		t.Errorf("and another: %v", err)
	}
	now = now.Add(10 * time.Minute)
	for n := range 120 {
		if err := g.Ask(here); err != nil {
			t.Fatalf("ten minutes later, number %d: %v", n+1, err)
		}
	}
	// One browser's addresses of version 6 are one network.
	for n := range 121 {
		addr := netip.MustParseAddr("2001:db8::").As16()
		addr[15] = byte(n)
		if err := g.Ask(netip.AddrFrom16(addr)); (err != nil) != (n == 120) {
			t.Errorf("version 6, number %d: %v", n+1, err)
		}
	}
}

func TestFormsKeptForANetwork(t *testing.T) {
	now := time.Now()
	g := NewGuard()
	g.Now = func() time.Time { return now }
	here, there := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")
	for n := range 60 {
		if !g.Keep(here) {
			t.Fatalf("form %d is not kept", n+1)
		}
	}
	if g.Keep(here) {
		t.Error("there is no end of it")
	}
	if !g.Keep(there) {
		t.Error("another network pays for it")
	}
	if now = now.Add(10 * time.Second); !g.Keep(here) {
		t.Error("nothing is kept any more")
	}
}
