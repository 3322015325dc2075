// Package once makes a creation happen once, however often its form is sent. A form carries the id of what it creates;
// what is created keeps a digest of who sent which fields. The same id with the same digest gives the first
// answer again, the same id with another one is Reused.
package once

import (
	"crypto/sha256"
	"encoding/binary"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Fresh is an id for a form that nobody has sent yet; it sorts after all those made before it.
func Fresh() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// ID reads the id that a form carries; without one the server makes it. Anything else than a UUID is Invalid.
func ID(s string) (uuid.UUID, error) {
	if s == "" {
		return Fresh(), nil
	}
	id, err := uuid.Parse(s)
	if err != nil || len(s) != 36 || id == uuid.Nil {
		return uuid.Nil, problem.At("id", "The form's id is not valid. What you wrote is kept: please send it once more.")
	}
	return id, nil
}

// Reused is the answer to a form whose id stands for something else already.
func Reused() error {
	return problem.At("id", "This form was sent before with other words. What you wrote is kept: please send it once more.")
}

// Digest is what makes the same creation recognisable when it is sent again: SHA-256 over the person and the
// fields, each with its length before it.
func Digest(person uuid.UUID, fields ...string) []byte {
	h := sha256.New()
	h.Write(person[:])
	for _, f := range fields {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(f)))
		h.Write(n[:])
		h.Write([]byte(f))
	}
	return h.Sum(nil)
}
