package postgres

import (
	"context"
	"errors"
	"log/slog"

	"meridian/migrations"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// QueueLatest is the version of the job queue's tables that this program's River needs.
const QueueLatest = 8

// queueLock is the advisory lock that keeps two programs from making the queue's tables, or granting rights, at once.
const queueLock = 0x4d657269 // "Meri"

// migrateQueue runs River's own migrations as the owner. When they have been run, that costs one question.
func migrateQueue(ctx context.Context, ownerURL string) error {
	pool, err := pgxpool.New(ctx, ownerURL)
	if err != nil {
		return err
	}
	defer pool.Close()
	lock, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer lock.Release()
	if _, err := lock.Exec(ctx, `select pg_advisory_lock($1)`, queueLock); err != nil {
		return err
	}
	defer func() {
		_, _ = lock.Exec(context.WithoutCancel(ctx), `select pg_advisory_unlock($1)`, queueLock)
	}()
	if at, err := queueVersion(ctx, lock.QueryRow); err != nil || at >= QueueLatest {
		return err
	}
	m, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: QueueLatest})
	return err
}

// QueueVersionAt reads the version of the job queue's tables as either role; 0: there are none.
func QueueVersionAt(ctx context.Context, address string) (version int, err error) {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return 0, err
	}
	defer conn.Close(ctx)
	return queueVersion(ctx, conn.QueryRow)
}

func queueVersion(ctx context.Context, queryRow func(context.Context, string, ...any) pgx.Row) (version int, err error) {
	var exists bool
	if err := queryRow(ctx, `select to_regclass('public.river_migration') is not null`).Scan(&exists); err != nil || !exists {
		return 0, err
	}
	err = queryRow(ctx, `select coalesce(max(version), 0) from river_migration where line = 'main'`).Scan(&version)
	return version, err
}

// UpToDate tells, by one connection as either role, whether Migrate has nothing to do at address.
func UpToDate(ctx context.Context, address string) (bool, error) {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return false, err
	}
	defer conn.Close(ctx)
	at, dirty, err := schemaVersion(ctx, conn.QueryRow)
	queue, queueErr := queueVersion(ctx, conn.QueryRow)
	return at == migrations.Latest && !dirty && queue >= QueueLatest, errors.Join(err, queueErr)
}
