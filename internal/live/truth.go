package live

import (
	"context"
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

const tickEvery = time.Second

// tick reads, once a second and in one round trip, the counters of all open things and the
// access_version of all people with open streams. It holds when every hint is lost.
func (h *Hub) tick(ctx context.Context) {
	ticker := time.NewTicker(tickEvery)
	defer ticker.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if err := h.lookUp(ctx); err != nil && ctx.Err() == nil {
			h.log.Warn("the live tick could not read the database; trying again", "err", err)
		}
		if n%renewEvery == 0 {
			h.renewLeases(ctx)
		}
	}
}

type counter struct {
	InstitutionID uuid.UUID
	ID            uuid.UUID
	Version       int64
}

type rights struct {
	ID            uuid.UUID
	AccessVersion int64
}

func (h *Hub) lookUp(ctx context.Context) error {
	institutions, ids, people := h.open()
	if len(ids) == 0 && len(people) == 0 {
		return nil
	}
	var counters []counter
	var fresh []rights
	err := h.db.Global(ctx, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		postgres.Collect(b, &counters, `select l.institution_id, l.id, l.version from live l
			join unnest($1::uuid[], $2::uuid[]) as o (institution_id, id) using (institution_id, id)`, institutions, ids)
		postgres.Collect(b, &fresh, `select id, access_version from person where id = any($1)`, people)
		return tx.Send(b)
	})
	if err != nil {
		return err
	}
	h.mu.Lock()
	for _, c := range counters {
		h.reached(Key{c.InstitutionID, c.ID}, c.Version)
	}
	h.mu.Unlock()
	h.recheck(ctx, people, fresh)
	return nil
}

func (h *Hub) open() (institutions, ids, people []uuid.UUID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for k := range h.topics {
		institutions, ids = append(institutions, k.Institution), append(ids, k.ID)
	}
	for p := range h.people {
		people = append(people, p)
	}
	return institutions, ids, people
}

// recheck asks anew for the streams of each person whose rights have changed, and cuts those that
// may no longer read. A person that is gone is treated as changed.
func (h *Hub) recheck(ctx context.Context, asked []uuid.UUID, fresh []rights) {
	now := make(map[uuid.UUID]int64, len(fresh))
	for _, r := range fresh {
		now[r.ID] = r.AccessVersion
	}
	for _, person := range asked {
		version, exists := now[person]
		h.mu.Lock()
		w := h.people[person]
		var streams []*Stream
		if w != nil && (!exists || w.version != version) {
			w.version = version
			for s := range w.streams {
				streams = append(streams, s)
			}
		}
		h.mu.Unlock()
		for _, s := range streams {
			if s.check(ctx) {
				continue
			}
			h.mu.Lock()
			h.Counts.CutRights.Add(1)
			s.cut(ended)
			h.mu.Unlock()
		}
	}
}
