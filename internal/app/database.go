package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"meridian/internal/pgembed"
	"meridian/internal/postgres"
)

// database is an open database together with the embedded server behind it, if there is one.
type database struct {
	*postgres.DB
	cluster *pgembed.Cluster
	url     string
}

// openDatabase opens the database that the configuration names. The embedded one is started, or used
// where another process runs it (adopt), and migrated; any other is left as it is.
func openDatabase(ctx context.Context, c Config, adopt bool) (*database, error) {
	d := &database{url: c.DatabaseURL}
	if c.Embedded() {
		var err error
		if d.cluster, err = startCluster(ctx, c, adopt); err != nil {
			return nil, err
		}
		d.url = d.cluster.AppURL()
		if err := bringUpToDate(ctx, d.cluster); err != nil {
			return nil, errors.Join(err, d.cluster.Stop(ctx))
		}
	}
	var err error
	if d.DB, err = postgres.Open(ctx, d.url); err == nil {
		if err = d.DB.Check(ctx); err == nil {
			return d, nil
		}
		d.DB.Close()
	}
	if d.cluster != nil {
		err = errors.Join(err, d.cluster.Stop(ctx))
	}
	return nil, err
}

// bringUpToDate migrates the embedded database; one that is up to date costs a few questions.
func bringUpToDate(ctx context.Context, c *pgembed.Cluster) error {
	if done, err := postgres.UpToDate(ctx, c.OwnerURL()); err == nil && done {
		return nil
	}
	return postgres.Migrate(ctx, c.OwnerURL(), c.AppURL())
}

func startCluster(ctx context.Context, c Config, adopt bool) (*pgembed.Cluster, error) {
	cluster, err := pgembed.Start(ctx, pgembed.Options{Data: c.Data, NodeModules: nodeModules(), Adopt: adopt})
	if errors.Is(err, pgembed.ErrOwned) {
		return nil, fmt.Errorf("%w\nTo run two servers on one database: start `meridian database`, then each `meridian serve` with DATABASE_URL from %s",
			err, filepath.Join(c.Data, "database.url"))
	}
	return cluster, err
}

// close closes the pool, then stops the server that this process started, and waits for it.
func (d *database) close() error {
	d.DB.Close()
	if d.cluster == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	return d.cluster.Stop(ctx)
}

// nodeModules is where the front end's packages are, with PostgreSQL's programs among them: beside the
// program in a checkout, else below the working directory.
func nodeModules() string {
	var places []string
	if exe, err := os.Executable(); err == nil {
		places = append(places, filepath.Join(filepath.Dir(filepath.Dir(exe)), "web", "node_modules"))
	}
	places = append(places, filepath.Join("web", "node_modules"))
	for _, p := range places {
		if s, err := os.Stat(p); err == nil && s.IsDir() {
			return p
		}
	}
	return ""
}
