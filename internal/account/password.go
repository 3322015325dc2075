package account

import (
	"context"
	"time"
	"unicode/utf8"

	"meridian/internal/problem"

	"github.com/alexedwards/argon2id"
)

// Passwords hashes and compares with argon2id at OWASP's parameters (m = 19 MiB, t = 2, p = 1),
// a few at a time: each takes 20 MB, and many at once would starve everybody else.
type Passwords struct {
	params *argon2id.Params
	places chan struct{}
	queue  chan struct{}
}

// MinPassword and MaxPassword bound a password, in code points.
const (
	MinPassword = 12
	MaxPassword = 200
)

// noAccount is compared with when the account does not exist, so that both answers take the same time.
// It has the parameters of NewPasswords.
const noAccount = "$argon2id$v=19$m=19456,t=2,p=1$8DIUI4Zg4noEQxNFY4ronQ$FMPijGCdG2Woh2msjSVgM1EJlfnL3gPiJAqe2U/feRA"

// maxWait is how long somebody waits for a place before being asked to come back.
const maxWait = 5 * time.Second

// NewPasswords makes a hasher of two places.
func NewPasswords() *Passwords {
	return &Passwords{
		params: &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32},
		places: make(chan struct{}, 2),
		queue:  make(chan struct{}, 24),
	}
}

// Check tells what is wrong with a new password; nil when nothing is.
func (p *Passwords) Check(password string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < MinPassword:
		return problem.At("password", "The password must have 12 characters or more.")
	case n > MaxPassword || !utf8.ValidString(password):
		return problem.At("password", "The password may have at most 200 characters.")
	}
	return nil
}

// Hash hashes a password; ctx bounds the wait for a place.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	if err := p.enter(ctx); err != nil {
		return "", err
	}
	defer p.leave()
	return argon2id.CreateHash(password, p.params)
}

// Matches compares in a time that does not depend on whether the account exists: hash nil means it does not.
func (p *Passwords) Matches(ctx context.Context, password string, hash *string) (bool, error) {
	if err := p.enter(ctx); err != nil {
		return false, err
	}
	defer p.leave()
	if hash == nil {
		_, err := argon2id.ComparePasswordAndHash(password, noAccount)
		return false, err
	}
	return argon2id.ComparePasswordAndHash(password, *hash)
}

func (p *Passwords) enter(ctx context.Context) error {
	busy := &problem.Problem{Kind: problem.Overloaded, RetryAfter: 3 * time.Second}
	select {
	case p.queue <- struct{}{}:
		defer func() { <-p.queue }()
	default:
		return busy
	}
	wait := time.NewTimer(maxWait)
	defer wait.Stop()
	select {
	case p.places <- struct{}{}:
		return nil
	case <-wait.C:
		return busy
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Passwords) leave() { <-p.places }
