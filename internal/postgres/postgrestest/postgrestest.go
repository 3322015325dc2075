// Package postgrestest gives each test a migrated database of its own on a real PostgreSQL: one
// cluster for each test program, one template, and a clone of it for each test.
package postgrestest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"meridian/internal/pgembed"
	"meridian/internal/postgres"

	"github.com/jackc/pgx/v5"
)

var (
	once    sync.Once
	cluster *pgembed.Cluster
	folder  string
	failure error
	number  atomic.Int64
)

// Main runs a package's tests and then stops the cluster. A package that uses New calls it in TestMain.
func Main(m *testing.M) {
	code := m.Run()
	if cluster != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
		if err := cluster.Stop(ctx); err != nil && code == 0 {
			fmt.Fprintln(os.Stderr, "postgrestest:", err)
			code = 1
		}
		cancel()
	}
	if folder != "" {
		_ = os.RemoveAll(folder)
	}
	os.Exit(code)
}

// Database is a clone of the template, opened as the app role.
type Database struct {
	*postgres.DB
	AppURL, OwnerURL, AdminURL string
}

// New makes a database for one test and drops it after the test. Without PostgreSQL the test fails.
func New(t testing.TB) *Database {
	t.Helper()
	once.Do(func() { failure = start() })
	if failure != nil {
		t.Fatalf("no PostgreSQL for the tests: %v", failure)
	}
	name := fmt.Sprintf("test_%d", number.Add(1))
	admin(t, "create database "+name+" template template_meridian strategy file_copy owner "+pgembed.OwnerRole)
	d := &Database{AppURL: named(cluster.AppURL(), name), OwnerURL: named(cluster.OwnerURL(), name), AdminURL: named(cluster.AdminURL(), name)}
	var err error
	if d.DB, err = postgres.Open(t.Context(), d.AppURL); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		d.DB.Close()
		admin(t, "drop database "+name+" with (force)")
	})
	return d
}

// Empty makes a database without any table, owned by the owner role, and returns its addresses.
func Empty(t testing.TB) *Database {
	t.Helper()
	once.Do(func() { failure = start() })
	if failure != nil {
		t.Fatalf("no PostgreSQL for the tests: %v", failure)
	}
	name := fmt.Sprintf("empty_%d", number.Add(1))
	admin(t, "create database "+name+" template template0 owner "+pgembed.OwnerRole)
	t.Cleanup(func() { admin(t, "drop database "+name+" with (force)") })
	return &Database{AppURL: named(cluster.AppURL(), name), OwnerURL: named(cluster.OwnerURL(), name), AdminURL: named(cluster.AdminURL(), name)}
}

func start() error {
	parent := ""
	if s, err := os.Stat("/dev/shm"); err == nil && s.IsDir() {
		parent = "/dev/shm"
	}
	var err error
	if folder, err = os.MkdirTemp(parent, "meridian-test-"); err != nil {
		return err
	}
	if err := os.Chmod(folder, 0o755); err != nil { // the account that PostgreSQL runs as must pass
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if cluster, err = pgembed.Start(ctx, pgembed.Options{Data: folder, NodeModules: nodeModules(), Fast: true}); err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, cluster.AdminURL())
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "create database template_meridian template template0 owner "+pgembed.OwnerRole); err != nil {
		return err
	}
	return postgres.Migrate(ctx, named(cluster.OwnerURL(), "template_meridian"), named(cluster.AppURL(), "template_meridian"))
}

func admin(t testing.TB, statement string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, cluster.AdminURL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatal(err)
	}
}

func named(address, database string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic(err) // the launcher made it
	}
	u.Path = "/" + database
	return u.String()
}

// nodeModules is the front end's packages in this checkout, where PostgreSQL's programs may be.
func nodeModules() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "..", "web", "node_modules")
}
