package strategyweb

import (
	"net/http"

	"meridian/internal/i18n"

	"github.com/go-chi/chi/v5"
)

// CompareVersions answers GET of what changed from a version to another, or to the text as it stands now.
func (p *Pages) CompareVersions(w http.ResponseWriter, r *http.Request) error {
	c, id, from, err := p.askedVersion(r)
	if err != nil {
		return err
	}
	to, err := otherVersion(chi.URLParam(r, "to"))
	if err != nil {
		return err
	}
	out, err := p.costly(w, r, c)
	if err != nil {
		return err
	}
	defer out.end()
	v, err := p.Desk.CompareVersions(r.Context(), c, id, from, to)
	if err != nil {
		return err
	}
	compared, err := comparedOf(r.Context(), v, r.URL.Query().Get("show") == "all")
	if err != nil {
		return err
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "What changed in %s", v.Strategy.Title))
	page.Script = "versions"
	return p.Site.Render(out, r, http.StatusOK, ComparePage(page, compared))
}
