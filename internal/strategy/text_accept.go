package strategy

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// Steps are what an editor sends: changes of a text, each made on the text that the one before left.
type Steps struct {
	Version int             // of the text that the first was made on
	Client  string          // what the editor calls itself: 1 to 64 visible ASCII characters
	Steps   json.RawMessage // an array of 1 to 200 ProseMirror steps as JSON
}

// Accepted is where a text stands after a change.
type Accepted struct {
	Version int   // of the section's text
	Live    int64 // of the strategy
}

// missedAtOnce is how much of what a sender lacks a refusal hands over: anybody can be refused again and again.
var missedAtOnce = portion{steps: farBehind, bytes: 64 << 10}

// longestClient is the longest name of an editor.
const longestClient = 64

// Accept takes the steps of an editor, all or none: for those who may write in the strategy. The refusals, in this
// order: NotFound, Refused, Locked (strategy or section withdrawn), Conflict with *Behind as its cause (the text is at
// another version), Invalid (the steps are malformed, do not fit, or make a text that must not be kept), Overloaded. TooMany comes before them all: the sender's
// changes took much time of late.
//
// The steps are applied outside any transaction; see turns. Steps that were taken although their answer was lost come
// back as a Conflict that holds them, and are not taken twice.
func (d *Desk) Accept(ctx context.Context, c access.Caller, strategy, section uuid.UUID, in Steps) (Accepted, error) {
	turn, err := d.turns.take(ctx, person(c), thing(c, section))
	if err != nil {
		return Accepted{}, err
	}
	defer turn.end()
	for try := 1; ; try++ {
		began := time.Now()
		s, err := d.standing(ctx, c, strategy, section, max(in.Version, 0), missedAtOnce)
		if err != nil {
			return Accepted{}, err
		}
		if err := s.writable(); err != nil {
			return Accepted{}, err
		}
		if in.Version < 0 {
			return Accepted{}, problem.At("version", "The version is not a number.")
		}
		if in.Version != s.Section.Version || len(s.Missing) > 0 {
			turn.used += time.Since(began) // what is handed over is all that a refusal costs
			return Accepted{}, &problem.Problem{Kind: problem.Conflict, Text: "Others have written in this section meanwhile.", Err: &Behind{s.run()}}
		}
		if err := checkClient(in.Client); err != nil {
			return Accepted{}, err
		}
		var applied richtext.Applied
		err = turn.engine(ctx, func() (err error) {
			applied, err = d.Engine.Apply(ctx, s.Section.Doc, in.Steps)
			return err
		})
		if err != nil {
			return Accepted{}, engineProblem("steps", err)
		}
		done, err := d.commitSteps(ctx, c, s, in.Client, "steps", applied)
		if errors.Is(err, errMoved) && try < tries {
			continue // and then see what came between
		}
		return done, err
	}
}

func checkClient(name string) error {
	if name == "" || len(name) > longestClient || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return problem.At("client", "The editor's name is 1 to 64 visible ASCII characters.")
	}
	return nil
}

// engineProblem turns an error of the engine into the problem that a person is told; field is what was sent.
func engineProblem(field string, err error) error {
	if _, refused := errors.AsType[*richtext.Refused](err); refused {
		return &problem.Problem{Kind: problem.Invalid, Field: field, Text: "The change does not fit this text, and nothing of it was taken. What you wrote is kept on this page.", Err: err}
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, richtext.ErrBusy) || errors.Is(err, richtext.ErrTooLong) {
		return &problem.Problem{Kind: problem.Overloaded, RetryAfter: 5 * time.Second, Text: "The change took too long. Nothing was lost; it is tried again in a moment.", Err: err}
	}
	return err
}
