package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"

	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// tokenKind is what a link is for.
type tokenKind string

const (
	forInvitation   tokenKind = "invitation"   // target: the person; without an institution: an administrator
	forPassword     tokenKind = "password"     // target: the person
	forEmail        tokenKind = "email"        // target: the person; address: the new one
	forJoin         tokenKind = "join"         // target: the analysis; not used up
	forConfirmation tokenKind = "confirmation" // target: the guest's membership; address: to confirm
)

// token is a link that somebody was handed, without its secret.
type token struct {
	Kind        tokenKind
	Institution uuid.UUID // zero: none
	Target      uuid.UUID
	Address     string
}

// issue makes a link's secret: 32 random bytes, of which only the SHA-256 is stored. Earlier unused links of the
// same kind, institution and target end with it.
func (d *Desk) issue(tx *postgres.Tx, t token, life time.Duration) (secret string) {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails
	secret = base64.RawURLEncoding.EncodeToString(raw)
	d.revoke(tx, t)
	tx.Last(`insert into token (hash, kind, institution_id, target, address, expires_at) values ($1, $2, $3, $4, $5, $6)`,
		hashSecret(secret), string(t.Kind), postgres.Optional(t.Institution), t.Target, t.Address, d.Now().Add(life))
	return secret
}

// revoke ends the unused links of a kind, institution and target.
func (d *Desk) revoke(tx *postgres.Tx, t token) {
	tx.Last(`delete from token where kind = $1 and target = $2 and institution_id is not distinct from $3 and used_at is null`,
		string(t.Kind), t.Target, postgres.Optional(t.Institution))
}

// look finds a link that may still be used. Used, expired, unknown and of another kind are NotFound alike.
func (d *Desk) look(tx *postgres.Tx, kind tokenKind, secret string) (token, error) {
	return scanToken(tx, `select kind, institution_id, target, address from token
		where hash = $1 and kind = $2 and used_at is null and expires_at > $3`, hashSecret(secret), string(kind), d.Now())
}

// use uses a link up, at once: of two that come together, one gets it and the other is NotFound.
func (d *Desk) use(tx *postgres.Tx, kind tokenKind, secret string) (token, error) {
	return scanToken(tx, `update token set used_at = $3 where hash = $1 and kind = $2 and used_at is null and expires_at > $3
		returning kind, institution_id, target, address`, hashSecret(secret), string(kind), d.Now())
}

func scanToken(tx *postgres.Tx, sql string, args ...any) (token, error) {
	var t token
	var kind string
	var institution *uuid.UUID
	err := tx.Row(sql, args, &kind, &institution, &t.Target, &t.Address)
	if errors.Is(err, pgx.ErrNoRows) {
		return t, problem.Absent()
	}
	t.Kind = tokenKind(kind)
	if institution != nil {
		t.Institution = *institution
	}
	return t, err
}

func hashSecret(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
