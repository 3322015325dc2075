package thread

import (
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// OfOffices is what this room does when an office is merged into another: who was called in stays so under the new name.
var OfOffices = institution.Stage{
	Holdings: func(*postgres.Batch, uuid.UUID) []*institution.Holding { return nil },
	Merge: func(tx *postgres.Tx, institution, from, into uuid.UUID) error {
		return tx.Exec(`update mention set office_id = $3 where institution_id = $1 and office_id = $2`, institution, from, into)
	},
}
