package pgembed

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// leftoverLimit bounds the wait for a server without owner to shut down.
const leftoverLimit = 30 * time.Second

// collectLimit bounds the wait for a dead server to be collected: some first
// processes of containers take their time, others never do it.
const collectLimit = 3 * time.Second

// postmaster is what a running server says of itself.
type postmaster struct{ pid, port int }

// readPidFile reads postmaster.pid in a data folder: number, folder, start,
// port and more, a line each.
func readPidFile(path string) (postmaster, error) {
	name := filepath.Join(path, "postmaster.pid")
	b, err := os.ReadFile(name)
	if err != nil {
		return postmaster{}, err
	}
	lines := strings.Split(string(b), "\n")
	if len(lines) < 4 {
		return postmaster{}, fmt.Errorf("%s is not complete", name)
	}
	pid, err1 := strconv.Atoi(strings.TrimSpace(lines[0]))
	port, err2 := strconv.Atoi(strings.TrimSpace(lines[3]))
	if err := errors.Join(err1, err2); err != nil {
		return postmaster{}, fmt.Errorf("%s: %w", name, err)
	}
	return postmaster{pid, port}, nil
}

// endLeftover shuts down a server that outlived its owner and waits until all
// its processes are gone. The caller holds the owner's lock, so that nobody can
// be in charge of that server. It is ended rather than kept because its death
// could not be watched, and because where servers die with their owner it may
// be on its way out already.
func endLeftover(ctx context.Context, path string) error {
	ctx, cancel := context.WithTimeout(ctx, leftoverLimit)
	defer cancel()
	told := false
	for {
		running, err := processesIn(path)
		if err != nil {
			return err
		}
		if len(running) == 0 {
			return clearPidFile(ctx, path)
		}
		if pm, err := readPidFile(path); err == nil && !told && slices.Contains(running, pm.pid) {
			told = true
			if err := syscall.Kill(pm.pid, syscall.SIGINT); err != nil && !errors.Is(err, syscall.ESRCH) {
				return fmt.Errorf("a PostgreSQL server left over in %s (process %d) cannot be shut down: %w", path, pm.pid, err)
			}
		}
		if !pause(ctx) {
			return fmt.Errorf("PostgreSQL left over in %s does not end (processes %v): %w", path, running, ctx.Err())
		}
	}
}

// clearPidFile removes the pid file of a dead server where PostgreSQL would
// take it for a living one: its number belongs to another program, or to a dead
// process that nobody collects. No process of the server is left.
func clearPidFile(ctx context.Context, path string) error {
	pm, err := readPidFile(path)
	if err != nil {
		return nil // there is none; one that is damaged gets PostgreSQL's own message
	}
	ctx, cancel := context.WithTimeout(ctx, collectLimit)
	defer cancel()
	for uncollected(pm.pid) && pause(ctx) {
	}
	if errors.Is(syscall.Kill(pm.pid, 0), syscall.ESRCH) {
		return nil
	}
	err = os.Remove(filepath.Join(path, "postmaster.pid"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
