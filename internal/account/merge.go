package account

import (
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func officeHoldings(b *postgres.Batch, office uuid.UUID) []*institution.Holding {
	people := &institution.Holding{One: "1 person", Many: "%d people"}
	b.Queue(`select count(distinct m.person_id) from membership m join person p on p.id = m.person_id and p.disabled_at is null
		where m.institution_id = `+postgres.ThisInstitution+` and m.office_id = $1 and `+ofOffice, office).
		QueryRow(func(row pgx.Row) error { return row.Scan(&people.N) })
	return []*institution.Holding{people}
}

// MergeOffice makes the members of one office members of another, with their standing, and those who wait
// at a room's door too. Who has the same role in both keeps one membership: it allows what either did; the
// other one ends and stays with the old office, so that what it wrote keeps its author.
func MergeOffice(tx *postgres.Tx, institution, from, into uuid.UUID) error {
	b := &postgres.Batch{}
	b.Queue(`update person set access_version = access_version + 1
		where id in (select person_id from membership where institution_id = $1 and office_id = $2)`, institution, from)
	b.Queue(`update membership n set
			valid_from = least(n.valid_from, m.valid_from),
			valid_until = case when n.disabled_at is not null then m.valid_until
				when n.valid_until is null or m.valid_until is null then null else greatest(n.valid_until, m.valid_until) end,
			accepted_at = least(n.accepted_at, m.accepted_at),
			disabled_at = null,
			standing = case when n.disabled_at is not null then m.standing
				when 'head' in (n.standing, m.standing) then 'head' when 'focal_person' in (n.standing, m.standing) then 'focal_person'
				else coalesce(n.standing, m.standing) end
		from membership m
		where m.institution_id = $1 and m.office_id = $2 and m.disabled_at is null and (m.valid_until is null or m.valid_until > now())
		  and (m.accepted_at is not null or n.accepted_at is null)
		  and n.institution_id = $1 and n.office_id = $3 and `+twins, institution, from, into)
	b.Queue(`update membership m set valid_until = least(m.valid_until, now()), standing = null
		where m.institution_id = $1 and m.office_id = $2
		  and exists (select from membership n where n.institution_id = $1 and n.office_id = $3 and `+twins+`)`, institution, from, into)
	b.Queue(`update membership m set office_id = $3
		where m.institution_id = $1 and m.office_id = $2
		  and not exists (select from membership n where n.institution_id = $1 and n.office_id = $3 and `+twins+`)`, institution, from, into)
	b.Queue(`update arrival set office_id = $3 where institution_id = $1 and office_id = $2`, institution, from, into)
	return tx.Send(b)
}

// twins is the condition that memberships m and n of two offices would be one in a single office.
const twins = `n.person_id = m.person_id and n.role = m.role and n.analysis_id is not distinct from m.analysis_id`
