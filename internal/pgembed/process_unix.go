//go:build unix && !linux

package pgembed

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// locale is given to initdb for everything that is not sorting. macOS did not
// always have C.UTF-8.
const locale = "en_US.UTF-8"

// withParent does nothing here: a server whose owner was killed goes on until
// the next owner ends it.
func withParent(*syscall.SysProcAttr, syscall.Signal) {}

// namespaceAttr is nil: there are no user namespaces.
func namespaceAttr() *syscall.SysProcAttr { return nil }

// processesIn lists the server's processes that work in a data folder: the one
// in the folder's pid file, when a program of that name has the number.
func processesIn(path string) ([]int, error) {
	pm, err := readPidFile(path)
	if err != nil {
		return nil, nil // no pid file: no server
	}
	name, state := ps(pm.pid)
	if filepath.Base(name) != "postgres" || strings.HasPrefix(state, "Z") {
		return nil, nil
	}
	return []int{pm.pid}, nil
}

// uncollected reports whether a process is dead and its parent has not asked
// for its end yet: to PostgreSQL's own check it still looks alive.
func uncollected(pid int) bool {
	_, state := ps(pid)
	return strings.HasPrefix(state, "Z")
}

// ps is the name and the state of a process; both are "" when there is none.
func ps(pid int) (name, state string) {
	out, err := exec.Command("ps", "-o", "state=,comm=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return "", ""
	}
	state, name, _ = strings.Cut(strings.TrimSpace(string(out)), " ")
	return strings.TrimSpace(name), state
}
