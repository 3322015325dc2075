package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// Names are what the ids of a Content stand for now: names of offices, and the words of items and options. They are no
// part of what is kept.
type Names struct {
	Offices map[uuid.UUID]string       `json:"offices"`
	Cited   map[uuid.UUID]swot.Citable `json:"-"`
}

// Texts are the words of what is cited, by id; what its analysis does not show now is left out.
func (n Names) Texts() map[uuid.UUID]string {
	texts := map[uuid.UUID]string{}
	for id, c := range n.Cited {
		if c.Text != "" {
			texts[id] = c.Text
		}
	}
	return texts
}

// names looks up what the ids of some contents stand for.
func (d *Desk) names(ctx context.Context, seat access.Seat, offices []institution.Office, of ...Content) (Names, error) {
	n := Names{Offices: map[uuid.UUID]string{}, Cited: map[uuid.UUID]swot.Citable{}}
	named := map[uuid.UUID]bool{}
	var ids []uuid.UUID
	for _, c := range of {
		ids = append(ids, c.cited()...)
		for _, s := range c.Sections {
			for _, o := range s.Objectives {
				named[postgres.OrNil(o.Office)] = true
			}
		}
	}
	for _, o := range offices {
		if named[o.ID] {
			n.Offices[o.ID] = o.Name
		}
	}
	if len(ids) == 0 {
		return n, nil
	}
	var cited []swot.Citable
	b := &postgres.Batch{}
	swot.QueueCited(b, &cited, `select unnest($1::uuid[])`, ids)
	err := d.DB.Look(ctx, seat.Institution, b)
	for _, c := range cited {
		n.Cited[c.ID] = c
	}
	return n, err
}
