package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// report holds everything that was measured.
type report struct {
	Started time.Time `json:"started"`
	Address string    `json:"address"`
	Rate    float64   `json:"rate"`
	Seconds float64   `json:"seconds"`
	// Fsync is the setting of the floor's database. If it is off, no commit is
	// durable and the times say little about a real server.
	Fsync   string `json:"fsync,omitempty"`
	Runs    []pair `json:"runs"`
	Highest *pair  `json:"highest,omitempty"`
	SignIns *storm `json:"sign_ins,omitempty"`
	machine
}

// pair is the same load on both systems; Floor may be absent.
type pair struct {
	Boards   int     `json:"boards"`
	Meridian *result `json:"meridian"`
	Floor    *result `json:"floor,omitempty"`
}

type machine struct {
	Go    string `json:"go"`
	Cores int    `json:"cores"`
	Model string `json:"model,omitempty"`
}

func thisMachine() machine {
	m := machine{Go: runtime.Version(), Cores: runtime.NumCPU()}
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(data)) {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == "model name" {
			m.Model = strings.TrimSpace(v)
			break
		}
	}
	return m
}

// complete tells whether every edit of the measured runs reached every board. The
// search for the highest rate fails by design and does not count, unless
// Meridian holds no rate at all.
func (r *report) complete() bool {
	for _, p := range r.Runs {
		if p.Meridian == nil || !p.Meridian.complete() {
			return false
		}
	}
	return r.Highest == nil || r.Highest.Meridian != nil
}

