// Package jobs is work that is done after a request, by River: queued in the transaction that gives rise
// to it, done by one of the servers, tried again when it fails. A job's arguments are ids of rows: the work
// opens its institution and reads what it needs there.
package jobs

import (
	"encoding/json"
	"fmt"
	"time"

	"meridian/internal/postgres"
)

// Args are a job's arguments: ids of rows and nothing that should not stand in a log. Kind names the work.
type Args interface{ Kind() string }

// MaxAttempts is how often a job is tried before it is given up, over about eleven hours.
const MaxAttempts = 12

// Insert queues a job in the transaction: it exists when the transaction commits, and not otherwise.
//
// The row is the one that River itself would write. River's own insertion takes a round trip for the row and one
// more to wake listeners, of which there are none here; this statement travels with the commit.
func Insert(tx *postgres.Tx, args Args) error { return InsertAt(tx, args, time.Time{}) }

// InsertAt is Insert of a job that is to be done at a time, or at once when that has passed.
func InsertAt(tx *postgres.Tx, args Args, at time.Time) error {
	encoded, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("the arguments of job %s cannot be written: %w", args.Kind(), err)
	}
	if !at.After(time.Now()) {
		tx.Last(`insert into river_job (kind, args, max_attempts) values ($1, $2, $3)`, args.Kind(), string(encoded), MaxAttempts)
		return nil
	}
	tx.Last(`insert into river_job (kind, args, max_attempts, state, scheduled_at) values ($1, $2, $3, 'scheduled', $4)`, args.Kind(), string(encoded), MaxAttempts, at)
	return nil
}
