package strategyweb

import (
	"net/http"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// RenameSection answers the POST that gives a section another title.
func (p *Pages) RenameSection(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "title", "version")
	if err != nil {
		return err
	}
	return p.frame(w, r, func(c access.Caller, id, section uuid.UUID) (strategy.Done, error) {
		return p.Desk.RenameSection(r.Context(), c, id, section, form.Get("title"), form.Get("version"))
	}, func(s *Part, why *problem.Problem) {
		s.Typed, s.Conflict = form.Get("title"), why.Kind == problem.Conflict
	})
}

// PlaceSection answers the POST that puts a section before another.
func (p *Pages) PlaceSection(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "before")
	if err != nil {
		return err
	}
	return p.frame(w, r, func(c access.Caller, id, section uuid.UUID) (strategy.Done, error) {
		return p.Desk.PlaceSection(r.Context(), c, id, section, form.Get("before"))
	}, nil)
}

// ChangeSectionKind answers the POST that makes a text a pillar, or a pillar a text.
func (p *Pages) ChangeSectionKind(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "kind")
	if err != nil {
		return err
	}
	return p.frame(w, r, func(c access.Caller, id, section uuid.UUID) (strategy.Done, error) {
		return p.Desk.ChangeSectionKind(r.Context(), c, id, section, form.Get("kind"))
	}, nil)
}

// WithdrawSection answers the POST that takes a section out of the strategy.
func (p *Pages) WithdrawSection(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, id, section, err := p.askedSection(r)
	if err != nil {
		return err
	}
	done, err := p.Desk.WithdrawSection(r.Context(), c, id, section)
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The section was removed. Its text is kept below."), UndoURL: link.Section(c.Slug, id, section, "restore"), UndoLabel: i18n.T(r.Context(), "Put it back")})
	}
	return p.Site.Done(w, r, done.Live, link.Strategy(c.Slug, id, "edit"))
}

// RestoreSection answers the POST that puts it back.
func (p *Pages) RestoreSection(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	return p.frame(w, r, func(c access.Caller, id, section uuid.UUID) (strategy.Done, error) {
		return p.Desk.RestoreSection(r.Context(), c, id, section)
	}, nil)
}

// frame answers a change of a section's frame. What could not be done stands on the page again, beside the section; fill
// puts there what was typed.
func (p *Pages) frame(w http.ResponseWriter, r *http.Request, do func(c access.Caller, strategy, section uuid.UUID) (strategy.Done, error), fill func(*Part, *problem.Problem)) error {
	c, id, section, err := p.askedSection(r)
	if err != nil {
		return err
	}
	done, err := do(c, id, section)
	if respond.IsLive(r) || !problem.Is(err, problem.Invalid) && !problem.Is(err, problem.Conflict) {
		if err != nil {
			return err
		}
		return p.Site.Done(w, r, done.Live, link.SectionWritten(c.Slug, id, section))
	}
	why := problem.Of(err)
	return p.draft(w, r, viewWrite, respond.Status(why.Kind), func(d *Draft) {
		for n := range d.Sections {
			if s := &d.Sections[n]; s.ID == section.String() {
				s.Error = i18n.Say(r.Context(), why.Text)
				if fill != nil {
					fill(s, why)
				}
			}
		}
	})
}
