package postgres_test

import (
	"strings"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Look takes one round trip, sees one institution, writes nothing and leaves the connection clean.
func TestLook(t *testing.T) {
	d := postgrestest.New(t)
	a, b := newInstitution(t, d, "aaa"), newInstitution(t, d, "bbb")
	for _, in := range []uuid.UUID{a, b} {
		if err := d.Tenant(t.Context(), in, func(tx *postgres.Tx) error { return tx.Exec(addOffice, in, uuid.New(), "library") }); err != nil {
			t.Fatal(err)
		}
	}
	w := newWire(t, d.AppURL)
	db, err := postgres.Open(t.Context(), w.url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 15 { // one connection is left, on which the statements are prepared and measured
		conn, err := db.Pool().Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Release()
	}
	looks := map[string]struct {
		look func(*postgres.Batch) error
		want int
	}{
		"by id":           {func(b *postgres.Batch) error { return db.Look(t.Context(), a, b) }, 1},
		"by slug":         {func(b *postgres.Batch) error { return db.LookBySlug(t.Context(), "bbb", b) }, 1},
		"an unknown slug": {func(b *postgres.Batch) error { return db.LookBySlug(t.Context(), "nowhere", b) }, 0},
	}
	for name, c := range looks {
		t.Run(name, func(t *testing.T) {
			var before int64
			for range 2 { // the first time prepares the statements
				n := -1
				batch := &postgres.Batch{}
				batch.Queue(`select count(*) from office`).QueryRow(func(row pgx.Row) error { return row.Scan(&n) })
				before = w.trips.Load()
				if err := c.look(batch); err != nil || n != c.want {
					t.Fatalf("%d offices, %v, want %d", n, err, c.want)
				}
			}
			if got := w.trips.Load() - before; got != 1 {
				t.Errorf("%d round trips, want 1", got)
			}
			if len(clean(t, db.Pool())) == 0 {
				t.Error("no pooled connection was looked at")
			}
			write := &postgres.Batch{}
			write.Queue(`delete from office`)
			if err := c.look(write); err == nil || !strings.Contains(err.Error(), "read-only") {
				t.Errorf("a write was answered with %v", err)
			}
			if len(clean(t, db.Pool())) == 0 {
				t.Error("after a refusal no pooled connection was looked at")
			}
		})
	}
	if n := offices(t, d, a); n != 1 {
		t.Errorf("%d offices are left, want 1", n)
	}
}
