package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"meridian/migrations"
)

// GlobalTables is the closed list of tables that do not belong to one institution, each with its reason.
var GlobalTables = map[string]string{
	"institution":        "the tenants themselves",
	"person":             "one person may belong to several institutions",
	"session":            "a session exists before an institution is chosen",
	"token":              "a link is opened before anybody has signed in",
	"live":               "one query per second reads the counters of all open boards; it holds no content",
	"schema_migrations":  "the migration tool's own",
	"river_job":          "one queue serves all institutions; a job holds ids alone, and its work opens the tenant",
	"river_leader":       "which server looks after the queue",
	"river_migration":    "the queue's own schema version",
	"river_notification": "the queue's own, and empty on PostgreSQL",
	"river_queue":        "which queues there are",
}

// AppendOnly are the tables whose rows the app role may add and read, and neither change nor delete.
var AppendOnly = []string{"activity", "section_step", "strategy_version"}

// Check refuses what Meridian must not serve on: a role that could step around row-level security,
// a schema that is dirty, older or newer than this program, a tenant table without its policy, and a
// server that may lose what it has acknowledged.
func (db *DB) Check(ctx context.Context) error {
	version, dirty, err := db.SchemaVersion(ctx)
	switch {
	case err != nil:
		return err
	case dirty:
		return dirtyError(version)
	case version < migrations.Latest:
		return fmt.Errorf("the schema is at version %d and this program needs %d. Run: meridian migrate up", version, migrations.Latest)
	case version > migrations.Latest+1:
		return fmt.Errorf("the schema is at version %d, newer than this program knows (%d). Install the newer Meridian", version, migrations.Latest)
	}
	return errors.Join(db.checkQueue(ctx), db.checkRole(ctx), db.checkTenancy(ctx), db.checkDurable(ctx))
}

func (db *DB) checkQueue(ctx context.Context) error {
	at, err := queueVersion(ctx, db.pool.QueryRow)
	if err == nil && at < QueueLatest {
		err = fmt.Errorf("the tables of the job queue are at version %d and this program needs %d. Run: meridian migrate up", at, QueueLatest)
	}
	return err
}

func (db *DB) checkRole(ctx context.Context) error {
	var name string
	var above, owner bool
	err := db.pool.QueryRow(ctx, `
		select r.rolname, r.rolsuper or r.rolbypassrls,
		       exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
		               where n.nspname = 'public' and pg_has_role(r.oid, c.relowner, 'member'))
		from pg_roles r where r.rolname = current_user`).Scan(&name, &above, &owner)
	switch {
	case err != nil:
		return err
	case above:
		return fmt.Errorf("role %s is a superuser or may bypass row-level security. Let DATABASE_URL name the app role instead", name)
	case owner:
		return fmt.Errorf("role %s owns tables, so it could switch row-level security off. Let DATABASE_URL name the app role instead", name)
	}
	return nil
}

func (db *DB) checkTenancy(ctx context.Context) error {
	open, err := UnprotectedTables(ctx, db)
	if err != nil {
		return err
	}
	if len(open) > 0 {
		return fmt.Errorf("these tables lack forced row-level security with the tenant policy: %s", strings.Join(open, ", "))
	}
	return nil
}

// UnprotectedTables names the tenant tables that lack row-level security, FORCE or the tenant policy.
func UnprotectedTables(ctx context.Context, db *DB) ([]string, error) {
	rows, err := db.pool.Query(ctx, `
		select c.relname, c.relrowsecurity and c.relforcerowsecurity and exists (
		         select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant' and p.polcmd = '*' and p.polpermissive
		           and pg_get_expr(p.polqual, c.oid) like '%app.institution_id%' and pg_get_expr(p.polwithcheck, c.oid) like '%app.institution_id%')
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var open []string
	for rows.Next() {
		var name string
		var protected bool
		if err := rows.Scan(&name, &protected); err != nil {
			return nil, err
		}
		if _, global := GlobalTables[name]; !global && !protected {
			open = append(open, name)
		}
	}
	return open, rows.Err()
}

// checkDurable: what was acknowledged must survive a power cut. Test clusters say that they do not care.
func (db *DB) checkDurable(ctx context.Context) error {
	var fsync, pages, commit, name string
	err := db.pool.QueryRow(ctx, `select current_setting('fsync'), current_setting('full_page_writes'),
		current_setting('synchronous_commit'), current_setting('cluster_name')`).Scan(&fsync, &pages, &commit, &name)
	if err != nil || name == "meridian_test" {
		return err
	}
	if fsync != "on" || pages != "on" || commit == "off" {
		return fmt.Errorf("the database may lose acknowledged work (fsync=%s, full_page_writes=%s, synchronous_commit=%s). Switch all three on", fsync, pages, commit)
	}
	return nil
}
