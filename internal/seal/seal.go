// Package seal encrypts the few secrets that must be stored and read again, with a key that lies in a
// file beside the database and not in it.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// Key encrypts with AES-256-GCM.
type Key struct{ aead cipher.AEAD }

// ErrOtherKey: the secret was sealed with another key, or changed since.
var ErrOtherKey = errors.New("the secret cannot be opened with this key")

// File reads the key that a file holds as 64 hexadecimal digits. With create, a file that does not exist is made,
// readable by its owner alone; of two processes that make it at once, both get the same key.
func File(path string, create bool) (*Key, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && create {
		if err := makeFile(path); err != nil {
			return nil, fmt.Errorf("MERIDIAN_SECRET_FILE cannot be made: %w", err)
		}
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, fmt.Errorf("MERIDIAN_SECRET_FILE cannot be read: %w", err)
	}
	raw, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(raw) != 32 {
		return nil, fmt.Errorf("MERIDIAN_SECRET_FILE %s must hold 64 hexadecimal digits, such as `openssl rand -hex 32` prints", path)
	}
	return New(raw)
}

// New makes a key of 32 bytes.
func New(raw []byte) (*Key, error) {
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &Key{aead: aead}, err
}

// Random makes a key that is forgotten with the process. It is for commands that store nothing, and tests.
func Random() *Key {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails
	k, err := New(raw)
	if err != nil {
		panic(err) // 32 bytes are a key
	}
	return k
}

// makeFile writes a new key under a name of its own and then gives it the name that is asked for, unless
// somebody was faster: a reader never sees half a key.
func makeFile(path string) error {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw)
	f, err := os.CreateTemp(dir(path), ".secret-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(hex.EncodeToString(raw) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

func dir(path string) string {
	if at := strings.LastIndexByte(path, os.PathSeparator); at >= 0 {
		return path[:at+1]
	}
	return "."
}

// Seal encrypts text. The same about must be given to Open: it binds the secret to its row.
func (k *Key) Seal(text, about string) []byte {
	nonce := make([]byte, k.aead.NonceSize())
	_, _ = rand.Read(nonce)
	return k.aead.Seal(nonce, nonce, []byte(text), []byte(about))
}

// Open decrypts what Seal made; anything else is ErrOtherKey.
func (k *Key) Open(sealed []byte, about string) (string, error) {
	n := k.aead.NonceSize()
	if len(sealed) < n {
		return "", ErrOtherKey
	}
	text, err := k.aead.Open(nil, sealed[:n], sealed[n:], []byte(about))
	if err != nil {
		return "", ErrOtherKey
	}
	return string(text), nil
}
