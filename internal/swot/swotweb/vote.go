package swotweb

import (
	"net/http"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
)

// VoteItem answers POST …/votes.
func (p *Pages) VoteItem(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "dots")
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	refill := func(b *Board, text string) {
		b.refillVote(t, VoteForm{Typed: form.Get("dots"), Error: text})
	}
	dots, err := strconv.Atoi(form.Get("dots"))
	if formErr == nil && err != nil {
		formErr = problem.At("dots", i18n.T(r.Context(), "The number of dots must be a whole number."))
	}
	if formErr != nil {
		return p.refuse(w, r, c, t.Analysis, formErr, refill)
	}
	done, err := p.Board.Vote(r.Context(), c, t, dots)
	if err != nil {
		return p.refuse(w, r, c, t.Analysis, err, refill)
	}
	return p.Site.Done(w, r, done.Live, link.ItemAnchor(c.Slug, t.Analysis, t.Item))
}

// RateItem answers POST …/importance.
func (p *Pages) RateItem(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "importance")
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	refill := func(b *Board, text string) { b.refillVote(t, VoteForm{ImportanceSaid: text}) }
	importance := 0
	if text := form.Get("importance"); text != "" && formErr == nil {
		if importance, err = strconv.Atoi(text); err != nil || importance == 0 {
			formErr = problem.At("importance", i18n.T(r.Context(), "The importance must be a number from 1 to 5."))
		}
	}
	if formErr != nil {
		return p.refuse(w, r, c, t.Analysis, formErr, refill)
	}
	done, err := p.Board.Rate(r.Context(), c, t, importance)
	if err != nil {
		return p.refuse(w, r, c, t.Analysis, err, refill)
	}
	return p.Site.Done(w, r, done.Live, link.ItemAnchor(c.Slug, t.Analysis, t.Item))
}

// ShowMine answers GET of what the viewer has given, for a page that follows it.
func (p *Pages) ShowMine(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	m, err := p.Board.Mine(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	return p.Site.Render(w, r, http.StatusOK, MinePart(mineOf(r.Context(), m)))
}

// showVoting puts the viewer's own votes on the board.
func (p *Pages) showVoting(r *http.Request, v swot.View, b *Board) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	m, err := p.Board.Mine(r.Context(), c, v.Analysis.ID)
	if err != nil {
		return err
	}
	b.vote(r.Context(), v, m)
	return nil
}

func (b *Board) refillVote(t swot.Target, f VoteForm) {
	b.eachItem(func(it *Item) {
		if it.ID == t.Item.String() {
			it.Vote = &f
		}
	})
}
