package strategyweb

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"meridian/internal/access"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/problem"
	"meridian/internal/respond"

	"github.com/google/uuid"
)

// furthest is more than the positions and versions that a text has.
const furthest = 1 << 30

// Present answers the POST by which an editor says where its caret stands; without a section it stands in no text.
func (p *Pages) Present(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "tab", "section", "version", "anchor", "head")
	if err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	caret, seat, err := p.caretOf(r, c, id, form)
	if err != nil {
		return err
	}
	tab := form.Get("tab")
	if tab == "" {
		tab = "one"
	}
	if len(tab) > live.MaxTab || strings.ContainsFunc(tab, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return problem.At("tab", "The page's name is not one that a page gives itself.")
	}
	page := live.Seat{Key: live.Key{Institution: seat.Institution, ID: id}, Person: seat.Person, Tab: tab}
	if err := p.Hub.Point(r.Context(), page, caret); err != nil {
		return err
	}
	return p.Site.Done(w, r, 0, link.Strategy(c.Slug, id, "edit"))
}

// caretOf reads where the caret stands: nil for nowhere, which those may say too whose section was taken out.
func (p *Pages) caretOf(r *http.Request, c access.Caller, id uuid.UUID, form url.Values) (*live.Caret, access.Seat, error) {
	if form.Get("section") == "" {
		seat, s, err := p.Desk.Look(r.Context(), c, id)
		if err == nil && !seat.May(access.WriteStrategy, s.Subject()) {
			err = problem.New(problem.Refused, "")
		}
		return nil, seat, err
	}
	section, err := uuid.Parse(form.Get("section"))
	if err != nil {
		return nil, access.Seat{}, problem.Absent()
	}
	seat, err := p.Desk.MayWriteIn(r.Context(), c, id, section)
	if err != nil {
		return nil, seat, err
	}
	caret := live.Caret{Part: section}
	for name, into := range map[string]*int{"version": &caret.AtVersion, "anchor": &caret.Anchor, "head": &caret.Head} {
		if *into, err = strconv.Atoi(form.Get(name)); err != nil || *into < 0 || *into > furthest {
			return nil, seat, problem.At(name, "The place of the caret is not a number.")
		}
	}
	return &caret, seat, nil
}
