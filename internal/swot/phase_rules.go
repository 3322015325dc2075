package swot

import (
	"meridian/internal/access"
	"meridian/internal/problem"
)

// MayRun tells whether the actor may run the analysis: its phases, its timer, the grouping, the room.
func MayRun(a access.Actor, on Analysis) bool { return a.May(access.RunAnalysis, on.subject()) }

// MaySetUp tells whether the actor may choose how the analysis works.
func MaySetUp(a access.Actor, on Analysis) bool { return a.May(access.OpenAnalysis, on.subject()) }

// Takes tells whether the actor may add items to the analysis in its phase.
func (a Analysis) Takes(by access.Actor) bool { return MayAdd(by, a) && a.takes(by) == nil }

// Changes tells whether items may be changed, moved and withdrawn in the analysis's phase.
func (a Analysis) Changes() bool { return a.changes() == nil }

// takes is the rule for new items: everybody's while collecting, those of whoever runs the analysis while grouping.
func (a Analysis) takes(by access.Actor) error {
	switch {
	case a.Phase == Collecting, a.Phase == Grouping && MayRun(by, a):
		return nil
	case a.Phase == Grouping:
		return problem.New(problem.Conflict, "The collecting has ended: the items are being grouped. Your text is kept; whoever runs the analysis can still add it for you.")
	}
	return a.standsStill()
}

// changes is the rule for changing, moving, withdrawing and restoring items.
func (a Analysis) changes() error {
	if a.Phase == Collecting || a.Phase == Grouping {
		return nil
	}
	return a.standsStill()
}

func (a Analysis) standsStill() error {
	if a.Phase == Voting {
		return problem.New(problem.Conflict, "The voting has begun: the items stay as they are until it ends. Your text is kept.")
	}
	return problem.New(problem.Conflict, "The analysis is closed: its items stay as they are. Your text is kept; whoever runs the analysis can open it again.")
}

// votes is the rule for votes.
func (a Analysis) votes() error {
	switch a.Phase {
	case Voting:
		return nil
	case Closed:
		return problem.New(problem.Conflict, "The voting has ended. Your last vote was not counted.")
	}
	return problem.New(problem.Conflict, "The voting has not begun yet.")
}

// blind takes the dots off items as long as they are not counted: those of an earlier voting must not guide the next.
func (a Analysis) blind(items []Item) {
	if a.Phase == Closed {
		return
	}
	for n := range items {
		items[n].Votes = 0
	}
}

// HidesItems tells whether people do not see each other's items yet, who have not written any themselves or not been
// shown them together.
func (a Analysis) HidesItems() bool {
	return a.Phase == Collecting && (a.Reveal == RevealAfterOwn || a.Reveal == RevealTogether && !a.Revealed)
}

// hidesSQL is HidesItems in SQL, for a row of the table analysis under the given name.
func hidesSQL(row string) string {
	return "(" + row + ".phase = 'collecting' and (" + row + ".reveal = 'after_own' or " + row + ".reveal = 'together' and " + row + ".revealed_at is null))"
}
