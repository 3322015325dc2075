package pgembed

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// folder is the place of one cluster and the binaries that fit it.
type folder struct {
	path     string
	binaries string
	major    int
	exists   bool
}

var folderName = regexp.MustCompile(`^pg([0-9]+)$`)

// makeDataFolder makes the folder that everything lives in. Made by root it
// lets other accounts pass, though not list it: the server does not run as
// root. The files in it are private one by one.
func makeDataFolder(data string) error {
	if _, err := os.Stat(data); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if os.Geteuid() != 0 {
		return os.MkdirAll(data, 0o700)
	}
	return os.MkdirAll(data, 0o711)
}

// existingFolder is the newest cluster in data, or "" when there is none.
func existingFolder(data string) (string, error) {
	entries, err := os.ReadDir(data)
	if err != nil {
		return "", err
	}
	newest, path := -1, ""
	for _, e := range entries {
		m := folderName.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		p := filepath.Join(data, e.Name())
		if _, err := os.Stat(filepath.Join(p, "PG_VERSION")); err != nil {
			continue
		}
		if n, _ := strconv.Atoi(m[1]); n > newest {
			newest, path = n, p
		}
	}
	return path, nil
}

// chooseFolder takes the cluster that exists, with binaries of the major
// version that made it, or names the place of a new one. It changes nothing.
func chooseFolder(o Options) (folder, error) {
	found, looked, err := findBinaries(o)
	if err != nil {
		return folder{}, err
	}
	return chooseAmong(o.Data, found, looked)
}

func chooseAmong(data string, found []binaries, looked []string) (folder, error) {
	path, err := existingFolder(data)
	if err != nil {
		return folder{}, err
	}
	if path != "" {
		return fitting(path, found, looked)
	}
	for _, b := range found {
		if b.major >= Oldest {
			return newFolder(data, b)
		}
	}
	return folder{}, fmt.Errorf("no PostgreSQL %d or newer to run (looked in %s). "+
		"Set DATABASE_URL to a server of your own, or install one: apt-get install postgresql",
		Oldest, strings.Join(looked, ", "))
}

func newFolder(data string, b binaries) (folder, error) {
	f := folder{path: filepath.Join(data, fmt.Sprintf("pg%d", b.major)), binaries: b.dir, major: b.major}
	entries, err := os.ReadDir(f.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	if len(entries) > 0 {
		return f, fmt.Errorf("%s is not empty and is no PostgreSQL data folder: move it away; nothing was changed", f.path)
	}
	return f, nil
}

// fitting finds the binaries for the cluster at path among those found.
func fitting(path string, found []binaries, looked []string) (folder, error) {
	b, err := os.ReadFile(filepath.Join(path, "PG_VERSION"))
	if err != nil {
		return folder{}, err
	}
	version := strings.TrimSpace(string(b))
	whole, _, _ := strings.Cut(version, ".")
	major, err := strconv.Atoi(whole)
	if err != nil {
		return folder{}, fmt.Errorf("%s: %q is no version of PostgreSQL", filepath.Join(path, "PG_VERSION"), version)
	}
	others := make([]string, 0, len(found))
	for _, b := range found {
		if b.major == major {
			return folder{path: path, binaries: b.dir, major: major, exists: true}, nil
		}
		others = append(others, fmt.Sprintf("%d in %s", b.major, b.dir))
	}
	if len(others) == 0 {
		others = append(others, "none in "+strings.Join(looked, ", "))
	}
	return folder{}, fmt.Errorf("%s was made by PostgreSQL %s, which was not found (found: %s). "+
		"Install it (apt-get install postgresql-%[2]s), or move the folder away to begin with an empty one, "+
		"or set DATABASE_URL; nothing was changed", path, version, strings.Join(others, ", "))
}
