package pgembed_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"meridian/internal/pgembed"
)

func TestNewClusterHasRolesAndDatabase(t *testing.T) {
	t.Parallel()
	c := start(t, options(t.TempDir()))

	for _, role := range []string{pgembed.AppRole, pgembed.OwnerRole} {
		plain := value[bool](t, c.AdminURL(), `SELECT rolcanlogin AND NOT (rolsuper OR rolbypassrls OR rolcreatedb
			OR rolcreaterole OR rolreplication) FROM pg_roles WHERE rolname = '`+role+`'`)
		if !plain {
			t.Errorf("%s has more rights than to sign in", role)
		}
	}
	database := value[string](t, c.AppURL(), `SELECT concat_ws(' ', datname, pg_get_userbyid(datdba),
		pg_encoding_to_char(encoding), current_setting('TimeZone')) FROM pg_database WHERE datname = current_database()`)
	if want := "meridian meridian_owner UTF8 UTC"; database != want {
		t.Errorf("database is %q, want %q", database, want)
	}
	if got := value[bool](t, c.AppURL(), `SELECT 'B' < 'a' AND lower('É') = 'é'`); !got {
		t.Error("the locale does not sort by code points or does not know letters")
	}
	exec1(t, c.OwnerURL(), `CREATE TABLE note (text text)`)
	var refused *pgconn.PgError
	_, err := connect(t, c.AppURL()).Exec(t.Context(), `CREATE TABLE mine (text text)`)
	if !errors.As(err, &refused) || refused.Code != "42501" {
		t.Errorf("the serving role creating a table: %v, want permission denied", err)
	}
}

func TestRestartKeepsDataAndAddresses(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	first := start(t, o)
	exec1(t, first.OwnerURL(), `CREATE TABLE note AS SELECT 'kept' AS text`)
	stop(t, first)
	if _, open := <-first.Done(); open {
		t.Error("Done reported a server that was stopped on purpose")
	}

	second := start(t, o)
	if second.AppURL() != first.AppURL() || second.OwnerURL() != first.OwnerURL() {
		t.Errorf("the addresses changed: %s, then %s", first.AppURL(), second.AppURL())
	}
	if got := value[string](t, second.OwnerURL(), `SELECT text FROM note`); got != "kept" {
		t.Errorf("the row reads %q", got)
	}
	if err := pgembed.RemoveAddresses(o.Data); err != nil {
		t.Error(err)
	}
}

func TestDurableServer(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	o.Fast = false
	c := start(t, o)
	if got := value[string](t, c.AppURL(), `SELECT current_setting('fsync') || current_setting('synchronous_commit')`); got != "onon" {
		t.Errorf("fsync and synchronous_commit are %q", got)
	}
}

func TestSecretsArePrivate(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	c := start(t, o)
	if err := pgembed.WriteAddresses(c, o.Data); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"database.url": c.AppURL(), "migrate.url": c.OwnerURL()} {
		b, err := os.ReadFile(filepath.Join(o.Data, name))
		if err != nil || string(b) != want+"\n" {
			t.Errorf("%s holds %q, %v, want %q", name, b, err, want)
		}
	}
	entries, err := os.ReadDir(o.Data)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others: %v", e.Name(), info.Mode())
		}
		if e.Name()[0] == '.' {
			t.Errorf("%s was left lying", e.Name())
		}
	}

	if err := pgembed.RemoveAddresses(o.Data); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"database.url", "migrate.url"} {
		if _, err := os.Stat(filepath.Join(o.Data, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there: %v", name, err)
		}
	}
}

func TestRepairsWhatACutOffStartLeftUndone(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	first := start(t, o)
	exec1(t, first.AdminURL(), `ALTER ROLE meridian_app SUPERUSER PASSWORD 'other'`)
	exec1(t, first.AdminURL(), `GRANT CREATE ON SCHEMA public TO PUBLIC`)
	stop(t, first)

	second := start(t, o)
	if value[bool](t, second.AppURL(), `SELECT rolsuper FROM pg_roles WHERE rolname = current_user`) {
		t.Error("the serving role is still superuser")
	}
	if value[bool](t, second.AppURL(), `SELECT has_schema_privilege('public', 'CREATE')`) {
		t.Error("the serving role may still create tables")
	}
}

func TestHalfMadeClusterIsMadeAnew(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := pgembed.Start(ctx, o); err == nil {
		t.Fatal("started although its context had ended")
	}
	// What initdb leaves when it is cut off, for whichever version runs here.
	const versions = 5
	for i := range versions {
		dir := filepath.Join(o.Data, fmt.Sprintf("pg%d.new", pgembed.Oldest+i))
		if err := os.MkdirAll(filepath.Join(dir, "base"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "PG_VERSION"), []byte("18\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	c := start(t, o)
	if got := value[int](t, c.AppURL(), `SELECT 1`); got != 1 {
		t.Error(got)
	}
	half, err := filepath.Glob(filepath.Join(o.Data, "pg*.new"))
	if err != nil || len(half) != versions-1 {
		t.Errorf("left: %v, %v; want those of the versions that are not run", half, err)
	}
}

func TestKilledServerIsReported(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir())
	c := start(t, o)
	pid, _ := pidFile(t, o.Data)
	killProcess(t, pid)
	select {
	case err := <-c.Done():
		if err == nil {
			t.Error("Done delivered no reason")
		}
	case <-time.After(20 * time.Second):
		t.Fatal("Done stayed silent")
	}
	if _, open := <-c.Done(); open {
		t.Error("Done was not closed")
	}
	stop(t, c)

	again := start(t, o)
	if got := value[int](t, again.AppURL(), `SELECT 1`); got != 1 {
		t.Error(got)
	}
}

func TestStopCutsConnections(t *testing.T) {
	t.Parallel()
	c := start(t, options(t.TempDir()))
	conn := connect(t, c.AppURL())
	stop(t, c)
	if err := conn.Ping(t.Context()); err == nil {
		t.Error("the connection outlived the server")
	}
	if _, err := pgconn.Connect(t.Context(), c.AppURL()); err == nil {
		t.Error("the server still accepts connections")
	}
}
