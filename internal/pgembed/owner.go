package pgembed

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// ErrOwned reports that another living process owns the data folder. The error
// that wraps it says which one, and how to run two servers on one database.
var ErrOwned = errors.New("the data folder is in use by another process")

// lock is held by the process that owns a data folder. The kernel releases it
// when that process ends, however it ends; child processes do not inherit it.
type lock struct{ file *os.File }

// takeLock takes the lock of a data folder without waiting.
func takeLock(data string) (*lock, error) {
	path := filepath.Join(data, "owner.lock")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		_ = f.Close()
		return nil, ownedError(data, path)
	}
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	// The number is for the other process's message only; the lock decides.
	if err := f.Truncate(0); err == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	return &lock{f}, nil
}

// release gives the folder back. The file stays: removing it would let two
// processes hold locks on two files of the same name.
func (l *lock) release() { _ = l.file.Close() }

func ownedError(data, path string) error {
	who := ""
	if b, err := os.ReadFile(path); err == nil && len(b) > 0 {
		who = " (process " + strings.TrimSpace(string(b)) + ")"
	}
	return fmt.Errorf("%w: %s%s. To run two servers on one database start `meridian database`, "+
		"then `meridian serve` twice, each with DATABASE_URL set to the line in %s",
		ErrOwned, data, who, filepath.Join(data, appFile))
}
