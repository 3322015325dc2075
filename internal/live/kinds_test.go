package live

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Readers of one thing and different kinds get each what their own source renders, of the same versions; a kind's
// source is asked once a version however many read, and its topic ends with its last reader.
func TestKinds(t *testing.T) {
	s := newStage(t, 4)
	h := s.run()
	asked := map[string]int{}
	open := func(person int, kind string) *Stream {
		t.Helper()
		stream, err := h.Open(s.key, Reader{Person: s.people[person], Kind: kind, AccessVersion: 1, Check: always},
			func(ctx context.Context, since int64) (int64, []byte, bool, error) {
				version, _, reset, err := s.source(ctx, since)
				h.mu.Lock()
				asked[kind]++
				h.mu.Unlock()
				return version, []byte("for the " + kind), reset, err
			}, crowd)
		s.must(err)
		_, err = stream.CatchUp(t.Context(), 0)
		s.must(err)
		return stream
	}
	seeing, blind, other := open(0, "seeing"), open(1, "blind"), open(2, "seeing")
	h.mu.Lock()
	clear(asked)
	h.mu.Unlock()
	const changes = 5
	for range changes {
		version := s.commit()
		h.Wake(s.key, version)
		for kind, streams := range map[string][]*Stream{"seeing": {seeing, other}, "blind": {blind}} {
			for _, stream := range streams {
				select {
				case m := <-stream.Queue():
					if m.Version != version || !strings.Contains(string(m.Bytes), "for the "+kind) {
						t.Errorf("%s got %s", kind, m.Bytes)
					}
				case <-time.After(5 * time.Second):
					t.Fatalf("version %d does not reach the %s", version, kind)
				}
			}
		}
	}
	h.mu.Lock()
	if asked["seeing"] != changes || asked["blind"] != changes {
		t.Errorf("the sources were asked %v times, want %d each", asked, changes)
	}
	h.mu.Unlock()
	blind.Close()
	s.eventually("the kind that nobody reads ends", 5*time.Second, func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.topicOf(s.key, "blind") == nil && h.topicOf(s.key, "seeing") != nil
	})
	h.Wake(s.key, s.commit())
	if m := <-seeing.Queue(); m.Version != changes+1 {
		t.Errorf("the kind that goes on got version %d", m.Version)
	}
	seeing.Close()
	other.Close()
}
