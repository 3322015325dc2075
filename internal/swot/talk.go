package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Talk runs the use cases of comments on items.
type Talk struct {
	Board *Board
	Post  *mail.Post
}

func about(item uuid.UUID) thread.Subject { return thread.Subject{Kind: thread.OfItem, ID: item} }

// By is the talk for the browser that holds a pen; see Board.By.
func (t *Talk) By(p Pen) *Talk { return &Talk{Board: t.Board.By(p), Post: t.Post} }

// wrote tells whether one of the items on the board is the actor's; see hasOwn.
func (t *Talk) wrote(by access.Actor, items []Item) bool {
	t.Board.mark(items)
	return hasOwn(by, items)
}

const raiseItem = `with ` + live.RaiseSQL + `
	update item set comments = comments + $4, live_version = raised.version from raised
	where institution_id = $1 and analysis_id = $2 and id = $3 returning live_version`

// Add puts a comment under an item. It raises the board's live version, and those whom it calls in get a letter each. The
// same request twice makes one comment; who does not see the item yet gets NotFound.
func (t *Talk) Add(ctx context.Context, c access.Caller, target Target, in thread.New) (uuid.UUID, Done, error) {
	d, err := thread.NewDraft(about(target.Item), in)
	if err != nil {
		return uuid.Nil, Done{}, err
	}
	var own []Item
	var title string
	done, err := t.Board.change(ctx, c, target, func(b *postgres.Batch) {
		queueOwners(b, target.Analysis, &own)
		b.Queue(`select title from analysis where institution_id = `+postgres.ThisInstitution+` and id = $1`, target.Analysis).
			Query(postgres.First(&title, new(bool), pgx.RowTo[string]))
		d.Queue(b)
	}, func(tx *postgres.Tx, seat access.Seat, a Analysis, i Item) (*pgx.QueuedQuery, error) {
		if !seesItem(seat.Actor, a, i, t.wrote(seat.Actor, own)) {
			return nil, problem.Absent()
		}
		if !seat.May(access.Comment, a.subject()) {
			return nil, problem.New(problem.Refused, "You may read this analysis, but not comment on it.")
		}
		again, err := thread.Desk{Post: t.Post}.Add(tx, seat, d, thread.Place{Title: title, Path: link.Item(seat.Slug, a.ID, i.ID, "")})
		if err != nil || again {
			return nil, err
		}
		if err := discussed(i); err != nil {
			return nil, err
		}
		return tx.Last(raiseItem, seat.Institution, a.ID, i.ID, 1), nil
	})
	if postgres.Violates(err, "comment_pkey") { // the same request, at the same moment
		return t.Add(ctx, c, target, in)
	}
	return d.ID, done, err
}

// Edit replaces the words of one's own comment.
func (t *Talk) Edit(ctx context.Context, c access.Caller, analysis, comment uuid.UUID, text string) (Done, error) {
	return t.change(ctx, c, analysis, comment, 0, func(tx *postgres.Tx, seat access.Seat, now thread.Comment) (bool, error) {
		return thread.Edit(tx, seat, now, text)
	})
}

// Withdraw takes a comment back: one's own, or anybody's for the international office.
func (t *Talk) Withdraw(ctx context.Context, c access.Caller, analysis, comment uuid.UUID) (Done, error) {
	return t.change(ctx, c, analysis, comment, -1, thread.Withdraw)
}

// Resolve says that nothing is left to be done about a thread.
func (t *Talk) Resolve(ctx context.Context, c access.Caller, analysis, comment uuid.UUID) (Done, error) {
	return t.change(ctx, c, analysis, comment, 0, thread.Resolve)
}

// Reopen says that something is left to be done about a thread.
func (t *Talk) Reopen(ctx context.Context, c access.Caller, analysis, comment uuid.UUID) (Done, error) {
	return t.change(ctx, c, analysis, comment, 0, thread.Reopen)
}

// change is the common way of every change to one comment: the item is held while it is judged, so that the count of its
// comments stays true. by is what a change adds to that count.
func (t *Talk) change(ctx context.Context, c access.Caller, analysis, comment uuid.UUID, by int,
	do func(*postgres.Tx, access.Seat, thread.Comment) (bool, error)) (Done, error) {
	item, err := t.ItemOf(ctx, c, comment) // it never changes
	if err != nil {
		return Done{}, err
	}
	target := Target{Analysis: analysis, Item: item}
	var now thread.Comment
	var found bool
	var own []Item
	return t.Board.change(ctx, c, target, func(b *postgres.Batch) {
		queueOwners(b, analysis, &own)
		thread.QueueComment(b, about(target.Item), comment, &now, &found)
	}, func(tx *postgres.Tx, seat access.Seat, a Analysis, i Item) (*pgx.QueuedQuery, error) {
		if !found || !seesItem(seat.Actor, a, i, t.wrote(seat.Actor, own)) {
			return nil, problem.Absent()
		}
		if !seat.May(access.Comment, a.subject()) {
			return nil, problem.New(problem.Refused, "You may read this analysis, but not comment on it.")
		}
		if changed, err := do(tx, seat, now); err != nil || !changed {
			return nil, err
		}
		return tx.Last(raiseItem, seat.Institution, a.ID, i.ID, by), nil
	})
}

// ItemOf is the item that a comment is about, zero where there is no such comment. It says nothing of who may see it.
func (t *Talk) ItemOf(ctx context.Context, c access.Caller, comment uuid.UUID) (item uuid.UUID, err error) {
	_, err = account.SitToRead(ctx, t.Board.DB, c, func(b *postgres.Batch) { thread.QueueSubject(b, thread.OfItem, comment, &item) })
	return item, err
}

// CommentsOf lists the comments on items that a person has written in an institution, for the download of one's own data:
// the caller vouches that the person asks.
func (t *Talk) CommentsOf(ctx context.Context, institution, person uuid.UUID) ([]thread.Written, error) {
	list := []thread.Written{}
	b := &postgres.Batch{}
	thread.QueueWritten(b, person, &list)
	return list, t.Board.DB.Look(ctx, institution, b)
}
