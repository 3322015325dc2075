package swot

import (
	"cmp"
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/group"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Results is what came out of an analysis. While the voting has not ended it holds the items without any dots.
type Results struct {
	Seat      access.Seat
	Analysis  Analysis
	Turnout   Turnout
	Headings  []Heading // the four, in the order of the board
	Important []Rated   // the second question, where voters are furthest apart first; empty until the voting has ended
}

// Heading is a quadrant with its items: the ranked ones first, then those without dots.
type Heading struct {
	Quadrant Quadrant
	Items    []Result
}

// Result is an item with what it got.
type Result struct {
	Ranked
	Voters int // how many offices, and people without one, gave it dots; which ones is nobody's to know
}

// Rated is an item with the answers of the offices, and of people without one, to how important it is.
type Rated struct {
	Item
	Mean, Spread float64
	Voters       int
}

// Turnout is how many have voted.
type Turnout struct {
	Offices int // with dots of theirs, or of people who vote themselves
	Of      int // offices that are asked; 0 where that is not known beforehand
	People  int // without an office, or all where people vote
}

// Shown tells whether the results are there to be seen.
func (r Results) Shown() bool { return r.Analysis.Phase == Closed }

// Results reads the results of an analysis, and its short list.
func (s *Board) Results(ctx context.Context, c access.Caller, analysis uuid.UUID) (Results, error) {
	var r Results
	var found bool
	var items []Item
	var offices []institution.Office
	var groups []group.Addressee
	voters := map[uuid.UUID]int{}
	var answers []answer
	var err error
	r.Seat, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) {
		queueAnalysis(b, analysis, &r.Analysis, &found)
		queueItems(b, analysis, &items)
		institution.QueueOffices(b, &offices)
		group.QueueAddressees(b, &groups)
		queueTurnout(b, analysis, &r.Turnout)
		queueVoters(b, analysis, voters)
		queueRatings(b, analysis, &answers)
	})
	if err == nil && !found {
		err = problem.Absent()
	}
	if err != nil {
		return r, err
	}
	r.Turnout.Of = askedToVote(r.Analysis, offices, groups)
	if r.Analysis.HidesItems() {
		items = nil // not even the short list tells what is not shown yet
	}
	if !r.Shown() {
		voters, answers = nil, nil
		for n := range items {
			items[n].Votes = 0 // of an earlier voting, which has begun anew
		}
	}
	for _, q := range Quadrants {
		h := Heading{Quadrant: q}
		for _, x := range rank(items, q) {
			h.Items = append(h.Items, Result{Ranked: x, Voters: voters[x.ID]})
		}
		r.Headings = append(r.Headings, h)
	}
	r.Important = rate(items, answers)
	return r, nil
}

// askedToVote is how many offices are asked to vote.
func askedToVote(a Analysis, offices []institution.Office, groups []group.Addressee) int {
	if a.Scope == ScopeOffice || a.DotsPer == PerPerson {
		return 0
	}
	n := 0
	for _, o := range offices {
		called := o.Kind != institution.KindBody
		if a.GroupID != nil {
			called = slices.ContainsFunc(groups, func(g group.Addressee) bool { return g.ID == *a.GroupID && slices.Contains(g.Offices, o.ID) })
		}
		if called && !o.Archived {
			n++
		}
	}
	return n
}

// answer is what one office, or somebody without one, answered to how important an item is: the mean of its people.
type answer struct {
	Item  uuid.UUID
	Value float64
}

// rate orders the items that were answered for by how far the answers are apart.
func rate(items []Item, answers []answer) []Rated {
	var list []Rated
	for _, i := range items {
		var own []float64
		for _, a := range answers {
			if a.Item == i.ID {
				own = append(own, a.Value)
			}
		}
		if i.counts() && len(own) > 0 {
			x := Rated{Item: i, Voters: len(own)}
			x.Mean, x.Spread = spread(own)
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(a, b Rated) int { return cmp.Or(cmp.Compare(b.Spread, a.Spread), cmp.Compare(b.Mean, a.Mean)) })
	return list
}

func queueTurnout(b *postgres.Batch, analysis uuid.UUID, into *Turnout) {
	b.Queue(`select count(distinct b.office_id), count(*) filter (where b.office_id is null or a.dots_per = 'person')
		from ballot b join analysis a on a.institution_id = b.institution_id and a.id = b.analysis_id
		where b.institution_id = `+postgres.ThisInstitution+` and b.analysis_id = $1
		and exists (select from vote v where v.institution_id = b.institution_id and v.analysis_id = b.analysis_id and v.voter_id = b.voter_id)`, analysis).
		QueryRow(func(row pgx.Row) error { return row.Scan(&into.Offices, &into.People) })
}

// queueVoters queues how many gave dots to each item, or to one that became part of it.
func queueVoters(b *postgres.Batch, analysis uuid.UUID, into map[uuid.UUID]int) {
	b.Queue(`with recursive part as (
			select id as whole, id from item where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1
			union
			select p.whole, ms.source_id from part p join merged_source ms on ms.institution_id = `+postgres.ThisInstitution+` and ms.joint_id = p.id
		)
		select p.whole, count(distinct coalesce(b.office_id, b.voter_id)) from part p
		join vote v on v.institution_id = `+postgres.ThisInstitution+` and v.item_id = p.id
		join ballot b on b.institution_id = v.institution_id and b.analysis_id = v.analysis_id and b.voter_id = v.voter_id
		group by p.whole`, analysis).Query(func(rows pgx.Rows) error {
		var item uuid.UUID
		var n int
		_, err := pgx.ForEachRow(rows, []any{&item, &n}, func() error { into[item] = n; return nil })
		return err
	})
}

func queueRatings(b *postgres.Batch, analysis uuid.UUID, into *[]answer) {
	postgres.Collect(b, into, `select r.item_id as item, avg(r.importance)::float8 as value from rating r
		join ballot b on b.institution_id = r.institution_id and b.analysis_id = r.analysis_id and b.voter_id = r.voter_id
		where r.institution_id = `+postgres.ThisInstitution+` and r.analysis_id = $1
		group by r.item_id, coalesce(b.office_id, b.voter_id)`, analysis)
}
