package consultation

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/strategy"

	"github.com/google/uuid"
)

// NewText is how a suggestion is taken up.
type NewText struct {
	Text    *string // other words than the suggestion's; nil: as it was suggested
	Reason  string
	Publish bool // the answer; see NewAnswer
	Whole   bool // only where the words stand as they were when it was suggested; else what they have become is replaced
}

// TakeUp puts the words of a suggestion into the text, as a change by the drafter that credits who made it, and answers
// it: adopted, or adapted where the drafter chose other words. It is for those who may write in the strategy. A suggestion
// that was taken up already, by somebody else a moment ago, and words that have changed are Conflict; nothing is written
// then.
func (d *Desk) TakeUp(ctx context.Context, c access.Caller, strategyID, id uuid.UUID, in NewText) (Done, error) {
	now, err := d.toTakeUp(ctx, c, strategyID, id)
	if err != nil {
		return Done{}, err
	}
	if now.Kind != Suggestion {
		return Done{}, problem.New(problem.Conflict, "Only a suggestion can be taken into the text.")
	}
	if err := now.answerable(); err != nil {
		return Done{}, err
	}
	if now.Withdrawn() {
		return Done{}, problem.New(problem.Conflict, "This suggestion was withdrawn by its author.")
	}
	if in.Whole && now.Words != now.Exact {
		return Done{}, problem.New(problem.Conflict, "The words that it is for have changed. Please look at it by itself.")
	}
	answer := NewAnswer{Answered: string(Adopted), Reason: in.Reason, Publish: in.Publish}
	text := *now.Replacement
	if in.Text != nil && *in.Text != text {
		text, answer.Answered = *in.Text, string(Adapted)
	}
	if err := answer.check(); err != nil {
		return Done{}, err
	}
	done, err := d.Strategy.ReplaceWords(ctx, c, strategyID, now.Section, strategy.Instead{
		Anchor: id, Words: now.Words, Text: text, Credit: now.Author,
		Judge: func(tx *postgres.Tx, seat access.Seat) error {
			var taken int
			err := tx.Row(`with taken as (update contribution set applied_at = now() where institution_id = $1 and id = $2 and applied_at is null returning 1)
				select count(*) from taken`, []any{seat.Institution, id}, &taken)
			if err == nil && taken == 0 {
				err = problem.New(problem.Conflict, "This suggestion is in the text already: somebody else has just taken it up.")
			}
			return err
		},
		After: func(tx *postgres.Tx, seat access.Seat) {
			insertAnswer(tx, seat, id, answer)
			tx.Last(`update comment set resolved_at = now(), resolved_by = $3 where institution_id = $1 and id = $2 and resolved_at is null`, seat.Institution, id, seat.Membership)
			tx.Last(`update contribution set live_version = l.version from live l where contribution.institution_id = $1 and contribution.id = $2
				and l.institution_id = $1 and l.id = $3`, seat.Institution, id, strategyID)
		},
	})
	if err != nil || !in.Publish {
		return Done{ID: id, Live: done.Live}, err
	}
	return d.Dispose(ctx, c, strategyID, id, answer)
}
