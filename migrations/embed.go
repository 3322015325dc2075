// Package migrations carries the steps from an empty database to the current schema.
package migrations

import "embed"

// Files holds the numbered pairs of golang-migrate. A pair that has been released is never edited.
//
//go:embed *.up.sql *.down.sql
var Files embed.FS

// Latest is the number of the newest pair; the server refuses to serve on an older schema.
const Latest = 7
