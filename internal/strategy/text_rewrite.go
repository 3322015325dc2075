package strategy

import (
	"context"
	"encoding/json"
	"errors"

	"meridian/internal/access"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// Rewrite changes the text of a section as a whole: for those who may write in the strategy. want is given the text as
// it stands and answers what it is to be; it may be asked again when somebody writes meanwhile, holds no connection while
// it works, and its error is Rewrite's. What differs becomes the smallest steps, so that whatever points into words that
// stay still does, and open editors follow. When nothing differs nothing is written. client is who the steps are from, as
// in Steps; an editor's own name would make it take them for its own.
//
// The refusals are those of Accept without Conflict; a text that must not be kept is Invalid of the field "text".
func (d *Desk) Rewrite(ctx context.Context, c access.Caller, strategy, section uuid.UUID, client string, want func(doc json.RawMessage) (json.RawMessage, error)) (Accepted, error) {
	return d.rewrite(ctx, c, strategy, section, client, func(now Text) (json.RawMessage, error) { return want(now.Doc) })
}

func (d *Desk) rewrite(ctx context.Context, c access.Caller, strategy, section uuid.UUID, client string, want func(Text) (json.RawMessage, error)) (Accepted, error) {
	if err := checkClient(client); err != nil {
		return Accepted{}, err
	}
	turn, err := d.turns.take(ctx, person(c), thing(c, section))
	if err != nil {
		return Accepted{}, err
	}
	defer turn.end()
	for try := 1; ; try++ {
		s, err := d.standing(ctx, c, strategy, section, noSteps, portion{})
		if err != nil {
			return Accepted{}, err
		}
		if err := s.writable(); err != nil {
			return Accepted{}, err
		}
		to, err := want(Text{Version: s.Section.Version, Doc: s.Section.Doc})
		if err != nil {
			return Accepted{}, err
		}
		var applied richtext.Applied
		err = turn.engine(ctx, func() (err error) {
			applied, err = d.Engine.Replace(ctx, s.Section.Doc, to)
			return err
		})
		if err != nil {
			return Accepted{}, engineProblem("text", err)
		}
		if len(applied.Steps) == 0 {
			return Accepted{Version: s.Section.Version, Live: s.Strategy.Live}, nil
		}
		done, err := d.commitSteps(ctx, c, s, client, "text", applied)
		if !errors.Is(err, errMoved) {
			return done, err
		}
		if try == tries {
			return Accepted{}, busy()
		}
	}
}
