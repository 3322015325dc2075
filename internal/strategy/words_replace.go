package strategy

import (
	"context"
	"encoding/json"
	"errors"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// Instead is other words for those of an anchor.
type Instead struct {
	Anchor uuid.UUID
	Words  string    // that are to stand there now
	Text   string    // what is put in their place; empty: they are taken out
	Credit uuid.UUID // membership of whoever proposed it
	// Judge is asked in the transaction that writes the text, before anything is written, and After queues what has to
	// be written last, when the live version is raised. Both are the later stage's.
	Judge func(*postgres.Tx, access.Seat) error
	After func(*postgres.Tx, access.Seat)
}

// writerOfSuggestions is whom the steps are from that take a suggestion up.
const writerOfSuggestions = "suggestion"

// ReplaceWords puts other words in the place of an anchor's: for those who may write in the strategy. It finds them where
// they stand now, whatever was written around them. When they stand there no longer the answer is Conflict, and nothing
// was written. The other refusals are Accept's, and those of Judge.
func (d *Desk) ReplaceWords(ctx context.Context, c access.Caller, strategy, section uuid.UUID, in Instead) (Accepted, error) {
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
		s.credit, s.beside = in.Credit, also{judge: in.Judge, after: in.After}
		// Anchors move with the text alone: read after it, they are its own where it is still the same when it is written.
		var all []anchored
		b := &postgres.Batch{}
		queueAnchors(b, section, &all)
		if err := d.DB.Look(ctx, s.Seat.Institution, b); err != nil {
			return Accepted{}, err
		}
		step, err := instead(s, all, in)
		if err != nil {
			return Accepted{}, err
		}
		var applied richtext.Applied
		err = turn.engine(ctx, func() (err error) {
			applied, err = d.Engine.Apply(ctx, s.Section.Doc, step)
			return err
		})
		if err != nil {
			return Accepted{}, engineProblem("text", err)
		}
		done, err := d.commitSteps(ctx, c, s, writerOfSuggestions, "text", applied)
		if !errors.Is(err, errMoved) {
			return done, err
		}
		if try == tries {
			return Accepted{}, busy()
		}
	}
}

// instead is the step that replaces the words, with the marks of the first of them.
func instead(s standing, all []anchored, in Instead) (json.RawMessage, error) {
	changed := problem.New(problem.Conflict, "The words that this is about were changed meanwhile. Nothing was written: please look at them, and adapt the suggestion.")
	for _, a := range all {
		if a.ID != in.Anchor {
			continue
		}
		if a.State == richtext.Detached || a.Words != richtext.Line(in.Words) || s.reading()().Between(a.From, a.To) != a.Words {
			return nil, changed
		}
		step := map[string]any{"stepType": "replace", "from": a.From, "to": a.To}
		if text := richtext.Line(in.Text); text != "" {
			doc, err := richtext.Parse(s.Section.Doc)
			if err != nil {
				return nil, err
			}
			node := richtext.Node{Type: richtext.Text, Text: text, Marks: doc.MarksAt(a.From)}
			step["slice"] = map[string]any{"content": []json.RawMessage{node.JSON()}}
		}
		return json.Marshal([]any{step})
	}
	return nil, changed
}
