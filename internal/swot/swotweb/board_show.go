package swotweb

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ShowBoard answers GET of a board: the page; with ?edit= or ?move= and an item's id the form of that
// item opened in the page, for those without JavaScript; with Live: 1 and ?since= what changed.
func (p *Pages) ShowBoard(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	if respond.IsLive(r) && r.URL.Query().Has("since") {
		return p.changesSince(w, r, analysis)
	}
	v, err := p.by(r).View(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	b := boardOf(r.Context(), v)
	b.ListView = r.URL.Query().Get("view") == "list"
	b.chooseOffice(r.URL.Query().Get("for"))
	b.openForm(r.URL.Query().Get("edit"), r.URL.Query().Get("move"))
	return p.renderBoard(w, r, http.StatusOK, v, b)
}

func (p *Pages) renderBoard(w http.ResponseWriter, r *http.Request, status int, v swot.View, b Board) error {
	page := p.Site.Page(r, v.Seat, v.Analysis.Title)
	page.Script = "board"
	page.Method = !b.Method.Plain || b.Pulse.NeedsMethod() || slices.ContainsFunc(v.Items, func(i swot.Item) bool { return i.Joint && !i.Withdrawn() })
	if r.Method == http.MethodGet && !respond.IsLive(r) && v.Analysis.Anonymous() && r.URL.Query().Get("said") == link.SaidWithdrawn {
		page.Flash = &ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The item was withdrawn. You find it below the board and can put it back.")}
	}
	p.offerPen(w, r, v)
	if v.Analysis.Phase == swot.Voting {
		if err := p.showVoting(r, v, &b); err != nil {
			return err
		}
	}
	return p.Site.Render(w, r, status, BoardPage(BoardView{Page: page, Board: b}))
}

// chooseOffice chooses the office on whose behalf a scribe goes on writing.
func (b *Board) chooseOffice(slug string) {
	for _, o := range b.Scribes {
		if o.Value == slug {
			b.ScribeFor = slug
		}
	}
}

// openForm opens the editor or the move form of one item in the page.
func (b *Board) openForm(edit, move string) {
	b.eachItem(func(it *Item) {
		switch {
		case it.ID == edit && it.MayEdit:
			it.Edit = &EditForm{Text: it.Text, Evidence: it.Evidence, Base: it.Version}
		case it.ID == move && it.MayMove:
			it.Move = &MoveForm{To: it.Quadrant, Groups: b.groups(it.ID)}
		}
	})
}

func (b *Board) eachItem(do func(*Item)) {
	for q := range b.Quadrants {
		for n := range b.Quadrants[q].Items {
			do(&b.Quadrants[q].Items[n])
		}
	}
}

func (b *Board) groups(without string) []MoveGroup {
	groups := make([]MoveGroup, len(b.Quadrants))
	for n, q := range b.Quadrants {
		groups[n] = MoveGroup{Key: q.Key, Heading: q.Heading}
		for _, it := range q.Items {
			if it.ID != without {
				groups[n].Items = append(groups[n].Items, MoveBefore{ID: it.ID, Text: it.Text})
			}
		}
	}
	return groups
}

// changesSince answers a page that has no stream and asks every two seconds.
func (p *Pages) changesSince(w http.ResponseWriter, r *http.Request, analysis uuid.UUID) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	since, err := live.Since(r)
	if err != nil {
		return err
	}
	v, err := p.by(r).Look(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	if tab := live.Tab(r.URL.Query().Get("tab")); tab != "" && !v.Analysis.Anonymous() {
		_ = p.Hub.Renew(r.Context(), live.Seat{Key: live.Key{Institution: v.Seat.Institution, ID: analysis}, Person: v.Seat.Person, Tab: tab})
	}
	kind := r.URL.Query().Get("kind")
	same := kind == "" || kind == v.Watcher().Kind()
	if since == v.Analysis.Live && same {
		w.Header().Set("Live-Version", strconv.FormatInt(since, 10))
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	source := otherKind(v.Analysis.Live)
	if same {
		source = p.missed(p.by(r), boardURL(c, analysis), live.Key{Institution: v.Seat.Institution, ID: analysis}, v.Myself())
	}
	version, body, reset, err := source(r.Context(), since)
	if err != nil {
		return err
	}
	w.Header().Set("Live-Version", strconv.FormatInt(version, 10))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if reset {
		w.Header().Set("Live-Event", "reset")
	}
	_, _ = w.Write(bytes.TrimSpace(body))
	return nil
}
