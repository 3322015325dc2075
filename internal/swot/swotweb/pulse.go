package swotweb

import (
	"context"
	"strconv"
	"strings"
	"time"

	"meridian/internal/i18n"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// Pulse is what stands above a board and changes without its items. It is the same for every viewer of a kind.
type Pulse struct {
	Timer   *Timer // nil: none runs
	Lines   []string
	Show    string // the heading that the presenter shows; "" for none
	Shown   string // in words
	Empty   bool   // what is written is hidden, and it is nothing yet
	Changed string // aliases, between blanks, of the voters whose ballot has changed
}

// Timer is a timer that runs, in what a page needs to count it down and to say how far it is.
type Timer struct {
	Until, Now string // instants
	UntilText  string // for readers without script
	Minutes    int
}

// NeedsMethod tells whether the pulse comes to life only with the method's script.
func (p Pulse) NeedsMethod() bool { return p.Timer != nil || p.Show != "" || p.Changed != "" }

func pulseOf(ctx context.Context, a swot.Analysis, r swot.Pulse, sight swot.Sight) Pulse {
	p := Pulse{Empty: a.HidesItems() && r.Written == 0}
	if a.TimerUntil != nil && a.TimerUntil.After(r.At) {
		p.Timer = &Timer{Until: a.TimerUntil.UTC().Format(time.RFC3339), Now: r.At.UTC().Format(time.RFC3339Nano),
			UntilText: a.TimerUntil.UTC().Format("15:04 UTC"), Minutes: a.TimerMinutes}
	}
	say := func(line string) { p.Lines = append(p.Lines, line) }
	switch {
	case sight == swot.SightBlind && a.Reveal == swot.RevealAfterOwn:
		say(written(ctx, r.Written) + " " +
			i18n.T(ctx, "You see those of others once you, or your office, have written one."))
	case sight == swot.SightBlind:
		say(written(ctx, r.Written) + " " +
			i18n.T(ctx, "They are shown to everybody together; until then you see your own and those of your office."))
	}
	switch {
	case a.Phase == swot.Collecting && a.Scope == swot.ScopeInstitution && r.Asked > 0:
		say(i18n.T(ctx, "%d of %d offices heard", r.Heard, r.Asked))
	case a.Phase == swot.Voting && r.Voters > 0:
		say(i18n.T(ctx, "%d of %d offices have voted", r.Voted, r.Voters))
	case a.Phase == swot.Voting:
		say(i18n.N(ctx, "1 person has voted", "%d people have voted", r.Voted))
	}
	if a.Presenting != "" {
		p.Show = a.Presenting
		for _, q := range Guide(ctx) {
			if q.Key == a.Presenting {
				p.Shown = q.Heading
			}
		}
	}
	names := make([]string, len(r.Changed))
	for n, id := range r.Changed {
		names[n] = a.Alias(id)
	}
	p.Changed = strings.Join(names, " ")
	return p
}

func written(ctx context.Context, items int) string {
	if items == 0 {
		return i18n.T(ctx, "Nothing is written so far.")
	}
	return i18n.N(ctx, "1 item is written so far.", "%d items are written so far.", items)
}

// voterOf is how the pulse names the viewer as a voter: the office where offices vote and the viewer has one, else
// the person.
func voterOf(v swot.View) string {
	if v.Analysis.DotsPer == "office" && v.Seat.Office != uuid.Nil {
		return v.Analysis.Alias(v.Seat.Office)
	}
	return v.Analysis.Alias(v.Seat.Person)
}

func (t Timer) minutes() string { return strconv.Itoa(t.Minutes) }
