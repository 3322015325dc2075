package swot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Chosen says who of those who wait is meant. All of it must fit; with nothing set, and All, everybody who waits.
type Chosen struct {
	Arrival uuid.UUID
	Office  string    // slug
	Through time.Time // those who arrived until then: whom the host had on the screen
	All     bool
}

// check tells whether the choice names anybody, so that a form without a field does not let in everybody.
func (c Chosen) check() error {
	if c.Arrival == uuid.Nil && c.Office == "" && !c.All {
		return problem.At("arrival", "Please choose whom to let in.")
	}
	return nil
}

// Admit lets the chosen in, each as a guest of this analysis until the day ends, and tells how many. Who was
// let in or turned away meanwhile is left out: however many hosts press at once, everybody is let in once. A single
// arrival that is not there is NotFound.
func (s *Room) Admit(ctx context.Context, c access.Caller, analysis uuid.UUID, who Chosen) (n int, err error) {
	var settings institution.Settings
	err = s.host(ctx, c, analysis, func(b *postgres.Batch) { institution.QueueSettings(b, &settings) },
		func(tx *postgres.Tx, seat access.Seat, on Analysis) error {
			if err := who.check(); err != nil {
				return err
			}
			list, err := s.answer(tx, on.ID, who)
			if err != nil {
				return err
			}
			for _, a := range list {
				membership, err := s.Desk.AdmitGuest(tx, seat, settings, account.NewGuest{Name: a.Name, Email: a.Email, Office: a.OfficeID, Analysis: on.ID, Title: on.Title})
				if err != nil {
					return err
				}
				tx.Last(`update arrival set membership_id = $3 where institution_id = $1 and id = $2`, seat.Institution, a.ID, membership)
			}
			for _, detail := range byOffice(list) {
				activity.Record(tx, seat.Actor, activity.Entry{Kind: "guest let in", Subject: activity.OfAnalysis, ID: on.ID, Detail: detail})
			}
			n = len(list)
			return nil
		})
	return n, err
}

// TurnAway tells one who waits that they are not let in. They may ask again.
func (s *Room) TurnAway(ctx context.Context, c access.Caller, analysis, arrival uuid.UUID) error {
	return s.host(ctx, c, analysis, nil, func(tx *postgres.Tx, seat access.Seat, on Analysis) error {
		if arrival == uuid.Nil {
			return problem.At("arrival", "Please choose whom to turn away.")
		}
		list, err := s.answer(tx, on.ID, Chosen{Arrival: arrival})
		if err != nil {
			return err
		}
		for _, a := range list {
			tx.Last(`update arrival set turned_away_at = $3 where institution_id = $1 and id = $2`, seat.Institution, a.ID, s.Desk.Now())
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "guest turned away", Subject: activity.OfAnalysis, ID: on.ID, Detail: a.OfficeName})
		}
		return nil
	})
}

// answer reads and locks the chosen who still wait. One that was answered already is nobody; one that never was
// there is NotFound.
func (s *Room) answer(tx *postgres.Tx, analysis uuid.UUID, who Chosen) ([]asking, error) {
	var list []asking
	known := true
	b := &postgres.Batch{}
	queueAsking(b, analysis, who, &list)
	if err := tx.Send(b); err != nil {
		return nil, err
	}
	if who.Arrival != uuid.Nil && len(list) == 0 {
		if err := tx.Row(`select exists (select from arrival where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1 and id = $2)`,
			[]any{analysis, who.Arrival}, &known); err != nil {
			return nil, err
		}
	}
	if !known {
		return nil, problem.Absent()
	}
	return list, nil
}

// byOffice is what the log says of those let in: each office once, with how many.
func byOffice(list []asking) []string {
	count := map[string]int{}
	var names []string
	for _, a := range list {
		if count[a.OfficeName]++; count[a.OfficeName] == 1 {
			names = append(names, a.OfficeName)
		}
	}
	slices.Sort(names)
	for n, name := range names {
		if count[name] > 1 {
			names[n] = fmt.Sprintf("%s, %d people", name, count[name])
		}
	}
	return names
}

func optionalTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
