package swot

import (
	"meridian/internal/access"
	"meridian/internal/problem"
)

// discussed is the rule for new comments: an item can be talked about in every phase, as long as it is there.
func discussed(i Item) error {
	if i.Withdrawn() {
		return problem.New(problem.Conflict, "This item was withdrawn: it can be commented on again once it is restored. Your text is kept.")
	}
	return nil
}

// seesItem is the rule for the page of one item. While the items of an analysis are hidden, people see their own and their
// office's; see Analysis.sight. wrote: one of the items on the board is theirs.
func seesItem(by access.Actor, a Analysis, i Item, wrote bool) bool {
	if i.Withdrawn() {
		return MayEdit(by, i)
	}
	return a.sight(wrote) == SightOpen || ownsItem(by, i)
}
