package pgembed

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	appFile   = "database.url"
	ownerFile = "migrate.url"
)

// WriteAddresses writes the addresses of the serving and of the owning role to
// database.url and migrate.url in dir, readable by this account only. As a
// Cluster accepts connections, so do the addresses the moment they appear.
func WriteAddresses(c *Cluster, dir string) error {
	// The serving one comes last: who waits for it finds both.
	if err := writePrivate(filepath.Join(dir, ownerFile), []byte(c.OwnerURL()+"\n")); err != nil {
		return err
	}
	return writePrivate(filepath.Join(dir, appFile), []byte(c.AppURL()+"\n"))
}

// RemoveAddresses removes what WriteAddresses wrote; files that are absent are
// no error.
func RemoveAddresses(dir string) error {
	var errs []error
	for _, name := range []string{appFile, ownerFile} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// writePrivate replaces a file as a whole, mode 0600: a reader sees the old
// content or the new, never a part.
func writePrivate(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
