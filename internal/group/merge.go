package group

import (
	"time"

	"meridian/internal/institution"
	"meridian/internal/once"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// OfOffices is what this stage does when an office is merged into another.
var OfOffices = institution.Stage{Holdings: officeHoldings, Merge: MergeOffice}

func officeHoldings(b *postgres.Batch, office uuid.UUID) []*institution.Holding {
	seats := &institution.Holding{One: "1 seat in a working group", Many: "%d seats in working groups"}
	b.Queue(`select count(*) from seat where institution_id = `+postgres.ThisInstitution+` and office_id = $1 and (until is null or until >= current_date)`, office).
		QueryRow(func(row pgx.Row) error { return row.Scan(&seats.N) })
	return []*institution.Holding{seats}
}

// MergeOffice lets the office into sit where the office from sat, in the transaction that merges the two. The seats
// that from had end and stay in the history; where into has a seat in the same group, it keeps that one alone.
func MergeOffice(tx *postgres.Tx, institution, from, into uuid.UUID) error {
	var groups []groupRow
	var seats []seatRow
	var zone string
	var now time.Time
	b := &postgres.Batch{}
	// Locked as by every other change to a seat, and in one order, so that nobody waits for each other.
	postgres.Collect(b, &groups, groupColumns+` and id in (select group_id from seat where institution_id = $1 and office_id in ($2, $3)) order by id for update`,
		institution, from, into)
	postgres.Collect(b, &seats, seatColumns+` and office_id in ($1, $2)`, from, into)
	b.Queue(`select time_zone, now() from institution where id = $1`, institution).
		QueryRow(func(row pgx.Row) error { return row.Scan(&zone, &now) })
	if err := tx.Send(b); err != nil {
		return err
	}
	day := today(now, zone)
	for _, g := range groups {
		var all []Seat
		rows := map[uuid.UUID]seatRow{}
		for _, r := range seats {
			if r.GroupID == g.ID {
				s := Seat{ID: r.ID, Since: r.Since}
				s.Office.ID = r.OfficeID
				if r.Until != nil {
					s.Until = *r.Until
				}
				all, rows[r.ID] = append(all, s), r
			}
		}
		sitting := At(all, day)
		leaving := seatOf(sitting, from)
		if leaving == nil {
			continue
		}
		old := rows[leaving.ID]
		tx.Last(`update seat set until = greatest(since, $3::date - 1) where institution_id = $1 and id = $2`, institution, old.ID, day)
		if seatOf(sitting, into) == nil {
			tx.Last(`insert into seat (institution_id, id, group_id, office_id, holder_id, deputy_id, since, until) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
				institution, once.Fresh(), g.ID, into, old.HolderID, old.DeputyID, day, old.Until)
		}
	}
	return nil
}
