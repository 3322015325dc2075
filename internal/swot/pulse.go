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
	Asked   int         // offices that the analysis asks; see hearing
	Heard   int         // of these, who were heard; see hearing
	Voters  int         // who could vote: the offices asked and whoever else voted; 0 where persons vote, whom nobody counts
	Voted   int         // who has given dots
	Changed []uuid.UUID // voters whose ballot has changed since
	At      time.Time   // when it was read, by the database's clock
}

// queuePulse queues the reading of the pulse, with the voters whose ballot has changed after a live version.
func queuePulse(b *postgres.Batch, analysis uuid.UUID, since int64, into *Pulse) {
	b.Queue(`with `+hearing+`,
		voted as (select distinct v.voter_id as id from vote v, a where v.institution_id = a.institution_id and v.analysis_id = a.id)
		select (select count(*) from item i, a where i.institution_id = a.institution_id and i.analysis_id = a.id and i.withdrawn_at is null),
			(select count(*) from hearing where asked), (select count(*) from hearing where asked and heard),
			(select count(*) from voted),
			case when (select dots_per from a) = 'office' then (select count(*) from (select office_id from hearing where asked union select id from voted) n) else 0 end,
			array(select t.voter_id from ballot t, a where t.institution_id = a.institution_id and t.analysis_id = a.id and t.live_version > $2 order by t.voter_id limit 500),
			now()`, analysis, since).
		QueryRow(func(row pgx.Row) error {
			return row.Scan(&into.Written, &into.Asked, &into.Heard, &into.Voted, &into.Voters, &into.Changed, &into.At)
		})
}
