package strategy

import (
	"time"

	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Consult says between which moments a strategy is consulted on, and whether its text is fixed meanwhile: inside a
// transaction of the consultation, which has asked for the right and holds the strategy alone.
func Consult(tx *postgres.Tx, institution, strategy uuid.UUID, from, until time.Time, fixed bool) {
	tx.Last(`update strategy set consulted_from = $3, consulted_until = $4, text_fixed = $5 where institution_id = $1 and id = $2`,
		institution, strategy, from, until, fixed)
}

// Hold reads a strategy and holds it alone until the transaction ends: for what Meridian does by itself, when nobody is
// there who could be asked for a right. One that is not there is NotFound.
func Hold(tx *postgres.Tx, strategy uuid.UUID) (Strategy, error) {
	var s Strategy
	var found bool
	b := &postgres.Batch{}
	queueGround(b, strategy, alone, &s, &found)
	if err := tx.Send(b); err != nil {
		return s, err
	}
	if !found {
		return s, problem.Absent()
	}
	return s, nil
}
