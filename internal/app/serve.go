package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"meridian/internal/account"
	"meridian/internal/app/demo"
	"meridian/internal/institution"
	"meridian/internal/pgembed"
	"meridian/internal/swot"
	"meridian/web"
)

// Serve runs the server until ctx ends, then stops in order: not ready, streams, requests, jobs, sessions'
// sweep, pool, embedded database.
func Serve(ctx context.Context, c Config, out io.Writer, log *slog.Logger) (err error) {
	loaded := loadAssets() // compresses while the database starts
	db, err := openDatabase(ctx, c, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.close()) }()
	assets := <-loaded
	switch {
	case assets.err != nil:
		return assets.err
	case !assets.Built():
		return errors.New("the web assets are not built: run make build")
	}
	if db.cluster != nil {
		if err := pgembed.WriteAddresses(db.cluster, c.Data); err != nil {
			return err
		}
		defer func() { _ = pgembed.RemoveAddresses(c.Data) }()
	}
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("MERIDIAN_ADDR %s cannot be listened on (%w). Is another Meridian running? Choose another port", c.Addr, err)
	}
	defer listener.Close()
	internal, err := net.Listen("tcp", c.InternalAddr)
	if err != nil {
		return fmt.Errorf("MERIDIAN_INTERNAL_ADDR %s cannot be listened on (%w). Choose another port", c.InternalAddr, err)
	}
	defer internal.Close()
	base, err := c.base(listener.Addr())
	if err != nil {
		return err
	}
	secret, err := c.secret()
	if err != nil {
		return err
	}
	if !c.Embedded() && c.SecretFile == "" {
		log.Warn("MERIDIAN_SECRET_FILE is not set; several servers on one database need the same one, and each has made its own", "data", c.Data)
	}
	server, err := c.mailServer()
	if err != nil {
		return err
	}
	site, err := NewSite(db.DB, Settings{Assets: assets.Assets, Base: base, Demo: func() bool { return c.demoOn(base) }, Proxies: c.TrustedProxies, Log: log, Secret: secret, Mail: server})
	if err != nil {
		return err
	}
	if c.demoOn(base) {
		maker := demo.Maker{Registry: institution.Registry{DB: db.DB}, Desk: account.NewDesk(db.DB), Board: &swot.Board{DB: db.DB, Hub: site.Hub}, Strategies: site.drafts}
		if err := maker.Add(ctx); err != nil {
			return fmt.Errorf("adding the demo: %w", err)
		}
	}
	if db.cluster != nil {
		if err := os.WriteFile(c.addressFile(), []byte(base.String()+"\n"), 0o600); err != nil {
			return err
		}
		defer func() { _ = os.Remove(c.addressFile()) }()
	}
	announce(out, c, base)
	return site.run(ctx, listener, internal, db, log)
}

type loadedAssets struct {
	*web.Assets
	err error
}

func loadAssets() <-chan loadedAssets {
	done := make(chan loadedAssets, 1)
	go func() {
		a, err := web.Load()
		done <- loadedAssets{a, err}
	}()
	return done
}

func (s *Site) run(ctx context.Context, listener, internal net.Listener, db *database, log *slog.Logger) error {
	life, end := context.WithCancel(context.Background())
	defer end()
	hubDone := make(chan struct{})
	go func() { s.Hub.Run(life); close(hubDone) }()
	go s.sweep(life, log)

	public := newServer(s.Handler, log)
	inside := newServer(s.Internal, log)
	failed := make(chan error, 3)
	go func() { failed <- public.Serve(listener) }()
	go func() { failed <- inside.Serve(internal) }()
	if err := s.Jobs.Start(life); err != nil {
		failed <- fmt.Errorf("the queue of jobs cannot be worked on: %w", err)
	}
	var died <-chan error
	if db.cluster != nil {
		died = db.cluster.Done()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	case why := <-died:
		err = fmt.Errorf("the embedded PostgreSQL has ended: %w", errors.Join(why, errors.New("start Meridian again; nothing that was acknowledged is lost")))
	}
	log.Info("stopping")
	s.ready.draining.Store(true)
	s.Hub.Stop()
	wait, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if stopErr := public.Shutdown(wait); stopErr != nil {
		err = errors.Join(err, stopErr, public.Close())
	}
	// What is half done may be finished: a message that is being sent, above all.
	patience, enough := context.WithTimeout(context.Background(), 8*time.Second)
	defer enough()
	err = errors.Join(err, s.Jobs.Stop(patience))
	_ = inside.Shutdown(wait)
	end()
	<-hubDone
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// sweep deletes expired sessions now and then.
func (s *Site) sweep(ctx context.Context, log *slog.Logger) {
	ticker := time.NewTicker(10 * time.Minute)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := s.store.Sweep(ctx); err != nil && ctx.Err() == nil {
				log.Warn("sweeping the sessions failed; trying again later", "err", err)
			}
		}
	}
}

func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

func announce(out io.Writer, c Config, base *url.URL) {
	fmt.Fprintf(out, "\nMeridian is ready at %s\n", base)
	if c.demoOn(base) {
		fmt.Fprintf(out, "\nThe demo: sign in with the password %s as\n", demo.Password)
		for _, a := range demo.Shown {
			fmt.Fprintf(out, "  %-32s %s\n", a.Email, a.Label)
		}
		fmt.Fprintln(out, "  or as any other office of the demo, such as finance@demo.example")
	}
	exe := os.Args[0]
	fmt.Fprintf(out, `
To begin with your own institution:
  %[1]s institution add --slug myuni --name "My University"
  %[1]s invite --institution myuni --email me@myuni.example --role international_office
  %[1]s demo --remove                                      (takes the demo and its known passwords away)

Press Ctrl+C to stop.
`, exe)
}
