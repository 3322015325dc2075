package strategyweb

import (
	"testing"
	"time"
)

func TestASlowLineIsNoUseOfTheServer(t *testing.T) {
	const kb, ms = 1 << 10, time.Millisecond
	tests := []struct {
		name          string
		took, writing time.Duration
		written       int
		want          time.Duration
	}{
		{"nothing was sent: it was absent", 3 * ms, 0, 0, 3 * ms},
		{"sent at once", 10 * ms, ms, 400 * kb, 10 * ms},
		{"a slow line", 5000 * ms, 4990 * ms, 400 * kb, 10*ms + 400*kb*perByte},
		{"little over a slow line", 5000 * ms, 4999 * ms, 1, ms + perByte},
	}
	for _, tt := range tests {
		c := costly{written: tt.written, writing: tt.writing}
		if got := c.used(tt.took); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
