package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Given is what a voter has given to one item.
type Given struct {
	Item       uuid.UUID
	Text       string
	Dots       int
	Importance int  // 1 to 5; 0 is no answer
	Gone       bool // the item was withdrawn or became part of a joint one: dots can only be taken back
}

// Ballot is all that a voter has given in an analysis, in the order of the board. It is the voter's alone.
type Ballot []Given

// Spent is how many dots lie somewhere.
func (b Ballot) Spent() int {
	n := 0
	for _, g := range b {
		n += g.Dots
	}
	return n
}

// On is what was given to an item.
func (b Ballot) On(item uuid.UUID) Given {
	for _, g := range b {
		if g.Item == item {
			return g
		}
	}
	return Given{Item: item}
}

func queueBallot(b *postgres.Batch, analysis, voter uuid.UUID, into *Ballot) {
	postgres.Collect(b, (*[]Given)(into), `select i.id as item, i.text, coalesce(v.dots, 0) as dots, coalesce(r.importance, 0) as importance,
		i.withdrawn_at is not null or exists (select from merged_source ms
			where ms.institution_id = i.institution_id and ms.analysis_id = i.analysis_id and ms.source_id = i.id) as gone
		from item i
		left join vote v on v.institution_id = i.institution_id and v.item_id = i.id and v.voter_id = $2
		left join rating r on r.institution_id = i.institution_id and r.item_id = i.id and r.voter_id = $2
		where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 and (v.dots is not null or r.importance is not null)
		order by i.position, i.id`, analysis, voter)
}

// Mine is an analysis with what its reader gave in it.
type Mine struct {
	Seat     access.Seat
	Analysis Analysis
	May      bool // the reader has a vote
	Ballot   Ballot
}

// Left is how many dots the reader can still give.
func (m Mine) Left() int {
	if !m.May {
		return 0
	}
	return max(0, m.Analysis.Dots-m.Ballot.Spent())
}

// Mine reads what the caller, or the caller's office, has given. Nobody else's dots are in it.
func (s *Board) Mine(ctx context.Context, c access.Caller, analysis uuid.UUID) (Mine, error) {
	var m Mine
	var found bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) { queueAnalysis(b, analysis, &m.Analysis, &found) },
		func(tx *postgres.Tx, seat access.Seat) error {
			m.Seat = seat
			if !found {
				return problem.Absent()
			}
			v, err := m.Analysis.voter(seat.Actor)
			if err != nil {
				return nil // somebody without a vote has given nothing
			}
			m.May = true
			b := &postgres.Batch{}
			queueBallot(b, analysis, v.id, &m.Ballot)
			return tx.Send(b)
		})
	return m, err
}
