package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// measureAll makes the whole measurement. What was measured before an error
// comes with it.
func measureAll(ctx context.Context, o options, progress io.Writer) (_ *report, err error) {
	log := func(format string, args ...any) { fmt.Fprintf(progress, format+"\n", args...) }
	most := max(slices.Max(o.boards), o.findRateAt)
	if err := raiseFileLimit(uint64(most) + 512); err != nil {
		return nil, err
	}
	target := started{address: o.address, processes: processes{o.serverPID, o.postgresPID}, floorDatabase: o.floorDatabase}
	if o.address == "" {
		log("starting %s", o.server)
		own, startErr := startMeridian(ctx, o.server)
		if startErr != nil {
			return nil, startErr
		}
		defer func() { err = errors.Join(err, own.close()) }()
		target = *own
		if o.floorDatabase != "" {
			target.floorDatabase = o.floorDatabase
		}
	}
	meridian, err := newSystem(ctx, target.address, o, target.processes)
	if err != nil {
		return nil, fmt.Errorf("measuring Meridian: %w", err)
	}
	r := newReport(o, target.address)
	var floor *system
	if target.floorDatabase != "" {
		f, startErr := startFloor(ctx, target.floorDatabase)
		if startErr != nil {
			return nil, startErr
		}
		defer func() { err = errors.Join(err, f.close()) }()
		r.Fsync = f.fsync
		f.processes.postgres = target.processes.postgres
		if floor, err = newSystem(ctx, f.address, o, f.processes); err != nil {
			return nil, fmt.Errorf("the floor: %w", err)
		}
	}
	err = r.fill(ctx, o, meridian, floor, log)
	return r, errors.Join(err, r.addMemory(meridian, floor))
}

func (r *report) addMemory(meridian, floor *system) error {
	err := meridian.readIdleMemory()
	if floor != nil {
		err = errors.Join(err, floor.readIdleMemory())
	}
	for _, p := range r.Runs {
		meridian.addMemory(p.Meridian)
		if floor != nil {
			floor.addMemory(p.Floor)
		}
	}
	return err
}

func newSystem(ctx context.Context, address string, o options, p processes) (*system, error) {
	c, err := newClient(address, o.institution)
	if err != nil {
		return nil, err
	}
	s := &system{client: c, processes: p, patience: patience}
	if err := s.readIdleMemory(); err != nil {
		return nil, err
	}
	return s, c.signIn(ctx, o.email, o.password)
}

// fill measures Meridian and right after it the floor, so that both meet the
// machine in the same mood. For every edit the floor sends as many bytes as
// Meridian does.
func (r *report) fill(ctx context.Context, o options, meridian, floor *system, log func(string, ...any)) error {
	for _, n := range o.boards {
		l := load{n, o.rate, o.duration}
		log("%d boards, %.0f edits/s for %s", n, o.rate, o.duration)
		p := pair{Boards: n}
		var err error
		if p.Meridian, err = meridian.measure(ctx, l); err != nil {
			return fmt.Errorf("measuring Meridian with %d boards: %w", n, err)
		}
		if floor != nil {
			floor.likeMeridian(p.Meridian)
			if p.Floor, err = floor.measure(ctx, l); err != nil {
				return fmt.Errorf("the floor with %d boards: %w", n, err)
			}
		}
		r.Runs = append(r.Runs, p)
	}
	if o.signIns > 0 {
		log("%d sign-ins at once", o.signIns)
		var err error
		if r.SignIns, err = meridian.measureSignIns(ctx, o.signIns, o.people, o.password, load{signInBoards, o.rate, o.duration}); err != nil {
			return fmt.Errorf("measuring Meridian while people sign in: %w", err)
		}
		if err := r.SignIns.check(); err != nil {
			return err
		}
	}
	if o.findRateAt == 0 {
		return nil
	}
	return r.findRates(ctx, o, meridian, floor, log)
}

func (r *report) findRates(ctx context.Context, o options, meridian, floor *system, log func(string, ...any)) error {
	log("the highest rate with %d boards", o.findRateAt)
	r.Highest = &pair{Boards: o.findRateAt}
	var err error
	log("  Meridian")
	if r.Highest.Meridian, err = meridian.findRate(ctx, o.findRateAt, o.stepTime, log); err != nil || floor == nil {
		return err
	}
	log("  floor")
	floor.likeMeridian(r.Highest.Meridian)
	r.Highest.Floor, err = floor.findRate(ctx, o.findRateAt, o.stepTime, log)
	return err
}

func (s *system) likeMeridian(m *result) {
	if m != nil && m.BytesPerEdit > 0 {
		s.extra = url.Values{floorSizeField: {strconv.FormatInt(m.BytesPerEdit, 10)}}
	}
}

func newReport(o options, address string) *report {
	return &report{Started: time.Now().UTC(), Address: address, Rate: o.rate, Seconds: o.duration.Seconds(), machine: thisMachine()}
}
