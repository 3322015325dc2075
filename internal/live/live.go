// Package live carries changes to the pages that have the changed thing open. Truth is the counter
// in the table live, raised in the transaction that changes the thing; everything else here
// (waking, notifying, ticking) only makes the truth arrive sooner.
package live

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Key names a thing that people watch while it changes.
type Key struct {
	Institution, ID uuid.UUID
}

// RaiseSQL is the clause that raises the counter of a thing; a use case puts it before its own last
// statement ("with raised as (…) insert … select …, raised.version from raised"), so that the row and
// the counter change together and the counter's lock is held only until the commit that follows.
// $1 is the institution and $2 the thing.
const RaiseSQL = `raised as (update live set version = version + 1 where institution_id = $1 and id = $2 returning version)`

// Begin queues the creation of a thing's counter at version 0.
func Begin(tx *postgres.Tx, k Key) {
	tx.Last(`insert into live (institution_id, id) values ($1, $2)`, k.Institution, k.ID)
}

// QueueVersion queues the reading of a thing's counter.
func QueueVersion(b *postgres.Batch, k Key, into *int64) {
	b.Queue(`select version from live where institution_id = $1 and id = $2`, k.Institution, k.ID).
		QueryRow(func(row pgx.Row) error { return row.Scan(into) })
}
