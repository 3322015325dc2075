package pgembed

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
)

// environment is what the server's programs get: messages in English, the time
// in UTC, nothing of this process.
var environment = []string{"LC_ALL=C", "TZ=UTC", "PATH=/usr/bin:/bin"}

// initialise makes a new cluster beside its place and then renames it, so that
// a half-made one is never taken for a database.
func initialise(ctx context.Context, f folder, a account, s secrets, fast bool) error {
	half := f.path + ".new"
	if err := endLeftover(ctx, half); err != nil {
		return err
	}
	if err := os.RemoveAll(half); err != nil {
		return err
	}
	if err := os.Mkdir(half, 0o700); err != nil {
		return err
	}
	if err := a.give(half); err != nil {
		return err
	}
	password, err := passwordFile(filepath.Dir(f.path), a, s.Admin)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(password) }()
	if out, err := runInitdb(ctx, f, a, initdbArgs(f, half, password, fast)); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return os.Rename(half, f.path)
}

func initdbArgs(f folder, target, password string, fast bool) []string {
	args := []string{
		"-D", target, "-U", adminRole, "--pwfile=" + password,
		"--auth=scram-sha-256", "--encoding=UTF8", "--locale=" + locale, "--lc-messages=C",
	}
	if f.major >= 17 {
		// The server's own code points instead of the C library's: the same
		// order on every machine and after every upgrade of the system.
		args = append(args, "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
	}
	if fast {
		args = append(args, "--no-sync")
	}
	return args
}

// passwordFile hands initdb the superuser's password: never on a command line,
// where every account could read it.
func passwordFile(dir string, a account, password string) (string, error) {
	f, err := os.CreateTemp(dir, ".initdb-*")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(password + "\n")
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = a.give(f.Name())
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return f.Name(), err
}

// runInitdb runs initdb so that it dies with this process.
func runInitdb(ctx context.Context, f folder, a account, args []string) (out []byte, err error) {
	cmd := exec.CommandContext(ctx, filepath.Join(f.binaries, "initdb"), args...)
	cmd.Dir = "/"
	cmd.Env = environment
	cmd.SysProcAttr = a.attr()
	withParent(cmd.SysProcAttr, syscall.SIGKILL)
	onOwnThread(func() { out, err = cmd.CombinedOutput() })
	return out, err
}

// onOwnThread runs f on a thread that lives until f returns: the signal at a
// parent's death is tied to the thread that started the child, and Go ends idle
// threads.
func onOwnThread(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		f()
	}()
	<-done
}
