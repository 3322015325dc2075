package swotweb

import (
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/problem"
	"meridian/internal/respond"

	"github.com/google/uuid"
)

// ShowMerging answers GET of the joint items: with q, office, heading and unused the items are filtered, with suggest
// it is said which seem to say the same, and items are ticked.
func (p *Pages) ShowMerging(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	return p.showMerging(w, r, c, analysis, http.StatusOK, r.URL.Query()["items"], nil)
}

func (p *Pages) showMerging(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, status int, chosen []string, fill func(*MergeView)) error {
	suggest := r.URL.Query().Get("suggest") == "1"
	m, err := p.Board.Merging(r.Context(), c, analysis, suggest)
	if err != nil {
		return err
	}
	v := mergeView(r.Context(), m, filterOf(r.URL.Query()), suggest, chosen)
	if v.AllURL != "" && r.URL.Query().Get("all") == "1" {
		v.tickAll()
	}
	if fill != nil {
		fill(&v)
	}
	page := p.Site.Page(r, m.Seat, i18n.T(r.Context(), "Joint items"))
	page.Script = "method"
	return p.Site.Render(w, r, status, MergePage(page, v))
}

// refuseMerging answers a form of that page that breaks a rule, or came too late, with the page and what was typed.
func (p *Pages) refuseMerging(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, err error, chosen []string, fill func(v *MergeView, field, text string)) error {
	if !problem.Is(err, problem.Invalid) && !problem.Is(err, problem.Conflict) {
		return err
	}
	why := problem.Of(err)
	text := i18n.Say(r.Context(), why.Text)
	if respond.IsLive(r) {
		if _, err := p.Board.Look(r.Context(), c, analysis); err != nil { // only who may see the analysis hears what was wrong
			return err
		}
		return p.Site.Render(w, r, respond.Status(why.Kind), AnswerFragment(Answer{Kind: string(why.Kind), Field: why.Field, Text: text}))
	}
	return p.showMerging(w, r, c, analysis, respond.Status(why.Kind), chosen, func(v *MergeView) { fill(v, why.Field, text) })
}
