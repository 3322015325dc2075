package strategy

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// AtOnce is how many calls of the engine a desk makes at once; its engine needs no more VMs.
const AtOnce = 2

const (
	// mostWaiting is how many wait in one line; who comes after them is told to come back.
	mostWaiting = 32
	// longestWait is how long somebody waits for a turn and for the engine.
	longestWait = 5 * time.Second
	// The engine works for a person one part of the time, and the person rests restFactor parts: so endless changes, heavy
	// or many, take a small part of a core; reading and storing the texts takes about as much again. It is reckoned over a
	// while: usedAhead may be used before its rest, which is more than anybody needs who types, and enough to bring a long
	// text in. Of a change only the engine's time counts: the rest waits for the disk and for others. What a person
	// reads is reckoned alike, on its own; readAhead is some hundred pages of long texts.
	restFactor  = 9
	usedAhead   = 500 * time.Millisecond
	readAhead   = time.Second
	longestRest = 10 * time.Second
	// mostOwing is how many people's use is kept in mind before what is worked off is forgotten.
	mostOwing = 1000
)

// turns lets those into the engine who change texts in this process: of each person one at a time, of each section one
// at a time, in the order in which they came, and of all of them as many as there are engines. So a section in which
// much is written, or a person who sends without end, delays itself and nobody else, and nobody's change is applied to a
// text that the one before is about to change. It is no lock: another process does the same, and the database decides.
// The zero value is ready.
type turns struct {
	mu      sync.Mutex
	lines   map[place][]chan struct{} // who waits for what is taken; what is not in it is free
	engines chan struct{}
	owing   map[place]time.Time // until when a person would rest whose use so far had all to be worked off
}

// place is what one has a turn at: a person's or a section's own. The slug keeps institutions apart whose ids, which
// people may choose, are equal. A person reads at another place than where they write, so that neither waits for the other.
type place struct {
	slug    string
	id      uuid.UUID
	reading bool
}

func person(c access.Caller) place { return place{id: c.Person} }

func reader(c access.Caller) place { return place{id: c.Person, reading: true} }

// ahead is how much may be used before its rest.
func (p place) ahead() time.Duration {
	if p.reading {
		return readAhead
	}
	return usedAhead
}

func thing(c access.Caller, id uuid.UUID) place { return place{slug: c.Slug, id: id} }

// turn is a turn under way. It is ended by its holder, once.
type turn struct {
	of              *turns
	person, section place
	used            time.Duration // of the engine, and to tell who is behind
}

// errWaited: a turn did not come in time.
var errWaited = errors.New("the turn did not come in time")

// take waits for the turn of a person in a section. It holds no connection. Full lines and long waits are Overloaded at
// the section, and TooMany at the person.
func (t *turns) take(ctx context.Context, person, section place) (*turn, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, longestWait, errWaited)
	defer cancel()
	if err := t.enter(ctx, person); err != nil {
		return nil, t.refusal(person, err)
	}
	if err := t.enter(ctx, section); errors.Is(err, errWaited) {
		t.leave(person)
		return nil, busy()
	} else if err != nil {
		t.leave(person)
		return nil, err
	}
	return &turn{of: t, person: person, section: section}, nil
}

func busy() error {
	return &problem.Problem{Kind: problem.Overloaded, RetryAfter: time.Second, Text: "Many people write at this moment. Nothing was lost; it is tried again in a moment."}
}

// refusal is what a person is told whose turn did not come, for whichever reason.
func (t *turns) refusal(person place, err error) error {
	if !errors.Is(err, errWaited) {
		return err
	}
	t.mu.Lock()
	rest := time.Until(t.owing[person].Add(-restFactor * person.ahead())) // long past where nothing is owed
	t.mu.Unlock()
	p := &problem.Problem{Kind: problem.TooMany, RetryAfter: max(rest, time.Second), Text: "Your changes took much time in the last seconds. Nothing was lost; it is tried again in a moment."}
	if person.reading {
		p.Text = "You asked for much in the last seconds. Please wait a moment and load it again."
	}
	return p
}

// enter waits until a place is free. Where the line is full, as when ctx ends with it, the answer is errWaited.
func (t *turns) enter(ctx context.Context, at place) error {
	t.mu.Lock()
	waiting, taken := t.lines[at]
	if !taken {
		if t.lines == nil {
			t.lines, t.engines = map[place][]chan struct{}{}, make(chan struct{}, AtOnce)
		}
		t.lines[at] = nil
		t.mu.Unlock()
		return nil
	}
	if len(waiting) >= mostWaiting {
		t.mu.Unlock()
		return errWaited
	}
	mine := make(chan struct{})
	t.lines[at] = append(waiting, mine)
	t.mu.Unlock()
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	n := slices.Index(t.lines[at], mine)
	if n >= 0 {
		t.lines[at] = slices.Delete(t.lines[at], n, n+1)
	}
	t.mu.Unlock()
	if n < 0 { // the turn came at that moment
		t.leave(at)
	}
	return context.Cause(ctx)
}

func (t *turns) leave(at place) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if waiting := t.lines[at]; len(waiting) > 0 {
		close(waiting[0])
		t.lines[at] = waiting[1:]
		return
	}
	delete(t.lines, at)
}

// engine runs f, which calls the engine, when one is free.
func (u *turn) engine(ctx context.Context, f func() error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, longestWait, busy())
	defer cancel()
	select {
	case u.of.engines <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	began := time.Now()
	defer func() {
		u.used += time.Since(began)
		<-u.of.engines
	}()
	return f()
}

// end lets the next ones in: at the section at once, at the person after the rest that is due.
func (u *turn) end() {
	u.of.leave(u.section)
	u.of.leaveRested(u.person, u.used)
}

// leaveRested frees the place of a person who used so much time, after the rest that is due.
func (t *turns) leaveRested(person place, used time.Duration) {
	if rest := t.rest(person, used); rest > 0 {
		time.AfterFunc(rest, func() { t.leave(person) })
		return
	}
	t.leave(person)
}

// rest is how long a person rests who has used so much time until now.
func (t *turns) rest(person place, used time.Duration) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	until := t.owing[person]
	if began := now.Add(-used); until.Before(began) {
		until = began
	}
	until = until.Add(used + min(restFactor*used, longestRest))
	if t.owing == nil {
		t.owing = map[place]time.Time{}
	}
	t.owing[person] = until
	if len(t.owing) > mostOwing {
		maps.DeleteFunc(t.owing, func(_ place, until time.Time) bool { return !until.After(now) })
	}
	return until.Sub(now) - restFactor*person.ahead()
}
