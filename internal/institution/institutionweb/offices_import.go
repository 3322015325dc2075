package institutionweb

import (
	"encoding/json"
	"net/http"
	"strings"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/sheet"
	"meridian/web/ui"
)

// ShowOfficeImport answers GET of the page to bring offices in.
func (p *Pages) ShowOfficeImport(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showOfficeImport(w, r, c, http.StatusOK, OfficeImportView{})
}

func (p *Pages) showOfficeImport(w http.ResponseWriter, r *http.Request, c access.Caller, status int, v OfficeImportView) error {
	s, err := p.Registry.Settings(r.Context(), c)
	if err != nil {
		return err
	}
	v.Action, v.BackURL = link.OfficesImport(c.Slug), link.Offices(c.Slug)
	page := p.Site.Page(r, s.Seat, i18n.T(r.Context(), "Import offices"))
	page.Script = "people"
	return p.Site.Render(w, r, status, OfficeImport(page, v))
}

// ImportOffices answers the POST of a file with a preview, and the POST of its form by importing the rows.
func (p *Pages) ImportOffices(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	if err := p.mayUpload(r, c); err != nil {
		return err
	}
	form, err := respond.Form(r, "rows", "file")
	if err != nil && !problem.Is(err, problem.Invalid) {
		return err
	}
	c, callerErr := p.Site.Caller(r) // now with the membership that the form names
	if callerErr != nil {
		return callerErr
	}
	var t sheet.Table
	importing := form.Has("rows")
	if err == nil {
		t, err = tableOf(r, form.Get("rows"))
	}
	var plan institution.Import
	if err == nil {
		plan, err = p.Registry.BringOffices(r.Context(), c, t, !importing)
	}
	switch {
	case problem.Is(err, problem.Invalid):
		return p.showOfficeImport(w, r, c, http.StatusUnprocessableEntity, OfficeImportView{Error: i18n.Say(r.Context(), problem.Of(err).Text)})
	case err != nil:
		return err
	case importing && len(plan.Bad) == 0:
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.N(r.Context(), "One office was added or changed.", "%d offices were added or changed.", plan.Writes)})
		return p.Site.Go(w, r, link.Offices(c.Slug))
	}
	v := OfficeImportView{Plan: &plan}
	if len(plan.Bad) == 0 && plan.Writes > 0 {
		payload, err := json.Marshal(t)
		if err != nil {
			return err
		}
		v.Payload = string(payload)
	}
	status := http.StatusOK
	if importing {
		status = http.StatusUnprocessableEntity
	}
	return p.showOfficeImport(w, r, c, status, v)
}

// tableOf is the table that a preview has kept, else the file that was chosen.
func tableOf(r *http.Request, kept string) (sheet.Table, error) {
	var t sheet.Table
	if kept != "" {
		if err := json.NewDecoder(strings.NewReader(kept)).Decode(&t); err != nil || len(t.Rows) > sheet.DefaultLimits.MaxRows {
			return t, problem.At("file", "The rows could not be read. Please choose the file again.")
		}
		return t, nil
	}
	file, _, err := r.FormFile("file")
	if err != nil {
		return t, problem.At("file", "Please choose a file.")
	}
	defer file.Close()
	return sheet.Read(file, sheet.Limits{})
}
