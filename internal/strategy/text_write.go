package strategy

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/richtext"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// Written is the text of a section as somebody wrote it without an editor, in the markup of package richtext.
type Written struct {
	Version int    // of the text that was read
	Base    string // its markup; "" where that is not known
	Markup  string
}

// Joined is where a text stands after it was written without an editor.
type Joined struct {
	Accepted
	Others bool // others had changed the text meanwhile, and both changes are in it
}

// Clash is the cause of a Conflict: two people wrote the same words differently.
type Clash struct {
	Version            int // of Theirs
	Base, Mine, Theirs string
}

// Error is for logs.
func (c *Clash) Error() string { return "two people wrote the same words differently" }

// writerWithoutEditor is whom the steps are from that come of a text written without an editor.
const writerWithoutEditor = "text"

// WriteText takes the text of a section as a whole, from those who may write in the strategy. What others wrote since
// Version stays: changes in different places are joined; where both wrote the same words the answer is Conflict with
// *Clash as its cause, and nothing is stored. The other refusals are Rewrite's; a text that is too long is Invalid of
// the field "markup".
func (d *Desk) WriteText(ctx context.Context, c access.Caller, strategy, section uuid.UUID, in Written) (Joined, error) {
	if !utf8.ValidString(in.Markup + in.Base) {
		return Joined{}, problem.At("markup", "The text has characters that are not valid. Please type them again.")
	}
	mine, base := cleanMarkup(in.Markup), cleanMarkup(in.Base)
	if len(base) > richtext.LongestMarkup {
		base = ""
	}
	var done Joined
	var err error
	done.Accepted, err = d.rewrite(ctx, c, strategy, section, writerWithoutEditor, func(now Text) (json.RawMessage, error) {
		if len(mine) > richtext.LongestMarkup {
			return nil, tooLongText()
		}
		before, err := richtext.Parse(now.Doc)
		if err != nil {
			return nil, err
		}
		theirs, text := cleanMarkup(richtext.Markup(before)), mine
		done.Others = in.Version != now.Version && theirs != base
		if done.Others {
			var clash bool
			if text, clash = richtext.Merge3(base, mine, theirs); clash || base == "" && theirs != mine {
				return nil, &problem.Problem{Kind: problem.Conflict, Text: "Somebody else wrote in this section while you did.",
					Err: &Clash{Version: now.Version, Base: base, Mine: mine, Theirs: theirs}}
			}
		}
		after, err := richtext.Rewrite(before, text)
		if err != nil {
			return nil, tooLongText() // both together
		}
		return after.JSON(), nil
	})
	if p := problem.Of(err); err != nil && p.Field == "text" {
		p.Field = "markup"
	}
	return done, err
}

func tooLongText() error {
	return problem.At("markup", "The text is too long for one section. Please part it; nothing was lost.")
}

// cleanMarkup makes line ends one kind, and takes out characters that cannot be shown and blank lines around the text.
func cleanMarkup(s string) string {
	s = typed.Lines(s)
	return strings.Trim(strings.Map(func(r rune) rune {
		if typed.Unshown(r) {
			return -1
		}
		return r
	}, s), "\n")
}

// ToWrite is a section as it is given to somebody to write in.
type ToWrite struct {
	Seat     access.Seat
	Strategy Strategy
	Section  Section // what queueText reads of it
}

// TextToWrite reads the text of a section for somebody who is about to write in it. It refuses as the use cases that
// write do: NotFound, Refused, Locked, in this order; with Locked the section comes all the same.
func (d *Desk) TextToWrite(ctx context.Context, c access.Caller, strategy, section uuid.UUID) (ToWrite, error) {
	s, err := d.standing(ctx, c, strategy, section, noSteps, portion{})
	if err == nil {
		err = s.writable()
	}
	return ToWrite{s.Seat, s.Strategy, s.Section}, err
}

// MayWriteIn judges as TextToWrite does, without the text.
func (d *Desk) MayWriteIn(ctx context.Context, c access.Caller, strategy, section uuid.UUID) (access.Seat, error) {
	var s standing
	var strategyFound, sectionFound bool
	var err error
	s.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &s.Strategy, &strategyFound)
		b.Queue(textState, strategy, section).Query(postgres.First(&s.Section, &sectionFound, scanText))
	})
	switch {
	case err != nil:
		return s.Seat, err
	case !strategyFound || !sectionFound:
		return s.Seat, problem.Absent()
	}
	return s.Seat, s.writable()
}
