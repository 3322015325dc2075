package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// textReport holds everything that was measured of the writing of strategies.
type textReport struct {
	Started time.Time     `json:"started"`
	Fsync   string        `json:"fsync"` // see report
	Runs    []textPair    `json:"runs"`
	Pages   []pageResult  `json:"pages"`
	Abuses  []abuseResult `json:"board_beside_abuse"`
	machine
}

// textPair is the writing, and beside it a floor that gets as many edits per second and shows each to as many streams as
// there are writers.
type textPair struct {
	Meridian *textResult `json:"meridian"`
	Floor    *result     `json:"floor"`
}

func (r *textReport) check() error {
	var err error
	for _, run := range r.Runs {
		err = errors.Join(err, run.Meridian.check())
	}
	return err
}

// The goals, for a machine on which one durable commit takes 5 ms.
const (
	shownWithin = 60 * time.Millisecond
	pageWithin  = 30 * time.Millisecond
	boardWithin = 1.5 // times what it takes in quiet
)

func (r *textReport) write(w io.Writer) {
	fmt.Fprintf(w, "Strategies, two servers and one database, %s, %d cores %s, %s\n", r.Started.Format("2 January 2006 15:04 MST"), r.Cores, r.Model, r.Go)
	if r.Fsync == "off" {
		fmt.Fprintln(w, "fsync is off: commits are not durable and the times are too good.")
	}
	for _, run := range r.Runs {
		run.write(w)
	}
	if len(r.Pages) > 0 {
		fmt.Fprintf(w, "\nThe page of a strategy of 10,000 words, %d times one after the other (goal: under %s)\n", pageAsked, pageWithin)
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintf(t, "\t%-36s\tp50\tp99\tbytes\tcompressed\t\n", "")
		for _, p := range r.Pages {
			name := "to read"
			if p.Path != "" {
				name = "to write"
			}
			fmt.Fprintf(t, "\t%-36s\t%s\t%s\t%s\t%s\t\n", name, inMilliseconds(p.P50), inMilliseconds(p.P99), inBytes(int64(p.Bytes)), inBytes(int64(p.Compressed)))
		}
		_ = t.Flush()
	}
	if len(r.Abuses) > 0 {
		r.writeAbuses(w)
	}
}

func (p textPair) write(w io.Writer) {
	m := p.Meridian
	fmt.Fprintf(w, "\n%d people write in one section of 1,000 words, %d readers; the floor shows one durable commit to %d streams\n", m.Writers, m.Readers, m.Writers)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(name, meridian, floor string) { fmt.Fprintf(t, "\t%-36s\t%s\t%s\t\n", name, meridian, floor) }
	line("", "Meridian", "floor")
	line("edits, of two letters", fmt.Sprintf("%d", m.Edits), fmt.Sprintf("%d", p.Floor.Edits))
	line("every writer has the edit, p50", inMilliseconds(m.ShownP50), inMilliseconds(p.Floor.AllP50))
	line(fmt.Sprintf("every writer has the edit, p99 (goal %s)", shownWithin), inMilliseconds(m.ShownP99), inMilliseconds(p.Floor.AllP99))
	line("the slowest edit", inMilliseconds(m.ShownMax), inMilliseconds(p.Floor.AllMax))
	line("accepted, after conflicts, p50", inMilliseconds(m.AckP50), inMilliseconds(p.Floor.AckP50))
	line("accepted, after conflicts, p99", inMilliseconds(m.AckP99), inMilliseconds(p.Floor.AckP99))
	line("the POST that was accepted, p50", inMilliseconds(m.AloneP50), "")
	line("the POST that was accepted, p99", inMilliseconds(m.AloneP99), "")
	line("every reader has the edit, p50", inMilliseconds(m.ReadersP50), "")
	line("every reader has the edit, p99", inMilliseconds(m.ReadersP99), "")
	line("POSTs, conflicts among them", fmt.Sprintf("%d, %s", m.Posts, inPercent(float64(m.Conflicts)/float64(max(m.Posts, 1)))), "")
	line("asked to come later", fmt.Sprintf("%d", m.Later), "")
	line("CPU of both servers per 1,000 POSTs", inSeconds(m.ServerCPU), inSeconds(p.Floor.ServerCPU))
	line("CPU of PostgreSQL per 1,000 POSTs", inSeconds(m.PostgresCPU), inSeconds(p.Floor.PostgresCPU))
	line("CPU of this client per 1,000 POSTs", inSeconds(m.ClientCPU), "")
	line("share of the machine others took", inPercent(m.Others), "")
	var before, open []string
	for n := range m.Memory {
		before, open = append(before, inBytes(m.MemoryBefore[n])), append(open, inBytes(m.Memory[n]))
	}
	line("memory of the servers, nothing open", strings.Join(before, ", "), "")
	line("memory of the servers at the end", strings.Join(open, ", "), "")
	line("memory per reader", inBytes(m.perReader()), "")
	line("bytes to one reader", inBytes(m.BytesToReader), "")
	line("edits that every writer has", fmt.Sprintf("%d of %d", m.Arrived, m.Edits), "")
	whole := "yes"
	if !m.Whole {
		whole = "NO"
	}
	line(fmt.Sprintf("each of %d letters once, everywhere", m.Letters), whole, "")
	line("resets, lost streams", fmt.Sprintf("%d, %d", m.Resets, m.Lost), "")
	_ = t.Flush()
	if m.Error != "" {
		fmt.Fprintf(w, "  %s\n", m.Error)
	}
}

func (r *textReport) writeAbuses(w io.Writer) {
	fmt.Fprintf(w, "\nA board of %d pages, %d edits/s, while one person asks for something costly without end, %d requests at a time (goal: p99 at most %g times that alone; medians of %d rounds)\n",
		abuseBoards, abuseRate, abuseParallel, boardWithin, len(r.Abuses[0].Rounds))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "\t%-44s\tevery board alone, p99\tbeside it, p50\tp99\tratio\tfrom\tto\tgiven\trefused\tlater\tfastest\tCPU of server\tothers\t\n", "")
	for _, a := range r.Abuses {
		ratios := a.ratios()
		if len(ratios) == 0 {
			continue
		}
		m := a.median()
		alone := milliseconds(0)
		for _, q := range m.Alone {
			alone += q.AllP99 / milliseconds(len(m.Alone))
		}
		fmt.Fprintf(t, "\t%-44s\t%s\t%s\t%s\t%.2f\t%.2f\t%.2f\t%d\t%d\t%d\t%s\t%s\t%s\t\n", a.Name, inMilliseconds(alone), inMilliseconds(m.Board.AllP50), inMilliseconds(m.Board.AllP99),
			m.ratio(), ratios[0], ratios[len(ratios)-1], m.Given, m.Refused, m.Later, inMilliseconds(m.Fastest), share(m.Board), inPercent(m.Board.Others))
	}
	_ = t.Flush()
}

// share is what the server took of one core.
func share(r *result) string {
	if r.ServerCPU < 0 || r.Seconds <= 0 {
		return "–"
	}
	return inPercent(r.ServerCPU * float64(r.Accepted) / 1e6 / r.Seconds)
}
