package live

import (
	"strings"
	"testing"
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

func (s *stage) here() []Here {
	s.Helper()
	var list []Here
	s.must(s.db.Tenant(s.Context(), s.key.Institution, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		QueueHere(b, s.key.ID, &list)
		return tx.Send(b)
	}))
	return list
}

func (s *stage) leases(where string, args ...any) int64 {
	s.Helper()
	return s.exec(`select from presence where `+where, args...)
}

func TestPresence(t *testing.T) {
	s := newStage(t, 2)
	h := s.run()
	one := Seat{Key: s.key, Person: s.people[0], Tab: "one"}
	two := Seat{Key: s.key, Person: s.people[0], Tab: "two"}
	part := uuid.New()
	s.must(h.Arrive(t.Context(), one))
	s.must(h.Arrive(t.Context(), one))
	s.must(h.Arrive(t.Context(), two))
	s.must(h.Editing(t.Context(), Seat{Key: s.key, Person: s.people[1], Tab: "x"}, &part)) // also without an arrival
	list := s.here()
	if len(list) != 2 || list[0].Name != "Person 0" || list[0].Away || list[0].Editing != nil || list[0].Total != 2 || list[1].Editing == nil || *list[1].Editing != part {
		t.Fatalf("here are %+v", list)
	}
	s.must(h.Leave(t.Context(), one))
	if list = s.here(); len(list) != 2 || list[0].Away {
		t.Errorf("one of two pages left: %+v", list)
	}
	s.must(h.Leave(t.Context(), two))
	list = s.here()
	if len(list) != 2 || list[1].Name != "Person 0" || !list[1].Away {
		t.Errorf("both pages left: %+v", list)
	}
	if s.leases(`away and leased_until between now() + interval '40 seconds' and now() + interval '61 seconds'`) != 2 {
		t.Error("who left is not away for a minute")
	}
	s.must(h.Editing(t.Context(), two, nil))
	if list = s.here(); list[0].Away || list[0].Editing != nil {
		t.Errorf("back, and not writing: %+v", list)
	}
	s.exec(`update presence set leased_until = now() - interval '1 second' where person_id = $1`, s.people[1])
	if list = s.here(); len(list) != 1 || list[0].Total != 1 {
		t.Errorf("a lease ran out: %+v", list)
	}
	elsewhere := s.key
	elsewhere.Institution = uuid.New()
	if err := h.Arrive(t.Context(), Seat{Key: elsewhere, Person: s.people[0], Tab: "one"}); err == nil {
		t.Error("a lease in an institution that does not exist")
	}
}

// A page without a stream renews by asking; a lease that has long to go is left alone.
func TestRenew(t *testing.T) {
	s := newStage(t, 1)
	h := s.run()
	seat := Seat{Key: s.key, Person: s.people[0], Tab: "polls"}
	s.must(h.Renew(t.Context(), seat))
	if s.leases(`leased_until > now() + interval '20 seconds'`) != 1 {
		t.Error("asking takes no lease")
	}
	s.exec(`update presence set leased_until = now() + interval '20 seconds'`)
	s.must(h.Renew(t.Context(), seat))
	if s.leases(`leased_until > now() + interval '21 seconds'`) != 0 {
		t.Error("a lease that has two thirds to go was written anew")
	}
	s.exec(`update presence set leased_until = now() + interval '5 seconds', away = true`)
	s.must(h.Renew(t.Context(), seat))
	if s.leases(`leased_until > now() + interval '20 seconds' and not away`) != 1 {
		t.Error("a lease that is about to end was not renewed")
	}
}

// The leases of open streams are renewed; those that ran out are swept, and everybody is told.
func TestLeasesOfStreams(t *testing.T) {
	s := newStage(t, 3)
	h := s.run()
	stream, err := h.Open(s.key, Reader{Person: s.people[0], Tab: "stays", AccessVersion: 1, Check: always}, s.source, crowd)
	s.must(err)
	defer stream.Close()
	hidden, err := h.Open(s.key, Reader{Person: s.people[2], Tab: "left", AccessVersion: 1, Check: always}, s.source, crowd)
	s.must(err)
	defer hidden.Close()
	s.must(h.Arrive(t.Context(), Seat{Key: s.key, Person: s.people[0], Tab: "stays"}))
	s.must(h.Arrive(t.Context(), Seat{Key: s.key, Person: s.people[1], Tab: "crashed"}))
	s.must(h.Arrive(t.Context(), Seat{Key: s.key, Person: s.people[2], Tab: "left"}))
	s.must(h.Leave(t.Context(), Seat{Key: s.key, Person: s.people[2], Tab: "left"}))
	s.exec(`update presence set leased_until = now() - interval '1 second' where tab = 'crashed'`)
	s.exec(`update presence set leased_until = now() + interval '10 seconds' where tab <> 'crashed'`)
	h.renewLeases(t.Context())
	if s.leases(`tab = 'stays' and leased_until > now() + interval '20 seconds'`) != 1 {
		t.Error("the open stream's lease was not renewed")
	}
	if s.leases(`tab = 'crashed'`) != 0 {
		t.Error("a lease that ran out is still there")
	}
	if s.leases(`tab = 'left' and leased_until > now() + interval '20 seconds'`) != 0 {
		t.Error("who left was renewed")
	}
	deadline := time.After(5 * time.Second)
	for {
		select {
		case m := <-stream.Queue():
			if m.Version != 0 || !strings.HasPrefix(string(m.Bytes), "event: presence\n") {
				t.Fatalf("got %q", m.Bytes)
			}
			if strings.Contains(string(m.Bytes), "data: Person 0;Person 2;\n") {
				return
			}
		case <-deadline:
			t.Fatal("nobody was told")
		}
	}
}

// A crowd that changes fast is sent at most once a second, and its last state is sent.
func TestCrowdIsGathered(t *testing.T) {
	s := newStage(t, 4)
	h := s.run()
	stream := s.open(h, 0, always)
	defer stream.Close()
	began := time.Now()
	for range 5 {
		for n := range 4 {
			s.must(h.Arrive(t.Context(), Seat{Key: s.key, Person: s.people[n], Tab: "t"}))
			s.must(h.Leave(t.Context(), Seat{Key: s.key, Person: s.people[n], Tab: "t"}))
		}
	}
	s.must(h.Editing(t.Context(), Seat{Key: s.key, Person: s.people[3], Tab: "t"}, nil))
	sent := 0
	deadline := time.After(5 * time.Second)
	for {
		select {
		case m := <-stream.Queue():
			sent++
			if strings.Contains(string(m.Bytes), "data: Person 3;Person 0;Person 1;Person 2;\n") {
				if most := int(time.Since(began)/crowdPause) + 2; sent > most {
					t.Errorf("%d events in %v", sent, time.Since(began))
				}
				return
			}
		case <-deadline:
			t.Fatal("the last state never came")
		}
	}
}
