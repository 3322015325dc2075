// Package activityweb shows the log of who did what.
package activityweb

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"time"

	"meridian/internal/activity"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/sheet"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// Pages are the page actions of the log.
type Pages struct {
	Site *respond.Site
	Log  *activity.Log
}

func filterOf(q url.Values) activity.Filter {
	return activity.Filter{Person: q.Get("person"), Office: q.Get("office"), Kind: q.Get("kind"), From: q.Get("from"), To: q.Get("to"), Older: q.Get("older")}
}

// query is a filter as an address has it.
func query(f activity.Filter, older string) string {
	q := url.Values{}
	for name, value := range map[string]string{"person": f.Person, "office": f.Office, "kind": f.Kind, "from": f.From, "to": f.To, "older": older} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// ShowActivity answers GET of the log.
func (p *Pages) ShowActivity(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	f := filterOf(r.URL.Query())
	read, err := p.Log.Read(ctx, c, f, activity.PerPage)
	if err != nil {
		return err
	}
	v := View{Action: link.Activity(c.Slug), Export: link.ActivityExport(c.Slug) + query(f, ""), All: read.All, Filtered: query(f, "") != "", Paged: f.Older != "",
		Newest: link.Activity(c.Slug) + query(f, ""), Filter: f, Errors: map[string]string{}}
	status := http.StatusOK
	if read.Bad != nil {
		status = respond.Status(read.Bad.Kind)
		v.Errors[read.Bad.Field] = i18n.Say(ctx, read.Bad.Text)
	}
	for _, l := range read.Lines {
		v.Rows = append(v.Rows, rowOf(ctx, c.Slug, l))
	}
	if read.Older {
		v.Older = link.Activity(c.Slug) + query(f, read.Lines[len(read.Lines)-1].ID.String())
	}
	v.People = options(ctx, i18n.T(ctx, "Everybody"), read.People)
	v.Offices = options(ctx, i18n.T(ctx, "All offices"), read.Offices)
	v.Kinds = []ui.Option{{Label: i18n.T(ctx, "Everything")}}
	for _, k := range read.Kinds {
		v.Kinds = append(v.Kinds, ui.Option{Value: k, Label: sentence(i18n.Say(ctx, k))})
	}
	page := p.Site.Page(r, read.Seat, i18n.T(ctx, "Activity"))
	page.Script = "people"
	return p.Site.Render(w, r, status, Activity(page, v))
}

// ExportActivity answers GET of the log as a file.
func (p *Pages) ExportActivity(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	read, err := p.Log.Read(ctx, c, filterOf(r.URL.Query()), activity.PerFile)
	if err != nil {
		return err
	}
	if read.Bad != nil {
		return read.Bad
	}
	rows := make([][]string, len(read.Lines))
	for n, l := range read.Lines {
		rows[n] = []string{l.At.UTC().Format(time.RFC3339), who(ctx, l), l.Office, i18n.Say(ctx, l.Kind), l.Label, l.Detail}
	}
	var b bytes.Buffer
	if err := sheet.WriteCSV(&b, []string{"at", "person", "office", "what", "subject", "detail"}, rows); err != nil {
		return &problem.Problem{Kind: problem.Internal, Err: err}
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="activity-`+c.Slug+`.csv"`)
	_, _ = w.Write(b.Bytes())
	return nil
}

func who(ctx context.Context, l activity.Line) string {
	if l.MembershipID == uuid.Nil {
		return i18n.T(ctx, "Meridian")
	}
	return l.Person
}

func rowOf(ctx context.Context, slug string, l activity.Line) Row {
	row := Row{When: l.At.UTC().Format(time.RFC3339), WhenText: l.At.UTC().Format("2 January 2006, 15:04 UTC"), Who: who(ctx, l), Office: l.Office,
		What: sentence(i18n.Say(ctx, l.Kind)), Label: l.Label, Detail: l.Detail}
	if row.Detail == row.Label {
		row.Detail = ""
	}
	switch l.Subject {
	case activity.OfAnalysis:
		row.URL = link.Analysis(slug, l.SubjectID)
	case activity.OfGroup:
		row.URL = link.Group(slug, l.SubjectID, "")
	}
	if row.Label == "" {
		row.URL = ""
	}
	return row
}

func options(ctx context.Context, first string, list []activity.Choice) []ui.Option {
	all := []ui.Option{{Label: first}}
	for _, c := range list {
		all = append(all, ui.Option{Value: c.Value, Label: c.Label})
	}
	return all
}
