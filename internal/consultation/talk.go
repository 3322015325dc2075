package consultation

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/link"
	"meridian/internal/notice"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/strategy"
	"meridian/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// change is the common way of every change to one contribution: it is held while decide judges. What somebody does not see
// is NotFound, before it is asked whether they may.
// changed is whether something has to be stored.
func (d *Desk) change(ctx context.Context, c access.Caller, strategyID, id uuid.UUID, may access.Permission, queue func(*postgres.Batch),
	decide func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy, now Contribution) (changed bool, err error)) (Done, error) {
	var now Contribution
	var found bool
	version, err := d.Strategy.Change(ctx, c, strategyID, access.Comment, func(b *postgres.Batch) {
		found = false
		queueContribution(b, strategyID, id, &now, &found)
		if queue != nil {
			queue(b)
		}
	}, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy) (*pgx.QueuedQuery, error) {
		if !found || !ViewerOf(seat.Actor, s).sees(now) {
			return nil, problem.Absent()
		}
		if !seat.May(may, s.Subject()) {
			return nil, problem.New(problem.Refused, "Only the international office, and those whom it has named as drafters, answer what was said.")
		}
		if changed, err := decide(tx, seat, s, now); err != nil || !changed {
			return nil, err
		}
		return touch(tx, seat, strategyID, id), nil
	})
	return Done{ID: id, Live: version}, err
}

// Reply adds to the thread of a contribution: for everybody who sees it and may comment. The answers are thread.Desk.Add's;
// its author is told.
func (d *Desk) Reply(ctx context.Context, c access.Caller, strategyID, id uuid.UUID, in thread.New) (Done, error) {
	in.ReplyTo = id.String()
	draft, err := thread.NewDraft(about(strategyID), in)
	if err != nil {
		return Done{}, err
	}
	done, err := d.change(ctx, c, strategyID, id, access.Comment, draft.Queue, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy, now Contribution) (bool, error) {
		draft.Unlogged = now.Held
		if now.Held && len(in.Mentions) > 0 {
			return false, problem.At("mention", "Whoever you call in could not see what is kept in your office.")
		}
		path := link.Thread(seat.Slug, strategyID, id, "")
		again, err := thread.Desk{Post: d.Post}.Add(tx, seat, draft, thread.Place{Title: s.Title, Path: path})
		if err != nil || again {
			return false, err
		}
		return true, d.Notice.Tell(tx, seat, notice.News{Kind: notice.Reply, Subject: id, Cause: draft.ID, Title: s.Title, Path: link.ThreadAnchor(seat.Slug, strategyID, id), To: []uuid.UUID{now.Author}})
	})
	if postgres.Violates(err, "comment_pkey") { // the same request, at the same moment
		return d.Reply(ctx, c, strategyID, id, in)
	}
	return Done{ID: draft.ID, Live: done.Live}, err
}

// Resolve says that nothing is left to be done about a contribution, and Reopen that something is: for everybody who may
// comment.
func (d *Desk) Resolve(ctx context.Context, c access.Caller, strategyID, id uuid.UUID) (Done, error) {
	return d.first(ctx, c, strategyID, id, thread.Resolve)
}

// Reopen is the way back from Resolve.
func (d *Desk) Reopen(ctx context.Context, c access.Caller, strategyID, id uuid.UUID) (Done, error) {
	return d.first(ctx, c, strategyID, id, thread.Reopen)
}

// Withdraw takes a contribution back: one's own, or anybody's for who manages the institution. It keeps its line in the
// answers, and what others said about it stays.
func (d *Desk) Withdraw(ctx context.Context, c access.Caller, strategyID, id uuid.UUID) (Done, error) {
	return d.first(ctx, c, strategyID, id, thread.Withdraw)
}

// Edit replaces the words of one's own comment: the first of a contribution, or a reply.
func (d *Desk) Edit(ctx context.Context, c access.Caller, strategyID, id uuid.UUID, text string) (Done, error) {
	return d.first(ctx, c, strategyID, id, func(tx *postgres.Tx, seat access.Seat, now thread.Comment) (bool, error) {
		return thread.Edit(tx, seat, now, text)
	})
}

func (d *Desk) first(ctx context.Context, c access.Caller, strategyID, id uuid.UUID, do func(*postgres.Tx, access.Seat, thread.Comment) (bool, error)) (Done, error) {
	var comment thread.Comment
	return d.change(ctx, c, strategyID, id, access.Comment, func(b *postgres.Batch) {
		thread.QueueComment(b, about(strategyID), id, &comment, new(bool))
	}, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy, now Contribution) (bool, error) {
		if id == comment.ID && now.EnteredFor(seat.Actor) {
			comment.Person = seat.Person // theirs to correct
		}
		return do(tx, seat, comment)
	})
}

// Send sends on what was kept in an office, as the office's: for those who speak for it. From then on everybody sees it.
func (d *Desk) Send(ctx context.Context, c access.Caller, strategyID, id uuid.UUID) (Done, error) {
	return d.change(ctx, c, strategyID, id, access.Comment, nil, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy, now Contribution) (bool, error) {
		switch {
		case !seat.May(access.TakePosition, access.Subject{Office: now.Office}):
			return false, problem.New(problem.Refused, "Only the head, the focal person or the deputy of the office sends on what was kept in it.")
		case !now.Held:
			return false, nil
		case now.Withdrawn():
			return false, problem.New(problem.Conflict, "This was withdrawn. It can no longer be sent on.")
		}
		tx.Last(`update contribution set held = false, sent_at = now(), sent_by = $3 where institution_id = $1 and id = $2`, seat.Institution, id, seat.Membership)
		logged(tx, seat, "contribution sent", id, string(now.Kind))
		return true, nil
	})
}
