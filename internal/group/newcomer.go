package group

import (
	"meridian/internal/activity"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// SeatNewcomer gives the seats that wait for an office's head or focal person to somebody who has just joined as such, in
// the transaction of the joining. A seat that somebody holds, or ever held, is left to the international office.
func SeatNewcomer(tx *postgres.Tx, institution, person uuid.UUID) error {
	b := &postgres.Batch{}
	var taken []struct{ ID uuid.UUID }
	postgres.Collect(b, &taken, `update seat s set holder_id = m.id from membership m, working_group g
		where s.institution_id = $1 and s.holder_id is null and s.deputy_id is null and s.until is null
		  and g.institution_id = s.institution_id and g.id = s.group_id and g.ended_at is null
		  and m.institution_id = s.institution_id and m.person_id = $2 and m.office_id = s.office_id
		  and m.standing in ('head', 'focal_person') and m.analysis_id is null and m.accepted_at is not null and m.disabled_at is null
		returning s.group_id as id`, institution, person)
	if err := tx.Send(b); err != nil {
		return err
	}
	for _, g := range taken {
		activity.RecordUnnamed(tx, institution, activity.Entry{Kind: "seat taken on joining", Subject: activity.OfGroup, ID: g.ID})
	}
	return nil
}
