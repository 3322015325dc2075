package groupweb

import (
	"net/http"
	"slices"

	"meridian/internal/access"
	"meridian/internal/group"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// ListGroups answers GET of the list of working groups.
func (p *Pages) ListGroups(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showList(w, r, c, http.StatusOK, func(f *CreateForm) { f.Open = r.URL.Query().Has("new") })
}

// FoundGroup answers the POST that makes a group.
func (p *Pages) FoundGroup(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.FormLists(r, []string{"id", "name", "all"}, []string{"offices"})
	c, callerErr := p.Site.Caller(r)
	if callerErr != nil {
		return callerErr
	}
	in := group.NewGroup{ID: form.Get("id"), Name: form.Get("name"), AllOffices: form.Get("all") != "", Offices: slices.Clone(form["offices"])}
	if in.AllOffices {
		in.Offices = nil // the boxes stand in the form also when they do not apply
	}
	if err == nil {
		id, foundErr := p.Desk.Found(r.Context(), c, in)
		if foundErr == nil {
			p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The working group is there. Next, write its terms of reference.")})
			return p.Site.Go(w, r, link.Group(c.Slug, id, ""))
		}
		err = foundErr
	}
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	why := problem.Of(err)
	return p.showList(w, r, c, http.StatusUnprocessableEntity, func(f *CreateForm) {
		f.Name, f.All, f.Open = in.Name, in.AllOffices, true
		for n := range f.Offices {
			f.Offices[n].Ticked = slices.Contains(form["offices"], f.Offices[n].Slug)
		}
		text := i18n.Say(r.Context(), why.Text)
		switch why.Field {
		case "name":
			f.NameError = text
		case "offices":
			f.OfficesError = text
		default:
			f.FormError = text
		}
	})
}

func (p *Pages) showList(w http.ResponseWriter, r *http.Request, c access.Caller, status int, fill func(*CreateForm)) error {
	ctx := r.Context()
	seat, list, offices, err := p.Desk.List(ctx, c)
	if err != nil {
		return err
	}
	var v ListView
	for _, g := range list {
		v.Groups = append(v.Groups, GroupRow{Name: g.Name, URL: link.Group(c.Slug, g.ID, ""), Ended: g.Ended(), Chair: whoOf(g.Chair),
			Seats: g.Seats, Vacant: g.Vacant, Missing: g.Missing, Quorum: quorumNow(ctx, g.Quorum, g.Seats)})
	}
	if seat.May(access.Manage, access.Subject{}) {
		v.Create = &CreateForm{Action: link.Groups(c.Slug), ID: once.Fresh().String(), All: true}
		for _, o := range offices {
			v.Create.Offices = append(v.Create.Offices, OfficeBox{Slug: o.Slug, Name: o.Name})
		}
		fill(v.Create)
		v.Create.Open = v.Create.Open || len(list) == 0
	} else if status != http.StatusOK { // a form with an unknown field is judged before its sender
		return problem.New(problem.Refused, "")
	}
	page := p.Site.Page(r, seat, i18n.T(ctx, "Working groups"))
	page.Script = "people"
	return p.Site.Render(w, r, status, List(page, v))
}
