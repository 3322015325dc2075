package strategyweb

import (
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/strategy"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// bringing is a section that is to read as it did in a version.
type bringing struct {
	strategy uuid.UUID
	n        int
	section  uuid.UUID
	id       string // of the version that keeps what stands there now
	keep     bool
}

// bringBack keeps what stands there now where that is wanted, brings the section back and says how to undo it. Whoever
// sends the form twice keeps one version.
func (p *Pages) bringBack(w http.ResponseWriter, r *http.Request, c access.Caller, b bringing) error {
	var keep *strategy.NewVersion
	if b.keep {
		keep = &strategy.NewVersion{ID: b.id, Note: i18n.T(r.Context(), "Kept before a section was brought back from version %d", b.n)}
	}
	done, err := p.Desk.BringBack(r.Context(), c, b.strategy, b.n, b.section, keep)
	if err != nil {
		return err
	}
	was, kept := done.Section, done.Kept
	flash := ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "“%s” reads as in version %d.", was.Title, b.n)}
	if b.keep {
		flash.Text = i18n.T(r.Context(), "“%s” reads as in version %d. What stood there before is kept in version %d.", was.Title, b.n, kept.N)
		flash.UndoURL = link.Version(c.Slug, b.strategy, kept.N, "sections/"+b.section.String()+"/restore")
		flash.UndoLabel = i18n.T(r.Context(), "Undo")
	}
	if len(was.Goals)+len(was.Objectives) > 0 {
		flash.Text += " " + i18n.T(r.Context(), "Goals and objectives stay as they are now.")
	}
	p.Site.Flash(r, flash)
	return p.Site.Done(w, r, done.Live, link.SectionWritten(c.Slug, b.strategy, b.section))
}
