package swotweb

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"
)

// ListAnalyses answers GET of the list of analyses.
func (p *Pages) ListAnalyses(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showList(w, r, c, http.StatusOK, func(f *CreateForm) { f.Open = r.URL.Query().Has("new") })
}

// OpenAnalysis answers the POST that opens an analysis.
func (p *Pages) OpenAnalysis(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "id", "title", "scope", "office", "group", "authors")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	in := swot.NewAnalysis{ID: form.Get("id"), Title: form.Get("title"), Scope: form.Get("scope"), Office: form.Get("office"), Group: form.Get("group"), Authors: form.Get("authors")}
	if in.Scope == string(swot.ScopeInstitution) {
		in.Office = "" // the choice of an office stands in the form also when it does not apply
	} else {
		in.Group = ""
	}
	err = formErr
	if err == nil {
		id, openErr := p.Board.Open(r.Context(), c, in)
		if openErr == nil {
			return p.Site.Done(w, r, 0, link.Analysis(c.Slug, id))
		}
		err = openErr
	}
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	why := problem.Of(err)
	return p.showList(w, r, c, respond.Status(why.Kind), func(f *CreateForm) {
		f.Title, f.Scope, f.Office, f.Group, f.Authors, f.Open = in.Title, in.Scope, in.Office, in.Group, cmp.Or(in.Authors, f.Authors), true
		text := i18n.Say(r.Context(), why.Text)
		switch why.Field {
		case "scope":
			f.ScopeError = text
		case "office":
			f.OfficeError = text
		case "group":
			f.GroupError = text
		case "authors":
			f.AuthorsError = text
		default:
			f.TitleError = text
		}
	})
}

func (p *Pages) showList(w http.ResponseWriter, r *http.Request, c access.Caller, status int, fill func(*CreateForm)) error {
	l, err := p.Board.List(r.Context(), c)
	if err != nil {
		return err
	}
	v := ListView{Create: createForm(r.Context(), l)}
	for _, a := range l.Analyses {
		v.Analyses = append(v.Analyses, AnalysisRow{Title: a.Title, URL: link.Analysis(c.Slug, a.ID), ScopeLabel: ScopeLabel(r.Context(), a.Analysis), Phase: PhaseLabel(r.Context(), a.Phase),
			Items: a.Items, Offices: a.Offices, OfficesOf: OfficesOf(a, l.Offices),
			Updated: a.Updated.UTC().Format(time.RFC3339), UpdatedText: Day(a.Updated)})
	}
	if v.Create != nil {
		fill(v.Create)
		if v.Create.CanInstitution {
			v.ListsURL = link.ListsImport(c.Slug)
		}
	}
	return p.Site.Render(w, r, status, List(p.Site.Page(r, l.Seat, i18n.T(r.Context(), "SWOT analyses")), v))
}

// OfficesOf is how many offices could be heard in an analysis: those of the group that it is addressed to, else all,
// bodies and archived ones not counted; 0 where the share would say nothing: for an analysis of one office, and where bodies were heard too.
func OfficesOf(a swot.Summary, offices []institution.Office) int {
	if a.Scope == swot.ScopeOffice {
		return 0
	}
	if a.GroupID != nil {
		return a.Asked
	}
	n := 0
	for _, o := range institution.Current(offices) {
		if o.Kind != institution.KindBody {
			n++
		}
	}
	if a.Offices > n || a.Bodies {
		return 0
	}
	return n
}

// createForm offers what the seat may open; nil when that is nothing.
func createForm(ctx context.Context, l swot.Listing) *CreateForm {
	seat := l.Seat
	f := &CreateForm{Action: link.Analyses(seat.Slug), ID: once.Fresh().String(), Office: seat.OfficeSlug, Authors: string(swot.AuthorsOffice),
		CanInstitution: seat.May(access.OpenAnalysis, access.Subject{InstitutionWide: true})}
	for _, o := range institution.Current(l.Offices) {
		if seat.May(access.OpenAnalysis, access.Subject{Office: o.ID}) {
			f.Offices = append(f.Offices, Option{Value: o.Slug, Label: o.Name})
		}
	}
	if f.CanInstitution && seat.May(access.Manage, access.Subject{}) {
		for _, g := range l.Groups {
			if !g.Ended {
				f.Groups = append(f.Groups, ui.Option{Value: g.ID.String(), Label: g.Name})
			}
		}
	}
	if len(f.Groups) > 0 {
		f.Groups = slices.Insert(f.Groups, 0, ui.Option{Label: i18n.T(ctx, "All offices")})
	}
	f.Scope = string(swot.ScopeInstitution)
	if !f.CanInstitution {
		f.Scope = string(swot.ScopeOffice)
	}
	if !f.CanInstitution && len(f.Offices) == 0 {
		return nil
	}
	return f
}
