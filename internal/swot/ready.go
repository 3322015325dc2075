package swot

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// MayAnswer tells whether the actor may say for an office that it is ready: somebody who adds in its name, and belongs
// to it. A guest of a room does not.
func MayAnswer(a access.Actor, on Analysis) bool {
	return MayAdd(a, on) && a.Office != uuid.Nil && a.Guest == uuid.Nil
}

// SetReady says for the actor's office how far it is: nothing is the headings for which it has nothing; ready that it
// has written all that it wants to, nil leaves that as it was. The same answer twice changes nothing.
func (s *Board) SetReady(ctx context.Context, c access.Caller, analysis uuid.UUID, ready *bool, nothing []string) (Done, error) {
	done := Done{}
	var key live.Key
	var a Analysis
	var found bool
	var answers []officeAnswer
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		queueAnswers(b, analysis, &answers)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayAdd(seat.Actor, a) {
			return problem.New(problem.Refused, "You may read this analysis, but not add to it.")
		}
		if seat.Guest != uuid.Nil {
			return problem.New(problem.Refused, "Only somebody who belongs to an office can say for it that it is ready.")
		}
		if seat.Office == uuid.Nil {
			return problem.At("ready", "You belong to no office for which you could say that it is ready.")
		}
		list, err := checkNothing(nothing)
		if err != nil {
			return err
		}
		if a.Phase != Collecting {
			return problem.New(problem.Conflict, "The collecting has ended: offices no longer say whether they are ready.")
		}
		var was officeAnswer
		if n := slices.IndexFunc(answers, func(x officeAnswer) bool { return x.OfficeID == seat.Office }); n >= 0 {
			was = answers[n]
		}
		now := was.Ready
		if ready != nil {
			now = *ready
		}
		if now == was.Ready && slices.Equal(list, was.nothing()) {
			return nil
		}
		key = live.Key{Institution: seat.Institution, ID: analysis}
		tx.Last(`insert into office_answer (institution_id, analysis_id, office_id, ready, nothing) values ($1, $2, $3, $4, $5)
			on conflict (institution_id, analysis_id, office_id) do update set ready = excluded.ready, nothing = excluded.nothing`,
			seat.Institution, analysis, seat.Office, now, list)
		tx.Last(`with `+live.RaiseSQL+` update analysis set pulse = raised.version from raised where institution_id = $1 and id = $2 returning pulse`,
			seat.Institution, analysis).QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		if now != was.Ready && !a.Anonymous() { // there the log would tell when an office wrote
			kind := "office ready"
			if !now {
				kind = "office not ready"
			}
			activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfAnalysis, ID: analysis})
		}
		return nil
	})
	if err == nil && done.Live > 0 {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

// checkNothing reads headings: each once, in the order of the board.
func checkNothing(words []string) ([]Quadrant, error) {
	for _, w := range words {
		if _, err := ParseQuadrant(w); err != nil {
			return nil, problem.At("nothing", problem.Of(err).Text)
		}
	}
	return append([]Quadrant{}, officeAnswer{Nothing: words}.nothing()...), nil
}
