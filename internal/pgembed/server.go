package pgembed

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// server is a postgres process that this process started.
type server struct {
	process  *os.Process
	stopping atomic.Bool
	ended    chan struct{} // closed once the process is collected
	reason   error         // set before ended is closed
}

// attempts is how often another port is tried when one was taken between
// choosing and using it.
const attempts = 3

// launch starts the server on a port that next names and waits until it accepts
// connections.
func (c *Cluster) launch(ctx context.Context, o Options, f folder, a account, next func() (int, error)) error {
	log, err := openLog(o.Log)
	if err != nil {
		return err
	}
	defer func() { _ = log.file.Close() }()
	for attempt := 1; ; attempt++ {
		if c.port, err = next(); err != nil {
			return err
		}
		if c.server, err = spawn(f, a, arguments(f.path, c.port, o.Fast), log.file); err != nil {
			return fmt.Errorf("starting postgres: %w", err)
		}
		err = c.waitReady(ctx)
		if err == nil {
			return nil
		}
		if attempt == attempts || !errors.Is(err, errEnded) || portFree(c.port) {
			return fmt.Errorf("postgres did not start: %w; %s ends with:\n%s", err, o.Log, log.tail())
		}
	}
}

// arguments are the settings of the server, all on the command line: the
// configuration files in the folder stay as initdb made them.
func arguments(path string, port int, fast bool) []string {
	set := []string{
		"listen_addresses=127.0.0.1",
		"unix_socket_directories=", // their path length and folder rights vary by system
		"logging_collector=off",
		"timezone=UTC", "log_timezone=UTC",
	}
	if fast {
		set = append(set, "cluster_name=meridian_test", "fsync=off", "synchronous_commit=off", "full_page_writes=off",
			"wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "max_connections=300")
	}
	args := []string{"-D", path, "-p", strconv.Itoa(port)}
	for _, s := range set {
		args = append(args, "-c", s)
	}
	return args
}

// spawn starts postgres itself rather than through pg_ctl, as a child that is
// told to shut down when this process dies. It is in a process group of its
// own, so that Ctrl-C in a terminal reaches this process alone, which then
// stops it in its turn.
func spawn(f folder, a account, args []string, log *os.File) (*server, error) {
	s := &server{ended: make(chan struct{})}
	started := make(chan error, 1)
	go onOwnThread(func() {
		cmd := exec.Command(filepath.Join(f.binaries, "postgres"), args...)
		cmd.Dir = "/"
		cmd.Env = environment
		cmd.Stdout, cmd.Stderr = log, log
		cmd.SysProcAttr = a.attr()
		cmd.SysProcAttr.Setpgid = true
		withParent(cmd.SysProcAttr, syscall.SIGINT)
		err := cmd.Start()
		s.process = cmd.Process
		started <- err
		if err != nil {
			return
		}
		if s.reason = cmd.Wait(); s.reason == nil {
			s.reason = errors.New("it was told to shut down")
		}
		close(s.ended)
	})
	if err := <-started; err != nil {
		return nil, err
	}
	return s, nil
}

// errEnded reports that the server ended before it accepted connections.
var errEnded = errors.New("it ended")

// waitReady waits until the server accepts connections.
func (c *Cluster) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyLimit)
	defer cancel()
	for {
		err := tryConnect(ctx, c.address(adminRole, c.secrets.Admin, "postgres"))
		if err == nil {
			return nil
		}
		select {
		case <-c.server.ended:
			return fmt.Errorf("%w: %w", errEnded, c.server.reason)
		default:
		}
		if pg := (*pgconn.PgError)(nil); errors.As(err, &pg) && strings.HasPrefix(pg.Code, "28") {
			return err // it accepts connections, and refuses this password for good
		}
		if !pause(ctx) {
			return fmt.Errorf("%w (%w)", ctx.Err(), err)
		}
	}
}

// quitLimit bounds the wait for a server that was told to quit at once.
const quitLimit = 5 * time.Second

// stop shuts the server down: connections are cut, everything is written out.
// When ctx ends first it quits as after a crash.
func (s *server) stop(ctx context.Context) error {
	s.stopping.Store(true)
	if gone, err := s.signal(ctx, syscall.SIGINT); gone || err != nil {
		return err
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), quitLimit)
	defer cancel()
	if gone, err := s.signal(late, syscall.SIGQUIT); gone || err != nil {
		return err
	}
	_, err := s.signal(context.WithoutCancel(ctx), syscall.SIGKILL)
	return err
}

// signal sends a signal and waits for the end until ctx ends.
func (s *server) signal(ctx context.Context, sig syscall.Signal) (gone bool, err error) {
	if err := s.process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return false, err
	}
	select {
	case <-s.ended:
		return true, nil
	case <-ctx.Done():
		return false, nil
	}
}

// portsFor names the port of the folder's last server where it is free, then
// any free ones.
func portsFor(path string) func() (int, error) {
	preferred := lastPort(path)
	return func() (int, error) {
		port, err := freePort(preferred)
		preferred = 0
		return port, err
	}
}

var portInOptions = regexp.MustCompile(`"-p" "([0-9]+)"`)

// lastPort is the port of the folder's last server, 0 when there was none. It
// is used again where it is free, so that others find a restarted server.
func lastPort(path string) int {
	b, err := os.ReadFile(filepath.Join(path, "postmaster.opts"))
	if err != nil {
		return 0
	}
	m := portInOptions.FindSubmatch(b)
	if m == nil {
		return 0
	}
	port, _ := strconv.Atoi(string(m[1]))
	return port
}

// freePort is the preferred port where it is free, else any free one.
func freePort(preferred int) (int, error) {
	if preferred != 0 && portFree(preferred) {
		return preferred, nil
	}
	l, err := listen(0)
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func portFree(port int) bool {
	l, err := listen(port)
	if err != nil {
		return false
	}
	_ = l.Close()
	return true
}

func listen(port int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}
