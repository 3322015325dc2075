package live

import (
	"context"
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const (
	lease      = 30 * time.Second
	awayFor    = time.Minute // a hidden or closed page is "away" this long before it is gone
	renewEvery = 10          // ticks between renewals of this process's leases
	crowdPause = time.Second // the crowd is sent at most this often
	crowdShown = 40          // people shown by name
)

// Here is one person at a thing, all pages of that person taken together.
type Here struct {
	PersonID uuid.UUID
	Name     string
	Editing  *uuid.UUID
	Away     bool
	Total    int // people at the thing in all, also those beyond the ones shown
}

// Seat is one page of one person at a thing.
type Seat struct {
	Key    Key
	Person uuid.UUID
	Tab    string
}

// room is the condition that keeps one person from filling the table: beyond 40 pages of one person at
// one thing no further one is shown.
const room = `where (select count(*) from presence where institution_id = $1 and subject_id = $2 and person_id = $3) < 40`

// Arrive takes a lease for a page and tells everybody.
func (h *Hub) Arrive(ctx context.Context, s Seat) error {
	err := h.db.Tenant(ctx, s.Key.Institution, func(tx *postgres.Tx) error {
		tx.Last(`insert into presence (institution_id, subject_id, person_id, tab, leased_until)
			select $1, $2, $3, $4, now() + $5::interval `+room+`
			on conflict (institution_id, subject_id, person_id, tab) do update set away = false, leased_until = excluded.leased_until`,
			s.Key.Institution, s.Key.ID, s.Person, s.Tab, lease)
		return nil
	})
	h.crowdChanged(s.Key)
	return err
}

// Renew keeps the lease of a page that has no stream and asks instead.
func (h *Hub) Renew(ctx context.Context, s Seat) error {
	return h.db.Tenant(ctx, s.Key.Institution, func(tx *postgres.Tx) error {
		tx.Last(`insert into presence (institution_id, subject_id, person_id, tab, leased_until)
			select $1, $2, $3, $4, now() + $5::interval `+room+`
			on conflict (institution_id, subject_id, person_id, tab) do update set away = false, leased_until = excluded.leased_until
			where presence.leased_until < now() + $5::interval / 2`,
			s.Key.Institution, s.Key.ID, s.Person, s.Tab, lease)
		return nil
	})
}

// Leave turns a page's lease into "away" for a minute.
func (h *Hub) Leave(ctx context.Context, s Seat) error {
	err := h.db.Tenant(ctx, s.Key.Institution, func(tx *postgres.Tx) error {
		tx.Last(`update presence set away = true, leased_until = now() + $5::interval
			where institution_id = $1 and subject_id = $2 and person_id = $3 and tab = $4`,
			s.Key.Institution, s.Key.ID, s.Person, s.Tab, awayFor)
		return nil
	})
	h.crowdChanged(s.Key)
	return err
}

// Editing says which part of the thing a page has open in an editor; nil: none.
func (h *Hub) Editing(ctx context.Context, s Seat, part *uuid.UUID) error {
	err := h.db.Tenant(ctx, s.Key.Institution, func(tx *postgres.Tx) error {
		tx.Last(`insert into presence (institution_id, subject_id, person_id, tab, editing, leased_until)
			select $1, $2, $3, $4, $5::uuid, now() + $6::interval `+room+`
			on conflict (institution_id, subject_id, person_id, tab)
			do update set editing = excluded.editing, away = false, leased_until = excluded.leased_until`,
			s.Key.Institution, s.Key.ID, s.Person, s.Tab, part, lease)
		return nil
	})
	h.crowdChanged(s.Key)
	return err
}

// Caret is where somebody stands in a text: both ends of the selection as positions of a version of the text.
type Caret struct {
	PersonID                uuid.UUID
	Name                    string
	Tab                     string
	Part                    uuid.UUID
	AtVersion, Anchor, Head int
}

// Point says where a page's caret stands; nil: in no text.
func (h *Hub) Point(ctx context.Context, s Seat, c *Caret) error {
	var part *uuid.UUID
	var at, anchor, head *int
	if c != nil {
		part, at, anchor, head = &c.Part, &c.AtVersion, &c.Anchor, &c.Head
	}
	err := h.db.Tenant(ctx, s.Key.Institution, func(tx *postgres.Tx) error {
		tx.Last(`insert into presence (institution_id, subject_id, person_id, tab, editing, at_version, anchor, head, leased_until)
			select $1, $2, $3, $4, $5::uuid, $6::int, $7::int, $8::int, now() + $9::interval `+room+`
			on conflict (institution_id, subject_id, person_id, tab)
			do update set editing = excluded.editing, at_version = excluded.at_version, anchor = excluded.anchor, head = excluded.head, away = false, leased_until = excluded.leased_until`,
			s.Key.Institution, s.Key.ID, s.Person, s.Tab, part, at, anchor, head, lease)
		return nil
	})
	h.crowdChanged(s.Key)
	return err
}

// QueueCarets queues the reading of the carets in a thing's texts, of pages that are not away.
func QueueCarets(b *postgres.Batch, subject uuid.UUID, into *[]Caret) {
	postgres.Collect(b, into, `select p.id as person_id, p.name, s.tab, s.editing as part, s.at_version, s.anchor, s.head
		from presence s join person p on p.id = s.person_id
		where s.institution_id = `+postgres.ThisInstitution+` and s.subject_id = $1 and s.leased_until > now() and not s.away
		  and s.editing is not null and s.anchor is not null and s.at_version is not null and s.head is not null
		order by p.id, s.tab limit $2`, subject, crowdShown)
}

// QueueHere queues the reading of who is at a thing, for the first paint of its page.
func QueueHere(b *postgres.Batch, subject uuid.UUID, into *[]Here) {
	b.Queue(`
		select p.id, p.name, (array_agg(s.editing) filter (where s.editing is not null and not s.away))[1], bool_and(s.away),
		       (count(*) over ())::int
		from presence s join person p on p.id = s.person_id
		where s.institution_id = `+postgres.ThisInstitution+` and s.subject_id = $1 and s.leased_until > now()
		group by p.id, p.name order by bool_and(s.away), p.name, p.id limit $2`, subject, crowdShown).
		Query(postgres.All(into, pgx.RowToStructByPos[Here]))
}

func (h *Hub) crowdChanged(k Key) {
	h.mu.Lock()
	h.crowdMoved(k)
	h.pending[k] = hint{version: h.pending[k].version, crowd: true}
	h.mu.Unlock()
	h.kickNotifier()
}

// crowdMoved has a thing's topics look at their crowd again; the caller holds the mutex.
func (h *Hub) crowdMoved(k Key) {
	for _, t := range h.topics[k] {
		t.people = true
		t.wake()
	}
}

func (h *Hub) sendCrowd(ctx context.Context, t *topic) {
	h.mu.Lock()
	t.people = false
	h.mu.Unlock()
	if t.crowd == nil {
		return
	}
	var here []Here
	b := &postgres.Batch{}
	QueueHere(b, t.key.ID, &here)
	err := h.db.Look(ctx, t.key.Institution, b)
	var body []byte
	if err == nil {
		body, err = t.crowd(ctx, here)
	}
	if err != nil {
		h.log.Warn("reading who is here failed", "err", err)
		return
	}
	m := event("presence", 0, body)
	if t.framed {
		m = Message{Bytes: body}
	}
	h.broadcast(t, m, 0, 0)
}

// renewLeases renews the leases of all streams of this process, sweeps those that ran out, and has
// each crowd looked at again.
func (h *Hub) renewLeases(ctx context.Context) {
	for institution, keys := range h.byInstitution() {
		err := h.db.Tenant(ctx, institution, func(tx *postgres.Tx) error {
			for _, s := range keys {
				tx.Last(`update presence set leased_until = now() + $5::interval
					where institution_id = $1 and subject_id = $2 and person_id = any($3) and tab = any($4) and not away`,
					institution, s.key.ID, s.people, s.tabs, lease)
			}
			tx.Last(`delete from presence where institution_id = $1 and leased_until < now()`, institution)
			return nil
		})
		if err != nil && ctx.Err() == nil {
			h.log.Warn("renewing presence failed; trying again", "err", err)
		}
	}
}

type seats struct {
	key    Key
	people []uuid.UUID
	tabs   []string
}

func (h *Hub) byInstitution() map[uuid.UUID][]seats {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[uuid.UUID][]seats{}
	for k, kinds := range h.topics {
		s := seats{key: k}
		for _, t := range kinds {
			for stream := range t.streams {
				if stream.tab != "" {
					s.people, s.tabs = append(s.people, stream.person), append(s.tabs, stream.tab)
				}
			}
		}
		h.crowdMoved(k)
		all[k.Institution] = append(all[k.Institution], s)
	}
	return all
}
