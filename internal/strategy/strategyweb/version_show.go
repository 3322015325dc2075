package strategyweb

import (
	"encoding/json"
	"net/http"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// askedVersion is who asks, and for which version of which strategy.
func (p *Pages) askedVersion(r *http.Request) (c access.Caller, strategy uuid.UUID, n int, err error) {
	c, strategy, err = p.asked(r)
	if err == nil {
		n, err = versionNumber(chi.URLParam(r, "version"))
	}
	return c, strategy, n, err
}

// versionNumber reads the number of a version as it is written; anything else is as absent as one that was never kept.
func versionNumber(text string) (int, error) {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != text {
		return 0, problem.Absent()
	}
	return int(n), nil
}

// ShowVersion answers GET of a version.
func (p *Pages) ShowVersion(w http.ResponseWriter, r *http.Request) error {
	c, id, n, err := p.askedVersion(r)
	if err != nil {
		return err
	}
	out, err := p.costly(w, r, c)
	if err != nil {
		return err
	}
	defer out.end()
	v, err := p.Desk.Version(r.Context(), c, id, n)
	if err != nil {
		return err
	}
	kept, err := keptOf(r.Context(), v)
	if err != nil {
		return err
	}
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "%s, version %d", v.Content.Title, n))
	page.Script = "versions"
	kept.Word.Module = page.Asset("word-export.js")
	return p.Site.Render(out, r, http.StatusOK, VersionPage(page, kept))
}

// ExportVersion answers GET of a version as a file: exactly the bytes that were kept.
func (p *Pages) ExportVersion(w http.ResponseWriter, r *http.Request) error {
	c, id, n, err := p.askedVersion(r)
	if err != nil {
		return err
	}
	out, err := p.costly(w, r, c)
	if err != nil {
		return err
	}
	defer out.end()
	v, err := p.Desk.Version(r.Context(), c, id, n)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="strategy-`+c.Slug+"-version-"+strconv.Itoa(n)+`.json"`)
	_, _ = out.Write(v.Version.Content)
	return nil
}

// ExportDraft answers GET of the text as it stands now, as a file: in the form of a version, with a further block of what
// its ids stand for. No other extension than json is there.
func (p *Pages) ExportDraft(w http.ResponseWriter, r *http.Request) error {
	if chi.URLParam(r, "ext") != "json" {
		return problem.Absent()
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	out, err := p.costly(w, r, c)
	if err != nil {
		return err
	}
	defer out.end()
	v, err := p.Desk.Content(r.Context(), c, id)
	if err != nil {
		return err
	}
	data, err := json.Marshal(draftFile{v.Content, namesOf(v.Names)})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="strategy-`+c.Slug+`.json"`)
	_, _ = out.Write(data)
	return nil
}

type draftFile struct {
	strategy.Content
	Names fileNames `json:"names"`
}

type fileNames struct {
	Offices map[uuid.UUID]string `json:"offices"`
	Cites   map[uuid.UUID]string `json:"cites"`
}

func namesOf(n strategy.Names) fileNames { return fileNames{n.Offices, n.Texts()} }

// BringBackSection answers the POST that brings a section back from a version.
func (p *Pages) BringBackSection(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "id", "keep")
	if err != nil {
		return err
	}
	c, id, n, err := p.askedVersion(r)
	if err != nil {
		return err
	}
	section, err := respond.ID(r, "section")
	if err != nil {
		return err
	}
	return p.bringBack(w, r, c, bringing{strategy: id, n: n, section: section, id: form.Get("id"), keep: form.Get("keep") != ""})
}
