package strategy

import (
	"context"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// SetUpView is a strategy with who writes in it, and who could.
type SetUpView struct {
	Seat     access.Seat
	Strategy Strategy
	Drafters []Drafter
	People   []Drafter // who can be named: the member offices' current people who are not drafters yet
}

// ViewSetUp reads how a strategy is set up: for the international office. An absent or foreign one is NotFound.
func (d *Desk) ViewSetUp(ctx context.Context, c access.Caller, strategy uuid.UUID) (SetUpView, error) {
	var v SetUpView
	var found bool
	var err error
	v.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &v.Strategy, &found)
		queueDrafters(b, strategy, &v.Drafters)
		queueNameable(b, strategy, &v.People)
	})
	switch {
	case err != nil:
	case !found:
		err = problem.Absent()
	case !v.Seat.May(access.OpenStrategy, v.Strategy.Subject()):
		err = problem.New(problem.Refused, "Only the international office sets a strategy up.")
	}
	return v, err
}

// SetUp changes the title and the period of a strategy: for the international office. version is the strategy's Version
// that was read; when somebody else has changed them since, the answer is Conflict and theirs stay.
func (d *Desk) SetUp(ctx context.Context, c access.Caller, strategy uuid.UUID, title, period, version string) (Done, error) {
	done, err := d.change(ctx, c, strategy, access.OpenStrategy, alone, nil, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if err := s.writable(); err != nil {
			return nil, err
		}
		if err := checkFrame(&title, &period); err != nil {
			return nil, err
		}
		read, err := strconv.Atoi(version)
		switch {
		case err != nil:
			return nil, problem.At("version", "The form's version is not a number. What you wrote is kept: please send it once more.")
		case title == s.Title && period == s.Period:
			return nil, nil
		case read != s.Version:
			return nil, problem.New(problem.Conflict, "Somebody else has changed this meanwhile. Both are shown: please choose.")
		}
		note(tx, seat, "strategy renamed", strategy, title)
		tx.Last(`update strategy set title = $3, period = $4, version = version + 1 where institution_id = $1 and id = $2`, seat.Institution, strategy, title, period)
		return reshape(tx, seat, strategy), nil
	})
	return Done{ID: strategy, Live: done}, err
}

// checkFrame cleans and checks what stands above a strategy.
func checkFrame(title, period *string) error {
	*period = typed.Clean(*period)
	if err := checkTitle(title); err != nil {
		return err
	}
	return typed.Check("period", *period, periodLimit)
}
