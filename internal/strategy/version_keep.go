package strategy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewVersion is what a person fills in to keep a strategy as a version.
type NewVersion struct {
	ID   string // UUID; empty: the server makes one
	Note string // why it is kept; may be empty
}

// Kept is a version that was kept.
type Kept struct {
	ID   uuid.UUID
	N    int    // its number in the strategy, from 1
	Hash []byte // SHA-256 of its bytes
}

// KeepVersion keeps a strategy exactly as it stands, under the next number: for those who may write in it. The same
// request twice gives the same version; the same id with another note, or for another strategy, is Invalid.
func (d *Desk) KeepVersion(ctx context.Context, c access.Caller, strategy uuid.UUID, in NewVersion) (Kept, error) {
	var kept Kept
	id, err := once.ID(in.ID)
	if err != nil {
		return kept, err
	}
	in.ID = id.String()
	_, err = d.change(ctx, c, strategy, access.WriteStrategy, alone, nil, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		kept, err = Keep(tx, seat, s, in, nil)
		return nil, err
	})
	if postgres.Violates(err, "strategy_version_institution_id_id_key") { // the same id, at the same moment, for another strategy
		return kept, once.Reused()
	}
	return kept, err
}

// Keep is the keeping of a version inside a transaction of a later stage, with what that stage adds to it under keys of
// its own. The caller has asked for the right, and holds the strategy's row so that nobody writes in it until the
// transaction ends; s is that row. The version is stored with the commit. A request that was answered before gets its
// answer again, whatever the annexes are now.
func Keep(tx *postgres.Tx, seat access.Seat, s Strategy, in NewVersion, annexes map[string]json.RawMessage) (Kept, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Kept{}, err
	}
	in.Note = typed.Clean(in.Note)
	if err := typed.Check("note", in.Note, noteLimit); err != nil {
		return Kept{}, err
	}
	var before struct {
		StrategyID   uuid.UUID
		N            int
		Hash, Digest []byte
	}
	var exists bool
	var last int
	var rows contentRows
	b := &postgres.Batch{}
	postgres.Find(b, &before, &exists, `select strategy_id, n, hash, digest from strategy_version where institution_id = `+postgres.ThisInstitution+` and id = $1`, id)
	b.Queue(`select coalesce(max(n), 0) from strategy_version where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1`, s.ID).
		QueryRow(func(row pgx.Row) error { return row.Scan(&last) })
	queueContent(b, s.ID, held, &rows)
	if err := tx.Send(b); err != nil {
		return Kept{}, err
	}
	sum := once.Digest(seat.Person, s.ID.String(), in.Note)
	if exists {
		if before.StrategyID != s.ID || !bytes.Equal(before.Digest, sum) {
			return Kept{}, once.Reused()
		}
		return Kept{ID: id, N: before.N, Hash: before.Hash}, nil
	}
	if err := s.open(); err != nil {
		return Kept{}, err
	}
	content, err := rows.content(s)
	if err != nil {
		return Kept{}, err
	}
	content.Annexes = annexes
	words, err := content.Words()
	if err != nil {
		return Kept{}, err
	}
	data, err := content.Bytes()
	if err != nil {
		return Kept{}, err
	}
	if len(data) > MaxContent {
		return Kept{}, problem.At("note", "The strategy has grown too large to be kept as one version. Please take out what is not needed.")
	}
	hash := sha256.Sum256(data)
	kept := Kept{ID: id, N: last + 1, Hash: hash[:]}
	note(tx, seat, "version kept", s.ID, strconv.Itoa(kept.N))
	tx.Last(`insert into strategy_version (institution_id, strategy_id, n, id, note, content, hash, words, digest, kept_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		seat.Institution, s.ID, kept.N, id, in.Note, data, hash[:], words, sum, seat.Membership)
	return kept, nil
}

// MaxContent is the size of the largest version, in bytes.
const MaxContent = 64 << 20
