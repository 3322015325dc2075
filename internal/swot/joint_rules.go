package swot

import (
	"slices"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// maxSources is the most items that one merge takes.
const maxSources = 200

// MayMerge tells whether the actor may make joint items on the analysis, change them and take them apart.
func MayMerge(a access.Actor, on Analysis) bool { return a.May(access.MergeItems, on.subject()) }

// MayWrite tells whether the actor may change the words of an item on its analysis: a joint item is of whoever merges,
// any other of those who wrote it.
func MayWrite(a access.Actor, on Analysis, i Item) bool {
	if i.Joint {
		return MayMerge(a, on)
	}
	return MayEdit(a, i)
}

// merges is the rule for making, changing and taking apart joint items.
func (a Analysis) merges() error {
	if a.Phase == Voting {
		return problem.New(problem.Conflict, "The voting has begun: the items stay as they are until it ends. Nothing was changed.")
	}
	return nil
}

// ChangesItem tells whether the item may be changed and moved in the analysis's phase.
func (a Analysis) ChangesItem(i Item) bool { return a.changesItem(i) == nil }

// changesItem is the rule for changing and moving an item.
func (a Analysis) changesItem(i Item) error {
	switch {
	case i.Joint:
		return a.merges()
	case i.JointID != uuid.Nil:
		return partOfJoint()
	}
	return a.changes()
}

func partOfJoint() error {
	return problem.New(problem.Conflict, "This item is part of a joint item now and stays as it is. Your text is kept; whoever merged it can take it out again.")
}

// Source is an item as something that a joint item is, or can be, made of.
type Source struct {
	ID            uuid.UUID
	Analysis      uuid.UUID
	AnalysisTitle string
	Quadrant      Quadrant
	Text          string
	Evidence      string
	OfficeID      *uuid.UUID // the item's, else that of its analysis; nil where nobody can know
	OfficeSlug    string
	OfficeName    string
	Votes         int
	Counted       bool      // the voting of its analysis has ended: Votes is what it came to
	JointID       uuid.UUID // the joint item that it was merged into on the analysis that is asked about; zero: none
	joint         bool
	withdrawn     bool
	usable        bool // it stands on the analysis itself, on a chosen one or on one that is closed
	hidden        bool // its analysis does not show its items yet
}

// checkSources tells what keeps items from being merged; wanted is how many were asked for.
func checkSources(list []Source, wanted int) error {
	if len(list) < wanted {
		return problem.At("items", "One of the items does not exist any more. Please load the page anew and choose again.")
	}
	for _, s := range list {
		switch {
		case s.withdrawn:
			return problem.At("items", "One of the items was withdrawn meanwhile. Please leave it out.")
		case s.joint:
			return problem.At("items", "One of the items is a joint item already. Please choose what it was made of, or add to it.")
		case !s.usable:
			return problem.At("items", "One of the items belongs to an analysis that is still open. Please close it first.")
		}
	}
	for _, s := range list {
		switch {
		case s.JointID != uuid.Nil:
			return mergedAlready()
		case s.hidden:
			return problem.New(problem.Conflict, "The items are still hidden from the others. They can be merged once everybody sees them.")
		}
	}
	return nil
}

func mergedAlready() error {
	return problem.New(problem.Conflict, "One of the items is part of a joint item already, perhaps since a moment ago. Your words are kept; nothing was merged.")
}

// Majority is the heading under which most of the sources stand; empty where two share the first place.
func Majority(list []Source) Quadrant {
	n := map[Quadrant]int{}
	for _, s := range list {
		n[s.Quadrant]++
	}
	var first Quadrant
	tied := false
	for _, q := range Quadrants {
		switch {
		case n[q] == 0 || n[q] < n[first]:
		case n[q] == n[first]:
			tied = true
		default:
			first, tied = q, false
		}
	}
	if tied {
		return ""
	}
	return first
}

// jointHeading is the rule for the heading of a joint item: without a choice that of most of its sources; where not
// all of them stood under it, a reason says why.
func jointHeading(list []Source, choice, reason string) (Quadrant, error) {
	q := Majority(list)
	if choice != "" {
		var err error
		if q, err = ParseQuadrant(choice); err != nil {
			return q, err
		}
	}
	if q == "" {
		return q, problem.At("quadrant", "The offices put this under different headings, as often under one as under another. Please choose one.")
	}
	if reason == "" && slices.ContainsFunc(list, func(s Source) bool { return s.Quadrant != q }) {
		return q, problem.At("reason", "The offices put this under different headings. Please say in a sentence why it stands under this one.")
	}
	return q, nil
}

// JointVotes is how many votes stand behind a joint item: its own and those of its sources once they were counted, before
// that those that its sources brought along.
func JointVotes(i Item) int {
	votes := i.Votes
	if votes == 0 {
		for _, s := range i.Parts {
			if s.Counted {
				votes += s.Votes
			}
		}
	}
	return votes
}
