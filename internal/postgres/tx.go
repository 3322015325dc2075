package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

var errNotCommitted = errors.New("a statement of the transaction had failed and its error was passed over: nothing was committed")

// Batch collects statements that travel together; see pgx.Batch for Queue and its callbacks.
type Batch = pgx.Batch

// Tx is one transaction. It begins with the first Send, in the same round trip, and what was given
// to Last travels with the commit: a use case that reads once and writes once takes two round trips.
type Tx struct {
	ctx        context.Context
	conn       *pgx.Conn
	set, value string
	begun      bool
	readOnly   bool
	last       Batch
}

// Context is the context that the transaction was opened with.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Send runs the batch and its callbacks.
func (tx *Tx) Send(b *Batch) error { return tx.send(b, false) }

// Exec runs one statement at once.
func (tx *Tx) Exec(sql string, args ...any) error {
	b := &Batch{}
	b.Queue(sql, args...)
	return tx.Send(b)
}

// Row runs one statement at once and scans its single row; no row is pgx.ErrNoRows.
func (tx *Tx) Row(sql string, args []any, into ...any) error {
	b := &Batch{}
	b.Queue(sql, args...).QueryRow(func(row pgx.Row) error { return row.Scan(into...) })
	return tx.Send(b)
}

// Enter makes an institution the one of a transaction that began without any: what comes after it in the batch, and
// the transaction, see the rows of that institution. It is for work that only finds out on its way where it
// belongs, such as a link that somebody opens.
func Enter(b *Batch, institution uuid.UUID) { b.Queue(setInstitution, institution.String()) }

// Enter is the function of that name, at once.
func (tx *Tx) Enter(institution uuid.UUID) error {
	return tx.Exec(setInstitution, institution.String())
}

// EnterAsPerson lets what comes after it in the batch read the memberships of one person in every institution, as
// DB.AsPerson does from the beginning.
func EnterAsPerson(b *Batch, person uuid.UUID) { b.Queue(setPerson, person.String()) }

// Last queues a statement to be sent together with the commit. Its callback runs before the commit is
// known to have succeeded, so it may only store what it reads.
func (tx *Tx) Last(sql string, args ...any) *pgx.QueuedQuery { return tx.last.Queue(sql, args...) }

func (tx *Tx) send(b *Batch, commit bool) error {
	whole := &Batch{}
	if !tx.begun {
		if tx.readOnly {
			whole.Queue("begin read only")
		} else {
			whole.Queue("begin")
		}
		if tx.set != "" {
			whole.Queue(tx.set, tx.value)
		}
		tx.begun = true
	}
	whole.QueuedQueries = append(whole.QueuedQueries, b.QueuedQueries...)
	if commit {
		// The server answers the commit of a failed transaction with ROLLBACK, not with an error.
		whole.Queue("commit").Exec(func(tag pgconn.CommandTag) error {
			if tag.String() != "COMMIT" {
				return errNotCommitted
			}
			return nil
		})
	}
	return tx.conn.SendBatch(tx.ctx, whole).Close()
}

func (tx *Tx) commit() error {
	if !tx.begun && tx.last.Len() == 0 {
		return nil
	}
	return tx.send(&tx.last, true)
}

// rollback leaves the connection clean for its next user, even when the request's context has ended.
func (tx *Tx) rollback() {
	if !tx.begun || tx.conn.IsClosed() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(tx.ctx), 2*time.Second)
	defer cancel()
	if _, err := tx.conn.Exec(ctx, "rollback"); err != nil {
		_ = tx.conn.Close(ctx)
	}
}

// ThisInstitution is the institution of the transaction, for the explicit condition that stands in
// every query beside the row-level policy.
const ThisInstitution = `(select nullif(current_setting('app.institution_id', true), '')::uuid)`

// Collect queues a query whose rows are gathered into out by position of T's fields' names in the columns.
func Collect[T any](b *Batch, out *[]T, sql string, args ...any) {
	b.Queue(sql, args...).Query(All(out, pgx.RowToStructByName[T]))
}

// Find queues a query of at most one row; found tells whether there was one.
func Find[T any](b *Batch, out *T, found *bool, sql string, args ...any) {
	b.Queue(sql, args...).Query(First(out, found, pgx.RowToStructByName[T]))
}

// All is a callback for Query of a queued statement, where its columns are not simply the fields of one type (see
// Collect): it gathers all rows into out, each as scan reads it. Without any out is empty; after an error it is nil.
func All[T any](out *[]T, scan pgx.RowToFunc[T]) func(pgx.Rows) error {
	return func(rows pgx.Rows) (err error) {
		*out, err = pgx.CollectRows(rows, scan)
		return err
	}
}

// First is All for a statement of at most one row (see Find): out is the first row, and found becomes true. Without any,
// or after an error, neither is touched, so that out keeps what it was set to before; who asks for that alone passes
// new(bool).
func First[T any](out *T, found *bool, scan pgx.RowToFunc[T]) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		list, err := pgx.CollectRows(rows, scan)
		if err == nil && len(list) > 0 {
			*out, *found = list[0], true
		}
		return err
	}
}

// Optional is an id for a column that may be null: nil for the zero UUID.
func Optional(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

// OrNil is the id that was read, or the zero UUID where there was none.
func OrNil(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}
