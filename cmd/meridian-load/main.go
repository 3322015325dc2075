// Command meridian-load measures a running Meridian: how long an edit takes to
// reach every open board, the rate of edits it holds, and what that costs in
// processor time and memory.
//
// Next to Meridian it measures a floor, a server that does nothing but the
// unavoidable: one POST, one durable commit to the same PostgreSQL, the same
// bytes to every open stream. The floor tells how much of a figure is the
// machine's and how much is Meridian's.
//
// “meridian-load text” measures the writing of strategies in the same way: ten
// people in one section on two servers, how long a long page takes, and what a
// board feels of somebody who sends costly changes without end.
//
// The program speaks the HTTP contract only and shares no code with Meridian.
// Client, server and database usually share the machine; the client's own
// processor time is reported apart, so that its weight can be seen. Meridian
// stays up while the floor is measured, so what its idle server asks of
// PostgreSQL is in the floor's figure too.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run gives the exit code: 0 if every edit reached every board, 1 if some did
// not, 2 if the measurement could not be made.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == floorCommand {
		if err := serveFloor(ctx, stdout); err != nil {
			fmt.Fprintln(stderr, "the floor:", err)
			return 2
		}
		return 0
	}
	if len(args) > 0 && args[0] == textCommand {
		return runText(ctx, args[1:], stdout, stderr)
	}
	o, err := parseOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "meridian-load:", err)
		return 2
	}
	report, err := measureAll(ctx, o, stderr)
	if report != nil {
		report.writeTable(stdout)
		if o.json != "" {
			err = errors.Join(err, writeJSON(o.json, report))
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "meridian-load:", err)
		return 2
	}
	if !report.complete() {
		return 1
	}
	return 0
}

type options struct {
	address, institution, email, password string

	server                 string // the program to start when there is no address
	serverPID, postgresPID int
	floorDatabase          string

	boards     []int
	rate       float64
	duration   time.Duration
	findRateAt int
	signIns    int // at once; 0 leaves that out
	people     []string
	stepTime   time.Duration // of one rate that is tried
	json       string
}

func parseOptions(args []string, stderr io.Writer) (options, error) {
	var o options
	fs := flag.NewFlagSet("meridian-load", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.address, "address", "", "`URL` of a running Meridian; without it one is started")
	fs.StringVar(&o.server, "server", "bin/meridian", "`program` to start when there is no address")
	fs.StringVar(&o.institution, "institution", "demo", "slug of the institution")
	fs.StringVar(&o.email, "email", "international@demo.example", "who signs in")
	fs.StringVar(&o.password, "password", "meridian-demo", "their password")
	boards := fs.String("n", "10,50,200,1000", "numbers of open boards, parted by commas")
	fs.Float64Var(&o.rate, "rate", 10, "edits per second")
	seconds := fs.Int("seconds", 30, "how long edits are made for each number of boards")
	fs.IntVar(&o.findRateAt, "find-rate-at", 50, "open boards while the highest rate is looked for; 0 leaves that out")
	fs.IntVar(&o.signIns, "sign-ins", 50, "people who sign in at once beside an open board; 0 leaves that out")
	people := fs.String("people", demoPeople, "who signs in then, parted by commas, all with the same password")
	fs.IntVar(&o.serverPID, "server-pid", 0, "process of the server at -address, for its processor time and memory")
	fs.IntVar(&o.postgresPID, "postgres-pid", 0, "first process of PostgreSQL; its children count too")
	fs.StringVar(&o.floorDatabase, "floor-database", os.Getenv(floorDatabaseVariable),
		"address of a database for the floor, which creates and drops the table meridian_load_floor there; also read from $"+floorDatabaseVariable)
	fs.StringVar(&o.json, "json", "", "`file` that receives all figures")
	quick := fs.Bool("quick", false, "10 and 50 boards for 5 seconds each, unless -n or -seconds say otherwise")
	remote := fs.Bool("allow-remote", false, "allow an address that is not this machine")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if fs.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	}
	o.stepTime = 5 * time.Second
	if *quick {
		o.stepTime = 2 * time.Second
		given := map[string]bool{}
		fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
		if !given["n"] {
			*boards = "10,50"
		}
		if !given["seconds"] {
			*seconds = 5
		}
	}
	o.people = strings.Split(*people, ",")
	o.duration = time.Duration(*seconds) * time.Second
	var err error
	if o.boards, err = parseBoards(*boards); err != nil {
		return o, err
	}
	switch {
	case o.rate <= 0 || o.rate > maxRate:
		return o, fmt.Errorf("-rate must be above 0 and at most %d", maxRate)
	case *seconds < 1 || *seconds > 3600:
		return o, errors.New("-seconds must be from 1 to 3600")
	case o.signIns < 0 || o.signIns > 1_000:
		return o, errors.New("-sign-ins must be from 0 to 1000")
	case o.findRateAt < 0 || o.findRateAt > maxBoards:
		return o, fmt.Errorf("-find-rate-at must be from 0 to %d", maxBoards)
	}
	return o, checkAddress(o.address, *remote)
}

// demoPeople are some accounts of the demo: more than one, because many tries of one account count as guessing.
const demoPeople = "registrar@demo.example,library@demo.example,finance@demo.example,human-resources@demo.example,research@demo.example,student-affairs@demo.example,management@demo.example,provost@demo.example,adviser@demo.example,international@demo.example"

// maxBoards keeps the streams below the number of ports of one client.
const maxBoards = 20_000

func parseBoards(list string) ([]int, error) {
	var all []int
	for part := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || n < 1 || n > maxBoards {
			return nil, fmt.Errorf("-n has %q, which is not a number from 1 to %d", part, maxBoards)
		}
		all = append(all, n)
	}
	slices.Sort(all) // memory per board is counted from the start upwards
	return slices.Compact(all), nil
}

// checkAddress keeps a slip of the keyboard from loading a server that people use.
func checkAddress(address string, remote bool) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return fmt.Errorf("-address %q is not a URL like http://127.0.0.1:8080", address)
	}
	ip := net.ParseIP(u.Hostname())
	if !remote && u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%s is another machine; -allow-remote is needed to load it", u.Host)
	}
	return nil
}
