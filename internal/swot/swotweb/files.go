package swotweb

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/sheet"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

var types = map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": xlsxType, "json": "application/json"}

// Export answers GET of an analysis as a file; the extension in the path says which.
func (p *Pages) Export(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.by(r).Whole(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	write := map[string]func(io.Writer) error{"csv": v.WriteCSV, "xlsx": v.WriteXLSX, "json": v.WriteJSON}[chi.URLParam(r, "ext")]
	if write == nil {
		return problem.Absent()
	}
	return sendFile(w, "swot-"+c.Slug, chi.URLParam(r, "ext"), write)
}

// EmptyForm answers GET of an empty form, as a page to print or as a table to fill in.
func (p *Pages) EmptyForm(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.by(r).View(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	switch ext := chi.URLParam(r, "ext"); ext {
	case "csv":
		return sendFile(w, "swot-form", ext, func(w io.Writer) error { return sheet.WriteCSV(w, swot.Columns, nil) })
	case "xlsx":
		return sendFile(w, "swot-form", ext, func(w io.Writer) error { return sheet.WriteXLSX(w, "SWOT", swot.Columns, nil) })
	case "":
		return p.Site.Render(w, r, http.StatusOK, PaperForm(p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Empty form")), FormView{
			BoardURL: link.Analysis(c.Slug, analysis), Title: v.Analysis.Title, Institution: v.Seat.InstitutionName,
			Office: v.Seat.OfficeName, Quadrants: guideOf(r.Context(), v.Method)}))
	}
	return problem.Absent()
}

func sendFile(w http.ResponseWriter, name, ext string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", types[ext])
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+"."+ext+`"`)
	_, _ = w.Write(b.Bytes())
	return nil
}

// ImportPage answers GET of the page to bring items in.
func (p *Pages) ImportPage(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	return p.showImport(w, r, c, analysis, http.StatusOK, ImportView{})
}

func (p *Pages) showImport(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, status int, view ImportView) error {
	v, err := p.Board.Look(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	if !swot.MayAdd(v.Seat.Actor, v.Analysis) {
		return problem.New(problem.Refused, "")
	}
	view.BoardURL, view.BoardTitle, view.Action = link.Analysis(c.Slug, analysis), v.Analysis.Title, link.AnalysisImport(c.Slug, analysis)
	view.EmptyCSV, view.EmptyXLSX = link.AnalysisForm(c.Slug, analysis, ".csv"), link.AnalysisForm(c.Slug, analysis, ".xlsx")
	return p.Site.Render(w, r, status, Import(p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Import items")), view))
}

// ImportItems answers the POST: a file or pasted cells get a preview, whose form comes back with the
// rows and then imports them.
func (p *Pages) ImportItems(w http.ResponseWriter, r *http.Request) error {
	// Who may not import does not have a large body read.
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Board.Look(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	if !swot.MayAdd(v.Seat.Actor, v.Analysis) {
		return problem.New(problem.Refused, "")
	}
	form, err := respond.Form(r, "id", "rows", "pasted", "file")
	if err != nil && !problem.Is(err, problem.Invalid) {
		return err
	}
	c, callerErr := p.Site.Caller(r) // now with the membership that the form names
	if callerErr != nil {
		return callerErr
	}
	again := func(err error) error {
		if !problem.Is(err, problem.Invalid) {
			return err
		}
		return p.showImport(w, r, c, analysis, http.StatusUnprocessableEntity,
			ImportView{Pasted: form.Get("pasted"), Error: i18n.Say(r.Context(), problem.Of(err).Text)})
	}
	if err != nil {
		return again(err)
	}
	if form.Has("rows") {
		return p.importRows(w, r, c, analysis, form.Get("rows"), form.Get("id"), again)
	}
	data, err := uploaded(r, form.Get("pasted"))
	if err != nil {
		return again(err)
	}
	rows, err := swot.ReadRows(data)
	if err != nil {
		return again(err)
	}
	plan, err := p.by(r).Import(r.Context(), c, analysis, uuid.Nil, rows, true)
	if err != nil {
		return again(err)
	}
	return p.showImport(w, r, c, analysis, http.StatusOK, ImportView{Preview: preview(plan), Pasted: form.Get("pasted")})
}

func (p *Pages) importRows(w http.ResponseWriter, r *http.Request, c access.Caller, analysis uuid.UUID, payload, id string, again func(error) error) error {
	rows, err := swot.FromPreview(payload)
	if err != nil {
		return again(err)
	}
	importID, err := uuid.Parse(id)
	if err != nil {
		return again(problem.At("file", "The form's id is not valid. Please choose the file again."))
	}
	board, keep := p.byWriter(w, r)
	plan, err := board.Import(r.Context(), c, analysis, importID, rows, false)
	if err != nil {
		return again(err)
	}
	if len(plan.Bad) > 0 {
		return p.showImport(w, r, c, analysis, http.StatusUnprocessableEntity, ImportView{Preview: preview(plan)})
	}
	keep(plan.Unsigned)
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.N(r.Context(), "One item was imported.", "%d items were imported.", len(plan.Rows))})
	return p.Site.Go(w, r, link.Analysis(c.Slug, analysis))
}

// uploaded is the file that was chosen, else what was pasted.
func uploaded(r *http.Request, pasted string) ([]byte, error) {
	file, _, err := r.FormFile("file")
	if err == nil {
		defer file.Close()
		data, err := io.ReadAll(file)
		if err != nil || len(data) > 0 || strings.TrimSpace(pasted) == "" {
			return data, err
		}
	}
	if strings.TrimSpace(pasted) == "" {
		return nil, problem.At("file", "Please choose a file, or paste the cells of a table.")
	}
	return []byte(pasted), nil
}

func preview(plan swot.ImportPlan) *ImportPreview {
	v := &ImportPreview{ID: once.Fresh().String(), Good: len(plan.Rows) - len(plan.Bad), Bad: len(plan.Bad)}
	if v.Bad == 0 {
		if payload, err := swot.ForPreview(plan.Rows); err == nil {
			v.Payload = payload
		}
	}
	for _, row := range plan.Rows {
		v.Rows = append(v.Rows, ImportRow{Line: row.Line, Office: row.Office, Quadrant: row.Quadrant, Text: previewed(row.Text), Evidence: previewed(row.Evidence), Error: row.Error})
	}
	return v
}

// previewed is enough of a text to recognise it in a preview.
func previewed(text string) string { return beginning(text, 300, 300) }
