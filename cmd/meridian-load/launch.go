package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	startWithin = 2 * time.Minute // the first start makes a database
	stopWithin  = 30 * time.Second
)

// process is a program that was started here and is ended here.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error // after ended is closed
}

func startProcess(cmd *exec.Cmd) (*process, error) {
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, ended: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

// stop asks the program to end and, should it not, ends it.
func (p *process) stop() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // an error means that it has ended
	select {
	case <-p.ended:
		return nil
	case <-time.After(stopWithin):
		_ = p.cmd.Process.Kill()
		<-p.ended
		return fmt.Errorf("%s did not end within %s of SIGTERM", filepath.Base(p.cmd.Path), stopWithin)
	}
}

// tail keeps the end of what a program says, to be shown if it fails.
type tail struct {
	mu   sync.Mutex
	text []byte
}

// Write never fails: the program must not notice that it is listened to.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if n := len(t.text) - 4_000; n > 0 {
		t.text = append(t.text[:0], t.text[n:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}

// started is a server that was started here, Meridian or the floor.
type started struct {
	address       string
	processes     processes
	floorDatabase string // Meridian's: where the floor may make its table
	fsync         string // the floor's: the setting of its database
	close         func() error
}

// startMeridian runs “meridian serve” over an empty folder and waits until it is ready.
func startMeridian(ctx context.Context, program string) (_ *started, err error) {
	if program, err = filepath.Abs(program); err != nil {
		return nil, err
	}
	data, err := os.MkdirTemp("", "meridian-load-")
	if err != nil {
		return nil, err
	}
	// PostgreSQL may run as another account, which has to pass this folder; what
	// is secret in it has rights of its own.
	if err := os.Chmod(data, 0o711); err != nil {
		return nil, errors.Join(err, os.RemoveAll(data))
	}
	public, internal, err := freePorts()
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(data))
	}
	said := new(tail)
	cmd := exec.Command(program, "serve")
	cmd.Env = append(os.Environ(), "MERIDIAN_DATA="+data, "MERIDIAN_ADDR="+public, "MERIDIAN_INTERNAL_ADDR="+internal)
	cmd.Stdout, cmd.Stderr = said, said
	p, err := startProcess(cmd)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("starting %s (build it first, or give -address): %w", program, err), os.RemoveAll(data))
	}
	s := &started{
		address:   "http://" + public,
		processes: processes{server: cmd.Process.Pid},
		close:     func() error { return errors.Join(p.stop(), os.RemoveAll(data)) },
	}
	err = awaitReady(ctx, "http://"+internal+"/readyz", p)
	if err == nil {
		s.floorDatabase, err = readLine(filepath.Join(data, "migrate.url"))
	}
	if err == nil {
		s.processes.postgres, err = findPostmaster(data)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("starting %s: %w; it said:\n%s", program, err, said), s.close())
	}
	return s, nil
}

// freePorts picks two addresses nobody listens at. Another program might take
// one before the server does; the server then says so and nothing is measured.
func freePorts() (public, internal string, err error) {
	a, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", "", err
	}
	b, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", "", errors.Join(err, a.Close())
	}
	return a.Addr().String(), b.Addr().String(), errors.Join(a.Close(), b.Close())
}

func awaitReady(ctx context.Context, url string, p *process) error {
	ctx, cancel := context.WithTimeoutCause(ctx, startWithin, fmt.Errorf("it is not ready after %s", startWithin))
	defer cancel()
	c := &http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		if res, err := c.Do(req); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-p.ended:
			return fmt.Errorf("it ended before it was ready: %w", errors.Join(p.err, errors.New("exit")))
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func readLine(path string) (string, error) {
	data, err := os.ReadFile(path)
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimSpace(line), err
}

// findPostmaster reads the first process of the PostgreSQL that keeps its data
// in a folder pg… of the server's.
func findPostmaster(data string) (int, error) {
	files, err := filepath.Glob(filepath.Join(data, "pg*", "postmaster.pid"))
	if err != nil || len(files) != 1 {
		return 0, fmt.Errorf("%d files pg*/postmaster.pid in its folder, not one", len(files))
	}
	line, err := readLine(files[0])
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(line)
}

// startFloor starts this program again as the floor.
func startFloor(ctx context.Context, database string) (*started, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	said := new(tail)
	cmd := exec.Command(self, floorCommand)
	cmd.Env = append(os.Environ(), floorDatabaseVariable+"="+database)
	cmd.Stderr = said
	stdin, err := cmd.StdinPipe() // closes when this program ends, however that is
	if err != nil {
		return nil, err
	}
	out, pipe, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd.Stdout = pipe
	p, err := startProcess(cmd)
	err = errors.Join(err, pipe.Close())
	if p == nil {
		return nil, errors.Join(err, out.Close())
	}
	s := &started{
		processes: processes{server: cmd.Process.Pid},
		close:     func() error { return errors.Join(p.stop(), out.Close()) }, // Wait closes stdin
	}
	var line string
	if err == nil {
		line, err = awaitLine(ctx, out)
	}
	rest, ok := strings.CutPrefix(line, floorReady)
	if err != nil || !ok {
		_ = stdin.Close()
		closeErr := s.close() // before what it said is read
		return nil, errors.Join(fmt.Errorf("starting the floor: it said %q %s", line, said), err, closeErr)
	}
	s.address, s.fsync, _ = strings.Cut(strings.TrimSpace(rest), " fsync=")
	return s, nil
}

func awaitLine(ctx context.Context, r io.Reader) (string, error) {
	type answer struct {
		line string
		err  error
	}
	lines := make(chan answer, 1)
	go func() {
		line, err := bufio.NewReader(r).ReadString('\n')
		lines <- answer{line, err}
	}()
	select {
	case a := <-lines:
		return a.line, a.err
	case <-time.After(30 * time.Second):
		return "", errors.New("nothing within 30 seconds")
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
