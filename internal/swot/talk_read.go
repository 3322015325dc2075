package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ItemView is one item with what is said about it.
type ItemView struct {
	Seat     access.Seat
	Analysis Analysis
	Item     Item
	Joint    *Part  // the joint item of this analysis that it was merged into
	Sources  []Part // of a joint item, as far as the reader may see them
	Threads  []thread.Thread
	People   thread.People // whom the reader may call in
}

// Part is an item that another one was made of, or was made into.
type Part struct {
	ID, Analysis uuid.UUID
	Title        string // of its analysis
	Quadrant     Quadrant
	Text         string
	Office       string
}

// Item reads one item with the threads about it, in one round trip. An item that the caller may not see yet is NotFound.
func (t *Talk) Item(ctx context.Context, c access.Caller, target Target) (ItemView, error) {
	var v ItemView
	var foundA, foundI bool
	var own []Item
	var joint, sources []Part
	var err error
	v.Seat, err = account.SitToRead(ctx, t.Board.DB, c, func(b *postgres.Batch) {
		queueAnalysis(b, target.Analysis, &v.Analysis, &foundA)
		b.Queue(`select `+itemColumns+itemTables+` where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 and i.id = $2`, target.Analysis, target.Item).
			Query(postgres.First(&v.Item, &foundI, scanItem))
		queueOwners(b, target.Analysis, &own)
		queueMerged(b, `ms.joint_id`, `ms.source_id = $2 and ms.analysis_id = $1`, target, &joint)
		queueMerged(b, `ms.source_id`, `ms.joint_id = $2 and ms.analysis_id = $1`, target, &sources)
		thread.QueueThreads(b, about(target.Item), &v.Threads)
		thread.QueuePeople(b, &v.People)
	})
	if err != nil {
		return v, err
	}
	v.Item.Mine = t.Board.pen.wrote(v.Item)
	if !foundA || !foundI || !seesItem(v.Seat.Actor, v.Analysis, v.Item, t.wrote(v.Seat.Actor, own)) {
		return v, problem.Absent()
	}
	if len(joint) > 0 {
		v.Joint = &joint[0]
	}
	for _, p := range sources {
		if v.Seat.Guest == uuid.Nil || v.Seat.Guest == p.Analysis { // a guest of a room reaches one analysis
			v.Sources = append(v.Sources, p)
		}
	}
	v.People = v.People.For(v.Seat.Actor)
	return v, nil
}

// queueMerged queues the items at the other end of what was merged. Those of analyses that still hide their items stay out.
func queueMerged(b *postgres.Batch, end, where string, t Target, into *[]Part) {
	b.Queue(`select i.id, i.analysis_id, a.title, i.quadrant, i.text, coalesce(o.name, '')
		from merged_source ms join item i on i.institution_id = ms.institution_id and i.id = `+end+`
		join analysis a on a.institution_id = i.institution_id and a.id = i.analysis_id
		left join office o on o.institution_id = i.institution_id and o.id = i.office_id
		where ms.institution_id = `+postgres.ThisInstitution+` and `+where+` and i.withdrawn_at is null
			and (a.id = $1 or not `+hidesSQL("a")+`)
		order by a.title, i.position, i.id`, t.Analysis, t.Item).
		Query(postgres.All(into, func(row pgx.CollectableRow) (Part, error) {
			var p Part
			err := row.Scan(&p.ID, &p.Analysis, &p.Title, &p.Quadrant, &p.Text, &p.Office)
			return p, err
		}))
}

// Sees tells whether one of the people who can be called in sees the item already; see seesItem.
func (v ItemView) Sees(p thread.Person) bool {
	return !v.Analysis.HidesItems() || ownsItem(access.Actor{Person: p.Person, Office: p.Office}, v.Item)
}
