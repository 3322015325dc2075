package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func TestTranslate(t *testing.T) {
	pg := func(code string) error {
		return fmt.Errorf("while writing: %w", &pgconn.PgError{Code: code})
	}
	for _, c := range []struct {
		name string
		err  error
		want problem.Kind
	}{
		{"no row", pgx.ErrNoRows, problem.NotFound},
		{"no row, wrapped", fmt.Errorf("reading: %w", pgx.ErrNoRows), problem.NotFound},
		{"lock not available", pg("55P03"), problem.Overloaded},
		{"statement timeout", pg("57014"), problem.Overloaded},
		{"deadlock", pg("40P01"), problem.Overloaded},
		{"serialisation", pg("40001"), problem.Overloaded},
		{"too many connections", pg("53300"), problem.Overloaded},
		{"disk full", pg("53100"), problem.Overloaded},
		{"shutting down", pg("57P01"), problem.Overloaded},
		{"starting up", pg("57P03"), problem.Overloaded},
		{"unique", pg("23505"), problem.Internal},
		{"foreign key", pg("23503"), problem.Internal},
		{"row-level security", pg("42501"), problem.Internal},
		{"syntax", pg("42601"), problem.Internal},
		{"cannot connect", &pgconn.ConnectError{}, problem.Overloaded},
		{"deadline", fmt.Errorf("waiting: %w", context.DeadlineExceeded), problem.Overloaded},
		{"the reader has gone", context.Canceled, problem.Internal},
		{"anything else", errors.New("else"), problem.Internal},
		{"a problem passes", problem.New(problem.Refused, "no"), problem.Refused},
		{"a problem with a cause passes", &problem.Problem{Kind: problem.Conflict, Err: pgx.ErrNoRows}, problem.Conflict},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := postgres.Translate(c.err)
			if kind := problem.Of(got).Kind; kind != c.want {
				t.Errorf("kind %s, want %s", kind, c.want)
			}
			if !errors.Is(got, c.err) {
				t.Error("the cause is lost")
			}
			if (problem.Of(got).RetryAfter > 0) != (c.want == problem.Overloaded) {
				t.Errorf("retry after %v", problem.Of(got).RetryAfter)
			}
		})
	}
	if postgres.Translate(nil) != nil {
		t.Error("no error became one")
	}
}

// The same from a server, whose codes are the truth.
func TestTranslateReal(t *testing.T) {
	d := postgrestest.New(t)
	in := newInstitution(t, d, "here")
	holder := connect(t, d.AppURL)
	if _, err := holder.Exec(t.Context(), `begin; select * from institution where slug = 'here' for update`); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, set, sql string
		want           problem.Kind
	}{
		{"a lock that somebody holds", `set local lock_timeout = '20ms'`, `update institution set name = 'x' where slug = 'here'`, problem.Overloaded},
		{"a statement that takes too long", `set local statement_timeout = '20ms'`, `select pg_sleep(30)`, problem.Overloaded},
		{"a fault of ours", `select 1`, `select no_such_column`, problem.Internal},
		{"another institution's row", `select 1`, `insert into office (institution_id, id, slug, name, kind) values (gen_random_uuid(), gen_random_uuid(), 'other', 'Other', 'office')`, problem.Internal},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := d.Tenant(t.Context(), in, func(tx *postgres.Tx) error {
				if err := tx.Exec(c.set); err != nil {
					return err
				}
				return tx.Exec(c.sql)
			})
			if err == nil || problem.Of(err).Kind != c.want {
				t.Errorf("answered %v, want %s", err, c.want)
			}
		})
	}
	t.Run("a database that has gone", func(t *testing.T) {
		run(t, d.AdminURL, `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'meridian'`)
		// A connection may be noticed as dead in the statement; it must not answer with another kind.
		until(t, "a new connection", func() bool {
			err := d.Tenant(t.Context(), in, func(tx *postgres.Tx) error { return tx.Exec(`select 1`) })
			if err != nil && !problem.Is(err, problem.Overloaded) {
				t.Errorf("answered %v, want %s", err, problem.Overloaded)
			}
			return err == nil
		})
	})
}

func TestViolates(t *testing.T) {
	d := postgrestest.New(t)
	a := newInstitution(t, d, "aaa")
	id := uuid.New()
	add := func(slug string) error {
		return d.Tenant(t.Context(), a, func(tx *postgres.Tx) error { return tx.Exec(addOffice, a, id, slug) })
	}
	if err := add("first"); err != nil {
		t.Fatal(err)
	}
	pkey := add("second")
	id = uuid.New()
	unique := add("first")
	foreign := d.Tenant(t.Context(), a, func(tx *postgres.Tx) error {
		return tx.Exec(`insert into live (institution_id, id) values ($1, $1)`, uuid.New())
	})
	check := add("Not a slug")
	for _, c := range []struct {
		name       string
		err        error
		constraint string
		want       bool
	}{
		{"primary key", pkey, "office_pkey", true},
		{"unique", unique, "office_institution_id_slug_key", true},
		{"the other unique", unique, "office_pkey", false},
		{"foreign key", foreign, "live_institution_id_fkey", true},
		{"check", check, "office_slug_check", true},
		{"wrapped", fmt.Errorf("adding: %w", pkey), "office_pkey", true},
		{"nothing", nil, "office_pkey", false},
		{"not the database's", errors.New("office_pkey"), "office_pkey", false},
		{"another class", &pgconn.PgError{Code: "42501", ConstraintName: "office_pkey"}, "office_pkey", false},
	} {
		if got := postgres.Violates(c.err, c.constraint); got != c.want {
			t.Errorf("%s: Violates(%v, %s) = %v, want %v", c.name, c.err, c.constraint, got, c.want)
		}
	}
}
