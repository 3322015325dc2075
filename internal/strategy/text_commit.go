package strategy

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/richtext"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// errMoved: the text was changed while the engine was at work on what it had been before.
var errMoved = errors.New("the text has moved on")

// commitSteps stores what the engine made of a text, in one short transaction that asks for the rights and the state
// anew. When the text is no longer the one that the engine had, the answer is errMoved and nothing was stored. field is what
// was sent.
func (d *Desk) commitSteps(ctx context.Context, c access.Caller, before standing, client, field string, applied richtext.Applied) (Accepted, error) {
	doc, err := richtext.Parse(applied.Doc)
	if err != nil {
		return Accepted{}, fmt.Errorf("the engine left a text in section %s that cannot be read: %w", before.Section.ID, err)
	}
	strategy, section := before.Strategy.ID, before.Section.ID
	done := Accepted{Version: before.Section.Version + len(applied.Steps)}
	var now Section
	var found bool
	var anchors []anchored
	others, weighed := 0, weighs(len(before.Section.Doc), len(applied.Doc))
	done.Live, err = d.change(ctx, c, strategy, access.WriteStrategy, beside, func(b *postgres.Batch) {
		queueTextHeld(b, strategy, section, &now, &found)
		queueAnchors(b, section, &anchors)
		if weighed {
			queueTextBytes(b, strategy, section, &others)
		}
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if !found {
			return nil, problem.Absent()
		}
		if err := s.writable(); err != nil {
			return nil, err
		}
		if err := now.open(); err != nil {
			return nil, err
		}
		if now.Version != before.Section.Version {
			return nil, errMoved
		}
		if weighed && others+len(applied.Doc) > MaxTexts {
			return nil, problem.At(field, tooMuchText)
		}
		if before.beside.judge != nil {
			if err := before.beside.judge(tx, seat); err != nil {
				return nil, err
			}
		}
		moved := followed{}
		if len(anchors) > 0 {
			moved = follow(anchors, &richtext.Follower{Steps: applied.Ranges, Before: before.reading(), After: richtext.Read(doc)})
		}
		last := write(tx, seat, before, client, applied, doc.Words(), moved)
		if before.beside.after != nil {
			before.beside.after(tx, seat)
		}
		return last, nil
	})
	return done, err
}

// MaxTexts is about how much JSON the texts of a strategy come to, those of the removed sections too: its page shows them
// all at once. It is several books.
const MaxTexts = 8 << 20

const tooMuchText = "The strategy has grown too long for one page. Please take out what is not needed, or begin another strategy."

// weighs tells whether a change of a text is one after which the strategy may be too long. As many short texts as there
// are sections do not make it so, and so what people type is not weighed.
func weighs(before, after int) bool { return after > MaxTexts/MaxSections && after > before }

// queueTextBytes queues the reading of how much JSON the texts of a strategy come to, but for one section's.
func queueTextBytes(b *postgres.Batch, strategy, section uuid.UUID, into *int) {
	b.Queue(`select coalesce(sum(bytes), 0) from section where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1 and id <> $2`, strategy, section).
		QueryRow(func(row pgx.Row) error { return row.Scan(into) })
}

// reading reads the text as it was, once, where somebody asks for it.
func (s standing) reading() func() *richtext.Reading {
	return sync.OnceValue(func() *richtext.Reading {
		doc, err := richtext.Parse(s.Section.Doc)
		if err != nil { // the engine has just read it
			doc = &richtext.Node{Type: richtext.Doc}
		}
		return richtext.Read(doc)
	})
}

// write stores a text with the steps that made it, and the anchors in it where they are after them. They all get the live
// version that is raised with them.
func write(tx *postgres.Tx, seat access.Seat, before standing, client string, applied richtext.Applied, words int, anchors followed) *pgx.QueuedQuery {
	steps, ranges := make([]string, len(applied.Steps)), make([]string, len(applied.Steps))
	for n := range applied.Steps {
		steps[n], ranges[n] = string(applied.Steps[n]), integers(applied.Ranges[n])
	}
	anchors.place(tx, seat.Institution)
	return tx.Last(`with `+live.RaiseSQL+`, stored as (
			insert into section_step (institution_id, section_id, version, strategy_id, client, membership_id, step, ranges, live_version, credit_id)
			select $1, $3, $4 + t.n, $2, $5, $6, t.step::jsonb, t.ranges::integer[], raised.version, $18
			from raised, unnest($7::text[], $8::text[]) with ordinality as t (step, ranges, n)),
		followed as (
			update anchor set quote = t.quote, prefix = t.prefix, suffix = t.suffix, words = t.words, state = t.state, live_version = raised.version
			from raised, unnest($12::uuid[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[]) as t (id, quote, prefix, suffix, words, state)
			where institution_id = $1 and anchor.id = t.id)
		update section set version = $4 + $9, doc = $10, words = $11, live_version = raised.version, changed_at = now(), changed_by = $6
		from raised where institution_id = $1 and strategy_id = $2 and section.id = $3 returning raised.version`,
		seat.Institution, before.Strategy.ID, before.Section.ID, before.Section.Version, client, seat.Membership,
		steps, ranges, len(steps), applied.Doc, words,
		anchors.changed, anchors.quotes, anchors.prefixes, anchors.suffixes, anchors.words, anchors.states, postgres.Optional(before.credit))
}

// integers writes numbers as the database reads an array of them.
func integers(list []int) string {
	var b strings.Builder
	b.WriteByte('{')
	for n, i := range list {
		if n > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(i))
	}
	b.WriteByte('}')
	return b.String()
}
