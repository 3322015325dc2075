package swot

import (
	"slices"

	"meridian/internal/problem"
)

// ParsePhase reads one of the four words; anything else is Invalid.
func ParsePhase(s string) (Phase, error) {
	if p := Phase(s); slices.Contains(Phases, p) {
		return p, nil
	}
	return "", problem.At("phase", "The phase must be collecting, grouping, voting or closed.")
}

// next is the rule for a change of phase: any may follow any. The phase that the analysis has already is no change,
// also for somebody who has read an earlier one: what was wanted is so.
func (a Analysis) next(to, from string) (Phase, error) {
	next, err := ParsePhase(to)
	if err != nil || next == a.Phase || from == "" {
		return next, err
	}
	read, err := ParsePhase(from)
	if err != nil {
		return next, problem.At("from", "The phase that was read must be collecting, grouping, voting or closed.")
	}
	if read != a.Phase {
		return next, problem.New(problem.Conflict, a.Phase.overtaken())
	}
	return next, nil
}

// overtaken says to somebody who wanted to begin a phase that somebody else was quicker.
func (p Phase) overtaken() string {
	const wayOn = " Nothing was changed. Load the page anew; whoever runs the analysis can go on from there."
	switch p {
	case Collecting:
		return "Meanwhile somebody has begun the collecting again." + wayOn
	case Grouping:
		return "Meanwhile somebody has begun the grouping." + wayOn
	case Voting:
		return "Meanwhile somebody has begun the voting." + wayOn
	}
	return "Meanwhile somebody has closed the analysis." + wayOn
}
