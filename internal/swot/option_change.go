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

// OptionTarget names an option of an analysis.
type OptionTarget struct{ Analysis, Option uuid.UUID }

// StaleOption says that an option changed, or was withdrawn, after the person had read it. Nothing was written.
type StaleOption struct{ Stored StrategicOption }

func (s *StaleOption) Error() string { return "option " + s.Stored.ID.String() + " changed meanwhile" }

func staleOption(stored StrategicOption) error {
	words := "Somebody changed this option while you were writing. Your text is kept: both are shown, please decide."
	if stored.Withdrawn() {
		words = "This option was withdrawn while you were writing. Your text is kept."
	}
	return &problem.Problem{Kind: problem.Conflict, Text: words, Err: &StaleOption{Stored: stored}}
}

// ChangeOption replaces kind, text and items of an option. version is the one that was read: when the stored one is
// higher, or the option was withdrawn, the answer is a Conflict that carries StaleOption, and nothing is written.
// Sending what is stored again changes nothing.
func (s *Board) ChangeOption(ctx context.Context, c access.Caller, t OptionTarget, in NewOption, version int) (Done, error) {
	items, itemsErr := parseItems(in.Items)
	var uses []usable
	return s.changeOption(ctx, c, t, func(b *postgres.Batch) { queueUsable(b, t.Analysis, items, &uses) },
		func(tx *postgres.Tx, seat access.Seat, o StrategicOption) (*pgx.QueuedQuery, error) {
			kind, err := ParseOptionKind(in.Kind)
			if err != nil {
				return nil, err
			}
			if err := checkOptionText(&in.Text); err != nil {
				return nil, err
			}
			if itemsErr != nil {
				return nil, itemsErr
			}
			if err := checkOptionItems(items, uses, o.Items); err != nil {
				return nil, err
			}
			switch {
			case o.Withdrawn():
				return nil, staleOption(o)
			case o.Kind == kind && o.Text == in.Text && slices.Equal(o.Items, items):
				return nil, nil
			case version < o.Version:
				return nil, staleOption(o)
			case version > o.Version:
				return nil, problem.At("version", "This form belongs to a version that does not exist. Your text is kept: please load the page anew.")
			}
			linkItems(tx, seat.Institution, o.ID, items)
			noteOption(tx, seat, "option changed", t, kind)
			return tx.Last(`with `+live.RaiseSQL+`
				update strategic_option set kind = $4, text = $5, version = strategic_option.version + 1, live_version = raised.version, changed_at = now(),
					place = case when kind = $4 then place else (select coalesce(max(p.place), 0) + 1 from strategic_option p where p.institution_id = $1 and p.analysis_id = $2 and p.kind = $4) end
				from raised where institution_id = $1 and analysis_id = $2 and id = $3 returning live_version`,
				seat.Institution, t.Analysis, o.ID, kind, in.Text), nil
		})
}

func noteOption(tx *postgres.Tx, seat access.Seat, kind string, t OptionTarget, of OptionKind) {
	activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfAnalysis, ID: t.Analysis, Detail: of.words()})
}

// changeOption is the common way of every change to one option. decide judges the option, which is held, and answers
// the query that raises the live version; nil changes nothing.
func (s *Board) changeOption(ctx context.Context, c access.Caller, t OptionTarget, queue func(*postgres.Batch),
	decide func(tx *postgres.Tx, seat access.Seat, o StrategicOption) (*pgx.QueuedQuery, error)) (Done, error) {
	done := Done{Item: t.Option}
	var key live.Key
	var a Analysis
	var o StrategicOption
	var foundA, foundO, wrote bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGround(b, t.Analysis, &a, &foundA)
		if queue != nil {
			queue(b)
		}
		queueOption(b, t.Analysis, t.Option, &o, &foundO)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !foundA || !foundO {
			return problem.Absent()
		}
		if !MayWriteOptions(seat.Actor, a) {
			return refusedOptions()
		}
		key, done.Live = live.Key{Institution: seat.Institution, ID: a.ID}, o.LiveVersion
		last, err := decide(tx, seat, o)
		if err != nil || last == nil {
			return err
		}
		wrote = true
		last.QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		return nil
	})
	if err == nil && wrote {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}
