package swot

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

// The most items of a heading that meet others, and the fewest of a side: with more the matrix takes longer than people
// will give it, with fewer there is nothing to weigh.
const (
	MatrixPerHeading = 5
	MatrixPerSide    = 2
)

// Spread is the standard deviation of scores from their mean: √(Σ(x − mean)² ÷ n). The sum is divided by n and not by
// n − 1, as those who gave scores are everybody who is asked about and no sample of them. The method asks for mean and
// standard deviation of each cell, and to talk about the cells where it is great (MTI², "Confrontation matrix",
// mti2.eu/portfolio/confrontation-matrix).
func Spread(scores []int16) float64 {
	if len(scores) == 0 {
		return 0
	}
	m, sum := Mean(scores), 0.0
	for _, x := range scores {
		sum += (float64(x) - m) * (float64(x) - m)
	}
	return math.Sqrt(sum / float64(len(scores)))
}

// Mean is the mean of scores; 0 where there are none.
func Mean(scores []int16) float64 {
	if len(scores) == 0 {
		return 0
	}
	sum := 0
	for _, x := range scores {
		sum += int(x)
	}
	return float64(sum) / float64(len(scores))
}

func cellOf(scores []int16) Cell {
	return Cell{Mean: Mean(scores), Spread: Spread(scores), N: len(scores)}
}

// Apart tells whether people see a meeting so differently that it is worth talking about: the spread is at least half
// of the greatest that the scale allows.
func (c Cell) Apart() bool { return c.N > 1 && c.Spread >= MaxScore/2.0 }

// Sum adds the means of a row or a column, over the meetings that anybody gave a score.
func (m Matrix) Sum(meetings func(Meeting) bool) float64 {
	sum := 0.0
	for _, in := range m.Inside {
		for _, out := range m.Outside {
			if at := (Meeting{in.ID, out.ID}); meetings(at) {
				sum += m.Cells[at].Mean
			}
		}
	}
	return sum
}

// inside tells whether a heading is about the institution itself.
func (q Quadrant) inside() bool { return q == Strength || q == Weakness }

// sides parts items into those inside and those outside, each by heading.
func sides(items []Item) (inside, outside []Item) {
	for _, q := range Quadrants {
		for _, i := range items {
			switch {
			case i.Quadrant != q:
			case q.inside():
				inside = append(inside, i)
			default:
				outside = append(outside, i)
			}
		}
	}
	return inside, outside
}

// Candidates are the items that can meet each other: what stands on the board for itself.
func Candidates(v View) []Item { return standing(v.Items) }

// Propose chooses the items to begin with: of each heading up to five, by votes once they are counted, else the first.
func Propose(v View) []uuid.UUID {
	var list []uuid.UUID
	for _, q := range Quadrants {
		var of []Item
		for _, i := range standing(v.Items) {
			if i.Quadrant == q {
				of = append(of, i)
			}
		}
		if v.Analysis.Phase == Closed {
			slices.SortStableFunc(of, func(a, b Item) int { return b.Votes - a.Votes })
		}
		for _, i := range of[:min(len(of), MatrixPerHeading)] {
			list = append(list, i.ID)
		}
	}
	return list
}

// checkMatrix is the rule for the items that meet each other.
func checkMatrix(chosen []uuid.UUID, found []usable) error {
	if len(found) != len(chosen) {
		return problem.At("items", "One of the items is not of this analysis. Please choose the items again.")
	}
	n, of := map[bool]int{}, map[Quadrant]int{}
	for _, i := range found {
		if i.Withdrawn {
			return problem.At("items", "One of the items was withdrawn meanwhile. Please choose the items again.")
		}
		n[i.Quadrant.inside()]++
		of[i.Quadrant]++
		if of[i.Quadrant] > MatrixPerHeading {
			return problem.At("items", "Please choose five items of a heading at most: with more, giving scores takes too long.")
		}
	}
	if n[true] < MatrixPerSide || n[false] < MatrixPerSide {
		return problem.At("items", "Please choose at least two strengths or weaknesses, and at least two opportunities or threats.")
	}
	return nil
}

// ParseScore reads the two ids and the score of a meeting; an empty score takes it back.
func ParseScore(inside, outside, score string) (Score, error) {
	var s Score
	var errs [2]error
	s.Inside, errs[0] = uuid.Parse(inside)
	s.Outside, errs[1] = uuid.Parse(outside)
	if errs[0] != nil || errs[1] != nil {
		return s, problem.At("cell", "One of the items is not valid. Please load the page anew.")
	}
	if score == "" {
		return s, nil
	}
	n, err := strconv.Atoi(score)
	if err != nil || n < -MaxScore || n > MaxScore {
		return s, problem.At("score", "A score is a whole number from −3 to +3, or empty.")
	}
	s.Value = &n
	return s, nil
}

// ParseCell reads a score written as "inside:outside:score".
func ParseCell(cell string) (Score, error) {
	parts := strings.Split(cell, ":")
	if len(parts) != 3 {
		return Score{}, problem.At("cell", "One of the scores cannot be read. Please load the page anew.")
	}
	return ParseScore(parts[0], parts[1], parts[2])
}

// checkScores is the rule for scores: each is of an inside item that meets an outside one in the matrix now.
func checkScores(scores []Score, chosen []usable) error {
	if len(scores) == 0 {
		return problem.At("cell", "Please give at least one score.")
	}
	at := map[uuid.UUID]Quadrant{}
	for _, i := range chosen {
		if !i.Withdrawn {
			at[i.ID] = i.Quadrant
		}
	}
	seen := map[Meeting]bool{}
	for _, s := range scores {
		in, out := at[s.Inside], at[s.Outside]
		switch {
		case in == "" || out == "":
			return problem.New(problem.Conflict, "The items were chosen anew meanwhile. Please load the page anew: scores for items that stayed are kept.")
		case !in.inside() || out.inside():
			return problem.At("cell", "A strength or weakness meets an opportunity or threat, and nothing else.")
		case seen[s.Meeting]:
			return problem.At("cell", "The same two items have two scores. Please give one.")
		}
		seen[s.Meeting] = true
	}
	return nil
}
