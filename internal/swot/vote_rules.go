package swot

import (
	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// voter is in whose name somebody votes: an office, or a person.
type voter struct {
	id     uuid.UUID
	office uuid.UUID // the voter, or that of the person who votes; zero when there is none, and for guests
}

// MayVote tells whether the actor has a vote in the analysis, in whatever phase it is.
func MayVote(by access.Actor, on Analysis) bool {
	_, err := on.voter(by)
	return err == nil
}

// voter is the rule for who votes. Where offices do, all people of one give the same dots, and somebody without an
// office gives the own. A guest has not been shown to belong to the office that was named at the door, so a guest gives
// an office's dots to nothing.
func (a Analysis) voter(by access.Actor) (voter, error) {
	if !by.May(access.Vote, a.subject()) {
		return voter{}, problem.New(problem.Refused, "You may read this analysis, but not vote in it.")
	}
	if a.DotsPer == PerPerson && by.Guest != uuid.Nil {
		return voter{id: by.Person}, nil
	}
	if a.DotsPer == PerPerson || by.Office == uuid.Nil {
		return voter{id: by.Person, office: by.Office}, nil
	}
	if by.Guest != uuid.Nil {
		return voter{}, problem.New(problem.Refused, "Each office gives its dots together here, and guests have none of their own. Please tell somebody of your office what you would choose.")
	}
	return voter{id: by.Office, office: by.Office}, nil
}

// The voters that an analysis can have; see Analysis.DotsPer.
const (
	PerOffice = "office"
	PerPerson = "person"
)

// checkDots judges a voter's total on an item: before are the dots that lie there, spent those that lie anywhere. Taking
// dots back is always right, also from an item that has left the board and where the analysis gives fewer than it did.
func (a Analysis) checkDots(i Item, before, now, spent int) error {
	switch {
	case now < 0:
		return problem.At("dots", "The number of dots must be 0 or more.")
	case now <= before:
		return nil
	case i.Withdrawn():
		return problem.At("dots", "This item was withdrawn: it can no longer get dots.")
	case i.JointID != uuid.Nil:
		return problem.At("dots", "This item is part of a joint item. Please give your dots to that one.")
	case !a.Cumulative && now > 1:
		return problem.At("dots", "An item can get one dot of yours, not more. Please give the others to other items.")
	case spent-before+now > a.Dots:
		return problem.At("dots", "You do not have that many dots left. Please take some back from another item first; nothing was changed.")
	}
	return nil
}

// checkImportance judges an answer to the second question; 0 takes it back.
func checkImportance(asked bool, i Item, now int) error {
	switch {
	case !asked:
		return problem.At("importance", "This analysis does not ask how important the items are.")
	case now < 0 || now > 5:
		return problem.At("importance", "The importance must be a number from 1 to 5.")
	case now == 0:
		return nil
	case i.Withdrawn():
		return problem.At("importance", "This item was withdrawn: its importance is no longer asked.")
	case i.JointID != uuid.Nil:
		return problem.At("importance", "This item is part of a joint item. Please answer for that one.")
	}
	return nil
}
