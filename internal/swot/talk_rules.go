package swot

import (
	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// discussed is the rule for new comments: an item can be talked about in every phase, as long as it is there.
func discussed(i Item) error {
	if i.Withdrawn() {
		return problem.New(problem.Conflict, "This item was withdrawn: it can be commented on again once it is restored. Your text is kept.")
	}
	return nil
}

// seesItem is the rule for the page of one item. While the items of an analysis are hidden, people see their own and their
// office's; with RevealAfterOwn also the others' as soon as wrote is true: they or their office have an item on the board.
func seesItem(by access.Actor, a Analysis, i Item, wrote bool) bool {
	switch {
	case i.Withdrawn():
		return MayEdit(by, i)
	case !a.HidesItems():
		return true
	case a.Reveal == RevealAfterOwn && wrote:
		return true
	}
	return writtenBy(i, by.Person, by.Office, by.Guest == uuid.Nil)
}

// writtenBy tells whether an item is of a person or of the person's office. The office that a guest has chosen at the
// door is not the guest's.
func writtenBy(i Item, person, office uuid.UUID, belongs bool) bool {
	return i.AuthorPerson != uuid.Nil && i.AuthorPerson == person ||
		belongs && office != uuid.Nil && i.OfficeID != nil && *i.OfficeID == office
}
