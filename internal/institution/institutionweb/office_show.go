package institutionweb

import (
	"net/http"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
)

// ShowOffice answers GET of one office's page.
func (p *Pages) ShowOffice(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showOffice(w, r, c, http.StatusOK, nil)
}

// showOffice shows the page; fill may put back what somebody typed.
func (p *Pages) showOffice(w http.ResponseWriter, r *http.Request, c access.Caller, status int, fill func(*OfficeView)) error {
	d, err := p.Registry.Dossier(r.Context(), c, chi.URLParam(r, "office"))
	if err != nil {
		return err
	}
	ctx, slug, o := r.Context(), d.Seat.Slug, d.Office
	do := func(verb string) string { return link.Office(slug, o.Slug, verb) }
	v := OfficeView{
		Name: o.Name, Slug: o.Slug, Kind: i18n.Say(ctx, o.Kind.Label()), HeadEmail: o.HeadEmail,
		Archived: o.Archived, AllURL: link.Offices(slug), PeopleURL: link.People(slug),
		CanManage: d.Seat.May(access.Manage, access.Subject{}),
		Form:      OfficeForm{Action: do(""), Name: o.Name, Kind: string(o.Kind), HeadEmail: o.HeadEmail, Kinds: kinds(ctx)},
		PlaceURL:  do("place"), ArchiveURL: do("archive"), MergeURL: do("merge"),
	}
	v.Added, v.AddedText = instant(d.AddedAt)
	if d.ArchivedAt != nil {
		v.ArchivedAt, v.ArchivedText = instant(*d.ArchivedAt)
	}
	if d.MergedInto != nil {
		v.MergedInto = &OfficeLink{d.MergedInto.Name, link.Office(slug, d.MergedInto.Slug, "")}
	} else if o.Archived {
		v.RestoreURL = do("restore")
	}
	for _, from := range d.MergedFrom {
		v.MergedFrom = append(v.MergedFrom, OfficeLink{from.Name, link.Office(slug, from.Slug, "")})
	}
	for _, m := range d.Of(o.ID) {
		if !m.Accepted {
			v.Invited++
			continue
		}
		v.People = append(v.People, OfficePerson{Name: m.Name, Initials: respond.Initials(m.Name), Role: i18n.Say(ctx, m.Role.Label()), Standing: i18n.Say(ctx, m.Standing.Label())})
	}
	current := institution.Current(d.Offices)
	v.Places, v.Place = len(current), 1+slices.IndexFunc(current, func(x institution.Office) bool { return x.ID == o.ID })
	for _, x := range current {
		if x.ID != o.ID && (d.MergedInto == nil || d.MergedInto.ID == x.ID) {
			v.Targets = append(v.Targets, ui.Option{Value: x.Slug, Label: x.Name})
		}
	}
	if fill != nil {
		if !v.CanManage { // only those who may see what is wrong with their form
			return problem.New(problem.Refused, "")
		}
		fill(&v)
	}
	page := p.Site.Page(r, d.Seat, o.Name)
	page.Script = "people"
	return p.Site.Render(w, r, status, Office(page, v))
}

// instant is a time for machines, and for people whose browser does not rewrite it.
func instant(t time.Time) (rfc3339, text string) {
	return t.UTC().Format(time.RFC3339), t.UTC().Format("2 January 2006")
}
