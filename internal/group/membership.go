package group

import (
	"cmp"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"

	"github.com/google/uuid"
)

// At is the seats of a day, one an office. Where a seat passed on within a day, it is whoever had it last.
func At(seats []Seat, day time.Time) []Seat {
	return lastOfEach(seats, func(s Seat) bool {
		return !s.Since.After(day) && (s.Until.IsZero() || !s.Until.Before(day))
	})
}

// Past is what has been before the seats of a day, the latest first.
func Past(seats []Seat, day time.Time) []Seat {
	there := map[uuid.UUID]bool{}
	for _, s := range At(seats, day) {
		there[s.ID] = true
	}
	var past []Seat
	for _, s := range seats {
		if !there[s.ID] {
			past = append(past, s)
		}
	}
	slices.SortStableFunc(past, func(a, b Seat) int { return cmp.Or(b.Until.Compare(a.Until), later(b, a)) })
	return past
}

// later orders the seats of an office in time. Ids made later are greater.
func later(a, b Seat) int {
	return cmp.Or(a.Since.Compare(b.Since), slices.Compare(a.ID[:], b.ID[:]))
}

// lastOfEach keeps the last seat of each office among those that count, in the order given.
func lastOfEach(seats []Seat, counts func(Seat) bool) []Seat {
	last := map[uuid.UUID]Seat{}
	for _, s := range seats {
		if before, there := last[s.Office.ID]; counts(s) && (!there || later(s, before) > 0) {
			last[s.Office.ID] = s
		}
	}
	var kept []Seat
	for _, s := range seats {
		if last[s.Office.ID].ID == s.ID && counts(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// Missing is the offices that have none of the seats. Bodies are not missed: they decide on what a group brings them.
func Missing(offices []Office, seats []Seat) []Office {
	var missing []Office
	for _, o := range offices {
		if !o.Archived && o.Kind != institution.KindBody && seatOf(seats, o.ID) == nil {
			missing = append(missing, o)
		}
	}
	return missing
}

// Vacant is the seats that nobody of the office holds now.
func Vacant(seats []Seat) []Seat {
	var vacant []Seat
	for _, s := range seats {
		if !s.Held() {
			vacant = append(vacant, s)
		}
	}
	return vacant
}

func seatOf(seats []Seat, office uuid.UUID) *Seat {
	for n := range seats {
		if seats[n].Office.ID == office {
			return &seats[n]
		}
	}
	return nil
}

// speakers are who takes an office's seat if nobody says otherwise: its focal person, else its head, else the only
// person whom it has; and as deputy its deputy.
func speakers(members []Member, o Office) (holder, deputy *Member) {
	var only *Member
	people := 0
	best := map[access.Standing]*Member{}
	for n := range members {
		m := &members[n]
		if !m.Current || m.Office != o.ID {
			continue
		}
		people++
		only = m
		standing := m.Standing
		if standing == access.Plain && m.Email != "" && m.Email == o.HeadEmail {
			standing = access.Head
		}
		if standing != access.Plain && best[standing] == nil {
			best[standing] = m
		}
	}
	holder, deputy = cmp.Or(best[access.FocalPerson], best[access.Head]), best[access.Deputy]
	if holder == nil && people == 1 {
		holder = only
	}
	if holder == deputy {
		deputy = nil
	}
	return holder, deputy
}

// Recipients are the people to whom a mail to the seats goes, each once: the holders, and the deputies if asked. Those
// who have left get none; unreachable are those without an address.
func Recipients(seats []Seat, deputies bool) (to []Member, unreachable int) {
	known := map[uuid.UUID]bool{}
	take := func(s Seat, m *Member) {
		switch {
		case !s.Speaks(m) || known[m.Person]:
			return
		case m.Email == "":
			unreachable++
		default:
			to = append(to, *m)
		}
		known[m.Person] = true
	}
	for _, s := range seats {
		take(s, s.Holder)
		if deputies {
			take(s, s.Deputy)
		}
	}
	return to, unreachable
}
