package swot

import (
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Pulse is what stands above a board and changes without its items, the same for everybody: how far it is.
type Pulse struct {
	Written int         // items on the board
	Asked   int         // offices that the analysis asks: its own, its group's, or all that are at work and no body
	Heard   int         // of these, who wrote something, is ready or has nothing to say; see heard
	Voters  int         // who could vote: the offices asked and whoever else voted; 0 where persons vote, whom nobody counts
	Voted   int         // who has given dots
	Changed []uuid.UUID // voters whose ballot has changed since
	At      time.Time   // when it was read, by the database's clock
}

// asked are the offices that an analysis "a" asks, as o.
const asked = `select o.id from office o, a where o.institution_id = a.institution_id and case
	when a.office_id is not null then o.id = a.office_id
	when a.group_id is not null then exists (select from seat s, institution n where s.institution_id = a.institution_id and s.group_id = a.group_id and s.office_id = o.id
		and n.id = a.institution_id and s.since <= (now() at time zone n.time_zone)::date and (s.until is null or s.until >= (now() at time zone n.time_zone)::date))
	else o.archived_at is null and o.kind <> 'body' end`

// heard is the condition that an office o of analysis a was heard: it wrote, or an item stands in its name, or it
// said that it is ready, or that it has nothing under any heading.
const heard = `exists (select from office_answer w where w.institution_id = a.institution_id and w.analysis_id = a.id and w.office_id = o.id
		and (w.wrote or w.ready or cardinality(w.nothing) = 4))
	or exists (select from item i where i.institution_id = a.institution_id and i.analysis_id = a.id and i.office_id = o.id and i.withdrawn_at is null)`

// queuePulse queues the reading of the pulse, with the voters whose ballot has changed after a live version.
func queuePulse(b *postgres.Batch, analysis uuid.UUID, since int64, into *Pulse) {
	b.Queue(`with a as (select * from analysis where institution_id = `+postgres.ThisInstitution+` and id = $1),
		asked as (`+asked+`),
		voted as (select distinct v.voter_id as id from vote v, a where v.institution_id = a.institution_id and v.analysis_id = a.id)
		select (select count(*) from item i, a where i.institution_id = a.institution_id and i.analysis_id = a.id and i.withdrawn_at is null),
			(select count(*) from asked), (select count(*) from asked o, a where `+heard+`),
			(select count(*) from voted),
			case when (select dots_per from a) = 'office' then (select count(*) from (select id from asked union select id from voted) n) else 0 end,
			array(select t.voter_id from ballot t, a where t.institution_id = a.institution_id and t.analysis_id = a.id and t.live_version > $2 order by t.voter_id limit 500),
			now()`, analysis, since).
		QueryRow(func(row pgx.Row) error {
			return row.Scan(&into.Written, &into.Asked, &into.Heard, &into.Voted, &into.Voters, &into.Changed, &into.At)
		})
}
