package swot

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

const optionColumns = `o.id, o.kind, o.text, array(select oi.item_id from option_item oi where oi.institution_id = o.institution_id and oi.option_id = o.id order by oi.item_id) as items,
	o.version, o.live_version, o.changed_at, o.withdrawn_at`

// queueOptions queues all options of an analysis, the withdrawn ones too, in their order.
func queueOptions(b *postgres.Batch, analysis uuid.UUID, into *[]StrategicOption) {
	postgres.Collect(b, into, `select `+optionColumns+` from strategic_option o
		where o.institution_id = `+postgres.ThisInstitution+` and o.analysis_id = $1 order by o.kind, o.place, o.first_version, o.id`, analysis)
}

// queueOption queues one option that is to be changed and holds it until the transaction ends.
func queueOption(b *postgres.Batch, analysis, id uuid.UUID, into *StrategicOption, found *bool) {
	postgres.Find(b, into, found, `select `+optionColumns+` from strategic_option o
		where o.institution_id = `+postgres.ThisInstitution+` and o.analysis_id = $1 and o.id = $2 for update of o`, analysis, id)
}

// queueUsable queues those of some items that are of an analysis, and holds on to them: what refers to them is written
// before the live version is raised, as everywhere.
func queueUsable(b *postgres.Batch, analysis uuid.UUID, items []uuid.UUID, into *[]usable) {
	postgres.Collect(b, into, `select i.id, i.quadrant, i.withdrawn_at is not null as withdrawn from item i
		where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 and i.id = any($2) order by i.id for key share of i`, analysis, items)
}

// linkItems makes an option use exactly these items, with the transaction's commit.
func linkItems(tx *postgres.Tx, institution, option uuid.UUID, items []uuid.UUID) {
	tx.Last(`delete from option_item where institution_id = $1 and option_id = $2 and item_id <> all($3)`, institution, option, items)
	tx.Last(`insert into option_item (institution_id, option_id, item_id) select $1, $2, unnest($3::uuid[]) on conflict do nothing`, institution, option, items)
}
