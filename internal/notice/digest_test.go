package notice

import (
	"testing"
	"time"
)

func TestMorning(t *testing.T) {
	for _, one := range []struct{ now, zone, want string }{
		{"2026-03-02T01:59:59Z", "Asia/Karachi", "2026-03-02T02:00:00Z"},
		{"2026-03-02T02:00:00Z", "Asia/Karachi", "2026-03-03T02:00:00Z"},
		{"2026-03-02T02:00:00Z", "UTC", "2026-03-02T07:00:00Z"},
		{"2026-03-28T12:00:00Z", "Europe/Vienna", "2026-03-29T05:00:00Z"}, // the night in which the clocks go forward
		{"2026-03-02T02:00:00Z", "nowhere", "2026-03-02T07:00:00Z"},
	} {
		now, err := time.Parse(time.RFC3339, one.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := morning(now, one.zone).UTC().Format(time.RFC3339); got != one.want {
			t.Errorf("after %s in %s: %s, want %s", one.now, one.zone, got, one.want)
		}
	}
}
