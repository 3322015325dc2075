package postgres_test

import (
	"context"
	"testing"
	"time"

	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

// connect opens a connection of the test's own; it ends with the test.
func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// run executes SQL at an address, several statements at once if need be.
func run(t *testing.T, url, sql string) {
	t.Helper()
	if _, err := connect(t, url).Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s\n%v", sql, err)
	}
}

// list collects one column of text.
func list(t *testing.T, url, sql string, args ...any) []string {
	t.Helper()
	rows, err := connect(t, url).Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// until waits for a condition, with a deadline.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain: " + what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// newInstitution makes an institution with a slug.
func newInstitution(t *testing.T, db *postgrestest.Database, slug string) uuid.UUID {
	t.Helper()
	id := uuid.New()
	err := db.Global(t.Context(), func(tx *postgres.Tx) error {
		return tx.Exec(`insert into institution (id, slug, name) values ($1, $2, $2)`, id, slug)
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

const addOffice = `insert into office (institution_id, id, slug, name, kind) values ($1, $2, $3, $3, 'office')`

// offices counts the rows of an institution, as it sees them itself.
func offices(t *testing.T, db *postgrestest.Database, institution uuid.UUID) (n int) {
	t.Helper()
	err := db.Tenant(t.Context(), institution, func(tx *postgres.Tx) error {
		return tx.Row(`select count(*) from office`, nil, &n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// clean fails the test unless every connection of the pool stands outside a transaction and without
// a tenant. It returns the process ids of the connections that it has seen.
func clean(t *testing.T, pool *pgxpool.Pool) map[uint32]bool {
	t.Helper()
	seen := map[uint32]bool{}
	for _, conn := range pool.AcquireAllIdle(t.Context()) {
		seen[conn.Conn().PgConn().PID()] = true
		if status := conn.Conn().PgConn().TxStatus(); status != 'I' {
			t.Errorf("a pooled connection is left in transaction state %q", status)
		}
		var institution, person string
		err := conn.QueryRow(t.Context(), `select coalesce(current_setting('app.institution_id', true), ''), coalesce(current_setting('app.person_id', true), '')`).Scan(&institution, &person)
		if err != nil || institution != "" || person != "" {
			t.Errorf("a pooled connection is left with institution %q, person %q, error %v", institution, person, err)
		}
		conn.Release()
	}
	return seen
}
