package strategy

import (
	"meridian/internal/access"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// copied is the id that a copied row gets in strategy $3, which is new: made of both, so that what points to a row points
// to its copy too without anybody keeping a list.
func copied(id string) string { return `md5($3::uuid::text || ` + id + `::text)::uuid` }

// copyInto copies what stands in the strategy from into one that has just been opened: its sections with their texts as
// they are now, goals, objectives with what they answer, indicators with their targets. It comes with the change that
// reshape raises the live version for, in the same transaction and before it. The caller holds from.
func copyInto(tx *postgres.Tx, seat access.Seat, from, into uuid.UUID) {
	run := func(sql string) { tx.Last(sql, seat.Institution, from, into) }
	tx.Last(`insert into section (institution_id, strategy_id, id, kind, title, guide, place, doc, words, live_version, shape_version, first_version, digest, changed_by)
		select $1, $3, `+copied("s.id")+`, s.kind, s.title, s.guide, s.place, s.doc, s.words, l.version + 1, l.version + 1, l.version + 1, s.digest, $4
		from section s join live l on l.institution_id = s.institution_id and l.id = $3
		where s.institution_id = $1 and s.strategy_id = $2 and s.withdrawn_at is null`, seat.Institution, from, into, seat.Membership)
	run(`insert into goal (institution_id, strategy_id, section_id, id, text, place, digest)
		select $1, $3, ` + copied("g.section_id") + `, ` + copied("g.id") + `, g.text, g.place, g.digest from goal g
		join section s on s.institution_id = g.institution_id and s.id = g.section_id and s.withdrawn_at is null
		where g.institution_id = $1 and g.strategy_id = $2 and g.withdrawn_at is null`)
	// An objective whose goal was withdrawn stands in its section without one.
	run(`insert into objective (institution_id, strategy_id, section_id, goal_id, id, text, office_id, place, digest)
		select $1, $3, ` + copied("o.section_id") + `, case when g.id is null then null else ` + copied("g.id") + ` end, ` + copied("o.id") + `, o.text, o.office_id, o.place, o.digest
		from objective o join section s on s.institution_id = o.institution_id and s.id = o.section_id and s.withdrawn_at is null
		left join goal g on g.institution_id = o.institution_id and g.id = o.goal_id and g.withdrawn_at is null
		where o.institution_id = $1 and o.strategy_id = $2 and o.withdrawn_at is null`)
	const standing = ` join objective o on o.institution_id = x.institution_id and o.id = x.objective_id and o.strategy_id = $2 and o.withdrawn_at is null
		join section s on s.institution_id = o.institution_id and s.id = o.section_id and s.withdrawn_at is null `
	run(`insert into citation (institution_id, objective_id, id, item_id, option_id)
		select $1, ` + copied("x.objective_id") + `, ` + copied("x.id") + `, x.item_id, x.option_id from citation x` + standing + `where x.institution_id = $1`)
	run(`insert into indicator (institution_id, strategy_id, objective_id, id, name, numerator, denominator, unit, direction, baseline, baseline_year, source, frequency, library_key, place, digest)
		select $1, $3, ` + copied("x.objective_id") + `, ` + copied("x.id") + `, x.name, x.numerator, x.denominator, x.unit, x.direction, x.baseline, x.baseline_year, x.source, x.frequency, x.library_key, x.place, x.digest
		from indicator x` + standing + `where x.institution_id = $1 and x.withdrawn_at is null`)
	run(`insert into indicator_target (institution_id, indicator_id, year, value)
		select $1, ` + copied("t.indicator_id") + `, t.year, t.value from indicator_target t
		join indicator x on x.institution_id = t.institution_id and x.id = t.indicator_id and x.withdrawn_at is null` + standing + `where t.institution_id = $1`)
}
