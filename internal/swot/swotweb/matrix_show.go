package swotweb

import (
	"net/http"
	"strings"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// ShowMatrix answers GET of what meets what.
func (p *Pages) ShowMatrix(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	return p.renderMatrix(w, r, c, analysis, http.StatusOK, nil)
}

func (p *Pages) renderMatrix(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, status int, fill func(*MatrixView, swot.MatrixView)) error {
	m, err := p.Board.Meets(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	v := matrixView(r.Context(), m)
	if fill != nil {
		fill(&v, m)
	}
	page := p.Site.Page(r, m.Seat, i18n.T(r.Context(), "What meets what"))
	page.Script = "method"
	return p.Site.Render(w, r, status, MatrixPage(page, v))
}

// ChooseMatrix answers the POST of the items that meet each other.
func (p *Pages) ChooseMatrix(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.FormLists(r, nil, []string{"items"})
	c, analysis, callerErr := p.asked(r)
	if callerErr != nil {
		return callerErr
	}
	if err == nil {
		var done swot.Done
		if done, err = p.Board.ChooseMatrix(r.Context(), c, analysis, form["items"]); err == nil {
			return p.Site.Done(w, r, done.Live, link.AnalysisDo(c.Slug, analysis, "matrix"))
		}
	}
	return p.refuseMatrix(w, r, c, analysis, err, func(v *MatrixView, m swot.MatrixView, text string) {
		v.rechoose(r.Context(), m, parsedIDs(form["items"]), text)
	})
}

// OpenMatrix answers the POST that lets scores be given, or ends it.
func (p *Pages) OpenMatrix(w http.ResponseWriter, r *http.Request) error {
	return p.switchMatrix(w, r, "open", p.Board.OpenMatrix)
}

// ShowScores answers the POST that shows means and spreads, or hides them.
func (p *Pages) ShowScores(w http.ResponseWriter, r *http.Request) error {
	return p.switchMatrix(w, r, "shown", p.Board.ShowMatrix)
}

// GiveScores answers the POST of scores: of one meeting (inside, outside, score), or of many (cell, repeated).
func (p *Pages) GiveScores(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.FormLists(r, []string{"inside", "outside", "score"}, []string{"cell"})
	c, analysis, callerErr := p.asked(r)
	if callerErr != nil {
		return callerErr
	}
	var scores []swot.Score
	if err == nil && form.Has("inside") {
		var one swot.Score
		if one, err = swot.ParseScore(form.Get("inside"), form.Get("outside"), form.Get("score")); err == nil {
			scores = append(scores, one)
		}
	}
	for _, cell := range form["cell"] {
		var one swot.Score
		if err == nil {
			if one, err = swot.ParseCell(cell); err == nil {
				scores = append(scores, one)
			}
		}
	}
	if err == nil {
		var done swot.Done
		if done, err = p.Board.GiveScores(r.Context(), c, analysis, scores); err == nil {
			return p.Site.Done(w, r, done.Live, link.AnalysisDo(c.Slug, analysis, "matrix"))
		}
	}
	return p.refuseMatrix(w, r, c, analysis, err, func(v *MatrixView, _ swot.MatrixView, _ string) { v.retype(form["cell"]) })
}

// retype puts back into the fields what was chosen in them.
func (v *MatrixView) retype(cells []string) {
	for _, typed := range cells {
		for r := range v.Rows {
			for n := range v.Rows[r].Cells {
				if cell := &v.Rows[r].Cells[n]; strings.HasPrefix(typed, cell.Choices[0].Value) {
					cell.Value = typed
				}
			}
		}
	}
}

// refuseMatrix answers a form that breaks a rule, or comes too late, with the page and what was chosen in it.
func (p *Pages) refuseMatrix(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, err error, fill func(*MatrixView, swot.MatrixView, string)) error {
	if !problem.Is(err, problem.Invalid) && !problem.Is(err, problem.Conflict) {
		return err
	}
	why := problem.Of(err)
	text := i18n.Say(r.Context(), why.Text)
	if respond.IsLive(r) {
		if _, err := p.Board.Look(r.Context(), c, analysis); err != nil { // the asker may see the analysis at all
			return err
		}
		return p.Site.Render(w, r, respond.Status(why.Kind), AnswerFragment(Answer{Kind: string(why.Kind), Field: why.Field, Text: text}))
	}
	return p.renderMatrix(w, r, c, analysis, respond.Status(why.Kind), func(v *MatrixView, m swot.MatrixView) {
		v.Notice = &Notice{Kind: string(why.Kind), Title: i18n.T(r.Context(), "This was not stored yet"), Text: text}
		fill(v, m, text)
	})
}
