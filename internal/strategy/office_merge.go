package strategy

import (
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// OfOffices is what this stage does when an office is merged into another.
var OfOffices = institution.Stage{Holdings: officeHoldings, Merge: MergeOffice}

func officeHoldings(b *postgres.Batch, office uuid.UUID) []*institution.Holding {
	objectives := &institution.Holding{One: "1 objective", Many: "%d objectives"}
	b.Queue(`select count(*) from objective where institution_id = `+postgres.ThisInstitution+` and office_id = $1 and withdrawn_at is null`, office).
		QueryRow(func(row pgx.Row) error { return row.Scan(&objectives.N) })
	return []*institution.Holding{objectives}
}

// MergeOffice gives the objectives of one office to another, in the transaction that merges the two, the withdrawn ones
// too, and raises the live version of every strategy that has one of them: their sections show it.
func MergeOffice(tx *postgres.Tx, institution, from, into uuid.UUID) error {
	b := &postgres.Batch{}
	// The strategies first, then what stands in them, in the order that every writer keeps. Nobody writes in any of them
	// meanwhile: an objective that comes to the office only now is then seen by the statements below.
	b.Queue(`select from strategy where institution_id = $1 order by id for no key update`, institution)
	b.Queue(`with touched as (select distinct strategy_id, section_id from objective where institution_id = $1 and office_id = $2),
		raised as (update live set version = version + 1 where institution_id = $1 and id in (select strategy_id from touched) returning id, version)
		update section s set live_version = r.version, shape_version = r.version from raised r
		where s.institution_id = $1 and s.strategy_id = r.id and s.id in (select section_id from touched)`, institution, from)
	b.Queue(`update objective set office_id = $3 where institution_id = $1 and office_id = $2`, institution, from, into)
	return tx.Send(b)
}
