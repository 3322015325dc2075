package thread

import (
	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// Edit replaces the words of one's own comment; changed is false when they are those already.
func Edit(tx *postgres.Tx, seat access.Seat, c Comment, text string) (changed bool, err error) {
	text = typed.Clean(text)
	switch {
	case !c.Own(seat.Actor):
		return false, problem.New(problem.Refused, "Only the person who wrote a comment may change its words.")
	case c.Withdrawn():
		return false, problem.New(problem.Conflict, "This comment was withdrawn. Your text is kept: please write a new comment.")
	}
	if err := checkText(text); err != nil || text == c.Text {
		return false, err
	}
	tx.Last(`update comment set text = $3, edited_at = now() where institution_id = $1 and id = $2`, seat.Institution, c.ID, text)
	note(tx, seat, "comment edited", c.ID)
	return true, nil
}

// Withdraw takes a comment back: one's own, or anybody's for who manages the institution. changed is false when it was
// withdrawn before.
func Withdraw(tx *postgres.Tx, seat access.Seat, c Comment) (changed bool, err error) {
	if !MayWithdraw(seat.Actor, c) {
		return false, problem.New(problem.Refused, "Only the person who wrote a comment, or the international office, may withdraw it.")
	}
	if c.Withdrawn() {
		return false, nil
	}
	tx.Last(`update comment set withdrawn_at = now() where institution_id = $1 and id = $2`, seat.Institution, c.ID)
	note(tx, seat, "comment withdrawn", c.ID)
	return true, nil
}

// MayWithdraw tells whether the actor may take the comment back.
func MayWithdraw(a access.Actor, c Comment) bool {
	return c.Own(a) || a.May(access.Manage, access.Subject{})
}

// Resolve says that nothing is left to be done about a thread, and Reopen that something is. Everybody who may comment
// may say so, under the own name. A reply is neither resolved nor reopened: it is Invalid.
func Resolve(tx *postgres.Tx, seat access.Seat, c Comment) (changed bool, err error) {
	if err := first(c); err != nil || c.ResolvedAt != nil {
		return false, err
	}
	tx.Last(`update comment set resolved_at = now(), resolved_by = $3 where institution_id = $1 and id = $2`, seat.Institution, c.ID, seat.Membership)
	note(tx, seat, "thread resolved", c.ID)
	return true, nil
}

// Reopen is the way back from Resolve.
func Reopen(tx *postgres.Tx, seat access.Seat, c Comment) (changed bool, err error) {
	if err := first(c); err != nil || c.ResolvedAt == nil {
		return false, err
	}
	tx.Last(`update comment set resolved_at = null, resolved_by = null where institution_id = $1 and id = $2`, seat.Institution, c.ID)
	note(tx, seat, "thread reopened", c.ID)
	return true, nil
}

func first(c Comment) error {
	if c.ReplyTo != uuid.Nil {
		return problem.At("", "A reply belongs to its thread: the thread is resolved at its first comment.")
	}
	return nil
}