func writeJSON(path string, figures any) error {
	data, err := json.MarshalIndent(figures, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

// figure is a line of the table: how a result shows, and its number for the ratio.
type figure struct {
	name   string
	show   func(*result) string
	number func(*result) float64
}

var figures = []figure{
	{"every board has the edit, p50", func(r *result) string { return inMilliseconds(r.AllP50) }, func(r *result) float64 { return ratioOf(r.AllP50) }},
	{"every board has the edit, p99", func(r *result) string { return inMilliseconds(r.AllP99) }, func(r *result) float64 { return ratioOf(r.AllP99) }},
	{"the slowest edit", func(r *result) string { return inMilliseconds(r.AllMax) }, func(r *result) float64 { return ratioOf(r.AllMax) }},
	{"the POST is answered, p50", func(r *result) string { return inMilliseconds(r.AckP50) }, func(r *result) float64 { return ratioOf(r.AckP50) }},
	{"the POST is answered, p99", func(r *result) string { return inMilliseconds(r.AckP99) }, func(r *result) float64 { return ratioOf(r.AckP99) }},
	{"CPU of the server per 1,000 edits", func(r *result) string { return inSeconds(r.ServerCPU) }, func(r *result) float64 { return r.ServerCPU }},
	{"CPU of PostgreSQL per 1,000 edits", func(r *result) string { return inSeconds(r.PostgresCPU) }, func(r *result) float64 { return r.PostgresCPU }},
	{"CPU of this client per 1,000 edits", func(r *result) string { return inSeconds(r.ClientCPU) }, func(r *result) float64 { return r.ClientCPU }},
	{"share of the machine others took", func(r *result) string { return inPercent(r.Others) }, func(*result) float64 { return 0 }},
	{"memory of the server, boards open", func(r *result) string { return inBytes(r.MemoryOpen) }, func(r *result) float64 { return float64(r.MemoryOpen) }},
	{"memory per open board", func(r *result) string { return inBytes(r.MemoryPerBoard) }, func(r *result) float64 { return float64(r.MemoryPerBoard) }},
	{"bytes per edit to one board", func(r *result) string { return inBytes(r.BytesPerEdit) }, func(*result) float64 { return 0 }},
	{"edits on every board", func(r *result) string { return fmt.Sprintf("%d of %d", r.Arrived, r.Edits) }, func(*result) float64 { return 0 }},
	{"resets, lost streams", func(r *result) string { return fmt.Sprintf("%d, %d", r.Resets, r.Lost) }, func(*result) float64 { return 0 }},
}

// writeTable writes the figures side by side.
func (r *report) writeTable(w io.Writer) {
	fmt.Fprintf(w, "Meridian at %s, %s, %d cores %s, %s\n", r.Address, r.Started.Format("2 January 2006 15:04 MST"), r.Cores, r.Model, r.Go)
	fmt.Fprintf(w, "%g edits/s for %g s, timed from when each was due\n", r.Rate, r.Seconds)
	switch r.Fsync {
	case "":
		fmt.Fprintln(w, "No floor was measured: there was no -floor-database.")
	case "off":
		fmt.Fprintln(w, "fsync is off: commits are not durable and the times are too good.")
	}
	if others := r.others(); others > 0.1 {
		fmt.Fprintf(w, "Other programs took up to %s of the machine: repeat this when it is quiet, the times are not the server's alone.\n", inPercent(others))
	}
	for _, p := range r.Runs {
		fmt.Fprintf(w, "\n%d open boards\n", p.Boards)
		writePair(w, p)
	}
	if r.SignIns != nil {
		r.SignIns.write(w)
	}
	if r.Highest != nil {
		fmt.Fprintf(w, "\nHighest rate held with %d open boards (all edits everywhere, 99 in 100 within %s)\n", r.Highest.Boards, heldWithin)
		writePair(w, *r.Highest)
	}
}

// others is the largest share of the machine that other programs took.
func (r *report) others() float64 {
	most := 0.0
	pairs := r.Runs
	if r.Highest != nil {
		pairs = append(slices.Clone(pairs), *r.Highest)
	}
	for _, p := range pairs {
		for _, res := range []*result{p.Meridian, p.Floor} {
			if res != nil {
				most = max(most, res.Others)
			}
		}
	}
	return most
}

func writePair(w io.Writer, p pair) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "\t%-36s\tMeridian\tfloor\tratio\t\n", "")
	rate := figure{"edits per second", func(r *result) string { return fmt.Sprintf("%.0f", r.Rate) }, func(r *result) float64 { return r.Rate }}
	for _, f := range append([]figure{rate}, figures...) {
		fmt.Fprintf(t, "\t%-36s\t%s\t%s\t%s\t\n", f.name, show(f, p.Meridian), show(f, p.Floor), ratio(f, p))
	}
	_ = t.Flush() // a terminal that went away is nobody's concern
	if p.Meridian != nil && p.Meridian.Error != "" {
		fmt.Fprintf(w, "  Meridian: %s\n", p.Meridian.Error)
	}
	if p.Floor != nil && p.Floor.Error != "" {
		fmt.Fprintf(w, "  floor: %s\n", p.Floor.Error)
	}
}

func show(f figure, r *result) string {
	if r == nil {
		return "–"
	}
	return f.show(r)
}

func ratio(f figure, p pair) string {
	if p.Meridian == nil || p.Floor == nil {
		return ""
	}
	m, fl := f.number(p.Meridian), f.number(p.Floor)
	if m <= 0 || fl <= 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", m/fl)
}

// ratioOf leaves out what never came: no ratio says anything about it.
func ratioOf(m milliseconds) float64 {
	if time.Duration(m) == never {
		return 0
	}
	return float64(m)
}

func inMilliseconds(m milliseconds) string {
	if time.Duration(m) == never {
		return "never"
	}
	return fmt.Sprintf("%.1f ms", float64(m)/float64(time.Millisecond))
}

func inSeconds(ms float64) string {
	if ms < 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f s", ms/1000)
}

func inPercent(share float64) string {
	if share < 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", 100*share)
}

func inBytes(n int64) string {
	switch {
	case n == 0:
		return "–"
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10 || n <= -1<<10:
		return fmt.Sprintf("%.1f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d B", n)
}
