package swotweb

import (
	"io"
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/sheet"
)

// ShowReport answers GET of an analysis's report: one page to read, to print and to export.
func (p *Pages) ShowReport(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	report, err := p.by(r).Report(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	v := reportOf(r.Context(), report)
	v.Page = p.Site.Page(r, report.Seat, i18n.T(r.Context(), "Report: %s", report.Analysis.Title))
	v.Page.Script = "method"
	return p.Site.Render(w, r, http.StatusOK, ReportPage(v))
}

// ExportReport answers GET of the report as a workbook.
func (p *Pages) ExportReport(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	report, err := p.by(r).Report(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	sheets := reportSheets(r.Context(), report)
	return sendFile(w, "swot-report-"+c.Slug, "xlsx", func(w io.Writer) error { return sheet.WriteWorkbook(w, sheets...) })
}
