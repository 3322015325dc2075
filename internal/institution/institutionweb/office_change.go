package institutionweb

import (
	"context"
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
)

// ChangeOffice answers the POST that gives an office another name, kind or head.
func (p *Pages) ChangeOffice(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "name", "kind", "head_email")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	err = formErr
	if err == nil {
		var o institution.Office
		o, err = p.Registry.ChangeOffice(r.Context(), c, chi.URLParam(r, "office"), form.Get("name"), form.Get("kind"), form.Get("head_email"))
		if err == nil {
			p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "%s was saved.", o.Name)})
			return p.Site.Go(w, r, link.Office(c.Slug, o.Slug, ""))
		}
	}
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	return p.officeAgain(w, r, c, func(v *OfficeView) {
		v.Form.Name, v.Form.Kind, v.Form.HeadEmail = form.Get("name"), form.Get("kind"), form.Get("head_email")
		v.Form.Errors = fieldError(r.Context(), err, "name", "kind", "head_email")
	})
}

// ArchiveOffice answers the POST that archives an office.
func (p *Pages) ArchiveOffice(w http.ResponseWriter, r *http.Request) error {
	return p.office(w, r, p.Registry.ArchiveOffice, func(ctx context.Context, c access.Caller, o institution.Office) ui.Flash {
		return ui.Flash{Kind: "done", Text: i18n.T(ctx, "%s is archived. Its people and its items stay as they are.", o.Name),
			UndoURL: link.Office(c.Slug, o.Slug, "restore"), UndoLabel: i18n.T(ctx, "Undo")}
	})
}

// RestoreOffice answers the POST that brings an archived office back.
func (p *Pages) RestoreOffice(w http.ResponseWriter, r *http.Request) error {
	return p.office(w, r, p.Registry.RestoreOffice, func(ctx context.Context, _ access.Caller, o institution.Office) ui.Flash {
		return ui.Flash{Kind: "done", Text: i18n.T(ctx, "%s is back among the offices.", o.Name)}
	})
}

// office answers a POST without fields on one office.
func (p *Pages) office(w http.ResponseWriter, r *http.Request, do func(context.Context, access.Caller, string) (institution.Office, error),
	say func(context.Context, access.Caller, institution.Office) ui.Flash) error {
	_, formErr := respond.Form(r)
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return formErr
	}
	o, err := do(r.Context(), c, chi.URLParam(r, "office"))
	if err != nil {
		return err
	}
	p.Site.Flash(r, say(r.Context(), c, o))
	return p.Site.Go(w, r, link.Office(c.Slug, o.Slug, ""))
}

// PlaceOffice answers the POST that moves an office in the list.
func (p *Pages) PlaceOffice(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "direction", "place")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	err = formErr
	if err == nil {
		var o institution.Office
		o, err = p.Registry.PlaceOffice(r.Context(), c, chi.URLParam(r, "office"), form.Get("direction"), form.Get("place"))
		if err == nil {
			return p.Site.Go(w, r, link.OfficeAnchor(c.Slug, o.Slug))
		}
	}
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	return p.officeAgain(w, r, c, func(v *OfficeView) { v.PlaceError = i18n.Say(r.Context(), problem.Of(err).Text) })
}

// officeAgain shows the office to somebody whose form was not taken.
func (p *Pages) officeAgain(w http.ResponseWriter, r *http.Request, c access.Caller, fill func(*OfficeView)) error {
	return p.showOffice(w, r, c, http.StatusUnprocessableEntity, fill)
}
