package swot

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/group"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// The most items of a heading in a report: those that the votes put first, with all that share the last place; or, where
// neither votes nor a short list choose, as many as fit a page.
const (
	ReportFirst = 5
	ReportAll   = 30
)

// Choice says which items of each heading a report shows.
type Choice string

// The choices: the short list where there is one, else those that the votes put first, else all of them.
const (
	ChoiceShort Choice = "short"
	ChoiceFirst Choice = "first"
	ChoiceAll   Choice = "all"
)

// Report is what an analysis has come to, as its reader may see it: what its page, its paper and its file show.
type Report struct {
	View                // see Whole
	Opened    time.Time // a day in the institution's time zone
	Begun     []Begun   // the phases that were entered, in their order; the last is that of now
	Turnout   Turnout
	Choice    Choice
	Headings  []ReportHeading
	Important []Rated // the second question, where voters are furthest apart first
	Take      Participation
	ByVotes   []Result   // all items that stand for themselves, heading by heading in their order by votes
	Counted   bool       // the voting has ended, and there is at least one dot
	Empty     []Quadrant // headings without any item
}

// Begun is a phase and the day on which it was entered last, in the institution's time zone.
type Begun struct {
	Phase Phase
	Day   time.Time
}

// ReportHeading is a heading with the items that the report shows. More is how many it leaves out.
type ReportHeading struct {
	Quadrant Quadrant
	Items    []Result
	More     int
}

// Report reads what an analysis has come to.
func (s *Board) Report(ctx context.Context, c access.Caller, analysis uuid.UUID) (Report, error) {
	v, err := s.Whole(ctx, c, analysis)
	if err != nil {
		return Report{}, err
	}
	r := Report{View: v, Take: v.Participation()}
	var phase time.Time
	var begun []Begun
	var groups []group.Addressee
	voters := map[uuid.UUID]int{}
	var answers []answer
	now := v.Analysis
	_, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) {
		group.QueueAddressees(b, &groups)
		queueTurnout(b, analysis, &r.Turnout)
		queueVoters(b, analysis, voters)
		queueRatings(b, analysis, &answers)
		queueBeginnings(b, analysis, &r.Opened, &phase, &begun)
		queueNow(b, analysis, &now)
	})
	if err != nil {
		return Report{}, err
	}
	if v.Analysis.Phase != Closed || now.Phase != Closed { // also what is counted anew meanwhile is nobody's to know yet
		voters, answers = nil, nil
		for n := range r.Items {
			r.Items[n].Votes = 0 // of an earlier voting
		}
	}
	r.Turnout.Of = askedToVote(v.Analysis, v.Offices, groups)
	r.Begun = beginnings(v.Analysis.Phase, r.Opened, phase, begun)
	r.Important = rate(r.Items, answers)
	r.choose(voters)
	return r, nil
}

// queueBeginnings queues the days on which an analysis was opened, on which its phase began, and on which each of its
// phases was entered and nobody took that back, the earliest first.
func queueBeginnings(b *postgres.Batch, analysis uuid.UUID, opened, phase *time.Time, into *[]Begun) {
	b.Queue(`select (a.opened_at at time zone i.time_zone)::date, (a.phase_at at time zone i.time_zone)::date
		from analysis a join institution i on i.id = a.institution_id
		where a.institution_id = `+postgres.ThisInstitution+` and a.id = $1`, analysis).
		Query(func(rows pgx.Rows) error {
			_, err := pgx.ForEachRow(rows, []any{opened, phase}, func() error { return nil })
			return err
		})
	postgres.Collect(b, into, `select s.after->>'phase' as phase, (s.done_at at time zone i.time_zone)::date as day
		from step s join institution i on i.id = s.institution_id
		where s.institution_id = `+postgres.ThisInstitution+` and s.analysis_id = $1 and s.kind = 'phase' and s.undone_at is null
		order by s.done_at, s.id`, analysis)
}

// beginnings is the way that an analysis went: of a phase that began several times the last beginning, and none of a
// phase that comes after the one of now.
func beginnings(current Phase, opened, phase time.Time, begun []Begun) []Begun {
	day := map[Phase]time.Time{Collecting: opened}
	for _, x := range begun {
		day[x.Phase] = x.Day
	}
	day[current] = phase
	var way []Begun
	for _, p := range Phases {
		if d, entered := day[p]; entered {
			way = append(way, Begun{Phase: p, Day: d})
		}
		if p == current {
			break
		}
	}
	return way
}

// choose lays the items out by heading.
func (r *Report) choose(voters map[uuid.UUID]int) {
	r.Choice = ChoiceAll
	ranked := map[Quadrant][]Ranked{}
	for _, q := range Quadrants {
		ranked[q] = rank(r.Items, q)
		for _, x := range ranked[q] {
			r.ByVotes = append(r.ByVotes, Result{Ranked: x, Voters: voters[x.ID]})
			r.Counted = r.Counted || x.Votes > 0
			if x.Shortlisted {
				r.Choice = ChoiceShort
			}
		}
		if len(ranked[q]) == 0 {
			r.Empty = append(r.Empty, q)
		}
	}
	if r.Choice == ChoiceAll && r.Counted {
		r.Choice = ChoiceFirst
	}
	for _, q := range Quadrants {
		h := ReportHeading{Quadrant: q}
		first := top(ranked[q], ReportFirst)
		for n, x := range ranked[q] {
			if r.Choice == ChoiceShort && !x.Shortlisted || r.Choice == ChoiceFirst && n >= first || r.Choice == ChoiceAll && n >= ReportAll {
				h.More++
				continue
			}
			h.Items = append(h.Items, Result{Ranked: x, Voters: voters[x.ID]})
		}
		r.Headings = append(r.Headings, h)
	}
}
