package group

import (
	"strconv"
	"strings"

	"meridian/internal/problem"
)

// QuorumRule says how many seats must be present for the group to decide.
type QuorumRule string

// The rules.
const (
	Majority  QuorumRule = "majority"   // more than half of the seats
	TwoThirds QuorumRule = "two_thirds" // two thirds of the seats, or more
	All       QuorumRule = "all"
	Number    QuorumRule = "number" // a number, however many seats there are
)

// QuorumRules lists them in the order of the form.
var QuorumRules = []QuorumRule{Majority, TwoThirds, All, Number}

// Quorum is a rule with its number, which only the rule Number has.
type Quorum struct {
	Rule   QuorumRule
	Number int
}

const maxQuorum = 500

// Needed is how many of so many seats the rule asks for. It is more than seats where a group is smaller than the
// number that it has set itself, and nothing in a group without seats unless that number says otherwise.
func (q Quorum) Needed(seats int) int {
	switch {
	case q.Rule == Number:
		return q.Number
	case seats == 0:
		return 0
	case q.Rule == All:
		return seats
	case q.Rule == TwoThirds:
		return (2*seats + 2) / 3
	}
	return seats/2 + 1
}

// parseQuorum reads a rule and, where it takes one, its number.
func parseQuorum(rule, number string) (Quorum, error) {
	for _, known := range QuorumRules {
		if string(known) != rule {
			continue
		}
		if known != Number {
			return Quorum{Rule: known}, nil
		}
		n, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil || n < 1 || n > maxQuorum {
			return Quorum{}, problem.At("number", "Please write how many seats must be present: a number from 1 to 500.")
		}
		return Quorum{Rule: known, Number: n}, nil
	}
	return Quorum{}, problem.At("quorum", "Please choose a rule for the quorum.")
}
