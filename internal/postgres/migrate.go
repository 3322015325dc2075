package postgres

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"meridian/migrations"

	"github.com/golang-migrate/migrate/v4"
	_ "github.com/golang-migrate/migrate/v4/database/pgx/v5" // registers the scheme pgx5
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5"
)

// Migrate brings the schema and the tables of the job queue to the newest version as the owner and then grants the app role, the
// user of appURL, what it needs. It may be run again at any time.
func Migrate(ctx context.Context, ownerURL, appURL string) error {
	m, err := migrator(ownerURL)
	if err != nil {
		return err
	}
	defer closeMigrator(m)
	if err := m.Up(); err != nil && !errors.Is(err, migrate.ErrNoChange) {
		var dirty migrate.ErrDirty
		if errors.As(err, &dirty) {
			return dirtyError(uint(dirty.Version))
		}
		return fmt.Errorf("migrating the schema: %w", err)
	}
	if err := migrateQueue(ctx, ownerURL); err != nil {
		return fmt.Errorf("migrating the tables of the job queue: %w", err)
	}
	return grant(ctx, ownerURL, appURL)
}

// Force records that the schema stands at version without running anything, after a person has
// looked at what a failed migration left.
func Force(ownerURL string, version int) error {
	m, err := migrator(ownerURL)
	if err != nil {
		return err
	}
	defer closeMigrator(m)
	return m.Force(version)
}

// SchemaVersion reads the schema's version as either role; version 0 is an empty database.
func (db *DB) SchemaVersion(ctx context.Context) (version uint, dirty bool, err error) {
	return schemaVersion(ctx, db.pool.QueryRow)
}

// SchemaVersionAt is SchemaVersion for an address.
func SchemaVersionAt(ctx context.Context, address string) (version uint, dirty bool, err error) {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return 0, false, err
	}
	defer conn.Close(ctx)
	return schemaVersion(ctx, conn.QueryRow)
}

func schemaVersion(ctx context.Context, queryRow func(context.Context, string, ...any) pgx.Row) (version uint, dirty bool, err error) {
	var exists bool
	if err := queryRow(ctx, `select to_regclass('public.schema_migrations') is not null`).Scan(&exists); err != nil || !exists {
		return 0, false, err
	}
	err = queryRow(ctx, `select version, dirty from schema_migrations`).Scan(&version, &dirty)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	return version, dirty, err
}

func dirtyError(version uint) error {
	return fmt.Errorf("migration %d failed half-way the last time. Nothing of it was applied (a migration is one transaction); "+
		"when you have seen to its cause, run: meridian migrate force %d, then: meridian migrate up", version, version-1)
}

func migrator(ownerURL string) (*migrate.Migrate, error) {
	source, err := iofs.New(migrations.Files, ".")
	if err != nil {
		return nil, err
	}
	at := strings.Index(ownerURL, "://")
	if at < 0 {
		return nil, errors.New("the owner's database address must be a URL")
	}
	return migrate.NewWithSourceInstance("iofs", source, "pgx5"+ownerURL[at:])
}

func closeMigrator(m *migrate.Migrate) { _, _ = m.Close() }

func grant(ctx context.Context, ownerURL, appURL string) error {
	app, err := url.Parse(appURL)
	if err != nil || app.User == nil || app.User.Username() == "" {
		return errors.New("DATABASE_URL must name the app role as its user: the migration grants it what it needs")
	}
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	role := pgx.Identifier{app.User.Username()}.Sanitize()
	// One transaction, and one program at a time: PostgreSQL refuses to change the same rights twice at once.
	_, err = conn.Exec(ctx, `
		select pg_advisory_xact_lock(`+strconv.Itoa(queueLock)+`);
		grant usage on schema public to `+role+`;
		grant select, insert, update, delete on all tables in schema public to `+role+`;
		grant usage, select on all sequences in schema public to `+role+`;
		revoke insert, update, delete on schema_migrations, river_migration from `+role+`;
		revoke update, delete on `+strings.Join(AppendOnly, ", ")+` from `+role)
	if err != nil {
		return fmt.Errorf("granting the app role its rights: %w", err)
	}
	return nil
}
