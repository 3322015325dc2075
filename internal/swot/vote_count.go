package swot

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// countVotes counts the dots on the items of an analysis, with the transaction's commit. A joint item has its own and
// those of the items that it was made of; of an item of another analysis those that were counted there.
func countVotes(tx *postgres.Tx, institution, analysis uuid.UUID) {
	tx.Last(`with own as (
			select i.id, i.joint, coalesce((select sum(v.dots) from vote v where v.institution_id = i.institution_id and v.item_id = i.id), 0) as votes
			from item i where i.institution_id = $1 and i.analysis_id = $2),
		counted as (
			select own.id, own.votes + case when own.joint then coalesce((select sum(coalesce(here.votes, s.votes)) from merged_source ms
				join item s on s.institution_id = ms.institution_id and s.id = ms.source_id
				left join own here on here.id = s.id
				where ms.institution_id = $1 and ms.joint_id = own.id), 0) else 0 end as votes from own)
		update item i set votes = counted.votes from counted
		where i.institution_id = $1 and i.analysis_id = $2 and i.id = counted.id and i.votes <> counted.votes`, institution, analysis)
}
