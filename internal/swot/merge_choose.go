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

// maxAnalyses is the most analyses whose items are merged into one.
const maxAnalyses = 200

// ChooseSources sets the analyses whose items are merged into this one. Only a closed one can be chosen; one that was
// opened again since stays. What was merged already stays merged.
func (s *Board) ChooseSources(ctx context.Context, c access.Caller, analysis uuid.UUID, chosen []string) (Done, error) {
	ids, badIDs := parseAnalyses(chosen)
	var done Done
	var key live.Key
	var a Analysis
	var list []SourceAnalysis
	var found, wrote bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		queueSourceAnalyses(b, analysis, &list)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayMerge(seat.Actor, a) {
			return problem.New(problem.Refused, "Only those who merge the items of this analysis may do that.")
		}
		if badIDs != nil {
			return badIDs
		}
		if err := checkAnalyses(list, ids); err != nil {
			return err
		}
		if !slices.ContainsFunc(list, func(x SourceAnalysis) bool { return x.Chosen != slices.Contains(ids, x.ID) }) {
			return nil
		}
		key, wrote = live.Key{Institution: seat.Institution, ID: a.ID}, true
		tx.Last(`delete from analysis_source where institution_id = $1 and analysis_id = $2 and source_id <> all($3)`, seat.Institution, a.ID, ids)
		tx.Last(`insert into analysis_source (institution_id, analysis_id, source_id) select $1, $2, unnest($3::uuid[]) on conflict do nothing`, seat.Institution, a.ID, ids)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "sources chosen", Subject: activity.OfAnalysis, ID: a.ID})
		tx.Last(`with `+live.RaiseSQL+` select version from raised`, seat.Institution, a.ID).
			QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		return nil
	})
	if err == nil && wrote {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

func parseAnalyses(list []string) ([]uuid.UUID, error) {
	ids := []uuid.UUID{}
	for _, s := range list {
		id, err := uuid.Parse(s)
		if err != nil {
			return nil, notAnAnalysis()
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		if len(ids) > maxAnalyses {
			return nil, problem.At("sources", "At most 200 analyses can be chosen.")
		}
	}
	return ids, nil
}

func notAnAnalysis() error {
	return problem.At("sources", "One of the analyses does not exist any more. Please load the page anew and choose again.")
}

// checkAnalyses is the rule for what can be chosen of the other analyses of the institution.
func checkAnalyses(list []SourceAnalysis, ids []uuid.UUID) error {
	for _, id := range ids {
		n := slices.IndexFunc(list, func(x SourceAnalysis) bool { return x.ID == id })
		if n < 0 {
			return notAnAnalysis()
		}
		if !list[n].Closed && !list[n].Chosen {
			return problem.At("sources", "Only a closed analysis can be chosen: its items no longer change.")
		}
	}
	return nil
}
