package group

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// View is a group as its page needs it.
type View struct {
	Caller  access.Seat
	Group   WorkingGroup
	Today   time.Time
	Day     time.Time // the day whose seats are in Seats; Today unless another was asked for
	Seats   []Seat    // of the day
	Past    []Seat    // who held the seats before, and the seats that have ended
	Missing []Office  // offices without one of Seats
	Ready   []Office  // offices whose seat nobody holds, though they have a focal person or head
	Offices []Office  // all that may be given a seat
	Members []Member  // all who can enter now
}

// View reads a group as it stands on a day, YYYY-MM-DD; an empty day is today. Everybody of the institution may.
func (d *Desk) View(ctx context.Context, c access.Caller, id uuid.UUID, day string) (View, error) {
	var v View
	var g ground
	var err error
	if v.Caller, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) { g.queueOne(b, id, false) }); err != nil {
		return v, err
	}
	if v.Group, err = g.group(); err != nil {
		return v, err
	}
	v.Today = today(d.Now(), g.settings.TimeZone)
	v.Day, err = parseDay("at", day, v.Today)
	seats := g.seatsOf(id)
	v.Seats = At(seats, v.Day)
	v.Past = Past(seats, v.Today)
	v.Missing = Missing(g.offices, v.Seats)
	for _, s := range Vacant(v.Seats) {
		if holder, _ := speakers(g.members, s.Office); holder != nil && !s.Office.Archived {
			v.Ready = append(v.Ready, s.Office)
		}
	}
	v.Members = g.current()
	for _, o := range g.offices {
		if !o.Archived {
			v.Offices = append(v.Offices, o)
		}
	}
	return v, err
}

// Summary is a group in a list.
type Summary struct {
	WorkingGroup
	Seats, Vacant, Missing int // of today
}

// List is the groups of the caller's institution, those at work first, and the offices that a new one can have.
func (d *Desk) List(ctx context.Context, c access.Caller) (seat access.Seat, list []Summary, offices []Office, err error) {
	var g ground
	if seat, err = account.SitToRead(ctx, d.DB, c, g.queueAll); err != nil {
		return seat, nil, nil, err
	}
	day := today(d.Now(), g.settings.TimeZone)
	for _, row := range g.groups {
		seats := At(g.seatsOf(row.ID), day)
		list = append(list, Summary{WorkingGroup: g.groupOf(row), Seats: len(seats), Vacant: len(Vacant(seats)), Missing: len(Missing(g.offices, seats))})
	}
	for _, o := range g.offices {
		if !o.Archived {
			offices = append(offices, o)
		}
	}
	return seat, list, offices, nil
}

// Addressee is a group as an analysis that is addressed to it knows it.
type Addressee struct {
	ID      uuid.UUID
	Name    string
	Ended   bool
	Offices []uuid.UUID // that have a seat today
}

// QueueAddressees queues the reading of all groups of the transaction's institution, by name.
func QueueAddressees(b *postgres.Batch, into *[]Addressee) {
	var g ground
	var now time.Time
	g.queueAll(b)
	b.Queue(`select now()`).QueryRow(func(row pgx.Row) error {
		if err := row.Scan(&now); err != nil {
			return err
		}
		day := today(now, g.settings.TimeZone)
		for _, r := range g.groups {
			a := Addressee{ID: r.ID, Name: r.Name, Ended: r.EndedAt != nil}
			for _, s := range At(g.seatsOf(r.ID), day) {
				a.Offices = append(a.Offices, s.Office.ID)
			}
			*into = append(*into, a)
		}
		return nil
	})
}
