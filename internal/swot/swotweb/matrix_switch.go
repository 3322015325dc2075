package swotweb

import (
	"context"
	"net/http"

	"meridian/internal/access"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// switchMatrix answers a POST of one field that is 1 or 0.
func (p *Pages) switchMatrix(w http.ResponseWriter, r *http.Request, field string, to func(context.Context, access.Caller, uuid.UUID, bool) (swot.Done, error)) error {
	form, err := respond.Form(r, field)
	c, analysis, callerErr := p.asked(r)
	if callerErr != nil {
		return callerErr
	}
	if err == nil && form.Get(field) != "1" && form.Get(field) != "0" {
		err = problem.At(field, "Please say 1 for yes or 0 for no.")
	}
	if err == nil {
		var done swot.Done
		if done, err = to(r.Context(), c, analysis, form.Get(field) == "1"); err == nil {
			return p.Site.Done(w, r, done.Live, link.AnalysisDo(c.Slug, analysis, "matrix"))
		}
	}
	return p.refuseMatrix(w, r, c, analysis, err, func(*MatrixView, swot.MatrixView, string) {})
}
