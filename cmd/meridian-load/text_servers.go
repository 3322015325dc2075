package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// servers are two of Meridian over one database, all three started here.
type servers struct {
	program string
	env     []string // of every process, the database's address among it
	all     []started
	ended   []func() error // in the order in which they were started
}

// startServers runs “meridian database” over an empty folder and then n times “meridian serve”.
func startServers(ctx context.Context, program string, n int) (_ *servers, err error) {
	if program, err = filepath.Abs(program); err != nil {
		return nil, err
	}
	data, err := os.MkdirTemp("", "meridian-load-")
	if err != nil {
		return nil, err
	}
	s := &servers{program: program, ended: []func() error{func() error { return os.RemoveAll(data) }}}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if err := os.Chmod(data, 0o711); err != nil { // as in startMeridian
		return nil, err
	}
	s.env = append(os.Environ(), "MERIDIAN_DATA="+data, "MERIDIAN_DEMO=1", "MERIDIAN_BASE_URL=", "DATABASE_URL=")
	database, said, err := s.start("database")
	if err != nil {
		return nil, err
	}
	if err := awaitFiles(ctx, database, filepath.Join(data, "database.url"), filepath.Join(data, "migrate.url")); err != nil {
		return nil, fmt.Errorf("starting the database: %w; it said:\n%s", err, said)
	}
	app, err := readLine(filepath.Join(data, "database.url"))
	if err != nil {
		return nil, err
	}
	owner, err := readLine(filepath.Join(data, "migrate.url"))
	if err != nil {
		return nil, err
	}
	postmaster, err := findPostmaster(data)
	if err != nil {
		return nil, err
	}
	s.env = append(s.env, "DATABASE_URL="+app)
	for range n { // one after the other: the first adds the demo
		public, internal, err := freePorts()
		if err != nil {
			return nil, err
		}
		server, said, err := s.start("serve", "MERIDIAN_ADDR="+public, "MERIDIAN_INTERNAL_ADDR="+internal)
		if err != nil {
			return nil, err
		}
		if err := awaitReady(ctx, "http://"+internal+"/readyz", server); err != nil {
			return nil, fmt.Errorf("starting a server: %w; it said:\n%s", err, said)
		}
		s.all = append(s.all, started{address: "http://" + public, floorDatabase: owner, processes: processes{server: server.cmd.Process.Pid, postgres: postmaster}})
	}
	return s, nil
}

// start runs the program; it is ended with the others.
func (s *servers) start(command string, env ...string) (*process, *tail, error) {
	said := new(tail)
	cmd := exec.Command(s.program, command)
	cmd.Env = append(slices.Clone(s.env), env...)
	cmd.Stdout, cmd.Stderr = said, said
	p, err := startProcess(cmd)
	if err != nil {
		return nil, said, fmt.Errorf("starting %s (build it first): %w", s.program, err)
	}
	s.ended = append(s.ended, p.stop)
	return p, said, nil
}

func (s *servers) close() error {
	var err error
	for _, end := range slices.Backward(s.ended) {
		err = errors.Join(err, end())
	}
	return err
}

// usage is the processor time of all of them and of the database.
func (s *servers) usage() (usage, error) {
	total, err := s.all[0].processes.usage()
	for _, other := range s.all[1:] {
		u, otherErr := processes{server: other.processes.server}.usage()
		total.server += u.server
		err = errors.Join(err, otherErr)
	}
	return total, err
}

// memory is the resident memory of each.
func (s *servers) memory() ([]int64, error) {
	var all []int64
	for _, one := range s.all {
		bytes, err := residentMemory(one.processes.server)
		if err != nil {
			return nil, err
		}
		all = append(all, bytes)
	}
	return all, nil
}

var invitationPath = regexp.MustCompile(`/invitations/\S+`)

// invite brings a new member of the international office in and signs them in at one of the servers.
func (s *servers) invite(ctx context.Context, at int, institution, email, password string) (*client, error) {
	cmd := exec.CommandContext(ctx, s.program, "invite", "--institution", institution, "--email", email, "--role", "international_office")
	cmd.Env = s.env
	out, err := cmd.CombinedOutput()
	path := invitationPath.FindString(string(out))
	if err != nil || path == "" {
		return nil, fmt.Errorf("inviting %s: %w; it said:\n%s", email, errors.Join(err, errors.New("no link")), out)
	}
	c, err := newClient(s.all[at].address, institution)
	if err != nil {
		return nil, err
	}
	name, _, _ := strings.Cut(email, "@")
	res, err := c.post(ctx, path, url.Values{"name": {name}, "password": {password}}, false)
	if err != nil {
		return nil, fmt.Errorf("taking the invitation of %s: %w", email, err)
	}
	if res.StatusCode >= 400 {
		return nil, fmt.Errorf("taking the invitation of %s: the server answers %s", email, res.Status)
	}
	return c, c.signIn(ctx, email, password)
}

// awaitFiles waits until all files are there.
func awaitFiles(ctx context.Context, p *process, files ...string) error {
	ctx, cancel := context.WithTimeoutCause(ctx, startWithin, fmt.Errorf("it is not ready after %s", startWithin))
	defer cancel()
	for {
		missing := slices.ContainsFunc(files, func(file string) bool {
			_, err := os.Stat(file)
			return err != nil
		})
		if !missing {
			return nil
		}
		select {
		case <-p.ended:
			return fmt.Errorf("it ended before it was ready: %w", errors.Join(p.err, errors.New("exit")))
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
