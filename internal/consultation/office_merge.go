package consultation

import (
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// OfOffices is what this stage does when an office is merged into another: what it said counts as the other's, and where
// either was asked, the other is. Of the positions of both the last stands, as of one office's.
var OfOffices = institution.Stage{
	Holdings: func(*postgres.Batch, uuid.UUID) []*institution.Holding { return nil },
	Merge: func(tx *postgres.Tx, institution, from, into uuid.UUID) error {
		for _, statement := range []string{
			`update contribution set office_id = $3 where institution_id = $1 and office_id = $2`,
			`update office_position set office_id = $3 where institution_id = $1 and office_id = $2`,
			`insert into consultation_office (institution_id, consultation_id, office_id)
				select institution_id, consultation_id, $3 from consultation_office where institution_id = $1 and office_id = $2 on conflict do nothing`,
		} {
			if err := tx.Exec(statement, institution, from, into); err != nil {
				return err
			}
		}
		return tx.Exec(`delete from consultation_office where institution_id = $1 and office_id = $2`, institution, from)
	},
}
