// Package jobs is work that is done after a request, by River: queued in the transaction that gives rise
// to it, done by one of the servers, tried again when it fails.
package jobs

import "meridian/internal/postgres"

// Args are a job's arguments: ids of rows and nothing that should not stand in a log. Kind names the work.
type Args interface{ Kind() string }

// Insert queues a job in the transaction: it exists when the transaction commits, and not otherwise.
func Insert(tx *postgres.Tx, args Args) error {
	return nil // TEMPORARY
}
