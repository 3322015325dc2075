package swot

import (
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// OfOffices is what this stage does when an office is merged into another.
var OfOffices = institution.Stage{Holdings: officeHoldings, Merge: MergeOffice}

func officeHoldings(b *postgres.Batch, office uuid.UUID) []*institution.Holding {
	items := &institution.Holding{One: "1 item", Many: "%d items"}
	analyses := &institution.Holding{One: "1 SWOT analysis", Many: "%d SWOT analyses"}
	b.Queue(`select count(*) filter (where withdrawn_at is null) from item where institution_id = `+postgres.ThisInstitution+` and office_id = $1`, office).
		QueryRow(func(row pgx.Row) error { return row.Scan(&items.N) })
	b.Queue(`select count(*) from analysis where institution_id = `+postgres.ThisInstitution+` and office_id = $1`, office).
		QueryRow(func(row pgx.Row) error { return row.Scan(&analyses.N) })
	return []*institution.Holding{items, analyses}
}

// MergeOffice gives the items and analyses of one office to another, the withdrawn items too, and raises
// the live version of every board that shows one of them.
//
// The analyses of the office come first, in the order that every writer keeps.
//
// Nobody writes items meanwhile, in any institution: a merge touches the items of many boards at once, and
// whatever the order of its locks, writers of items that are new to it would take them in another one.
// Merges are rare, take milliseconds and never wait for readers.
func MergeOffice(tx *postgres.Tx, institution, from, into uuid.UUID) error {
	const touched = `select analysis_id from item where institution_id = $1 and office_id = $2 union select id from analysis where institution_id = $1 and office_id = $2`
	b := &postgres.Batch{}
	b.Queue(`select from analysis where institution_id = $1 and office_id = $2 order by id for update`, institution, from)
	mergeAnswers(b, institution, from, into)
	b.Queue(`lock table item in exclusive mode`)
	b.Queue(`with raised as (update live set version = version + 1 where institution_id = $1 and id in (`+touched+`) returning id, version)
		update item i set office_id = $3, live_version = r.version from raised r
		where i.institution_id = $1 and i.analysis_id = r.id and i.office_id = $2`, institution, from, into)
	// Two offices that both voted keep both ballots: each was cast by an office as it was then.
	b.Queue(`update ballot set office_id = $3 where institution_id = $1 and office_id = $2`, institution, from, into)
	b.Queue(`update analysis set office_id = $3 where institution_id = $1 and office_id = $2`, institution, from, into)
	b.Queue(`update matrix_score set office_id = $3 where institution_id = $1 and office_id = $2`, institution, from, into)
	return tx.Send(b)
}
