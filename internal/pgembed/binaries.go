package pgembed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// binaries is a folder with initdb and postgres that answer here.
type binaries struct {
	dir   string
	major int
}

// systemFolders are the patterns of where packages put the server.
var systemFolders = []string{
	"/usr/lib/postgresql/*/bin",         // Debian, Ubuntu
	"/usr/pgsql-*/bin",                  // Red Hat, from postgresql.org
	"/opt/homebrew/opt/postgresql*/bin", // macOS
	"/usr/local/opt/postgresql*/bin",
	"/usr/local/pgsql/bin",
}

// findBinaries lists what can be run, the best first: the explicit folder
// alone, or the package in NodeModules, then the system's, newest first. looked
// names every place and what was wrong with it.
func findBinaries(o Options) (found []binaries, looked []string, err error) {
	if o.Binaries != "" {
		b, err := inspect(o.Binaries)
		if err != nil {
			return nil, nil, fmt.Errorf("no usable PostgreSQL in %s: %w", o.Binaries, err)
		}
		return []binaries{b}, []string{o.Binaries}, nil
	}
	try := func(dir string) {
		b, err := inspect(dir)
		if err != nil {
			looked = append(looked, fmt.Sprintf("%s (%v)", dir, err))
			return
		}
		looked = append(looked, dir)
		found = append(found, b)
	}
	if o.NodeModules != "" {
		pkg := npmPackage(o.NodeModules)
		restoreLinks(pkg)
		try(filepath.Join(pkg, "native", "bin"))
	}
	preferred := len(found)
	for _, pattern := range systemFolders {
		dirs, err := filepath.Glob(pattern)
		if err != nil {
			return nil, nil, err
		}
		if len(dirs) == 0 {
			looked = append(looked, pattern)
		}
		for _, dir := range dirs {
			try(dir)
		}
	}
	slices.SortStableFunc(found[preferred:], func(a, b binaries) int { return cmp.Compare(b.major, a.major) })
	return found, looked, nil
}

var versionLine = regexp.MustCompile(`\(PostgreSQL\) ([0-9]+)`)

// inspect asks the server for its version, which also shows whether it can run
// here at all: a library may be missing, or the C library another one.
func inspect(dir string) (binaries, error) {
	if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
		return binaries{}, errors.New("no initdb there")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").CombinedOutput()
	if errors.Is(err, os.ErrNotExist) {
		return binaries{}, errors.New("no postgres that runs there")
	}
	if err != nil {
		return binaries{}, fmt.Errorf("%w: %s", err, strings.TrimSpace(string(out)))
	}
	m := versionLine.FindSubmatch(out)
	if m == nil {
		return binaries{}, fmt.Errorf("it calls itself %q", strings.TrimSpace(string(out)))
	}
	major, err := strconv.Atoi(string(m[1]))
	return binaries{dir, major}, err
}
