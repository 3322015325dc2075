package swot

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// SourceAnalysis is another analysis of the institution, as one whose items can be merged into this.
type SourceAnalysis struct {
	ID             uuid.UUID
	Title          string
	OfficeName     string // of an analysis of one office
	Items          int
	Chosen, Closed bool
}

// queueSourceAnalyses queues the other analyses that are chosen or can be, those of one office first.
func queueSourceAnalyses(b *postgres.Batch, analysis uuid.UUID, into *[]SourceAnalysis) {
	postgres.Collect(b, into, `select a.id, a.title, coalesce(o.name, '') as office_name, c.source_id is not null as chosen, a.phase = 'closed' as closed,
			(select count(*)::int from item i where i.institution_id = a.institution_id and i.analysis_id = a.id and i.withdrawn_at is null and not i.joint) as items
		from analysis a
		left join office o on o.institution_id = a.institution_id and o.id = a.office_id
		left join analysis_source c on c.institution_id = a.institution_id and c.analysis_id = $1 and c.source_id = a.id
		where a.institution_id = `+postgres.ThisInstitution+` and a.id <> $1 and (a.phase = 'closed' or c.source_id is not null)
		order by a.office_id is null, o.name, a.title, a.id limit 500`, analysis)
}

// queueMergeable queues the items of the analysis and of its chosen sources that stand on a board, by heading.
func queueMergeable(b *postgres.Batch, analysis uuid.UUID, into *[]Source) {
	b.Queue(`select `+sourceColumns+` from item i `+sourceTables+`
		left join merged_source ms on ms.institution_id = i.institution_id and ms.analysis_id = $1 and ms.source_id = i.id
		where i.institution_id = `+postgres.ThisInstitution+` and i.withdrawn_at is null and not i.joint and (i.analysis_id = $1 or i.analysis_id in
			(select source_id from analysis_source where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1))
		order by array_position('{strength,weakness,opportunity,threat}', i.quadrant), o.name nulls last, sa.title, i.position, i.id`, analysis).
		Query(postgres.All(into, scanSource))
}

// Merging is an analysis with its joint items and, for those who merge, with all that they can be made of.
type Merging struct {
	Seat     access.Seat
	Analysis Analysis
	Joints   []Item
	Analyses []SourceAnalysis
	Sources  []Source
	Hidden   bool // items are left out that not everybody sees yet
	Alike    []Alike
	TooMany  bool // which are alike was asked for, and took too long to find
}

// Merging reads what stands on the page of the joint items; with alike also which unused items say the same.
func (s *Board) Merging(ctx context.Context, c access.Caller, analysis uuid.UUID, alike bool) (Merging, error) {
	var m Merging
	var found bool
	var items []Item
	var parts []Source
	var err error
	m.Seat, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) {
		queueAnalysis(b, analysis, &m.Analysis, &found)
		queueItems(b, analysis, &items)
		queueParts(b, analysis, -1, &parts)
		queueSourceAnalyses(b, analysis, &m.Analyses)
		queueMergeable(b, analysis, &m.Sources)
	})
	if err == nil && !found {
		err = problem.Absent()
	}
	if err != nil {
		return m, err
	}
	s.mark(items)
	putParts(m.Analysis, m.Seat.Guest != uuid.Nil, items, parts)
	m.Analysis.blind(items)
	open := m.Analysis.sight(hasOwn(m.Seat.Actor, items)) == SightOpen
	for _, i := range items {
		if i.Joint && !i.Withdrawn() && open {
			m.Joints = append(m.Joints, i)
		}
	}
	if !MayMerge(m.Seat.Actor, m.Analysis) {
		m.Analyses, m.Sources = nil, nil
		return m, nil
	}
	before := len(m.Sources)
	m.Sources = slices.DeleteFunc(m.Sources, func(x Source) bool { return x.hidden })
	m.Hidden = len(m.Sources) < before
	if alike {
		m.Alike, err = s.alike(ctx, m.Seat.Institution, m.Sources)
		if problem.Is(err, problem.Overloaded) && ctx.Err() == nil {
			m.TooMany, err = true, nil
		}
	}
	return m, err
}
