package swot

import (
	"context"
	"reflect"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// SetUpView is how an analysis works, as its page needs it.
type SetUpView struct {
	Seat         access.Seat
	Analysis     Analysis
	Method       Method
	Offices      []institution.Office
	Written      bool // an item exists: who sees the author cannot change any more
	Voted        bool // dots were given: how many there are cannot change any more
	Facilitators []Facilitator
	Candidates   []Candidate
}

// ViewSetUp reads how an analysis works, for those who run it.
func (s *Board) ViewSetUp(ctx context.Context, c access.Caller, analysis uuid.UUID) (SetUpView, error) {
	var v SetUpView
	var found bool
	var err error
	v.Seat, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) {
		queueAnalysis(b, analysis, &v.Analysis, &found)
		institution.QueueOffices(b, &v.Offices)
		queueMethod(b, analysis, &v.Method)
		queueBegun(b, analysis, &v.Written, &v.Voted)
		queueFacilitators(b, analysis, &v.Facilitators)
		queueCandidates(b, &v.Candidates)
	})
	switch {
	case err != nil:
		return v, err
	case !found:
		return v, problem.Absent()
	case !MayRun(v.Seat.Actor, v.Analysis):
		return v, problem.New(problem.Refused, "Only whoever runs the analysis sees how it is set up.")
	}
	v.Method.complete(v.Analysis, v.Offices)
	return v, nil
}

// queueBegun queues the questions whether anything was ever written in an analysis, and whether anybody has voted.
func queueBegun(b *postgres.Batch, analysis uuid.UUID, written, voted *bool) {
	b.Queue(`select exists (select from item where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1),
		exists (select from vote where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1)`, analysis).
		QueryRow(func(row pgx.Row) error { return row.Scan(written, voted) })
}

// SetUp says how an analysis works: who sees the authors, when people see each other's items, how they vote, what is
// asked of them in each phase and under each heading. Who sees the authors cannot change once an item exists, nor how
// many dots there are once one was given: these are Conflicts. What changes makes every open page load anew.
func (s *Board) SetUp(ctx context.Context, c access.Caller, analysis uuid.UUID, in SetUpForm) error {
	var key live.Key
	var version int64
	var a, ground Analysis
	var m Method
	var found, locked, written, voted bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &ground, &locked)
		queueAnalysis(b, analysis, &a, &found)
		queueMethod(b, analysis, &m)
		queueBegun(b, analysis, &written, &voted)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MaySetUp(seat.Actor, a) {
			return problem.New(problem.Refused, "You may set up an analysis of your own office only.")
		}
		was := setUpOf(a, m)
		now, err := in.check()
		if err != nil {
			return err
		}
		if err := was.mayBecome(now, a.Phase, written, voted); err != nil {
			return err
		}
		if reflect.DeepEqual(was, now) {
			return nil
		}
		key = live.Key{Institution: seat.Institution, ID: analysis}
		storeSetUp(tx, seat.Institution, analysis, now).QueryRow(func(row pgx.Row) error { return row.Scan(&version) })
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "analysis set up", Subject: activity.OfAnalysis, ID: analysis})
		return nil
	})
	if err == nil && version > 0 {
		s.Hub.Wake(key, version)
	}
	return err
}

// storeSetUp queues the writing with the commit; the last statement answers the live version.
func storeSetUp(tx *postgres.Tx, institution, analysis uuid.UUID, now setUp) *pgx.QueuedQuery {
	for _, phase := range Phases {
		p := now.Plans[phase]
		if p == (PhasePlanDay{}) {
			tx.Last(`delete from phase_plan where institution_id = $1 and analysis_id = $2 and phase = $3`, institution, analysis, phase)
			continue
		}
		tx.Last(`insert into phase_plan (institution_id, analysis_id, phase, instructions, due_on) values ($1, $2, $3, $4, nullif($5, '')::date)
			on conflict (institution_id, analysis_id, phase) do update set instructions = excluded.instructions, due_on = excluded.due_on`,
			institution, analysis, phase, p.Instructions, p.Due)
	}
	for _, q := range Quadrants {
		p := now.Prompts[q]
		if p.Question == "" {
			tx.Last(`delete from prompt where institution_id = $1 and analysis_id = $2 and quadrant = $3`, institution, analysis, q)
			continue
		}
		tx.Last(`insert into prompt (institution_id, analysis_id, quadrant, question, examples) values ($1, $2, $3, $4, $5)
			on conflict (institution_id, analysis_id, quadrant) do update set question = excluded.question, examples = excluded.examples`,
			institution, analysis, q, p.Question, p.Examples)
	}
	if now.Authors == AuthorsNobody { // there nobody is shown to be there either, so whoever is there now is forgotten
		tx.Last(`delete from presence where institution_id = $1 and subject_id = $2`, institution, analysis)
	}
	return tx.Last(`with `+live.RaiseSQL+`
		update analysis set authors = $3, revealed_at = case when reveal = $4 then revealed_at end, reveal = $4, dots = $5, dots_per = $6, cumulative = $7,
			importance = $8, item_limit = nullif($9::int, 0), epoch = raised.version
		from raised where institution_id = $1 and id = $2 returning raised.version`,
		institution, analysis, now.Authors, now.Reveal, now.Dots, now.DotsPer, now.Cumulative, now.Importance, now.ItemLimit)
}

// dayText writes a day as forms do; empty for none.
func dayText(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.DateOnly)
}
