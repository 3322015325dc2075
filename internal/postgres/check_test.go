package postgres_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/migrations"

	"github.com/jackc/pgx/v5"
)

// as gives a database's address another user.
func as(t *testing.T, address, user, password string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(user, password)
	return u.String()
}

// role makes a role of the cluster that ends with the test.
func role(t *testing.T, d *postgrestest.Database, name, options string) string {
	t.Helper()
	run(t, d.AdminURL, "create role "+name+" login password 'only for this test' "+options)
	run(t, d.AdminURL, "grant select on all tables in schema public to "+name)
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		admin, err := pgx.Connect(ctx, d.AdminURL)
		if err != nil {
			t.Fatal(err)
		}
		defer admin.Close(ctx)
		if _, err := admin.Exec(ctx, "drop owned by "+name+"; drop role "+name); err != nil {
			t.Error(err)
		}
	})
	return as(t, d.AppURL, name, "only for this test")
}

func TestCheck(t *testing.T) {
	const tenantColumns = "institution_id uuid not null, id uuid not null, primary key (institution_id, id)"
	const policy = "institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid)"
	for _, c := range []struct {
		name, owner string // what the owner does beforehand
		url         func(*testing.T, *postgrestest.Database) string
		want        string // part of the refusal; empty: accepted
	}{
		{name: "as it should be"},
		{name: "superuser", url: func(_ *testing.T, d *postgrestest.Database) string { return d.AdminURL }, want: "superuser"},
		{name: "owner", url: func(_ *testing.T, d *postgrestest.Database) string { return d.OwnerURL }, want: "owns tables"},
		{name: "may bypass row-level security", url: func(t *testing.T, d *postgrestest.Database) string {
			return role(t, d, "check_bypasses", "bypassrls")
		}, want: "bypass"},
		{name: "may become the owner", url: func(t *testing.T, d *postgrestest.Database) string {
			return role(t, d, "check_becomes", "in role meridian_owner")
		}, want: "owns tables"},
		{name: "older schema", owner: fmt.Sprintf("update schema_migrations set version = %d", migrations.Latest-1), want: "meridian migrate up"},
		{name: "no schema yet", owner: "delete from schema_migrations", want: "meridian migrate up"},
		{name: "older tables of the queue", owner: fmt.Sprintf("delete from river_migration where version = %d", postgres.QueueLatest), want: "meridian migrate up"},
		{name: "no tables of the queue", owner: "drop table river_migration", want: "meridian migrate up"},
		{name: "newer tables of the queue", owner: fmt.Sprintf("insert into river_migration (line, version) values ('main', %d)", postgres.QueueLatest+1)},
		{name: "dirty schema", owner: "update schema_migrations set dirty = true", want: "meridian migrate force"},
		{name: "one version ahead, in the course of an upgrade", owner: fmt.Sprintf("update schema_migrations set version = %d", migrations.Latest+1)},
		{name: "two versions ahead", owner: fmt.Sprintf("update schema_migrations set version = %d", migrations.Latest+2), want: "newer"},
		{name: "tenant table without anything", owner: "create table note (" + tenantColumns + ")", want: "note"},
		{name: "row-level security without FORCE", owner: "create table note (" + tenantColumns + "); alter table note enable row level security; " +
			"create policy tenant on note using (" + policy + ") with check (" + policy + ")", want: "note"},
		{name: "FORCE without the policy", owner: "create table note (" + tenantColumns + "); alter table note enable row level security; alter table note force row level security", want: "note"},
		{name: "policy for reading only", owner: "create table note (" + tenantColumns + "); alter table note enable row level security; alter table note force row level security; " +
			"create policy tenant on note for select using (" + policy + ")", want: "note"},
		{name: "policy for changing only", owner: "create table note (" + tenantColumns + "); alter table note enable row level security; alter table note force row level security; " +
			"create policy tenant on note for update using (" + policy + ") with check (" + policy + ")", want: "note"},
		{name: "policy that lets everything in", owner: "create table note (" + tenantColumns + "); alter table note enable row level security; alter table note force row level security; " +
			"create policy tenant on note using (" + policy + ") with check (true)", want: "note"},
		{name: "a new tenant table as it should be", owner: "create table note (" + tenantColumns + "); alter table note enable row level security; alter table note force row level security; " +
			"create policy tenant on note using (" + policy + ") with check (" + policy + ")"},
		{name: "FORCE taken from an old table", owner: "alter table office no force row level security", want: "office"},
		{name: "policy dropped from an old table", owner: "drop policy tenant on item", want: "item"},
		{name: "row-level security switched off", owner: "alter table membership disable row level security", want: "membership"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := postgrestest.New(t)
			if c.owner != "" {
				run(t, d.OwnerURL, c.owner)
			}
			address := d.AppURL
			if c.url != nil {
				address = c.url(t, d)
			}
			db, err := postgres.Open(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			switch err := db.Check(t.Context()); {
			case c.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.want != "" && err == nil:
				t.Error("accepted")
			case c.want != "" && !strings.Contains(err.Error(), c.want):
				t.Errorf("refused without %q: %v", c.want, err)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	d := postgrestest.New(t)
	for name, address := range map[string]string{
		"malformed":      "postgres://[",
		"nobody listens": "postgres://nobody@127.0.0.1:1/none?connect_timeout=2",
		"wrong password": as(t, d.AppURL, "meridian_app", "wrong"),
	} {
		if db, err := postgres.Open(t.Context(), address); err == nil {
			db.Close()
			t.Errorf("%s: opened", name)
		}
	}
}
