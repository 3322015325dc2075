package live

import (
	"context"
	"sync/atomic"
	"testing"
	"time"
)

// A change of rights is looked at within two seconds, also when no hint gets through.
func TestRightsEnd(t *testing.T) {
	for _, c := range []struct {
		name, sql string
		may, cut  bool
	}{
		{"the right has ended", `update person set access_version = access_version + 1 where id = $1`, false, true},
		{"another right has changed", `update person set access_version = access_version + 1 where id = $1`, true, false},
		{"the person is gone", `delete from person where id = $1`, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, 2)
			h := s.run()
			var asked atomic.Int64
			var may atomic.Bool
			may.Store(true)
			check := func(context.Context) bool { asked.Add(1); return may.Load() }
			streams := []*Stream{s.open(h, 0, check), s.open(h, 0, check)}
			other := s.open(h, 1, func(context.Context) bool { t.Error("the other person was looked at"); return false })
			defer other.Close()
			may.Store(c.may)
			s.exec(killListeners)
			began := time.Now()
			s.exec(c.sql, s.people[0])
			for _, stream := range streams {
				defer stream.Close()
				if !c.cut {
					continue
				}
				select {
				case _, open := <-stream.Queue():
					if open || string(stream.Last()) != string(ended.Bytes) {
						t.Errorf("open %t, the parting word is %q", open, stream.Last())
					}
				case <-time.After(2*time.Second - time.Since(began)):
					t.Error("the stream goes on after two seconds")
				}
			}
			s.eventually("both streams are looked at", 2*time.Second, func() bool { return asked.Load() == 2 })
			if c.cut {
				h.Wake(s.key, s.commit()) // nothing more goes to those who are out
				for _, stream := range streams {
					if _, open := <-stream.Queue(); open {
						t.Error("an event came after the end")
					}
				}
				if n := h.Counts.CutRights.Load(); n != 2 {
					t.Errorf("%d cuts are counted", n)
				}
				return
			}
			h.Wake(s.key, s.commit())
			for _, stream := range streams {
				if _, err := stream.CatchUp(t.Context(), 0); err != nil {
					t.Error(err)
				}
				select {
				case <-stream.closed():
					t.Error("a stream was cut")
				default:
				}
			}
		})
	}
}

// closed is ready when the stream was cut.
func (s *Stream) closed() <-chan struct{} {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	c := make(chan struct{})
	if s.gone {
		close(c)
	}
	return c
}

// Rights that changed between the reading of the page and the opening of the stream are looked at too.
func TestRightsEndBeforeTheStreamOpens(t *testing.T) {
	s := newStage(t, 1)
	h := s.run()
	first := s.open(h, 0, always)
	defer first.Close()
	s.exec(`update person set access_version = 5 where id = $1`, s.people[0])
	s.eventually("the new version is known", 3*time.Second, func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.people[s.people[0]].version == 5
	})
	late := s.open(h, 0, func(context.Context) bool { return false }) // it was authorised at version 1
	defer late.Close()
	select {
	case <-late.Queue():
	case <-time.After(2 * time.Second):
		t.Error("the late stream goes on")
	}
}
