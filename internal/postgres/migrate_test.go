package postgres_test

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/migrations"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

const schemaFile = "../../migrations/schema.sql"

// The schema that the migrations make stands in schema.sql. UPDATE_SCHEMA=1 writes it anew.
func TestSchemaFile(t *testing.T) {
	d := postgrestest.New(t)
	got, err := postgres.DumpSchema(t.Context(), d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	const head = "-- The schema after all migrations, written by: UPDATE_SCHEMA=1 go test ./internal/postgres\n\n"
	if os.Getenv("UPDATE_SCHEMA") == "1" {
		if err := os.WriteFile(schemaFile, []byte(head+got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	different(t, head+got, string(want), "migrations/schema.sql is not what the migrations make; UPDATE_SCHEMA=1 go test ./internal/postgres writes it")

	// What was written makes the same schema: nothing is missing from it.
	empty := postgrestest.Empty(t)
	run(t, empty.OwnerURL, got)
	again, err := postgres.DumpSchema(t.Context(), empty.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	different(t, again, got, "schema.sql does not make the schema that it was read from")
	asApp, err := postgres.DumpSchema(t.Context(), d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	different(t, asApp, got, "the dump depends on who asks")
}

// different names the first line in which two texts part.
func different(t *testing.T, got, want, complaint string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for n := range max(len(g), len(w)) {
		line := func(list []string) string {
			if n < len(list) {
				return list[n]
			}
			return "(end)"
		}
		if line(g) != line(w) {
			t.Errorf("%s\nline %d\n got %s\nwant %s", complaint, n+1, line(g), line(w))
			return
		}
	}
}

// DumpSchema knows tables and what hangs on them. Whoever adds something else teaches it that first. What the
// job queue and an extension bring along is their own.
func TestDumpSchemaSeesEverything(t *testing.T) {
	d := postgrestest.New(t)
	for what, query := range map[string]string{
		"relations": `select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind not in ('r', 'i') and relname !~ '^river_'`,
		"functions": `select proname::text from pg_proc p where pronamespace = 'public'::regnamespace and prokind <> 'f' and proname !~ '^river_'
			and not exists (select from pg_depend where objid = p.oid and deptype = 'e')`,
		"types": `select typname::text from pg_type t where typnamespace = 'public'::regnamespace and typtype <> 'c' and typelem = 0 and typname !~ '^river_'
			and not exists (select from pg_depend where objid = t.oid and deptype = 'e')`,
		"triggers": `select tgname::text from pg_trigger join pg_class c on c.oid = tgrelid where not tgisinternal and c.relnamespace <> 'public'::regnamespace`,
		"rules":    `select rulename::text from pg_rewrite where ev_class in (select oid from pg_class where relnamespace = 'public'::regnamespace)`,
		"schemas":  `select nspname::text from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema')`,
	} {
		if found := list(t, d.OwnerURL, query); len(found) > 0 {
			t.Errorf("%s that DumpSchema does not write: %v", what, found)
		}
	}
}

func TestMigrationsDownAndUpAgain(t *testing.T) {
	d := postgrestest.Empty(t)
	if version, dirty, err := postgres.SchemaVersionAt(t.Context(), d.OwnerURL); version != 0 || dirty || err != nil {
		t.Fatalf("an empty database is at version %d, %v, %v", version, dirty, err)
	}
	up := func() string {
		t.Helper()
		if err := postgres.Migrate(t.Context(), d.OwnerURL, d.AppURL); err != nil {
			t.Fatal(err)
		}
		version, dirty, err := postgres.SchemaVersionAt(t.Context(), d.AppURL)
		if version != migrations.Latest || dirty || err != nil {
			t.Fatalf("after migrating: version %d, dirty %v, %v", version, dirty, err)
		}
		dump, err := postgres.DumpSchema(t.Context(), d.OwnerURL)
		if err != nil {
			t.Fatal(err)
		}
		return dump
	}
	first := up()
	different(t, up(), first, "migrating twice changes the schema")

	source, err := iofs.New(migrations.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	m, err := migrate.NewWithSourceInstance("iofs", source, "pgx5"+strings.TrimPrefix(d.OwnerURL, "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Down(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(m.Close()); err != nil {
		t.Fatal(err)
	}
	if left := list(t, d.OwnerURL, `select relname::text from pg_class where relnamespace = 'public'::regnamespace and relname !~ '^(schema_migrations|river_)'`); len(left) > 0 {
		t.Errorf("after all down migrations these are left: %v", left)
	}
	different(t, up(), first, "down and up again makes another schema")
}

func TestMigrateGivesTheAppRoleItsRightsAndNoMore(t *testing.T) {
	d := postgrestest.New(t)
	for _, sql := range []string{
		`truncate office`, `create table mine (id int)`, `alter table office no force row level security`, `drop policy tenant on office`,
		`update schema_migrations set version = 0`, `delete from schema_migrations`, `insert into river_migration (line, version) values ('main', 99)`, `delete from river_migration`,
		`update activity set detail = ''`, `delete from activity`, `truncate activity`, `set role meridian_owner`, `alter table office disable trigger all`,
	} {
		_, err := connect(t, d.AppURL).Exec(t.Context(), sql)
		if pg, ok := errors.AsType[*pgconn.PgError](err); !ok || pg.Code != "42501" {
			t.Errorf("the app role may: %s (%v)", sql, err)
		}
	}
	if _, err := connect(t, d.AppURL).Exec(t.Context(), `select * from schema_migrations`); err != nil {
		t.Error(err)
	}
}

// An older database has the schema, and no tables of the queue yet; two programs may find that out at once.
func TestMigrateBringsTheQueue(t *testing.T) {
	d := postgrestest.New(t)
	run(t, d.OwnerURL, `drop table river_job, river_leader, river_migration, river_notification, river_queue cascade; drop function river_job_state_in_bitmask; drop type river_job_state`)
	if done, err := postgres.UpToDate(t.Context(), d.OwnerURL); done || err != nil {
		t.Errorf("without a queue the database is up to date: %v, %v", done, err)
	}
	if at, err := postgres.QueueVersionAt(t.Context(), d.AppURL); at != 0 || err != nil {
		t.Errorf("without a queue its version is %d, %v", at, err)
	}
	answers := make(chan error)
	for range 3 {
		go func() { answers <- postgres.Migrate(t.Context(), d.OwnerURL, d.AppURL) }()
	}
	for range 3 {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
	for _, url := range []string{d.OwnerURL, d.AppURL} {
		if done, err := postgres.UpToDate(t.Context(), url); !done || err != nil {
			t.Errorf("after migrating: %v, %v", done, err)
		}
	}
	run(t, d.AppURL, `insert into river_job (kind, args, max_attempts) values ('x', '{}', 1)`)
	m, err := rivermigrate.New(riverpgxv5.New(d.Pool()), nil)
	if err != nil {
		t.Fatal(err)
	}
	if all := m.AllVersions(); all[len(all)-1].Version != postgres.QueueLatest {
		t.Errorf("QueueLatest is %d, and River has %d", postgres.QueueLatest, all[len(all)-1].Version)
	}
}

func TestMigrateStopsOnADirtySchema(t *testing.T) {
	d := postgrestest.New(t)
	run(t, d.OwnerURL, `update schema_migrations set dirty = true`)
	err := postgres.Migrate(t.Context(), d.OwnerURL, d.AppURL)
	if err == nil || !strings.Contains(err.Error(), "meridian migrate force "+strconv.Itoa(migrations.Latest-1)) {
		t.Errorf("answered %v", err)
	}
	if err := postgres.Force(d.OwnerURL, migrations.Latest); err != nil {
		t.Fatal(err)
	}
	if version, dirty, err := d.SchemaVersion(t.Context()); version != migrations.Latest || dirty || err != nil {
		t.Errorf("after force: version %d, dirty %v, %v", version, dirty, err)
	}
}

func TestMigrateWantsAddresses(t *testing.T) {
	d := postgrestest.New(t)
	for _, c := range []struct{ owner, app, want string }{
		{"host=127.0.0.1", d.AppURL, "must be a URL"},
		{d.OwnerURL, "postgres://127.0.0.1/x", "must name the app role"},
		{d.OwnerURL, as(t, d.AppURL, "nobody_of_that_name", ""), "granting the app role"},
	} {
		if err := postgres.Migrate(t.Context(), c.owner, c.app); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("answered %v, want %q", err, c.want)
		}
	}
}

var migrationName = regexp.MustCompile(`^(\d{6})_([a-z0-9_]+)\.(up|down)\.sql$`)

func TestMigrationPairs(t *testing.T) {
	entries, err := fs.ReadDir(migrations.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	pairs := map[int]map[string]string{}
	for _, e := range entries {
		m := migrationName.FindStringSubmatch(e.Name())
		if m == nil {
			t.Errorf("%s is not named as a migration", e.Name())
			continue
		}
		n, _ := strconv.Atoi(m[1])
		if pairs[n] == nil {
			pairs[n] = map[string]string{}
		}
		if _, twice := pairs[n][m[3]]; twice {
			t.Errorf("number %d is given twice", n)
		}
		pairs[n][m[3]] = m[2]
		text, err := fs.ReadFile(migrations.Files, e.Name())
		if err != nil || strings.TrimSpace(string(text)) == "" {
			t.Errorf("%s is empty (%v)", e.Name(), err)
		}
	}
	for n := 1; n <= max(len(pairs), migrations.Latest); n++ {
		if p := pairs[n]; p["up"] == "" || p["up"] != p["down"] {
			t.Errorf("number %d is not a pair: up %q, down %q", n, p["up"], p["down"])
		}
	}
	if len(pairs) != migrations.Latest {
		t.Errorf("Latest is %d, and there are %d pairs", migrations.Latest, len(pairs))
	}
}
