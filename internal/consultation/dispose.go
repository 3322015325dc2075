package consultation

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/notice"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/strategy"
	"meridian/internal/thread"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Reply to a contribution as the strategy's authors give it.
type NewAnswer struct {
	Answered string
	Reason   string // up to thread.MaxText characters
	Publish  bool   // at once; else with all others, see Publish
}

// Dispose gives a contribution its answer: for those who may. It is theirs alone until it is published; a second answer
// stands in the place of the first once it is published, too. An unknown disposition and an empty reason are Invalid.
func (d *Desk) Dispose(ctx context.Context, c access.Caller, strategyID, id uuid.UUID, in NewAnswer) (Done, error) {
	return d.change(ctx, c, strategyID, id, access.Dispose, nil, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy, now Contribution) (bool, error) {
		if err := now.answerable(); err != nil {
			return false, err
		}
		if err := in.check(); err != nil {
			return false, err
		}
		same := now.Answer != nil && now.Answer.Answered == Answered(in.Answered) && now.Answer.Reason == in.Reason
		if same && (!now.Private || !in.Publish) {
			return false, nil
		}
		if !same {
			insertAnswer(tx, seat, id, in)
		}
		if in.Publish {
			return true, d.published(tx, seat, s, []Contribution{now})
		}
		return true, nil
	})
}

// answerable is the rule that what is kept in an office is answered by nobody, not even by a drafter of the office.
func (c Contribution) answerable() error {
	if c.Held {
		return problem.New(problem.Conflict, "This is still kept in your office. Send it on first: then it is answered.")
	}
	return nil
}

func (in *NewAnswer) check() error {
	if !slices.Contains(AllAnswers, Answered(in.Answered)) {
		return problem.At("disposition", "Please choose what becomes of it.")
	}
	if in.Reason = typed.Clean(in.Reason); in.Reason == "" {
		return problem.At("reason", "Please say why: whoever wrote this is told.")
	}
	return typed.Check("reason", in.Reason, reasonLimit)
}

var reasonLimit = typed.Limit{Characters: thread.MaxText, Runes: 20_000, Long: "The reason is longer than 10,000 characters. Please shorten it; nothing was lost."}

func insertAnswer(tx *postgres.Tx, seat access.Seat, id uuid.UUID, in NewAnswer) {
	tx.Last(`insert into disposition (institution_id, contribution_id, id, disposition, reason, given_by) values ($1, $2, $3, $4, $5, $6)`,
		seat.Institution, id, once.Fresh(), in.Answered, in.Reason, seat.Membership)
	logged(tx, seat, "answer prepared", id, in.Answered)
}

// published publishes the answers of contributions and tells their authors.
// What was entered on behalf of an office is answered to those who speak for it, too.
func (d *Desk) published(tx *postgres.Tx, seat access.Seat, s strategy.Strategy, list []Contribution) error {
	var speakers []speaker
	b := &postgres.Batch{}
	queueSpeakers(b, &speakers)
	if err := tx.Send(b); err != nil {
		return err
	}
	for _, one := range list {
		to := []uuid.UUID{one.Author}
		if one.Source != "" {
			to = append(to, speakersOf(speakers, one.Office)...)
		}
		tx.Last(`update disposition set published_at = now(), published_by = $3 where institution_id = $1 and contribution_id = $2 and published_at is null`,
			seat.Institution, one.ID, seat.Membership)
		logged(tx, seat, "answer published", one.ID, "")
		if err := d.Notice.Tell(tx, seat, notice.News{Kind: notice.Answer, Subject: one.ID, Cause: once.Fresh(), Title: s.Title,
			Path: link.ThreadAnchor(seat.Slug, s.ID, one.ID), To: to}); err != nil {
			return err
		}
	}
	return nil
}

// PublishAll publishes all answers that were prepared: for those who may dispose. It answers how many.
func (d *Desk) PublishAll(ctx context.Context, c access.Caller, strategyID uuid.UUID) (Done, int, error) {
	var waiting []Contribution
	version, err := d.Strategy.Change(ctx, c, strategyID, access.Dispose, func(b *postgres.Batch) {
		b.Queue(columns+` and not c.held and d.published_at is null and d.id is not null order by c.id for update of c`, strategyID, true).Query(postgres.All(&waiting, scan))
	}, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy) (*pgx.QueuedQuery, error) {
		if len(waiting) == 0 {
			return nil, nil
		}
		if err := d.published(tx, seat, s, waiting); err != nil {
			return nil, err
		}
		ids := make([]uuid.UUID, len(waiting))
		for n, one := range waiting {
			ids[n] = one.ID
		}
		return tx.Last(`with `+live.RaiseSQL+`, all_of as (
				update contribution set live_version = raised.version from raised where institution_id = $1 and strategy_id = $2 and contribution.id = any($3))
			select version from raised`, seat.Institution, strategyID, ids), nil
	})
	return Done{ID: strategyID, Live: version}, len(waiting), err
}

// Misread says "not what I meant" to a published answer, once: for who made the contribution. Those who dispose see it
// beside their answer.
func (d *Desk) Misread(ctx context.Context, c access.Caller, strategyID, id uuid.UUID, text string) (Done, error) {
	return d.change(ctx, c, strategyID, id, access.Comment, nil, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy, now Contribution) (bool, error) {
		text = typed.Clean(text)
		switch {
		case now.Person != seat.Person && !now.EnteredFor(seat.Actor):
			return false, problem.New(problem.Refused, "Only the person who wrote it can say so.")
		case now.Answer == nil || now.Answer.PublishedAt == nil:
			return false, problem.New(problem.Conflict, "There is no answer to it yet.")
		case now.Misread == text && text != "":
			return false, nil
		case now.Misread != "":
			return false, problem.New(problem.Conflict, "You have said so already. Please talk about it in the thread.")
		case text == "":
			return false, problem.At("text", "Please say what you meant.")
		}
		if err := typed.Check("text", text, reasonLimit); err != nil {
			return false, err
		}
		tx.Last(`insert into misunderstanding (institution_id, contribution_id, disposition_id, text, said_by) values ($1, $2, $3, $4, $5)`,
			seat.Institution, id, now.Answer.ID, text, seat.Membership)
		logged(tx, seat, "answer misread", id, "")
		return true, d.Notice.Tell(tx, seat, notice.News{Kind: notice.Misread, Subject: id, Cause: id, Title: s.Title, Path: link.ThreadAnchor(seat.Slug, strategyID, id), To: []uuid.UUID{now.Answer.GivenBy}})
	})
}
