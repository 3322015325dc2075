package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit of /proc/PID/stat; the kernel shows it as a hundredth of a
// second on every architecture Go runs on.
const tick = 10 * time.Millisecond

// processes are those whose cost is measured; 0 stands for unknown.
type processes struct {
	server, postgres int
}

// usage is the processor time that processes have used so far.
type usage struct {
	server, postgres, client time.Duration
	machine                  time.Duration // of everything that ran
}

func (p processes) usage() (usage, error) {
	var u usage
	var self syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &self); err != nil {
		return u, fmt.Errorf("the client's own processor time: %w", err)
	}
	u.client = time.Duration(self.Utime.Nano() + self.Stime.Nano())
	var err error
	if u.machine, err = machineTime(); err != nil {
		return u, fmt.Errorf("the machine's processor time: %w", err)
	}
	if p.server > 0 {
		st, err := readStat(p.server)
		if err != nil {
			return u, fmt.Errorf("the server's processor time: %w", err)
		}
		u.server = st.own
	}
	if p.postgres > 0 {
		if u.postgres, err = familyTime(p.postgres); err != nil {
			return u, fmt.Errorf("PostgreSQL's processor time: %w", err)
		}
	}
	return u, nil
}

func (u usage) since(before usage) usage {
	return usage{u.server - before.server, u.postgres - before.postgres, u.client - before.client, u.machine - before.machine}
}

// machineTime is the time all processors have worked or were withheld by the
// host of a virtual machine.
func machineTime() (time.Duration, error) {
	data, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	return parseMachine(string(data))
}

func parseMachine(data string) (time.Duration, error) {
	line, _, _ := strings.Cut(data, "\n")
	fields := strings.Fields(line) // cpu user nice system idle iowait irq softirq steal …
	if len(fields) < 9 || fields[0] != "cpu" {
		return 0, errors.New("/proc/stat is not as expected")
	}
	var total int64
	for _, i := range []int{1, 2, 3, 6, 7, 8} {
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return time.Duration(total) * tick, nil
}

// stat is what is needed of /proc/PID/stat.
type stat struct {
	parent int
	own    time.Duration
	reaped time.Duration // of children that have ended
}

func readStat(pid int) (stat, error) {
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return stat{}, err
	}
	return parseStat(data)
}

func parseStat(data []byte) (stat, error) {
	// The name stands in parentheses and may hold blanks and parentheses.
	end := bytes.LastIndexByte(data, ')')
	fields := strings.Fields(string(data[end+1:]))
	if end < 0 || len(fields) < 15 {
		return stat{}, errors.New("/proc/PID/stat is not as expected")
	}
	number := func(field int) int64 { // counted from 1 as in proc(5); the third follows the name
		n, _ := strconv.ParseInt(fields[field-3], 10, 64)
		return n
	}
	return stat{
		parent: int(number(4)),
		own:    time.Duration(number(14)+number(15)) * tick,
		reaped: time.Duration(number(16)+number(17)) * tick,
	}, nil
}

// familyTime adds up a process and its children. The time of a child that ends
// goes over to its parent, so that nothing is lost between two readings.
func familyTime(pid int) (time.Duration, error) {
	root, err := readStat(pid)
	if err != nil {
		return 0, err
	}
	total := root.own + root.reaped
	dirs, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return 0, err
	}
	for _, dir := range dirs {
		child, err := strconv.Atoi(filepath.Base(dir))
		if err != nil {
			continue
		}
		if st, err := readStat(child); err == nil && st.parent == pid { // else it has ended
			total += st.own + st.reaped
		}
	}
	return total, nil
}

// residentMemory is the RSS of a process in bytes.
func residentMemory(pid int) (int64, error) {
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("process %d has no resident memory", pid)
}

// raiseFileLimit allows n open files, here and in the programs started from here.
func raiseFileLimit(n uint64) error {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return err
	}
	l.Cur = max(l.Cur, min(n, l.Max))
	if l.Max < n {
		higher := syscall.Rlimit{Cur: n, Max: n}
		if syscall.Setrlimit(syscall.RLIMIT_NOFILE, &higher) == nil {
			return nil
		}
	}
	// Setting it, even to the same value, also hands it on: Go otherwise gives
	// the programs it starts the limit it was started with.
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return err
	}
	if l.Cur < n {
		return fmt.Errorf("%d open files are needed and the limit is %d: raise it with ulimit -n", n, l.Max)
	}
	return nil
}
