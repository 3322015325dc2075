package strategy

import (
	"context"
	"errors"
	"fmt"

	"meridian/internal/access"
	"meridian/internal/problem"
	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// broughtText is the text of a section that came in, as it is kept.
type broughtText struct {
	doc   string
	words int
}

// checkTexts has the engine read every text, outside any transaction: as one turn of the person, in which the engine is
// taken for one text at a time, so that whoever writes meanwhile does not wait for a whole file.
func (d *Desk) checkTexts(ctx context.Context, c access.Caller, strategy uuid.UUID, sections []IncomingSection) ([]broughtText, error) {
	turn, err := d.turns.take(ctx, person(c), thing(c, strategy))
	if err != nil {
		return nil, err
	}
	defer turn.end()
	texts := make([]broughtText, len(sections))
	words := 0
	for n, sec := range sections {
		var doc []byte
		err := turn.engine(ctx, func() (err error) {
			doc, err = d.Engine.Check(ctx, sec.Doc)
			return err
		})
		if _, refused := errors.AsType[*richtext.Refused](err); refused || errors.Is(err, richtext.ErrTooLong) {
			return nil, unfit(n, sec.Title, "Its text is too long for one section, or has something in it that a section cannot hold. Part it by headings, or leave it out.", err)
		}
		if err != nil {
			return nil, engineProblem("content", err)
		}
		read, err := richtext.Parse(doc)
		if err != nil {
			return nil, fmt.Errorf("the engine passed a text that cannot be read: %w", err)
		}
		texts[n] = broughtText{string(doc), read.Words()}
		if words += texts[n].words; words > MaxBroughtWords {
			return nil, problem.At("content", "More than 200,000 words came in at once. Please take fewer sections.")
		}
	}
	return texts, nil
}
