package accountweb

import (
	"context"
	"net/http"
	"net/url"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// changeMember answers a POST on a membership: do, then the person's page, which says said. What cannot be done is
// shown on the same page, with what was typed.
func (p *Pages) changeMember(w http.ResponseWriter, r *http.Request, fields []string, do func(context.Context, access.Caller, uuid.UUID, url.Values) (ui.Flash, error)) error {
	form, formErr := respond.Form(r, fields...)
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	id, err := respond.ID(r, "membership")
	if err != nil {
		return err
	}
	var flash ui.Flash
	if err = formErr; err == nil {
		flash, err = do(r.Context(), c, id, form)
	}
	why := problem.Of(err)
	switch {
	case err == nil:
		p.Site.Flash(r, flash)
		return p.Site.Go(w, r, p.afterwards(r.Context(), c, id))
	case why.Kind == problem.Invalid, why.Kind == problem.Conflict:
		return p.showMember(w, r, c, id, respond.Status(why.Kind), func(v *MemberView) { v.refill(r.Context(), form, why) })
	}
	return err
}

// afterwards is where somebody goes on who may have ended the own membership, and with it the right to see it.
func (p *Pages) afterwards(ctx context.Context, c access.Caller, id uuid.UUID) string {
	c.As = uuid.Nil
	switch d, err := p.Desk.Member(ctx, c, id); {
	case err == nil:
		return link.Member(d.Seat.Slug, id, "")
	case problem.Is(err, problem.NotFound):
		return link.Home()
	}
	return link.People(c.Slug)
}

// refill puts what was typed, and what is wrong with it, into the form that it came from.
func (v *MemberView) refill(ctx context.Context, form url.Values, why *problem.Problem) {
	text := i18n.Say(ctx, why.Text)
	if v.Role != nil && form.Has("role") {
		v.Role.Role, v.Role.Office, v.Role.Until = form.Get("role"), form.Get("office"), form.Get("until")
	}
	if v.StandingForm != nil && form.Has("standing") {
		v.StandingForm.Standing = form.Get("standing")
	}
	v.ResumeUntil = form.Get("until")
	switch {
	case why.Field == "role" && v.Role != nil:
		v.Role.RoleError = text
	case why.Field == "office" && v.Role != nil:
		v.Role.OfficeError = text
	case why.Field == "until" && v.Role != nil:
		v.Role.UntilError = text
	case why.Field == "until" && v.ResumeURL != "":
		v.ResumeError = text
	case why.Field == "standing" && v.StandingForm != nil:
		v.StandingForm.Error = text
	default:
		v.Problem = text
	}
}

func said(text string) ui.Flash { return ui.Flash{Kind: "done", Text: text} }

// changed says that a change is made, and whether the person, who has not answered yet, needs a new link.
func changed(ctx context.Context, linkEnded bool) ui.Flash {
	if linkEnded {
		return ui.Flash{Kind: "note", Text: i18n.T(ctx, "The change is made. The earlier link has ended; send it again.")}
	}
	return said(i18n.T(ctx, "The change is made. It holds from this moment."))
}

// ChangeRole answers the POST of another role, office or last day.
func (p *Pages) ChangeRole(w http.ResponseWriter, r *http.Request) error {
	return p.changeMember(w, r, []string{"role", "office", "until"}, func(ctx context.Context, c access.Caller, id uuid.UUID, form url.Values) (ui.Flash, error) {
		to := account.NewRole{Role: access.Role(form.Get("role")), Office: form.Get("office"), Until: form.Get("until")}
		linkEnded, err := p.Desk.ChangeRole(ctx, c, id, to)
		flash := changed(ctx, linkEnded)
		if to.Role == access.Adviser && to.Until == "" {
			flash.Kind = "note"
			flash.Text += " " + i18n.T(ctx, "An adviser without a last day can read everything here until somebody ends it: think of a day.")
		}
		return flash, err
	})
}

// ChangeStanding answers the POST of who speaks for an office.
func (p *Pages) ChangeStanding(w http.ResponseWriter, r *http.Request) error {
	return p.changeMember(w, r, []string{"standing"}, func(ctx context.Context, c access.Caller, id uuid.UUID, form url.Values) (ui.Flash, error) {
		linkEnded, err := p.Desk.ChangeStanding(ctx, c, id, access.Standing(form.Get("standing")))
		return changed(ctx, linkEnded), err
	})
}

// EndMember answers the POST that ends a membership.
func (p *Pages) EndMember(w http.ResponseWriter, r *http.Request) error {
	return p.changeMember(w, r, nil, func(ctx context.Context, c access.Caller, id uuid.UUID, _ url.Values) (ui.Flash, error) {
		return said(i18n.T(ctx, "The membership has ended.")), p.Desk.EndMembership(ctx, c, id)
	})
}

// ResumeMember answers the POST that lets an ended membership run on.
func (p *Pages) ResumeMember(w http.ResponseWriter, r *http.Request) error {
	return p.changeMember(w, r, []string{"until"}, func(ctx context.Context, c access.Caller, id uuid.UUID, form url.Values) (ui.Flash, error) {
		return said(i18n.T(ctx, "The membership runs on.")), p.Desk.ResumeMembership(ctx, c, id, form.Get("until"))
	})
}

// DisableMember answers the POST that shuts a person out.
func (p *Pages) DisableMember(w http.ResponseWriter, r *http.Request) error {
	return p.changeMember(w, r, nil, func(ctx context.Context, c access.Caller, id uuid.UUID, _ url.Values) (ui.Flash, error) {
		return said(i18n.T(ctx, "The person is shut out, and every open page of theirs ends within moments.")), p.Desk.DisableMember(ctx, c, id)
	})
}

// EnableMember answers the POST that lets a disabled person in again.
func (p *Pages) EnableMember(w http.ResponseWriter, r *http.Request) error {
	return p.changeMember(w, r, nil, func(ctx context.Context, c access.Caller, id uuid.UUID, _ url.Values) (ui.Flash, error) {
		return said(i18n.T(ctx, "The person can enter again.")), p.Desk.EnableMember(ctx, c, id)
	})
}

// AnonymiseMember answers the POST that takes a person's name out of the institution.
func (p *Pages) AnonymiseMember(w http.ResponseWriter, r *http.Request) error {
	return p.changeMember(w, r, nil, func(ctx context.Context, c access.Caller, id uuid.UUID, _ url.Values) (ui.Flash, error) {
		return said(i18n.T(ctx, "The name is gone. What the person wrote stays.")), p.Desk.AnonymiseMember(ctx, c, id)
	})
}

// AdmitMember answers the POST that makes a guest of a room a full member.
func (p *Pages) AdmitMember(w http.ResponseWriter, r *http.Request) error {
	return p.changeMember(w, r, nil, func(ctx context.Context, c access.Caller, id uuid.UUID, _ url.Values) (ui.Flash, error) {
		return said(i18n.T(ctx, "The guest is a member now.")), p.Desk.WidenGuest(ctx, c, id)
	})
}
