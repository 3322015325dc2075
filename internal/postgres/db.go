// Package postgres is the only place that sees the connection pool. Everybody else gets a Tx
// that belongs to one institution, or one that reaches global tables only.
package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// DB is a database of Meridian as the serving role sees it.
type DB struct {
	pool *pgxpool.Pool
	url  string
}

// Open connects to url as the app role. It does not check the schema: see Check.
func Open(ctx context.Context, url string) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the database address cannot be read: %w", err)
	}
	cfg.MaxConns = 16
	cfg.MinIdleConns = 2
	cfg.MaxConnIdleTime = 10 * time.Minute
	params := cfg.ConnConfig.RuntimeParams
	params["application_name"] = "meridian"
	params["statement_timeout"] = "5000"
	params["lock_timeout"] = "2000"
	params["idle_in_transaction_session_timeout"] = "10000"
	params["timezone"] = "UTC"
	// Every query finds its rows by keys that begin with the institution, so a plan made once is as good
	// as one made for each call, and planning would cost more than running.
	params["plan_cache_mode"] = "force_generic_plan"
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("the database does not answer: %w", err)
	}
	return &DB{pool: pool, url: url}, nil
}

// Close gives all connections back.
func (db *DB) Close() { db.pool.Close() }

// Pool is for the figures that package app shows to operators, and for libraries that bring their own
// queries; everybody else gets a Tx.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }

// Ping answers within the context's deadline whether the database can be reached.
func (db *DB) Ping(ctx context.Context) error { return db.pool.Ping(ctx) }

// Listen opens a connection of its own, outside the pool, for LISTEN. The caller closes it.
func (db *DB) Listen(ctx context.Context, channel string) (*pgx.Conn, error) {
	cfg, err := pgx.ParseConfig(db.url)
	if err != nil {
		return nil, err
	}
	cfg.RuntimeParams["application_name"] = "meridian listener"
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "listen "+pgx.Identifier{channel}.Sanitize()); err != nil {
		_ = conn.Close(ctx)
		return nil, err
	}
	return conn, nil
}

// Tenant runs fn in one transaction that sees the rows of one institution. When fn returns nil the
// transaction is committed, else rolled back. Errors are those of fn, or translated by Translate.
func (db *DB) Tenant(ctx context.Context, institution uuid.UUID, fn func(*Tx) error) error {
	return db.run(ctx, setInstitution, institution.String(), fn)
}

// TenantBySlug is Tenant for the institution with the slug; when there is none, no row is visible.
func (db *DB) TenantBySlug(ctx context.Context, slug string, fn func(*Tx) error) error {
	return db.run(ctx, setInstitutionBySlug, slug, fn)
}

// Global runs fn in a transaction that reaches global tables only: no institution is set.
func (db *DB) Global(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, "", "", fn)
}

// AsPerson runs fn in a transaction that, beside global tables, can read the memberships of one
// person in every institution. It is for sign-in and for the choice of an institution.
func (db *DB) AsPerson(ctx context.Context, person uuid.UUID, fn func(*Tx) error) error {
	return db.run(ctx, setPerson, person.String(), fn)
}

// Look runs a batch that only reads, for one institution, in one round trip: the transaction around it
// begins and ends in the same batch.
func (db *DB) Look(ctx context.Context, institution uuid.UUID, b *Batch) error {
	return db.look(ctx, setInstitution, institution.String(), b)
}

// LookBySlug is Look for the institution with the slug; when there is none, no row is visible.
func (db *DB) LookBySlug(ctx context.Context, slug string, b *Batch) error {
	return db.look(ctx, setInstitutionBySlug, slug, b)
}

// LookGlobal is Look for global tables alone.
func (db *DB) LookGlobal(ctx context.Context, b *Batch) error { return db.look(ctx, "", "", b) }

func (db *DB) look(ctx context.Context, set, value string, b *Batch) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return Translate(err)
	}
	defer conn.Release()
	tx := &Tx{ctx: ctx, conn: conn.Conn(), set: set, value: value, readOnly: true}
	if err := tx.send(b, true); err != nil {
		tx.rollback()
		return Translate(err)
	}
	return nil
}

const (
	setInstitution       = `select set_config('app.institution_id', $1, true)`
	setPerson            = `select set_config('app.person_id', $1, true)`
	setInstitutionBySlug = `select set_config('app.institution_id', coalesce((select id::text from institution where slug = $1), ''), true)`
)

func (db *DB) run(ctx context.Context, set, value string, fn func(*Tx) error) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return Translate(err)
	}
	defer conn.Release()
	tx := &Tx{ctx: ctx, conn: conn.Conn(), set: set, value: value}
	done := false
	defer func() {
		if !done {
			tx.rollback()
		}
	}()
	if err := fn(tx); err != nil {
		return Translate(err)
	}
	if err := tx.commit(); err != nil {
		return Translate(err)
	}
	done = true
	return nil
}
