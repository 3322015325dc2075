package swot

import (
	"strconv"

	"meridian/internal/access"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Sight is which items of an analysis a person sees.
type Sight string

// The sights: all items, or only those of the person's office and the person's own.
const (
	SightOpen  Sight = "open"
	SightBlind Sight = "blind"
)

// sight is the rule who sees what. Those who run the analysis are asked to write blind like everybody else.
func (a Analysis) sight(hasOwn bool) Sight {
	if !a.HidesItems() || a.Reveal == RevealAfterOwn && hasOwn {
		return SightOpen
	}
	return SightBlind
}

// ownsItem tells whether the item is the actor's or that of the actor's office; an unsigned one is of whoever comes
// with its pen. Nobody has shown that a guest of a
// room belongs to the office that was chosen at the door: a guest owns what the guest wrote.
func ownsItem(a access.Actor, i Item) bool {
	if i.Unsigned() {
		return i.Mine
	}
	if a.Person != uuid.Nil && i.AuthorPerson == a.Person {
		return true
	}
	return a.Guest == uuid.Nil && a.Office != uuid.Nil && i.OfficeID != nil && *i.OfficeID == a.Office
}

// hasOwn tells whether one of the items stands on the board and is the actor's.
func hasOwn(a access.Actor, items []Item) bool {
	for _, i := range items {
		if !i.Withdrawn() && ownsItem(a, i) {
			return true
		}
	}
	return false
}

// queueOwners queues the items on a board with no more than what ownsItem asks about.
func queueOwners(b *postgres.Batch, analysis uuid.UUID, into *[]Item) {
	b.Queue(`select i.id, i.office_id, m.person_id, i.pen from item i
		left join membership m on m.institution_id = i.institution_id and m.id = i.author_id
		where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 and i.withdrawn_at is null`, analysis).
		Query(postgres.All(into, func(row pgx.CollectableRow) (Item, error) {
			var i Item
			var person *uuid.UUID
			err := row.Scan(&i.ID, &i.OfficeID, &person, &i.pen)
			i.AuthorPerson = postgres.OrNil(person)
			return i, err
		}))
}

// queueNow queues the reading of what a sight is judged by once more, after the items: what began to be hidden while
// they were read must not be shown.
func queueNow(b *postgres.Batch, id uuid.UUID, into *Analysis) {
	b.Queue(`select id, phase, reveal, revealed_at is not null, epoch, pulse from analysis where institution_id = `+postgres.ThisInstitution+` and id = $1`, id).
		Query(func(rows pgx.Rows) error {
			for rows.Next() {
				if err := rows.Scan(&into.ID, &into.Phase, &into.Reveal, &into.Revealed, &into.Epoch, &into.Pulse); err != nil {
					return err
				}
			}
			return rows.Err()
		})
}

// Watcher is who follows a board: everybody with the same sight, or with Actor one person.
type Watcher struct {
	Sight Sight
	Epoch int64         // of the analysis when the sight was found; another one voids it
	Guest bool          // of a room, who reaches no other analysis
	Actor *access.Actor // nil: nothing personal is read
}

// Kind names the watcher among those who get other fragments of the same board.
func (w Watcher) Kind() string {
	kind := string(w.Sight) + "@" + strconv.FormatInt(w.Epoch, 10)
	if w.Guest {
		kind += ".room"
	}
	return kind
}

// sees tells whether the watcher gets an item.
func (w Watcher) sees(i Item) bool {
	return w.Sight == SightOpen || w.Actor != nil && ownsItem(*w.Actor, i)
}

// Watcher is everybody who sees of the analysis what this view's reader sees.
func (v View) Watcher() Watcher {
	return Watcher{Sight: v.Sight, Epoch: v.Analysis.Epoch, Guest: v.Seat.Guest != uuid.Nil}
}

// Myself is the view's reader alone.
func (v View) Myself() Watcher {
	w := v.Watcher()
	w.Actor = &v.Seat.Actor
	return w
}

// hide leaves in the view what its reader may see, and counts the rest.
func (v *View) hide() {
	v.Sight = v.Analysis.sight(hasOwn(v.Seat.Actor, v.Items))
	if v.Sight == SightOpen {
		return
	}
	v.Hidden = map[Quadrant]int{}
	w, seen := v.Myself(), v.Items[:0]
	for _, i := range v.Items {
		switch {
		case w.sees(i):
			seen = append(seen, i)
		case !i.Withdrawn():
			v.Hidden[i.Quadrant]++
		}
	}
	clear(v.Items[len(seen):])
	v.Items = seen
}
