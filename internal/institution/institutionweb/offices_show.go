package institutionweb

import (
	"context"
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// ShowOffices answers GET of the list of offices.
func (p *Pages) ShowOffices(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showOffices(w, r, c, http.StatusOK, OfficeForm{Kind: string(institution.KindOffice)})
}

// AddOffice answers the POST that adds an office.
func (p *Pages) AddOffice(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "id", "name", "slug", "kind", "head_email")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	err = formErr
	if err == nil {
		var o institution.Office
		o, err = p.Registry.AddOffice(r.Context(), c, institution.NewOffice{ID: form.Get("id"), Name: form.Get("name"), Slug: form.Get("slug"),
			Kind: form.Get("kind"), HeadEmail: form.Get("head_email")})
		if err == nil {
			p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "%s was added.", o.Name)})
			return p.Site.Go(w, r, link.OfficeAnchor(c.Slug, o.Slug))
		}
	}
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	return p.showOffices(w, r, c, http.StatusUnprocessableEntity, OfficeForm{Open: true, Name: form.Get("name"), Slug: form.Get("slug"),
		Kind: form.Get("kind"), HeadEmail: form.Get("head_email"), Errors: fieldError(r.Context(), err, "name", "slug", "kind", "head_email")})
}

func (p *Pages) showOffices(w http.ResponseWriter, r *http.Request, c access.Caller, status int, add OfficeForm) error {
	d, err := p.Registry.Directory(r.Context(), c)
	if err != nil {
		return err
	}
	may := d.Seat.May(access.Manage, access.Subject{})
	if !may && status != http.StatusOK {
		return problem.New(problem.Refused, "")
	}
	ctx, slug := r.Context(), d.Seat.Slug
	v := OfficesView{CanManage: may, Add: add, OnboardURL: link.Onboard(slug, ""), ImportURL: link.OfficesImport(slug)}
	v.Add.Action, v.Add.ID, v.Add.Kinds = link.Offices(slug), once.Fresh().String(), kinds(ctx)
	names := map[uuid.UUID]string{}
	for _, o := range d.Offices {
		names[o.ID] = o.Name
	}
	for _, o := range d.Offices {
		row := officeRow(ctx, slug, o, d.Of(o.ID))
		if !o.Archived {
			v.Rows = append(v.Rows, row)
			continue
		}
		row.MergedInto = names[o.MergedInto]
		if row.MergedInto == "" {
			row.RestoreURL = link.Office(slug, o.Slug, "restore")
		}
		v.Archived = append(v.Archived, row)
	}
	if n := len(v.Rows); n > 0 {
		v.Rows[0].First, v.Rows[n-1].Last = true, true
	}
	page := p.Site.Page(r, d.Seat, i18n.T(ctx, "Offices"))
	page.Script = "people"
	return p.Site.Render(w, r, status, Offices(page, v))
}

func officeRow(ctx context.Context, slug string, o institution.Office, members []institution.Member) OfficeRow {
	row := OfficeRow{ID: link.OfficeRow(o.Slug), Name: o.Name, URL: link.Office(slug, o.Slug, ""), Kind: i18n.Say(ctx, o.Kind.Label()), PlaceURL: link.Office(slug, o.Slug, "place")}
	for _, m := range members {
		if !m.Accepted {
			row.Invited++
			continue
		}
		row.People++
		if m.Standing != access.Plain {
			row.Speakers = append(row.Speakers, Speaker{Name: m.Name, Standing: i18n.Say(ctx, m.Standing.Label())})
		}
	}
	if len(row.Speakers) == 0 {
		row.HeadEmail = o.HeadEmail
	}
	return row
}

func kinds(ctx context.Context) []ui.Option {
	var list []ui.Option
	for _, k := range institution.Kinds {
		list = append(list, ui.Option{Value: string(k), Label: i18n.Say(ctx, k.Label())})
	}
	return list
}

// fieldError puts the sentence of a problem beside its field, or above the form when that shows no such field.
func fieldError(ctx context.Context, err error, shown ...string) map[string]string {
	if err == nil {
		return nil
	}
	why := problem.Of(err)
	for _, name := range shown {
		if name == why.Field {
			return map[string]string{name: i18n.Say(ctx, why.Text)}
		}
	}
	return map[string]string{"": i18n.Say(ctx, why.Text)}
}
