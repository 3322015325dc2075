package swotweb

import (
	"context"
	"net/http"
	"time"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"
)

// HistoryView is the history of an item as a page shows it.
type HistoryView struct {
	Action   string // the address of the item, which takes an edit
	Version  int    // of the item now
	Unsigned bool
	Entries  []HistoryEntry // the latest first
}

// HistoryEntry is one change. Text and Evidence are the words before it, where it changed them.
type HistoryEntry struct {
	What, Who      string // Who is empty where the analysis does not show it
	At, AtText     string
	Text, Evidence string
	Restore        bool
}

// ShowHistory answers GET of an item's history.
func (p *Pages) ShowHistory(w http.ResponseWriter, r *http.Request) error {
	c, t, err := p.target(r)
	if err != nil {
		return err
	}
	h, err := p.by(r).History(r.Context(), c, t.Analysis, t.Item)
	if err != nil {
		return err
	}
	page := p.Site.Page(r, h.Seat, i18n.T(r.Context(), "History of an item"))
	page.Script = "method"
	above := head(r.Context(), h.Seat.Slug, h.Analysis, "items", i18n.T(r.Context(), "History of an item"), h.Item.Text)
	return p.Site.Render(w, r, http.StatusOK, HistoryPage(page, above, historyOf(r.Context(), h)))
}

// historyOf turns what was read into the list of a page.
func historyOf(ctx context.Context, h swot.History) HistoryView {
	v := HistoryView{Action: link.Item(h.Seat.Slug, h.Analysis.ID, h.Item.ID, ""), Version: h.Item.Version, Unsigned: h.Item.Unsigned()}
	headings := map[swot.Quadrant]string{}
	for _, q := range Guide(ctx) {
		headings[swot.Quadrant(q.Key)] = q.Heading
	}
	may, under := h.MayRestore(), h.Item.Quadrant
	for _, c := range h.Changes {
		e := HistoryEntry{Who: whoChanged(ctx, c)}
		e.At, e.AtText = moment(c.At)
		switch c.Kind {
		case swot.Edited:
			e.What, e.Text, e.Evidence = i18n.T(ctx, "Words changed"), c.Text, c.Evidence
			e.Restore = may && (c.Text != h.Item.Text || c.Evidence != h.Item.Evidence)
		case swot.Moved:
			e.What = i18n.T(ctx, "Moved from %s to %s", headings[c.Quadrant], headings[under])
		case swot.Withdrawn:
			e.What = i18n.T(ctx, "Withdrawn")
		case swot.Restored:
			e.What = i18n.T(ctx, "Put back on the board")
		}
		under = c.Quadrant
		v.Entries = append(v.Entries, e)
	}
	added := HistoryEntry{What: i18n.T(ctx, "Written under %s", headings[under]), Who: whoAdded(ctx, h.Item)}
	added.At, added.AtText = moment(h.AddedAt)
	v.Entries = append(v.Entries, added)
	return v
}

func whoChanged(ctx context.Context, c swot.Change) string {
	switch {
	case c.Person != "" && c.Office != "":
		return c.Person + ", " + c.Office
	case c.Person != "":
		return c.Person
	case c.Office != "":
		return c.Office
	}
	return i18n.Say(ctx, c.Role.Label())
}

func whoAdded(ctx context.Context, i swot.Item) string {
	switch {
	case i.Scribed:
		return i18n.T(ctx, "%s, written down by the international office", i.OfficeName)
	case i.AuthorName != "" && i.OfficeName != "":
		return i.AuthorName + ", " + i.OfficeName
	case i.AuthorName != "":
		return i.AuthorName
	}
	return i.OfficeName
}

func moment(t *time.Time) (at, text string) { return instant(t), dayOf(t) }
