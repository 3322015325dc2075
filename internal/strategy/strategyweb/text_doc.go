package strategyweb

import (
	"net/http"

	"meridian/internal/respond"
)

// ShowDoc answers GET of a section's text as the editor loads it: JSON with version and doc.
func (p *Pages) ShowDoc(w http.ResponseWriter, r *http.Request) error {
	c, id, section, err := p.askedSection(r)
	if err != nil {
		return err
	}
	out, err := p.costly(w, r, c)
	if err != nil {
		return err
	}
	defer out.end()
	text, err := p.Desk.Text(r.Context(), c, id, section)
	if err != nil {
		return err
	}
	return respond.JSON(out, http.StatusOK, text)
}
