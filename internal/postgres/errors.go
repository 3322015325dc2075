package postgres

import (
	"context"
	"errors"
	"time"

	"meridian/internal/problem"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Translate turns what the database answered into a Problem where a person can do something about
// it: no row → NotFound; no capacity (locks, timeouts, connections) → Overloaded. A Problem passes as it is.
// Broken constraints stay as they are: the use case knows what they mean, see Violates.
func Translate(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*problem.Problem](err); ok {
		return err
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return &problem.Problem{Kind: problem.NotFound, Err: err}
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch {
		case pg.Code == "55P03", pg.Code == "57014", pg.Code == "40P01", pg.Code == "40001", // lock, timeout, deadlock, serialisation
			pg.Code[:2] == "53", pg.Code[:3] == "57P": // resources, shutting down
			return overloaded(err)
		}
		return err
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return overloaded(err)
	}
	if errors.Is(err, context.DeadlineExceeded) || pgconn.SafeToRetry(err) {
		return overloaded(err)
	}
	return err
}

func overloaded(err error) error {
	return &problem.Problem{Kind: problem.Overloaded, RetryAfter: 2 * time.Second, Err: err}
}

// Violates tells whether err is a broken unique or foreign key constraint of that name.
func Violates(err error, constraint string) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.Code[:2] == "23" && pg.ConstraintName == constraint
}
