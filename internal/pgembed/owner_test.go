package pgembed_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"meridian/internal/pgembed"
)

func TestOwnerKilledAndRestarted(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	owner := begin(t, o.Data)
	exec1(t, owner.ready(t), `CREATE TABLE note AS SELECT 'kept' AS text`)
	pid, _ := pidFile(t, o.Data)
	if err := os.WriteFile(filepath.Join(o.Data, "database.url"), []byte("stale\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	owner.kill(t)

	c := start(t, o)
	if got := value[string](t, c.AdminURL(), `SELECT text FROM note`); got != "kept" {
		t.Errorf("the row reads %q", got)
	}
	if now, _ := pidFile(t, o.Data); now == pid {
		t.Error("the dead owner's server was kept: nothing would notice its end")
	}
	if _, err := os.Stat(filepath.Join(o.Data, "database.url")); err == nil {
		t.Error("the dead owner's address file is still there")
	}
}

func TestServerEndsWithItsOwner(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("needs the signal at a parent's death")
	}
	data := t.TempDir()
	owner := begin(t, data)
	owner.ready(t)
	owner.kill(t)
	eventually(t, "the server shut down by itself, its pid file gone", func() bool {
		found, err := filepath.Glob(filepath.Join(data, "pg*", "postmaster.pid"))
		return err == nil && len(found) == 0
	})
}

func TestSecondOwnerIsRefused(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	owner := begin(t, o.Data)
	url := owner.ready(t)

	_, err := pgembed.Start(t.Context(), o)
	if !errors.Is(err, pgembed.ErrOwned) {
		t.Fatalf("got %v, want ErrOwned", err)
	}
	for _, part := range []string{o.Data, strconv.Itoa(owner.cmd.Process.Pid), "meridian database", "meridian serve", "DATABASE_URL", "database.url"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the message lacks %q: %v", part, err)
		}
	}
	if got := value[int](t, url, `SELECT 1`); got != 1 {
		t.Error(got)
	}
}

func TestSecondOwnerInTheSameProcessIsRefused(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	first := start(t, o)
	if _, err := pgembed.Start(t.Context(), o); !errors.Is(err, pgembed.ErrOwned) {
		t.Fatalf("got %v, want ErrOwned", err)
	}
	stop(t, first)
	start(t, o)
}

func TestAdoptUsesTheOwnersServer(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	owner := begin(t, o.Data)
	url := owner.ready(t)
	o.Adopt = true
	c := start(t, o)
	if c.AdminURL() != url {
		t.Errorf("connected to %s, want %s", c.AdminURL(), url)
	}
	exec1(t, c.OwnerURL(), `CREATE TABLE note (text text)`)
	stop(t, c)
	if got := value[int](t, url, `SELECT count(*) FROM note`); got != 0 {
		t.Error(got)
	}
}

func TestAdoptWaitsForAStartingOwner(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	owner := begin(t, o.Data)
	eventually(t, "the owner holds the lock", func() bool {
		b, err := os.ReadFile(filepath.Join(o.Data, "owner.lock"))
		return err == nil && len(b) > 0
	})
	o.Adopt = true
	c := start(t, o)
	if url := owner.ready(t); c.AdminURL() != url {
		t.Errorf("connected to %s, want %s", c.AdminURL(), url)
	}
}

func TestAdoptWithoutOwnerOwns(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	o.Adopt = true
	c := start(t, o)
	o.Adopt = false
	if _, err := pgembed.Start(t.Context(), o); !errors.Is(err, pgembed.ErrOwned) {
		t.Errorf("got %v, want ErrOwned", err)
	}
	stop(t, c)
	if _, err := pgx.Connect(t.Context(), c.AppURL()); err == nil {
		t.Error("Stop left the server running")
	}
}

// pidFile reads the number and the port of the server in data.
func pidFile(t *testing.T, data string) (pid, port int) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(data, "pg*", "postmaster.pid"))
	if err != nil || len(found) != 1 {
		t.Fatalf("pid files: %v, %v", found, err)
	}
	b, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(b), "\n")
	pid, err1 := strconv.Atoi(strings.TrimSpace(lines[0]))
	port, err2 := strconv.Atoi(strings.TrimSpace(lines[3]))
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return pid, port
}

func killProcess(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}
