package pgembed

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func testOptions(data string) Options {
	return Options{Data: data, NodeModules: "../../web/node_modules", Fast: true}
}

// made makes a cluster and stops it.
func made(t *testing.T) (o Options, f folder, a account) {
	t.Helper()
	o, err := testOptions(t.TempDir()).absolute()
	if err != nil {
		t.Fatal(err)
	}
	c, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if f, err = chooseFolder(o); err != nil {
		t.Fatal(err)
	}
	if a, err = chooseAccount(f); err != nil {
		t.Fatal(err)
	}
	return o, f, a
}

// startsAndAnswers starts the cluster once more and asks it something.
func startsAndAnswers(t *testing.T, o Options) {
	t.Helper()
	c, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := tryConnect(t.Context(), c.AppURL()); err != nil {
		t.Error(err)
	}
	if err := c.Stop(context.WithoutCancel(t.Context())); err != nil {
		t.Error(err)
	}
}

// leave runs a server that no owner's lock protects, as remains where servers
// do not die with their owner.
func leave(t *testing.T, f folder, a account) *exec.Cmd {
	t.Helper()
	port, err := freePort(0)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(f.binaries, "postgres"), arguments(f.path, port, true)...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = "/", environment, a.attr()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s, err := readSecrets(f.path + ".secret")
	if err != nil {
		t.Fatal(err)
	}
	c := &Cluster{port: port, secrets: s}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for tryConnect(ctx, c.AppURL()) != nil {
		if !pause(ctx) {
			t.Fatal("the server does not answer")
		}
	}
	return cmd
}

func TestLeftoverIsShutDownFirst(t *testing.T) {
	t.Parallel()
	o, f, a := made(t)
	cmd := leave(t, f, a)
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	startsAndAnswers(t, o)
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the leftover was not shut down in order: %v", err)
		}
	default:
		t.Error("the leftover still runs")
	}
}

func TestDeadServerThatNobodyCollects(t *testing.T) {
	t.Parallel()
	o, f, a := made(t)
	cmd := leave(t, f, a)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	startsAndAnswers(t, o)
	_ = cmd.Wait()
}

// TestPidOfAnotherProgram holds for a program of the same account, which
// PostgreSQL by itself takes for a running server.
func TestPidOfAnotherProgram(t *testing.T) {
	t.Parallel()
	o, f, a := made(t)
	other := exec.Command("sleep", "600")
	other.SysProcAttr = a.attr()
	other.Dir = "/"
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = other.Process.Kill()
		_ = other.Wait()
	}()
	stale := filepath.Join(f.path, "postmaster.pid")
	writeFile(t, stale, fmt.Sprintf("%d\n%s\n1\n5432\n\n127.0.0.1\n\nready   \n", other.Process.Pid, f.path))
	if err := a.give(stale); err != nil {
		t.Fatal(err)
	}
	startsAndAnswers(t, o)
	if err := other.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the other program was ended: %v", err)
	}
}

func TestFailedStartShowsTheServersMessage(t *testing.T) {
	t.Parallel()
	o, f, a := made(t)
	conf := filepath.Join(f.path, "postgresql.conf")
	writeFile(t, conf, "no_such_setting = 1\n")
	if err := a.give(conf); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), o)
	if err == nil || !errors.Is(err, errEnded) || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("got %v", err)
	}
}

// TestFolderThatOtherAccountsCannotPass is the case of a clone below root's
// home.
func TestFolderThatOtherAccountsCannotPass(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root runs the server in another account")
	}
	private := t.TempDir()
	if err := os.Chmod(private, 0o700); err != nil {
		t.Fatal(err)
	}
	o := testOptions(filepath.Join(private, "data"))
	c, err := Start(t.Context(), o)
	if err != nil {
		// A container without user namespaces: then the message helps.
		for _, part := range []string{private, "cannot pass", "MERIDIAN_DATA", "DATABASE_URL"} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("the message lacks %q: %v", part, err)
			}
		}
		return
	}
	if err := tryConnect(t.Context(), c.AppURL()); err != nil {
		t.Error(err)
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Error(err)
	}
	// A folder that root's number owns stays that way when others could pass.
	if err := os.Chmod(private, 0o755); err != nil {
		t.Fatal(err)
	}
	startsAndAnswers(t, o)
}
