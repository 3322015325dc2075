package swot

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// queueArrivals queues who waits for an analysis, and who has been let in and may still enter: by office.
func queueArrivals(b *postgres.Batch, analysis uuid.UUID, into *[]Arrival) {
	b.Queue(`select r.id, r.name, r.email, o.slug, o.name, r.arrived_at, r.membership_id is not null
		from arrival r join office o on o.institution_id = r.institution_id and o.id = r.office_id
		left join membership m on m.institution_id = r.institution_id and m.id = r.membership_id
		where r.institution_id = `+postgres.ThisInstitution+` and r.analysis_id = $1 and r.turned_away_at is null
		  and (r.membership_id is null or m.disabled_at is null and (m.valid_until is null or m.valid_until > now()))
		order by o.name collate "und-x-icu", o.id, r.arrived_at, r.id limit 2000`, analysis).
		Query(postgres.All(into, func(row pgx.CollectableRow) (Arrival, error) {
			var a Arrival
			err := row.Scan(&a.ID, &a.Name, &a.Email, &a.OfficeSlug, &a.OfficeName, &a.ArrivedAt, &a.Inside)
			return a, err
		}))
}

// asking is an arrival that is about to be answered.
type asking struct {
	ID         uuid.UUID
	Name       string
	Email      string
	OfficeID   uuid.UUID
	OfficeName string
}

// queueAsking queues the reading of those who still wait among the chosen, and keeps everybody else from answering
// them until the transaction ends.
func queueAsking(b *postgres.Batch, analysis uuid.UUID, who Chosen, into *[]asking) {
	postgres.Collect(b, into, `select r.id, r.name, r.email, r.office_id, o.name as office_name
		from arrival r join office o on o.institution_id = r.institution_id and o.id = r.office_id
		where r.institution_id = `+postgres.ThisInstitution+` and r.analysis_id = $1 and r.membership_id is null and r.turned_away_at is null
		  and ($2::uuid is null or r.id = $2) and ($3 = '' or o.slug = $3) and ($4::timestamptz is null or r.arrived_at <= $4)
		order by r.id for update of r`, analysis, postgres.Optional(who.Arrival), who.Office, optionalTime(who.Through))
}
