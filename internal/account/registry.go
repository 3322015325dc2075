package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
)

// NewRegistry makes the registry of institutions with what this stage knows: seats, and who belongs to
// an office. Later stages add themselves to its Stages.
func NewRegistry(db *postgres.DB) institution.Registry {
	return institution.Registry{
		DB: db,
		Sit: func(ctx context.Context, c access.Caller, queue func(*postgres.Batch), fn func(*postgres.Tx, access.Seat) error) error {
			return Sit(ctx, db, c, queue, fn)
		},
		Look: func(ctx context.Context, c access.Caller, queue func(*postgres.Batch)) (access.Seat, error) {
			return SitToRead(ctx, db, c, queue)
		},
		Members: queueOfficeMembers,
		Stages:  []institution.Stage{{Holdings: officeHoldings, Merge: MergeOffice}},
	}
}

// ofOffice is the condition, on membership m, that somebody belongs to an office, or will after answering.
const ofOffice = `m.office_id is not null and m.analysis_id is null and m.disabled_at is null and (m.valid_until is null or m.valid_until > now())`

func queueOfficeMembers(b *postgres.Batch, into *[]institution.Member) {
	postgres.Collect(b, into, `select m.id as membership, m.office_id, case when m.accepted_at is null then '' else p.name end as name, m.role,
			coalesce(m.standing, '') as standing, m.accepted_at is not null as accepted
		from membership m join person p on p.id = m.person_id and p.disabled_at is null
		where m.institution_id = `+postgres.ThisInstitution+` and `+ofOffice+`
		order by case m.standing when 'head' then 1 when 'focal_person' then 2 when 'deputy' then 3 else 4 end, m.accepted_at is null, p.name collate "und-x-icu", m.id`)
}
