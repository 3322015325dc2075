package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// textCommand measures the writing of strategies: two servers over one database, all started here.
const textCommand = "text"

type textOptions struct {
	server   string
	readers  []int
	duration time.Duration
	board    time.Duration // beside each abuse; 0 leaves that out
	rounds   int
	json     string
}

func parseTextOptions(args []string, stderr io.Writer) (textOptions, error) {
	var o textOptions
	fs := flag.NewFlagSet("meridian-load "+textCommand, flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.server, "server", "bin/meridian", "`program` to start")
	readers := fs.String("readers", "60,1000", "numbers of open pages beside those of the ten who write, parted by commas")
	seconds := fs.Int("seconds", 30, "how long is written for each number of readers")
	board := fs.Int("board-seconds", 10, "how long a board is edited beside each costly thing that one person asks for without end; 0 leaves that out")
	fs.IntVar(&o.rounds, "rounds", 3, "how many times that is measured, one thing after the other")
	fs.StringVar(&o.json, "json", "", "`file` that receives all figures")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	var err error
	if o.readers, err = parseBoards(*readers); err != nil {
		return o, errors.New(strings.Replace(err.Error(), "-n", "-readers", 1))
	}
	switch {
	case fs.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	case *seconds < 1 || *seconds > 3600:
		return o, errors.New("-seconds must be from 1 to 3600")
	case o.rounds < 1 || o.rounds > 100:
		return o, errors.New("-rounds must be from 1 to 100")
	case *board < 0 || *board > 3600:
		return o, errors.New("-board-seconds must be from 0 to 3600")
	}
	o.duration, o.board = time.Duration(*seconds)*time.Second, time.Duration(*board)*time.Second
	return o, nil
}

// runText gives the exit code, as run does.
func runText(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parseTextOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "meridian-load text:", err)
		return 2
	}
	r, err := measureTexts(ctx, o, stderr)
	if r != nil {
		r.write(stdout)
		if o.json != "" {
			err = errors.Join(err, writeJSON(o.json, r))
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "meridian-load text:", err)
		return 2
	}
	if err := r.check(); err != nil {
		fmt.Fprintln(stderr, "meridian-load text:", err)
		return 1
	}
	return 0
}

// measureTexts makes the whole measurement. What was measured before an error comes with it.
func measureTexts(ctx context.Context, o textOptions, progress io.Writer) (r *textReport, err error) {
	log := func(format string, args ...any) { fmt.Fprintf(progress, format+"\n", args...) }
	const institution, email, password = "demo", "international@demo.example", "meridian-demo"
	if err := raiseFileLimit(uint64(o.readers[len(o.readers)-1]) + 512); err != nil {
		return nil, err
	}
	log("starting two of %s", o.server)
	s, err := startServers(ctx, o.server, 2)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	r = &textReport{Started: time.Now().UTC(), machine: thisMachine()}
	var people []*client
	for n := range textWriters {
		c, err := s.invite(ctx, n%len(s.all), institution, fmt.Sprintf("writer-%d@demo.example", n), password)
		if err != nil {
			return nil, err
		}
		people = append(people, c)
	}
	f, err := startFloor(ctx, s.all[0].floorDatabase)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, f.close()) }()
	r.Fsync = f.fsync
	floor, err := newSystem(ctx, f.address, options{institution: institution, email: email, password: password}, f.processes)
	if err != nil {
		return r, err
	}
	for _, readers := range o.readers {
		log("%d writers, %d readers for %s", len(people), readers, o.duration)
		run := textPair{}
		if run.Meridian, err = s.measureWriting(ctx, people, textLoad{readers, o.duration}); err != nil {
			return r, err
		}
		rate := float64(run.Meridian.Accepted) / o.duration.Seconds()
		if run.Floor, err = floor.measure(ctx, load{len(people), max(rate, 1), o.duration}); err != nil {
			return r, fmt.Errorf("the floor: %w", err)
		}
		r.Runs = append(r.Runs, run)
	}
	log("pages of a strategy of 10,000 words")
	if r.Pages, err = measurePages(ctx, people[0]); err != nil {
		return r, err
	}
	if o.board > 0 {
		log("a board beside somebody who asks for something costly without end")
		r.Abuses, err = s.measureAbuse(ctx, people, options{institution: institution, email: email, password: password}, o.board, o.rounds, log)
	}
	return r, err
}
