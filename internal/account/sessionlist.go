package account

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// OwnSession is one browser in which a person is signed in.
type OwnSession struct {
	ID            string // names it to the person; opens nothing
	Agent         string // what the browser calls itself
	Started, Seen time.Time
	This          bool // the one that asks
}

// sessionID is the id by which pages name a session: neither its token nor what is stored of that.
const sessionID = `left(encode(sha256(convert_to(token, 'UTF8')), 'hex'), 16)`

const openSessions = ` from session where person_id = $1 and data <> '' and expiry > now()`

// Sessions lists where a person is signed in, this session first, then the one seen last. token is that of the
// session that asks.
func (d *Desk) Sessions(ctx context.Context, person uuid.UUID, token string) ([]OwnSession, error) {
	var list []OwnSession
	b := &postgres.Batch{}
	postgres.Collect(b, &list, `select `+sessionID+` as id, agent, started_at as started, seen_at as seen, token = $2 as this`+openSessions+
		` order by this desc, seen_at desc, id`, person, storedToken(token))
	return list, d.DB.LookGlobal(ctx, b)
}

// EndSession ends one session of the person; of anybody else's, and of an ended one, it knows nothing: NotFound.
func (d *Desk) EndSession(ctx context.Context, person uuid.UUID, id string) error {
	return d.DB.Global(ctx, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		ended := int64(0)
		b.Queue(`with gone as (update session set data = '' where person_id = $1 and data <> '' and expiry > now() and `+sessionID+` = $2 returning 1)
			select count(*) from gone`, person, id).QueryRow(func(row pgx.Row) error { return row.Scan(&ended) })
		if err := tx.Send(b); err != nil {
			return err
		}
		if ended == 0 {
			return problem.Absent()
		}
		cut(tx, person)
		return nil
	})
}

// EndOtherSessions ends all sessions of the person but the one with the token.
func (d *Desk) EndOtherSessions(ctx context.Context, person uuid.UUID, token string) error {
	return d.DB.Global(ctx, func(tx *postgres.Tx) error {
		endSessions(tx, person, token)
		cut(tx, person)
		return nil
	})
}

// endSessions ends the sessions of a person but the one with the token; "" spares none. An ended session keeps its
// row, emptied: see Sessions.
func endSessions(tx *postgres.Tx, person uuid.UUID, token string) {
	tx.Last(`update session set data = '' where person_id = $1 and token <> $2 and data <> ''`, person, storedToken(token))
}

// cut makes every process look anew at the person's open streams.
func cut(tx *postgres.Tx, person uuid.UUID) {
	tx.Last(`update person set access_version = access_version + 1 where id = $1`, person)
}

// storedToken is what the session manager stores of a token.
func storedToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
