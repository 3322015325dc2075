package group

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// NewGroup is what a person fills in to found a group.
type NewGroup struct {
	ID         string // UUID; empty: the server makes one
	Name       string
	AllOffices bool     // a seat for every office, centre and school
	Offices    []string // slugs of those that get one otherwise
}

// Found makes a group with a seat for each of its offices, held by the office's focal person or head. The same
// request twice gives the same group; the same id with other fields is Invalid.
func (d *Desk) Found(ctx context.Context, c access.Caller, in NewGroup) (uuid.UUID, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return id, err
	}
	var g ground
	err = account.Sit(ctx, d.DB, c, func(b *postgres.Batch) { g.queueOne(b, id, false) }, func(tx *postgres.Tx, seat access.Seat) error {
		if err := mayManage(seat); err != nil {
			return err
		}
		in.Name = typed.Clean(in.Name)
		if err := institution.CheckName("name", in.Name); err != nil {
			return err
		}
		slices.Sort(in.Offices)
		in.Offices = slices.Compact(in.Offices)
		sum := once.Digest(seat.Person, in.Name, strconv.FormatBool(in.AllOffices), strings.Join(in.Offices, " "))
		if len(g.groups) > 0 {
			if !bytes.Equal(g.groups[0].Digest, sum) {
				return once.Reused()
			}
			return nil
		}
		offices, err := g.chosen(in)
		if err != nil {
			return err
		}
		tx.Last(`insert into working_group (institution_id, id, name, digest) values ($1, $2, $3, $4)`, seat.Institution, id, in.Name, sum)
		for _, o := range offices {
			holder, deputy := speakers(g.members, o)
			addSeat(tx, seat.Institution, id, once.Fresh(), o.ID, holder, deputy, today(d.Now(), g.settings.TimeZone), nil)
		}
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "group made", Subject: activity.OfGroup, ID: id, Detail: in.Name})
		return nil
	})
	if postgres.Violates(err, "working_group_pkey") { // the same request, at the same moment
		return d.Found(ctx, c, in)
	}
	return id, err
}

// chosen is the offices that get a seat in a new group, in the institution's order.
func (g *ground) chosen(in NewGroup) ([]Office, error) {
	if in.AllOffices {
		return Missing(g.offices, nil), nil
	}
	for _, slug := range in.Offices {
		if _, there := g.office(slug); !there {
			return nil, problem.At("offices", notAnOffice)
		}
	}
	return slices.DeleteFunc(slices.Clone(g.offices), func(o Office) bool { return !slices.Contains(in.Offices, o.Slug) }), nil
}

const notAnOffice = "Please choose offices of this institution."

func mayManage(seat access.Seat) error {
	if !seat.May(access.Manage, access.Subject{}) {
		return problem.New(problem.Refused, "Working groups are managed by the international office.")
	}
	return nil
}
