package account

import (
	"context"
	"strings"
	"time"

	"meridian/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Sessions is the store of scs. It differs from the ready-made one in what happens after a session
// was ended: its row stays until it expires, emptied, so that a slow request which still holds the old data
// cannot bring the session back when it ends. And it knows whose a session is, so that a person can see and
// end the own ones.
type Sessions struct {
	DB *postgres.DB
	// Whose reads from a session's data who is signed in and with what; both are empty when nobody is.
	Whose func(data []byte) (person, agent string)
}

// seenEvery is how often the last use of a session is noted.
const seenEvery = "5 minutes"

// FindCtx reads a session that lives; an ended or expired one is not found.
func (s Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	b := &postgres.Batch{}
	stale := false
	b.Queue(`select data, person_id is not null and seen_at < now() - interval '`+seenEvery+`' from session where token = $1 and expiry > now() and data <> ''`, token).
		Query(func(rows pgx.Rows) error {
			for rows.Next() {
				found = true
				if err := rows.Scan(&data, &stale); err != nil {
					return err
				}
			}
			return rows.Err()
		})
	if err = s.DB.LookGlobal(ctx, b); err == nil && stale {
		err = s.write(ctx, `update session set seen_at = now() where token = $1 and seen_at < now() - interval '`+seenEvery+`'`, token)
	}
	return data, found, err
}

// CommitCtx stores a session, unless it was ended meanwhile.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	person, agent := "", ""
	if s.Whose != nil {
		person, agent = s.Whose(data)
	}
	return s.write(ctx, `insert into session (token, data, expiry, person_id, agent) values ($1, $2, $3, (select id from person where id::text = $4), $5)
		on conflict (token) do update set data = excluded.data, expiry = excluded.expiry, person_id = excluded.person_id, agent = excluded.agent, seen_at = now()
		where session.data <> ''`, token, data, expiry, person, cutAgent(agent))
}

// cutAgent is what is kept of the name that a browser gives itself.
func cutAgent(agent string) string {
	agent = strings.ReplaceAll(strings.ToValidUTF8(agent, ""), "\x00", "")
	if letters := []rune(agent); len(letters) > 200 {
		agent = string(letters[:200])
	}
	return agent
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
