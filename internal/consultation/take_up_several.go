package consultation

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Left is a suggestion that could not be put into the text, with the sentence that says why.
type Left struct {
	ID  uuid.UUID
	Why string
}

// TakeUpSeveral puts the words of several suggestions into the text, one after the other, each as TakeUp does it, where their words stand
// unchanged: what
// cannot be taken up, because an earlier one of them has changed its words, is left as it is. A reason that is missing is
// Invalid before any is put in; other errors end it, and those that went before stay.
func (d *Desk) TakeUpSeveral(ctx context.Context, c access.Caller, strategyID uuid.UUID, ids []uuid.UUID, in NewText) (live int64, left []Left, err error) {
	if len(ids) == 0 {
		return 0, nil, problem.At("thread", "Please choose the suggestions that you want in the text.")
	}
	in.Text, in.Whole = nil, true
	for _, id := range ids {
		done, err := d.TakeUp(ctx, c, strategyID, id, in)
		if problem.Is(err, problem.Conflict) {
			left = append(left, Left{id, problem.Of(err).Text})
			continue
		}
		if err != nil {
			return live, left, err
		}
		live = done.Live
	}
	return live, left, nil
}

// Waits tells whether a suggestion can be put into the text: it stands there, and nobody has taken it up or back.
func (c Contribution) Waits() bool {
	return c.Kind == Suggestion && c.AppliedAt == nil && !c.Withdrawn() && !c.Held && c.State() != "detached"
}

// EnteredFor tells whether a contribution was entered on behalf of the office that the actor speaks for: it is theirs to
// correct and to take back.
func (c Contribution) EnteredFor(a access.Actor) bool {
	return c.Source != "" && a.May(access.TakePosition, access.Subject{Office: c.Office})
}
