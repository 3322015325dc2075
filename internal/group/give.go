package group

import (
	"context"
	"slices"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// NewSeats says which offices are to have a seat: several, held by whoever speaks for them, or one with more words.
type NewSeats struct {
	Offices        []string // slugs; for one that has a seat which nobody holds, its focal person or head takes it
	ID             string   // UUID of the one seat; empty: the server makes one
	Office         string   // slug of the one
	Holder, Deputy string   // ids of memberships of that office; empty: its focal person or head
	Since          string   // YYYY-MM-DD, for all new seats; empty: today
}

// GiveSeats gives offices a seat in the group, and people to seats that nobody holds. The result is how many seats
// came, and how many have somebody now who had nobody.
func (d *Desk) GiveSeats(ctx context.Context, c access.Caller, id uuid.UUID, in NewSeats) (given, taken int, err error) {
	err = d.write(ctx, c, id, func(tx *postgres.Tx, seat access.Seat, g *ground, now WorkingGroup) error {
		given, taken = 0, 0
		day := today(d.Now(), g.settings.TimeZone)
		since, err := parseDay("since", in.Since, day)
		if err != nil {
			return err
		}
		if since.After(day) {
			return problem.At("since", "The first day cannot be later than today.")
		}
		offices := slices.DeleteFunc(slices.Clone(in.Offices), func(slug string) bool { return slug == in.Office })
		slices.Sort(offices)
		if len(offices) == 0 && in.Office == "" {
			return problem.At("office", "Please choose an office.")
		}
		seats := At(g.seatsOf(id), day)
		var names []string
		for _, slug := range slices.Compact(offices) {
			o, there := g.office(slug)
			if !there {
				return problem.At("offices", notAnOffice)
			}
			holder, deputy := speakers(g.members, o)
			switch has := seatOf(seats, o.ID); {
			case has == nil:
				addSeat(tx, seat.Institution, id, once.Fresh(), o.ID, holder, deputy, since, nil)
				given++
			case !has.Held() && holder != nil:
				pass(tx, seat.Institution, id, *has, holder, deputy, day)
				taken++
			default:
				continue
			}
			names = append(names, o.Name)
		}
		if in.Office != "" {
			name, err := g.giveOne(tx, seat.Institution, id, in, seats, since)
			if err != nil {
				return err
			}
			if name != "" {
				names = append(names, name)
				given++
			}
		}
		if len(names) > 0 {
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "seats given", Subject: activity.OfGroup, ID: id, Detail: now.Name + ": " + strings.Join(names, ", ")})
		}
		return nil
	})
	return given, taken, err
}

// giveOne gives the one office of the form its seat; the result is its name, empty when the same form was sent before.
func (g *ground) giveOne(tx *postgres.Tx, institution, group uuid.UUID, in NewSeats, seats []Seat, since time.Time) (string, error) {
	o, there := g.office(in.Office)
	if !there {
		return "", problem.At("office", notAnOffice)
	}
	id, err := once.ID(in.ID)
	if err != nil {
		return "", err
	}
	if has := seatOf(seats, o.ID); has != nil {
		if has.ID == id {
			return "", nil
		}
		return "", problem.At("office", "This office has a seat already.")
	}
	holder, deputy := speakers(g.members, o)
	if in.Holder != "" || in.Deputy != "" {
		if holder, deputy, err = g.pair(o, in.Holder, in.Deputy, nil); err != nil {
			return "", err
		}
	}
	addSeat(tx, institution, group, id, o.ID, holder, deputy, since, nil)
	return o.Name, nil
}
