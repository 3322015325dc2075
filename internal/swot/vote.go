package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/jackc/pgx/v5"
)

// Vote sets how many dots the caller, or the caller's office, gives to an item in all; 0 takes them back. The same
// total again changes nothing. Who gives how many to what is never told to anybody else.
func (s *Board) Vote(ctx context.Context, c access.Caller, t Target, dots int) (Done, error) {
	return s.cast(ctx, c, t, func(a Analysis, _ bool, i Item, own Ballot) (paper, error) {
		before := own.On(i.ID).Dots
		if err := a.checkDots(i, before, dots, own.Spent()); err != nil {
			return paper{}, err
		}
		return paper{table: "vote", column: "dots", before: before, now: dots}, nil
	})
}

// Rate answers, for the caller or the caller's office, how important an item is: 1 to 5, and 0 takes the answer back.
func (s *Board) Rate(ctx context.Context, c access.Caller, t Target, importance int) (Done, error) {
	return s.cast(ctx, c, t, func(_ Analysis, asked bool, i Item, own Ballot) (paper, error) {
		if err := checkImportance(asked, i, importance); err != nil {
			return paper{}, err
		}
		return paper{table: "rating", column: "importance", before: own.On(i.ID).Importance, now: importance}, nil
	})
}

// paper is one entry of a ballot, before and after.
type paper struct {
	table, column string
	before, now   int
}

// cast is the common way of every entry on a ballot: it loads the analysis, the item and what the voter has given, lets
// decide judge, and writes.
//
// It takes the analysis as whoever changes it does: the pulse is written there with every vote, and two voters who only
// shared it would each wait for the other. So ballots are cast one after the other, sums are true, and none is cast
// once the phase has ended.
func (s *Board) cast(ctx context.Context, c access.Caller, t Target, decide func(a Analysis, asked bool, i Item, own Ballot) (paper, error)) (Done, error) {
	done := Done{Item: t.Item}
	var key live.Key
	var a Analysis
	var i Item
	var asked, foundA, foundI, wrote bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, t.Analysis, &a, &foundA)
		queueItem(b, t.Analysis, t.Item, &i, &foundI)
		b.Queue(`select importance from analysis where institution_id = `+postgres.ThisInstitution+` and id = $1`, t.Analysis).
			Query(postgres.First(&asked, new(bool), pgx.RowTo[bool]))
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !foundA || !foundI {
			return problem.Absent()
		}
		v, err := a.voter(seat.Actor)
		if err != nil {
			return err
		}
		if err := a.votes(); err != nil {
			return err
		}
		key = live.Key{Institution: seat.Institution, ID: a.ID}
		var own Ballot
		b := &postgres.Batch{}
		queueBallot(b, a.ID, v.id, &own)
		live.QueueVersion(b, key, &done.Live)
		if err := tx.Send(b); err != nil {
			return err
		}
		p, err := decide(a, asked, i, own)
		if err != nil || p.now == p.before {
			return err
		}
		wrote = true
		sql, args := p.write()
		tx.Last(`with `+live.RaiseSQL+`,
			ballot_of as (insert into ballot (institution_id, analysis_id, voter_id, office_id, live_version) select $1, $2, $3, $4, version from raised
				on conflict (institution_id, analysis_id, voter_id) do update set office_id = excluded.office_id, live_version = excluded.live_version),
			above as (update analysis set pulse = raised.version from raised where institution_id = $1 and analysis.id = $2),
			entry as (`+sql+`) select version from raised`,
			append([]any{seat.Institution, a.ID, v.id, postgres.Optional(v.office), t.Item}, args...)...).
			QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		return nil
	})
	if err == nil && wrote {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

// write is the statement for the entry; $1 is the institution, $2 the analysis, $3 the voter and $5 the item.
func (p paper) write() (sql string, args []any) {
	if p.now == 0 {
		return `delete from ` + p.table + ` where institution_id = $1 and item_id = $5 and voter_id = $3`, nil
	}
	return `insert into ` + p.table + ` (institution_id, analysis_id, item_id, voter_id, ` + p.column + `) values ($1, $2, $5, $3, $6)
		on conflict (institution_id, item_id, voter_id) do update set ` + p.column + ` = excluded.` + p.column, []any{p.now}
}
