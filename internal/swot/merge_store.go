package swot

import (
	"slices"

	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// sourceColumns are what there is to know of a source. $1 is the analysis of the joint item.
var sourceColumns = `i.id, i.analysis_id, sa.title, i.quadrant, i.text, i.evidence, o.id, coalesce(o.slug, ''), coalesce(o.name, ''), i.votes, sa.phase = 'closed', ms.joint_id,
	i.joint, i.withdrawn_at is not null,
	sa.id = $1 or sa.phase = 'closed' or exists (select from analysis_source c where c.institution_id = i.institution_id and c.analysis_id = $1 and c.source_id = sa.id),
	` + hidesSQL("sa")

const sourceTables = `
	join analysis sa on sa.institution_id = i.institution_id and sa.id = i.analysis_id
	left join office o on o.institution_id = i.institution_id and o.id = coalesce(i.office_id, sa.office_id) `

func scanSource(row pgx.CollectableRow) (Source, error) {
	var s Source
	var joint *uuid.UUID
	err := row.Scan(&s.ID, &s.Analysis, &s.AnalysisTitle, &s.Quadrant, &s.Text, &s.Evidence, &s.OfficeID, &s.OfficeSlug, &s.OfficeName, &s.Votes, &s.Counted, &joint,
		&s.joint, &s.withdrawn, &s.usable, &s.hidden)
	s.JointID = postgres.OrNil(joint)
	return s, err
}

// queueMergeLocks queues the locking of what a merge changes on the analysis's own board: a joint item, what it is made of
// and the given items, all at once and in the order that everybody keeps. Their keys do not change, so that a merge on
// another analysis that refers to them at the same moment does not wait.
func queueMergeLocks(b *postgres.Batch, analysis, joint uuid.UUID, ids []uuid.UUID) {
	b.Queue(`select from item i where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 and (i.id = $2 or i.id = any($3) or exists
		(select from merged_source ms where ms.institution_id = i.institution_id and ms.joint_id = $2 and ms.source_id = i.id)) order by i.id for no key update of i`, analysis, joint, ids)
}

// queueSources queues the reading of items as sources of an analysis; see queueMergeLocks for those on its own board.
// Those on others are only read: nothing is written there.
func queueSources(b *postgres.Batch, analysis uuid.UUID, ids []uuid.UUID, into *[]Source) {
	b.Queue(`select `+sourceColumns+` from item i `+sourceTables+`
		left join merged_source ms on ms.institution_id = i.institution_id and ms.analysis_id = $1 and ms.source_id = i.id
		where i.institution_id = `+postgres.ThisInstitution+` and i.id = any($2) order by array_position($2, i.id)`, analysis, ids).
		Query(postgres.All(into, scanSource))
}

// queueJoint queues the reading of a joint item that is to be changed, with what it is made of; see queueMergeLocks.
func queueJoint(b *postgres.Batch, t Target, into *Item, found *bool) {
	b.Queue(`select `+itemColumns+itemTables+` where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 and i.id = $2`, t.Analysis, t.Item).
		Query(postgres.First(into, found, scanItem))
}

// queueUse queues the question whether an option uses an item.
func queueUse(b *postgres.Batch, item uuid.UUID, used *bool) {
	b.Queue(`select exists (select from option_item u join strategic_option o on o.institution_id = u.institution_id and o.id = u.option_id
		where u.institution_id = `+postgres.ThisInstitution+` and u.item_id = $1 and o.withdrawn_at is null)`, item).
		QueryRow(func(row pgx.Row) error { return row.Scan(used) })
}

// queueParts queues what the joint items of an analysis are made of, where they changed after a live version.
func queueParts(b *postgres.Batch, analysis uuid.UUID, since int64, into *[]Source) {
	b.Queue(`select `+sourceColumns+` from merged_source ms
		join item j on j.institution_id = ms.institution_id and j.id = ms.joint_id and j.live_version > $2
		join item i on i.institution_id = ms.institution_id and i.id = ms.source_id `+sourceTables+`
		where ms.institution_id = `+postgres.ThisInstitution+` and ms.analysis_id = $1 order by o.name nulls last, sa.title, i.id`, analysis, since).
		Query(postgres.All(into, scanSource))
}

// putParts gives joint items what they are made of, as far as their reader may see it: not what stands in an analysis
// that hides its items, and for a guest of a room nothing of another analysis.
func putParts(a Analysis, guest bool, items []Item, parts []Source) {
	parts = slices.DeleteFunc(parts, func(p Source) bool { return p.Analysis != a.ID && (p.hidden || guest) })
	if len(parts) == 0 {
		return
	}
	of := map[uuid.UUID][]Source{}
	for _, p := range parts {
		of[p.JointID] = append(of[p.JointID], p)
	}
	for n := range items {
		if items[n].Joint {
			items[n].Parts = of[items[n].ID]
		}
	}
}
