package account

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

func makeAdministrator(tx *postgres.Tx, person uuid.UUID) {
	tx.Last("update person set administrator = true where id = $1", person)
}
