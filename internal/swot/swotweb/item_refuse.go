package swotweb

import (
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// refuse answers a form that breaks a rule: a live page gets the message for its field, a browser
// gets the board again with what was typed in its place. Other errors pass on.
func (p *Pages) refuse(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, err error, refill func(b *Board, text string)) error {
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	why := problem.Of(err)
	text := i18n.Say(r.Context(), why.Text)
	v, viewErr := p.by(r).View(r.Context(), c, analysis) // also makes sure that the asker may see the board at all
	if viewErr != nil {
		return viewErr
	}
	status := respond.Status(why.Kind)
	if respond.IsLive(r) {
		return p.Site.Render(w, r, status, AnswerFragment(Answer{Kind: string(why.Kind), Field: why.Field, Text: text}))
	}
	b := boardOf(r.Context(), v)
	b.Notice = &Notice{Kind: string(why.Kind), Title: i18n.T(r.Context(), "This was not stored yet"), Text: text}
	if refill != nil {
		refill(&b, text)
	}
	return p.renderBoard(w, r, status, v, b)
}

// refuseStill answers 409 to what the phase of the analysis does not allow: a live page keeps the text in its field and
// gets the message, a browser gets the board as it is now, with what was typed to be copied.
func (p *Pages) refuseStill(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, err error, title string, typed ...string) error {
	why := problem.Of(err)
	text := i18n.Say(r.Context(), why.Text)
	v, viewErr := p.by(r).View(r.Context(), c, analysis)
	if viewErr != nil {
		return viewErr
	}
	if respond.IsLive(r) {
		return p.Site.Render(w, r, http.StatusConflict, AnswerFragment(Answer{Kind: "problem", Text: text}))
	}
	b := boardOf(r.Context(), v)
	b.Notice = &Notice{Kind: string(why.Kind), Title: title, Text: text}
	for _, t := range typed {
		if t != "" {
			b.Notice.Typed = append(b.Notice.Typed, t)
		}
	}
	return p.renderBoard(w, r, http.StatusConflict, v, b)
}

// refillAdd puts what was typed back under its heading, or under the first where the heading is unknown.
func (b *Board) refillAdd(in swot.NewItem, message string) {
	n := 0
	for i, q := range b.Quadrants {
		if q.Key == in.Quadrant {
			n = i
		}
	}
	b.Quadrants[n].Add = AddForm{ID: b.freshID(), Text: in.Text, Evidence: in.Evidence, Error: message}
	b.chooseOffice(in.Office)
}

// freshID is swot.Analysis.Fresh of the board's analysis.
func (b *Board) freshID() string {
	if b.Unsigned {
		return uuid.NewString()
	}
	return once.Fresh().String()
}

// refillEdit opens the item's editor again with what was typed.
func (b *Board) refillEdit(item uuid.UUID, text, evidence, message string) {
	b.eachItem(func(it *Item) {
		if it.ID == item.String() && it.MayEdit {
			it.Edit = &EditForm{Text: text, Evidence: evidence, Error: message, Base: it.Version}
		}
	})
}

// showStale answers 409 with both texts.
func (p *Pages) showStale(w http.ResponseWriter, r *http.Request, c access.Caller, t swot.Target, s *swot.Stale, err error) error {
	if respond.IsLive(r) {
		a := Answer{Kind: "conflict", Text: i18n.Say(r.Context(), problem.Of(err).Text), Version: int64(s.Stored.Version),
			TheirText: s.Stored.Text, TheirEvidence: s.Stored.Evidence, MyText: s.MyText, MyEvidence: s.MyEvidence, WithTheirs: true}
		if s.Stored.Withdrawn() {
			a.Kind = "withdrawn"
		}
		return p.Site.Render(w, r, http.StatusConflict, AnswerFragment(a))
	}
	v, err := p.Board.Look(r.Context(), c, t.Analysis)
	if err != nil {
		return err
	}
	return p.Site.Render(w, r, http.StatusConflict, Conflict(p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Two texts")), ConflictView{
		BoardURL: link.Analysis(c.Slug, t.Analysis), BoardTitle: v.Analysis.Title,
		ItemID: t.Item.String(), AddID: v.Analysis.Fresh().String(), Quadrant: string(s.Stored.Quadrant), Withdrawn: s.Stored.Withdrawn(),
		Version: int64(s.Stored.Version), MineText: s.MyText, MineEvidence: s.MyEvidence,
		TheirText: s.Stored.Text, TheirEvidence: s.Stored.Evidence, TheirName: signature(s.Stored),
		TheirAt: instant(s.Stored.ChangedAt), TheirAtText: dayOf(s.Stored.ChangedAt),
	}))
}

// signature is whom the analysis shows as an item's author; empty where that is nobody.
func signature(i swot.Item) string {
	if i.AuthorName != "" && !i.Scribed {
		return i.AuthorName
	}
	return i.OfficeName
}
