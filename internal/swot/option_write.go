package swot

import (
	"bytes"
	"context"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewOption is what a person writes as an option.
type NewOption struct {
	ID    string // UUID; empty: the server makes one
	Kind  string
	Text  string
	Items []string // ids of what it uses
}

// WriteOption puts an option at the end of its kind. The phase does not matter: options are mostly written once the
// votes are counted, and an idea that comes earlier need not wait. The same request twice makes one option; the same id
// with other fields is Invalid.
func (s *Board) WriteOption(ctx context.Context, c access.Caller, analysis uuid.UUID, in NewOption) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	items, itemsErr := parseItems(in.Items)
	done := Done{Item: id}
	var key live.Key
	var a Analysis
	var before born
	var found, exists, room bool
	var uses []usable
	err = account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGround(b, analysis, &a, &found)
		b.Queue(`select digest, analysis_id, first_version from strategic_option where institution_id = `+postgres.ThisInstitution+` and id = $1`, id).
			Query(postgres.First(&before, &exists, func(row pgx.CollectableRow) (born, error) {
				var x born
				err := row.Scan(&x.Digest, &x.Analysis, &x.Live)
				return x, err
			}))
		b.Queue(`select count(*) < $2 from strategic_option where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1`, analysis, MaxOptions).
			QueryRow(func(row pgx.Row) error { return row.Scan(&room) })
		queueUsable(b, analysis, items, &uses)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayWriteOptions(seat.Actor, a) {
			return refusedOptions()
		}
		kind, err := ParseOptionKind(in.Kind)
		if err != nil {
			return err
		}
		if err := checkOptionText(&in.Text); err != nil {
			return err
		}
		if itemsErr != nil {
			return itemsErr
		}
		sum := once.Digest(seat.Person, analysis.String(), string(kind), in.Text, joined(items))
		if exists {
			done.Live = before.Live
			if before.Analysis != analysis || !bytes.Equal(before.Digest, sum) {
				return once.Reused()
			}
			return nil
		}
		if err := checkOptionItems(items, uses, nil); err != nil {
			return err
		}
		if !room {
			return problem.At("text", "This analysis has 500 options and can take no more. Your text is kept.")
		}
		key = live.Key{Institution: seat.Institution, ID: analysis}
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "option written", Subject: activity.OfAnalysis, ID: analysis, Detail: kind.words()})
		tx.Last(`with `+live.RaiseSQL+`
			insert into strategic_option (institution_id, analysis_id, id, kind, text, place, author_id, digest, live_version, first_version)
			select $1, $2, $3, $4, $5, (select coalesce(max(place), 0) + 1 from strategic_option where institution_id = $1 and analysis_id = $2 and kind = $4),
				$6, $7, raised.version, raised.version from raised returning live_version`,
			seat.Institution, analysis, id, kind, in.Text, seat.Membership, sum).
			QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		linkItems(tx, seat.Institution, id, items)
		return nil
	})
	if postgres.Violates(err, "strategic_option_pkey") { // the same request, at the same moment
		return s.WriteOption(ctx, c, analysis, in)
	}
	if err == nil && !exists {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

func refusedOptions() error {
	return problem.New(problem.Refused, "You may read the options of this analysis, but not write any.")
}

func joined(ids []uuid.UUID) string {
	list := make([]string, len(ids))
	for n, id := range ids {
		list[n] = id.String()
	}
	return strings.Join(list, " ")
}
