package strategyweb

import (
	"context"
	"net/http"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// Versions are the versions of a strategy as their page shows them.
type Versions struct {
	Title, URL, Action, CompareURL string
	MayKeep                        bool
	ID, Note, Error                string // of the form
	Rows                           []VersionRow
	EarlierURL                     string // of the page with earlier ones; empty: none
	Picked                         []int  // that were ticked
	CompareError                   string
}

// VersionRow is a version in the list.
type VersionRow struct {
	KeptHead
	First   bool // there is none before it
	Changes []string
	Since   string // address of what changed against the one before
}

// ListVersions answers GET of the versions of a strategy.
func (p *Pages) ListVersions(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	return p.showVersions(w, r, c, id, http.StatusOK, Versions{ID: once.Fresh().String()})
}

func (p *Pages) showVersions(w http.ResponseWriter, r *http.Request, c access.Caller, id uuid.UUID, status int, view Versions) error {
	before := 0
	if text := r.URL.Query().Get("before"); text != "" {
		var err error
		if before, err = versionNumber(text); err != nil {
			return err
		}
	}
	out, err := p.costly(w, r, c)
	if err != nil {
		return err
	}
	defer out.end()
	v, err := p.Desk.Versions(r.Context(), c, id, before)
	if err != nil {
		return err
	}
	slug := v.Seat.Slug
	view.Title, view.URL, view.Action = v.Strategy.Title, link.Strategy(slug, id, ""), link.Strategy(slug, id, "versions")
	view.CompareURL, view.MayKeep = link.Strategy(slug, id, "versions/compare"), v.Strategy.MayWrite(v.Seat.Actor)
	if view.Rows, err = versionRows(r.Context(), slug, v); err != nil {
		return err
	}
	if v.More {
		view.EarlierURL = view.Action + "?before=" + strconv.Itoa(view.Rows[len(view.Rows)-1].N)
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Versions of %s", v.Strategy.Title))
	page.Script = "versions"
	return p.Site.Render(out, r, status, VersionsPage(page, view))
}

// versionRows says of each version of the page what changed against the one before.
func versionRows(ctx context.Context, slug string, v strategy.VersionsView) ([]VersionRow, error) {
	contents := make([]strategy.Content, len(v.Shown))
	for n, version := range v.Shown {
		var err error
		if contents[n], err = strategy.ReadContent(version.Content); err != nil {
			return nil, err
		}
	}
	var rows []VersionRow
	for n, version := range v.Shown[:min(len(v.Shown), strategy.PageOfVersions)] {
		row := VersionRow{KeptHead: keptHead(ctx, slug, v.Strategy.ID, version), First: n == len(v.Shown)-1}
		if !row.First {
			found, err := strategy.Compare(contents[n+1], contents[n])
			if err != nil {
				return nil, err
			}
			row.Changes = summaryWords(ctx, found.Summary)
			row.Since = link.Compare(slug, v.Strategy.ID, v.Shown[n+1].N, strconv.Itoa(version.N))
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// KeepVersion answers the POST that keeps a strategy as a version.
func (p *Pages) KeepVersion(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "id", "note")
	if err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	kept, err := p.Desk.KeepVersion(r.Context(), c, id, strategy.NewVersion{ID: form.Get("id"), Note: form.Get("note")})
	if problem.Is(err, problem.Invalid) {
		return p.showVersions(w, r, c, id, http.StatusUnprocessableEntity, Versions{ID: once.Fresh().String(), Note: form.Get("note"),
			Error: i18n.Say(r.Context(), problem.Of(err).Text)})
	}
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "Version %d is kept. Nobody can change it.", kept.N)})
	return p.Site.Go(w, r, link.Version(c.Slug, id, kept.N, ""))
}

// ChooseComparison answers GET of the choice of two versions: it leads on to what changed between them. Two that were
// ticked (with) are compared from the earlier to the later, one with the text as it stands now.
func (p *Pages) ChooseComparison(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	if _, _, err := p.Desk.Look(r.Context(), c, id); err != nil {
		return err
	}
	q := r.URL.Query()
	if len(q) == 0 {
		return p.Site.Go(w, r, link.Strategy(c.Slug, id, "versions"))
	}
	from, to := q.Get("from"), q.Get("to")
	if !q.Has("from") {
		var picked []int
		for _, text := range q["with"] {
			n, err := versionNumber(text)
			if err != nil {
				return err
			}
			picked = append(picked, n)
		}
		switch len(picked) {
		case 1:
			from, to = strconv.Itoa(picked[0]), asItStands
		case 2:
			from, to = strconv.Itoa(min(picked[0], picked[1])), strconv.Itoa(max(picked[0], picked[1]))
		default:
			return p.showVersions(w, r, c, id, http.StatusUnprocessableEntity, Versions{ID: once.Fresh().String(), Picked: picked,
				CompareError: i18n.T(r.Context(), "Please tick two versions to compare, or one to compare it with the text as it stands now.")})
		}
	}
	n, err := versionNumber(from)
	if err != nil {
		return err
	}
	if _, err := otherVersion(to); err != nil {
		return err
	}
	return p.Site.Go(w, r, link.Compare(c.Slug, id, n, to))
}

// asItStands is the text as it is now, in the address of a comparison.
const asItStands = "draft"

func otherVersion(text string) (int, error) {
	if text == asItStands {
		return strategy.AsItStands, nil
	}
	return versionNumber(text)
}
