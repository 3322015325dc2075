package account

import (
	"context"
	"time"

	"meridian/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Sessions is the store of scs. It differs from the ready-made one in what happens after a session
// was ended: its row stays until it expires, emptied, so that a slow request which still holds the old data
// cannot bring the session back when it ends.
type Sessions struct{ DB *postgres.DB }

// FindCtx reads a session that lives; an ended or expired one is not found.
func (s Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	b := &postgres.Batch{}
	b.Queue(`select data from session where token = $1 and expiry > now() and data <> ''`, token).
		Query(func(rows pgx.Rows) error {
			for rows.Next() {
				found = true
				if err := rows.Scan(&data); err != nil {
					return err
				}
			}
			return rows.Err()
		})
	err = s.DB.LookGlobal(ctx, b)
	return data, found, err
}

// CommitCtx stores a session, unless it was ended meanwhile.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.write(ctx, `insert into session (token, data, expiry) values ($1, $2, $3)
		on conflict (token) do update set data = excluded.data, expiry = excluded.expiry where session.data <> ''`, token, data, expiry)
}

// DeleteCtx ends a session.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.write(ctx, `insert into session (token, data, expiry) values ($1, '', now() + interval '1 day')
		on conflict (token) do update set data = ''`, token)
}

// Sweep deletes the sessions that have expired.
func (s Sessions) Sweep(ctx context.Context) error {
	return s.write(ctx, `delete from session where expiry < now()`)
}

func (s Sessions) write(ctx context.Context, statement string, args ...any) error {
	return s.DB.Global(ctx, func(tx *postgres.Tx) error {
		tx.Last(statement, args...)
		return nil
	})
}

// Find, Commit and Delete are the same without a context, as the interface of scs asks.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
