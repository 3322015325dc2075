package pgembed_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"meridian/internal/pgembed"
)

// childData makes the test binary play an application that owns a server.
const childData = "PGEMBED_TEST_CHILD_DATA"

const nodeModules = "../../web/node_modules"

func TestMain(m *testing.M) {
	if data := os.Getenv(childData); data != "" {
		c, err := pgembed.Start(context.Background(), options(data))
		if err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		fmt.Println(c.AdminURL())
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = c.Stop(context.Background())
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func options(data string) pgembed.Options {
	return pgembed.Options{Data: data, NodeModules: nodeModules, Fast: true}
}

// application is another process that owns a server.
type application struct {
	cmd   *exec.Cmd
	stdin io.Closer
	out   *bufio.Reader
}

// begin starts such a process without waiting for its server.
func begin(t *testing.T, data string) *application {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childData+"="+data)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	a := &application{cmd, stdin, bufio.NewReader(stdout)}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
	})
	return a
}

// ready waits for the server and returns the superuser's address.
func (a *application) ready(t *testing.T) string {
	t.Helper()
	line, err := a.out.ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "postgres://") {
		t.Fatalf("the application said %q, %v", line, err)
	}
	return strings.TrimSpace(line)
}

// kill ends the application as kill -9 does.
func (a *application) kill(t *testing.T) {
	t.Helper()
	if err := a.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = a.cmd.Wait()
}

func start(t *testing.T, o pgembed.Options) *pgembed.Cluster {
	t.Helper()
	c, err := pgembed.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, c) })
	return c
}

func stop(t *testing.T, c *pgembed.Cluster) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := c.Stop(ctx); err != nil {
		t.Error(err)
	}
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func exec1(t *testing.T, url, sql string) {
	t.Helper()
	conn := connect(t, url)
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func value[T any](t *testing.T, url, sql string) (v T) {
	t.Helper()
	conn := connect(t, url)
	defer func() { _ = conn.Close(context.Background()) }()
	if err := conn.QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// eventually waits for a condition with a deadline.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("never came true: %s", what)
		case <-tick.C:
		}
	}
}
