package pgembed

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
)

// readyLimit bounds the wait for a server that runs but does not accept
// connections yet: recovery after a crash may take its time.
const readyLimit = 90 * time.Second

// poll is the pause between two looks at a condition.
const poll = 10 * time.Millisecond

// absolute fills in the defaults and makes every path absolute, because the
// server's programs are run in the root folder.
func (o Options) absolute() (Options, error) {
	if o.Data == "" {
		return o, errors.New("pgembed: no data folder given")
	}
	if o.Log == "" {
		o.Log = filepath.Join(o.Data, "postgres.log")
	}
	for _, p := range []*string{&o.Binaries, &o.Data, &o.NodeModules, &o.Log} {
		if *p == "" {
			continue
		}
		abs, err := filepath.Abs(*p)
		if err != nil {
			return o, err
		}
		*p = abs
	}
	return o, nil
}

// startOwned starts a server of its own under the lock l, which it gives back
// when it fails.
func startOwned(ctx context.Context, o Options, l *lock) (_ *Cluster, err error) {
	c := &Cluster{lock: l, done: make(chan error, 1)}
	defer func() {
		if err == nil {
			return
		}
		if c.server != nil {
			// The start may have failed because ctx ended: the server still
			// gets its time to shut down.
			late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
			defer cancel()
			_ = c.server.stop(late)
		}
		l.release()
	}()
	// Addresses that a killed owner left behind must not be taken for ours.
	if err := RemoveAddresses(o.Data); err != nil {
		return nil, err
	}
	f, err := chooseFolder(o)
	if err != nil {
		return nil, err
	}
	if err := endLeftover(ctx, f.path); err != nil {
		return nil, err
	}
	a, err := chooseAccount(f)
	if err != nil {
		return nil, err
	}
	if c.secrets, err = loadSecrets(f); err != nil {
		return nil, err
	}
	if !f.exists {
		if err := initialise(ctx, f, a, c.secrets, o.Fast); err != nil {
			return nil, err
		}
	}
	if err := c.launch(ctx, o, f, a, portsFor(f.path)); err != nil {
		return nil, err
	}
	if err := c.prepare(ctx); err != nil {
		return nil, fmt.Errorf("preparing roles and database: %w", err)
	}
	go c.watch()
	return c, nil
}

// watch tells Done how the server ended.
func (c *Cluster) watch() {
	<-c.server.ended
	if !c.server.stopping.Load() {
		c.done <- fmt.Errorf("PostgreSQL ended by itself: %w", c.server.reason)
	}
	close(c.done)
}

// adopt connects to the server of the process that holds the lock, waiting
// while that process is still starting it. Should the owner end meanwhile, the
// server is started here.
func adopt(ctx context.Context, o Options) (*Cluster, error) {
	ctx, cancel := context.WithTimeout(ctx, readyLimit)
	defer cancel()
	for {
		c, err := connectToOwned(ctx, o)
		if err == nil {
			return c, nil
		}
		l, owned := takeLock(o.Data)
		if owned == nil {
			return startOwned(ctx, o, l)
		}
		if !pause(ctx) {
			return nil, fmt.Errorf("%w, and its server does not answer: %w", owned, err)
		}
	}
}

// connectToOwned reads the address of a running server and tries it.
func connectToOwned(ctx context.Context, o Options) (*Cluster, error) {
	path, err := existingFolder(o.Data)
	if err != nil {
		return nil, err
	}
	if path == "" {
		return nil, os.ErrNotExist
	}
	pm, err := readPidFile(path)
	if err != nil {
		return nil, err
	}
	s, err := readSecrets(path + ".secret")
	if err != nil {
		return nil, err
	}
	c := &Cluster{port: pm.port, secrets: s, done: make(chan error)}
	// The database comes after the roles: who gets into it as the serving role
	// finds everything there.
	return c, tryConnect(ctx, c.AppURL())
}

// tryConnect makes one attempt to connect and ask something.
func tryConnect(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	return conn.Ping(ctx)
}

// pause waits a moment; false means that ctx has ended.
func pause(ctx context.Context) bool {
	t := time.NewTimer(poll)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
