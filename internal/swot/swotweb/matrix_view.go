package swotweb

import (
	"context"
	"math"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// MatrixView is the page of what meets what.
type MatrixView struct {
	Head                        Head
	Live, PageURL, Events       string
	Step                        int // 1: choose, 2: give scores, 3: see them together
	Chosen, Open, Shown         bool
	CanChoose, CanRun, CanScore bool
	ChooseURL, OpenURL, ShowURL string
	ScoresURL, OptionsURL       string
	Groups                      []UseGroup // to choose from
	ChooseOpen                  bool
	ItemsError                  string
	NoItems                     bool
	Unseen                      bool   // but items that the reader does not see yet
	MayShow                     bool   // the reader may show them
	Heard                       string // how many have given scores
	Inside, Outside             []Use
	Rows                        []ScoreRow // to fill in
	Given, Meetings             int
	Results                     []MatrixRow
	ColumnSums                  []Sum
	Apart                       int // meetings worth talking about
	Notice                      *Notice
}

// ScoreRow is an inside item with the outside ones that it meets.
type ScoreRow struct {
	Item  Use
	Cells []ScoreCell
}

// ScoreCell is one meeting to give a score.
type ScoreCell struct {
	ID      string // of its field
	Item    Use
	Name    string // both items in words, for those who hear the field alone
	Choices []ui.Option
	Value   string // "inside:outside:score"
}

// MatrixRow is an inside item with what all gave it.
type MatrixRow struct {
	Item  Use
	Cells []ResultCell
	Sum   Sum
}

// Sum is what a row or column comes to. Tone is as that of ResultCell.
type Sum struct{ Text, Tone string }

// ResultCell is what all gave a meeting. Tone is the mean as a step of the colours, from "-3" to "3".
type ResultCell struct {
	Outside    string // the item's words
	Mean, Tone string
	Spread     string
	N          int
	Apart      bool
	WriteURL   string
	WriteName  string
}

func matrixView(ctx context.Context, m swot.MatrixView) MatrixView {
	slug, a := m.Seat.Slug, m.Analysis
	do := func(verb string) string { return link.AnalysisDo(slug, a.ID, verb) }
	v := MatrixView{
		Head: head(ctx, slug, a, tabMatrix, i18n.T(ctx, "What meets what"), i18n.T(ctx, "The most important items from inside meet those from outside. Everybody gives scores alone; then all look at them together. You can leave this out and write options at once.")),
		Live: strconv.FormatInt(a.Live, 10), PageURL: do("matrix"), Events: link.AnalysisEvents(slug, a.ID),
		Chosen: m.Matrix.Chosen(), Open: a.MatrixOpen, Shown: a.MatrixShown, Step: 1,
		CanChoose: swot.MayWriteOptions(m.Seat.Actor, a), CanRun: swot.MayRun(m.Seat.Actor, a), CanScore: swot.MayScore(m.Seat.Actor, a),
		ChooseURL: do("matrix"), OpenURL: do("matrix/open"), ShowURL: do("matrix/shown"), ScoresURL: do("matrix/scores"), OptionsURL: link.Options(slug, a.ID),
		Heard:    heard(ctx, m.Matrix.People, m.Matrix.Offices),
		Meetings: len(m.Matrix.Inside) * len(m.Matrix.Outside),
	}
	switch {
	case v.Shown:
		v.Step = 3
	case v.Open:
		v.Step = 2
	}
	for _, i := range m.Matrix.Inside {
		v.Inside = append(v.Inside, useOf(ctx, slug, a, i))
	}
	for _, i := range m.Matrix.Outside {
		v.Outside = append(v.Outside, useOf(ctx, slug, a, i))
	}
	candidates := swot.Candidates(m.View)
	v.NoItems = len(candidates) == 0
	v.Unseen, v.MayShow = len(m.Hidden) > 0, swot.MayRun(m.Seat.Actor, a) && a.MayReveal()
	if v.CanChoose {
		chosen := swot.Propose(m.View)
		if v.Chosen {
			chosen = nil
			for _, side := range [][]swot.Item{m.Matrix.Inside, m.Matrix.Outside} {
				for _, i := range side {
					chosen = append(chosen, i.ID)
				}
			}
		}
		v.Groups, v.ChooseOpen = useGroups(ctx, slug, a, candidates, idSet(chosen)), !v.Chosen
	}
	if v.Open && v.CanScore {
		v.fillScores(m)
	}
	if v.Shown {
		v.fillResults(ctx, m)
	}
	return v
}

func heard(ctx context.Context, people, offices int) string {
	if people == 0 {
		return i18n.T(ctx, "Nobody has given scores yet.")
	}
	if offices == 0 {
		return i18n.N(ctx, "One person has given scores.", "%d people have given scores.", people)
	}
	if people == 1 {
		return i18n.T(ctx, "One person has given scores.")
	}
	return i18n.T(ctx, "%d people of %s have given scores.", people, i18n.N(ctx, "1 office", "%d offices", offices))
}

func (v *MatrixView) fillScores(m swot.MatrixView) {
	for r, in := range m.Matrix.Inside {
		row := ScoreRow{Item: v.Inside[r]}
		for c, out := range m.Matrix.Outside {
			at := swot.Meeting{Inside: in.ID, Outside: out.ID}
			key := in.ID.String() + ":" + out.ID.String() + ":"
			cell := ScoreCell{ID: "score-" + strconv.Itoa(r+1) + "-" + strconv.Itoa(c+1), Item: v.Outside[c], Name: in.Text + " × " + out.Text, Value: key,
				Choices: []ui.Option{{Value: key, Label: "–"}}}
			for n := swot.MaxScore; n >= -swot.MaxScore; n-- {
				cell.Choices = append(cell.Choices, ui.Option{Value: key + strconv.Itoa(n), Label: whole(n)})
			}
			if n, given := m.Own[at]; given {
				cell.Value = key + strconv.Itoa(n)
				v.Given++
			}
			row.Cells = append(row.Cells, cell)
		}
		v.Rows = append(v.Rows, row)
	}
}

// whole writes a score with its sign.
func whole(n int) string {
	switch {
	case n > 0:
		return "+" + strconv.Itoa(n)
	case n < 0:
		return "−" + strconv.Itoa(-n)
	}
	return "0"
}

func (v *MatrixView) fillResults(ctx context.Context, m swot.MatrixView) {
	for r, in := range m.Matrix.Inside {
		row := MatrixRow{Item: v.Inside[r], Sum: sumOf(m.Matrix.Sum(func(at swot.Meeting) bool { return at.Inside == in.ID }), len(m.Matrix.Outside))}
		for _, out := range m.Matrix.Outside {
			c := m.Matrix.Cells[swot.Meeting{Inside: in.ID, Outside: out.ID}]
			cell := ResultCell{Outside: out.Text, N: c.N, Apart: c.Apart()}
			if c.N > 0 {
				cell.Mean, cell.Tone, cell.Spread = signed(c.Mean), tone(c.Mean), strconv.FormatFloat(c.Spread, 'f', 1, 64)
			}
			if cell.Apart {
				v.Apart++
			}
			if v.CanChoose {
				cell.WriteURL = link.OptionNew(m.Seat.Slug, m.Analysis.ID, string(swot.KindOf(in.Quadrant, out.Quadrant)), in.ID, out.ID)
				cell.WriteName = i18n.T(ctx, "Write an option from this: %s × %s", in.Text, out.Text)
			}
			row.Cells = append(row.Cells, cell)
		}
		v.Results = append(v.Results, row)
	}
	for _, out := range m.Matrix.Outside {
		v.ColumnSums = append(v.ColumnSums, sumOf(m.Matrix.Sum(func(at swot.Meeting) bool { return at.Outside == out.ID }), len(m.Matrix.Inside)))
	}
}

func sumOf(sum float64, of int) Sum {
	return Sum{Text: signed(sum), Tone: tone(sum / float64(max(of, 1)))}
}

// tone is the nearest step of the scale.
func tone(mean float64) string { return strconv.Itoa(int(math.Round(mean))) }

// rechoose fills a refused choice in again.
func (v *MatrixView) rechoose(ctx context.Context, m swot.MatrixView, chosen []uuid.UUID, message string) {
	v.Groups = useGroups(ctx, m.Seat.Slug, m.Analysis, swot.Candidates(m.View), idSet(chosen))
	v.ChooseOpen, v.ItemsError = true, message
}
