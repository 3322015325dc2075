package strategy

import (
	"context"
	"time"

	"meridian/internal/access"
)

// Reading is a person's turn at reading what is costly to make: a whole text, its steps, a version, a comparison.
type Reading struct {
	of     *turns
	person place
}

// TakeReading waits for the turn of a person to read; of each person one reads at a time in this process, and who read
// much rests before the next. It asks for no rights and holds no connection: the use case that follows does. A wait of
// more than a few seconds is TooMany. Who has a turn ends it, once.
func (d *Desk) TakeReading(ctx context.Context, c access.Caller) (*Reading, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, longestWait, errWaited)
	defer cancel()
	at := reader(c)
	if err := d.turns.enter(ctx, at); err != nil {
		return nil, d.turns.refusal(at, err)
	}
	return &Reading{&d.turns, at}, nil
}

// End lets the person's next one in, after the rest that is due for the server's time that was used.
func (r *Reading) End(used time.Duration) { r.of.leaveRested(r.person, used) }
