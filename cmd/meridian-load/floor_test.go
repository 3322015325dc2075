package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgres starts a PostgreSQL with durable commits for a test and gives its
// address and first process.
func postgres(t *testing.T) (url string, pid int) {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 || testing.Short() {
		t.Skip("needs PostgreSQL and some seconds")
	}
	bin, dir := filepath.Dir(found[len(found)-1]), t.TempDir()
	attr := &syscall.SysProcAttr{}
	if os.Geteuid() == 0 {
		attr.Credential = unprivileged(t, dir)
	}
	data := filepath.Join(dir, "data")
	program := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.SysProcAttr, cmd.Dir = attr, dir
		return cmd
	}
	if out, err := program("initdb", "-D", data, "-U", "load", "-A", "trust", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	port := freePort(t)
	said := new(tail)
	cmd := program("postgres", "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=")
	cmd.Stdout, cmd.Stderr = said, said
	p, err := startProcess(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Signal(os.Interrupt); <-p.ended })
	url = "postgres://load@127.0.0.1:" + port + "/postgres?sslmode=disable"
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		conn, err := pgx.Connect(t.Context(), url)
		if err == nil {
			_ = conn.Close(t.Context())
			return url, cmd.Process.Pid
		}
		if time.Now().After(deadline) {
			t.Fatalf("%v\n%s", err, said)
		}
	}
}

// unprivileged gives the folder to an account that is not root, as which
// PostgreSQL refuses to run.
func unprivileged(t *testing.T, dir string) *syscall.Credential {
	t.Helper()
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Skip("root without an account postgres")
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // a test
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

func TestFloor(t *testing.T) {
	url, pid := postgres(t)
	var out, progress bytes.Buffer
	code := run(t.Context(), []string{"-address", new(fake).start(t), "-email", "a@b.example", "-password", "secret",
		"-sign-ins", "0", "-n", "5", "-seconds", "2", "-rate", "50", "-find-rate-at", "0", "-floor-database", url,
		"-server-pid", fmt.Sprint(os.Getpid()), "-postgres-pid", fmt.Sprint(pid)}, &out, &progress)
	if code != 0 {
		t.Fatalf("code %d\n%s\n%s", code, &progress, &out)
	}
	t.Logf("\n%s", &out)
	if n := strings.Count(out.String(), "100 of 100"); n != 2 {
		t.Errorf("%d of two systems have all edits:\n%s", n, &out)
	}
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background()) //nolint:errcheck // a test
	var there bool
	if err := conn.QueryRow(t.Context(), "select to_regclass($1) is not null", floorTable).Scan(&there); err != nil || there {
		t.Errorf("the table is left behind: %v, %v", there, err)
	}
}

func TestFloorSaysWhyItDoesNotStart(t *testing.T) {
	_, err := startFloor(t.Context(), "postgres://nobody@127.0.0.1:1/x?connect_timeout=2")
	if err == nil || !strings.Contains(err.Error(), "the floor") || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v", err)
	}
}

func TestEventBytes(t *testing.T) {
	for _, size := range []int{0, 40, 1_000} {
		e := eventBytes(1234, size)
		if want := max(size, len(eventBytes(1234, 0))); len(e) != want || !bytes.HasSuffix(e, []byte("\n\n")) || !bytes.HasPrefix(e, []byte("id: 1234\n")) {
			t.Errorf("size %d gives %q", size, e)
		}
	}
}
