package institution

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Merger is what a merge of two offices would do.
type Merger struct {
	Seat       access.Seat
	From, Into Office
	Holdings   []Holding // what goes to the other office
}

// LookAtMerger tells what MergeOffice would do; it writes nothing.
func (r Registry) LookAtMerger(ctx context.Context, c access.Caller, from, into string) (Merger, error) {
	var m Merger
	err := r.Sit(ctx, c, nil, func(tx *postgres.Tx, seat access.Seat) error {
		m.Seat = seat
		if err := mayManage(seat); err != nil {
			return err
		}
		all, err := Offices(tx)
		if err != nil {
			return err
		}
		if m.From, m.Into, err = checkMerger(all, from, into); err != nil {
			return err
		}
		m.Holdings, err = r.holdings(tx, m.From.ID)
		return err
	})
	return m, err
}

// MergeOffice gives everything that belongs to one office to another, for good: people, items and what
// other stages keep. The first is archived and says where it went; the log keeps both names. An archived
// office can be merged, also once more into the one that took it over, for what came to it since.
func (r Registry) MergeOffice(ctx context.Context, c access.Caller, from, into string) (Merger, error) {
	var m Merger
	_, err := r.changeOffice(ctx, c, from, func(tx *postgres.Tx, seat access.Seat, _ *Office, all []Office) error {
		m.Seat = seat
		var err error
		if m.From, m.Into, err = checkMerger(all, from, into); err != nil {
			return err
		}
		if m.Holdings, err = r.holdings(tx, m.From.ID); err != nil {
			return err
		}
		for _, s := range slices.Backward(r.Stages) { // as every write does it: things first, then who wrote them
			if err := s.Merge(tx, seat.Institution, m.From.ID, m.Into.ID); err != nil {
				return err
			}
		}
		tx.Last(`update office set merged_into = $3, archived_at = coalesce(archived_at, now()) where institution_id = $1 and (id = $2 or merged_into = $2)`,
			seat.Institution, m.From.ID, m.Into.ID)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "offices merged", Subject: activity.OfOffice, ID: m.From.ID, Detail: m.From.Name + " → " + m.Into.Name})
		return nil
	})
	return m, err
}

// checkMerger is the rule for a merge; it is pure.
func checkMerger(all []Office, from, into string) (a, b Office, err error) {
	offices := OfficesBySlug(all)
	a, known := offices[from]
	if !known {
		return a, b, problem.Absent()
	}
	b, known = offices[into]
	switch {
	case !known:
		return a, b, problem.At("into", "Please choose the office that takes over.")
	case a.ID == b.ID:
		return a, b, problem.At("into", "An office cannot be merged into itself. Please choose another.")
	case b.Archived:
		return a, b, problem.At("into", b.Name+" is archived. Please choose an office that is not, or restore it first.")
	case a.MergedInto != uuid.Nil && a.MergedInto != b.ID:
		return a, b, problem.At("into", a.Name+" was merged into another office already.")
	}
	return a, b, nil
}

func (r Registry) holdings(tx *postgres.Tx, office uuid.UUID) ([]Holding, error) {
	b := &postgres.Batch{}
	var counted []*Holding
	for _, s := range r.Stages {
		counted = append(counted, s.Holdings(b, office)...)
	}
	if b.Len() == 0 {
		return nil, nil
	}
	err := tx.Send(b)
	list := make([]Holding, len(counted))
	for n, h := range counted {
		list[n] = *h
	}
	return list, err
}
