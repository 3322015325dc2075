package pgembed

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// prepare makes the two roles and the database, as far as they are missing. It
// may be repeated after having been cut off anywhere.
func (c *Cluster) prepare(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, c.address(adminRole, c.secrets.Admin, "postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	for role, password := range map[string]string{OwnerRole: c.secrets.Owner, AppRole: c.secrets.App} {
		if err := ensureRole(ctx, conn, role, password); err != nil {
			return err
		}
	}
	var found bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, Database).Scan(&found)
	if err != nil {
		return err
	}
	if !found {
		// The locale is template0's, which is the one that initdb was given.
		_, err = conn.Exec(ctx, `CREATE DATABASE `+quote(Database)+` OWNER `+quote(OwnerRole)+
			` TEMPLATE template0 ENCODING 'UTF8'`)
		if err != nil {
			return err
		}
	}
	inside, err := pgx.Connect(ctx, c.AdminURL())
	if err != nil {
		return err
	}
	defer func() { _ = inside.Close(ctx) }()
	_, err = inside.Exec(ctx, `REVOKE CREATE ON SCHEMA public FROM PUBLIC`)
	return err
}

// ensureRole makes a role that can sign in and nothing more, or brings an
// existing one back to that.
func ensureRole(ctx context.Context, conn *pgx.Conn, role, password string) error {
	var found bool
	err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)`, role).Scan(&found)
	if err != nil {
		return err
	}
	verb := `ALTER ROLE `
	if !found {
		verb = `CREATE ROLE `
	}
	// Passwords are rand.Text: letters and digits, nothing to escape.
	_, err = conn.Exec(ctx, verb+quote(role)+
		` LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '`+password+`'`)
	return err
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }
