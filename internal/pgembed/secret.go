package pgembed

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// secrets are the passwords of one cluster. They are kept beside its folder, so
// that every process of this account can reach a running server.
type secrets struct {
	Admin string `json:"postgres"`
	Owner string `json:"meridian_owner"`
	App   string `json:"meridian_app"`
}

// loadSecrets reads the passwords of a folder, and makes them for a new one.
func loadSecrets(f folder) (secrets, error) {
	path := f.path + ".secret"
	s, err := readSecrets(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return s, err
	}
	if f.exists {
		return s, fmt.Errorf("%s holds a database, but its passwords are gone: put %s back, "+
			"or move the folder away to begin with an empty one; nothing was changed", f.path, path)
	}
	s = secrets{Admin: rand.Text(), Owner: rand.Text(), App: rand.Text()}
	b, err := json.Marshal(s)
	if err != nil {
		return s, err
	}
	return s, writePrivate(path, append(b, '\n'))
}

func readSecrets(path string) (s secrets, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(b, &s); err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	if s.Admin == "" || s.Owner == "" || s.App == "" {
		return s, fmt.Errorf("%s does not hold all three passwords", path)
	}
	return s, nil
}
