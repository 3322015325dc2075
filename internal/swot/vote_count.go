package swot

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// countVotes writes with the transaction's commit how many dots each item of the analysis has. A joint item has its own
// and those of its sources; a source of another analysis counts with what was counted there. The analysis must be held,
// see queueGroundToChange.
func countVotes(tx *postgres.Tx, institution, analysis uuid.UUID) {
	tx.Last(`with recursive part as (
			select id as whole, id from item where institution_id = $1 and analysis_id = $2
			union
			select p.whole, ms.source_id from part p join merged_source ms on ms.institution_id = $1 and ms.analysis_id = $2 and ms.joint_id = p.id
		), given as (
			select item_id, sum(dots) as dots from vote where institution_id = $1 and analysis_id = $2 group by item_id
		), counted as (
			select p.whole, sum(case when i.analysis_id = $2 then coalesce(g.dots, 0) else i.votes end) as dots
			from part p join item i on i.institution_id = $1 and i.id = p.id left join given g on g.item_id = p.id group by p.whole
		)
		update item set votes = counted.dots from counted
		where item.institution_id = $1 and item.analysis_id = $2 and item.id = counted.whole and item.votes <> counted.dots`, institution, analysis)
}
