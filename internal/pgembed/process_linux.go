package pgembed

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// locale is given to initdb for everything that is not sorting.
const locale = "C.UTF-8"

// withParent makes a child get sig when the thread that starts it ends, which
// happens with this process even when it is killed. The caller holds that thread.
func withParent(attr *syscall.SysProcAttr, sig syscall.Signal) { attr.Pdeathsig = sig }

// namespaceAttr starts a program in a user namespace where root has another
// number: it keeps root's way through any folder, and PostgreSQL accepts it.
func namespaceAttr() *syscall.SysProcAttr {
	toRoot := []syscall.SysProcIDMap{{ContainerID: 1000, HostID: 0, Size: 1}}
	return &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER, UidMappings: toRoot, GidMappings: toRoot}
}

// processesIn lists the server's processes that work in a data folder. They all
// stand in it, so that a number reused by another program is never mistaken. A
// dead process that is not collected yet stands nowhere.
func processesIn(path string) ([]int, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	var pids []int
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
		if err != nil || string(name) != "postgres\n" {
			continue // gone, or somebody's shell
		}
		dir, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
		if dir == path || errors.Is(err, fs.ErrPermission) && serves(pid, path) {
			pids = append(pids, pid)
		}
	}
	return pids, nil
}

// serves reports whether a process was started as the server of a data folder.
// It stands in for the process's folder where root may not look at other
// accounts' processes, as in containers.
func serves(pid int, path string) bool {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return false
	}
	return slices.Contains(strings.Split(string(b), "\x00"), path)
}

// uncollected reports whether a process is dead and its parent has not asked
// for its end yet: to PostgreSQL's own check it still looks alive.
func uncollected(pid int) bool {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	// The name before the state is in brackets and may itself hold brackets.
	i := bytes.LastIndexByte(b, ')')
	return bytes.HasPrefix(b[i+1:], []byte(" Z"))
}
