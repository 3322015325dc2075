package strategy

import (
	"bytes"
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// NewStrategy is what a person fills in to open a strategy. It begins empty, with the table of contents of a template, or
// as a copy of an earlier strategy: at most one of Template and From is given.
type NewStrategy struct {
	ID       string // UUID; empty: the server makes one
	Title    string
	Period   string
	Template string                   // key of a template; empty: no sections
	From     string                   // id of the strategy that is copied; empty: none
	Say      func(text string) string // puts a template's words into the language of whoever opens it; nil: English
}

// Open opens a strategy: for the international office. The same request twice gives the same strategy; the same id with
// other fields is Invalid. A copy takes the sections, goals, objectives, citations, indicators and targets of the other
// strategy as they stand, all with ids of their own; what was withdrawn, who wrote it and the versions stay behind.
func (d *Desk) Open(ctx context.Context, c access.Caller, in NewStrategy) (uuid.UUID, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return id, err
	}
	from, fromErr := uuid.Parse(in.From)
	var before struct{ Digest []byte }
	var exists, found bool
	var source Strategy
	err = account.Sit(ctx, d.DB, c, func(b *postgres.Batch) {
		postgres.Find(b, &before, &exists, `select digest from strategy where institution_id = `+postgres.ThisInstitution+` and id = $1`, id)
		if in.From != "" && fromErr == nil {
			queueGround(b, from, alone, &source, &found) // nobody writes in it while it is copied
		}
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !seat.May(access.OpenStrategy, access.Subject{InstitutionWide: true}) {
			return problem.New(problem.Refused, "Only the international office opens a strategy.")
		}
		if err := checkFrame(&in.Title, &in.Period); err != nil {
			return err
		}
		sum := once.Digest(seat.Person, in.fields()...)
		if exists {
			if !bytes.Equal(before.Digest, sum) {
				return once.Reused()
			}
			return nil
		}
		template, err := in.start(found && !source.Withdrawn())
		if err != nil {
			return err
		}
		note(tx, seat, "strategy opened", id, "")
		tx.Last(`insert into strategy (institution_id, id, title, period, template, copied_from, opened_by, digest) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
			seat.Institution, id, in.Title, in.Period, in.Template, postgres.Optional(from), seat.Membership, sum)
		begun(tx, seat, id)
		for _, s := range template.Sections {
			title := in.say(s.Title)
			insertSection(tx, seat, id, section{ID: once.Fresh(), Kind: s.Kind, Title: title, Guide: in.say(s.Guide), Doc: EmptyDoc,
				Digest: once.Digest(seat.Person, id.String(), title, string(s.Kind))})
		}
		if found {
			copyInto(tx, seat, source.ID, id)
		}
		if found || len(template.Sections) > 0 {
			reshape(tx, seat, id)
		}
		return nil
	})
	if postgres.Violates(err, "strategy_pkey") { // the same request, at the same moment
		return d.Open(ctx, c, in)
	}
	if postgres.Violates(err, "live_pkey") { // the id is that of something else that pages follow
		err = once.Reused()
	}
	return id, err
}

// fields are what the digest is of. Those that may be left out do not change it when they are.
func (in NewStrategy) fields() []string {
	list := []string{in.Title, in.Period}
	if in.Template != "" {
		list = append(list, "template "+in.Template)
	}
	if in.From != "" {
		list = append(list, "from "+in.From)
	}
	return list
}

// start is the rule for what a strategy begins with; found tells whether there is the strategy to copy.
func (in NewStrategy) start(found bool) (Template, error) {
	template, known := TemplateByKey(in.Template)
	switch {
	case in.Template != "" && in.From != "":
		return template, problem.At("template", "Please choose one: a table of contents, or a copy of an earlier strategy.")
	case in.Template != "" && !known:
		return template, problem.At("template", "Please choose one of the tables of contents.")
	case in.From != "" && !found:
		return template, problem.At("from", "Please choose one of this institution's strategies.")
	}
	return template, nil
}

func (in NewStrategy) say(text string) string {
	if in.Say == nil || text == "" {
		return text
	}
	return in.Say(text)
}
