package accountweb

import (
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

// Invite answers the POST that asks one person in.
func (p *Pages) Invite(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "id", "email", "name", "role", "office", "until", "standing", "landing", "send")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	if formErr == nil && form.Get("send") != "" && form.Get("send") != "mail" && form.Get("send") != "link" {
		formErr = problem.At("send", "Please choose: by mail, or a link to hand over.")
	}
	if formErr != nil {
		return p.inviteAgain(w, r, form, formErr)
	}
	asked, err := p.Desk.Ask(r.Context(), c, account.NewInvitation{ID: form.Get("id"), Email: form.Get("email"), Name: form.Get("name"),
		Role: access.Role(form.Get("role")), Office: form.Get("office"), Until: form.Get("until"), Standing: access.Standing(form.Get("standing")),
		Landing: form.Get("landing"), ByLink: form.Get("send") == "link"})
	if err != nil {
		return p.inviteAgain(w, r, form, err)
	}
	if asked.Link != "" {
		return p.handOver(w, r, c, asked, link.People(c.Slug))
	}
	p.Site.Flash(r, p.told(r, asked, form.Get("send") == "link"))
	return p.Site.Go(w, r, link.People(c.Slug))
}

// told says what came of an invitation.
func (p *Pages) told(r *http.Request, a account.Asked, byLink bool) ui.Flash {
	ctx, who := r.Context(), called(a.Name, a.Email)
	switch {
	case a.Outcome == account.AlreadyMember:
		return ui.Flash{Kind: "note", Text: i18n.T(ctx, "%s is a member with this role already.", who)}
	case a.Outcome == account.RoleAdded:
		return ui.Flash{Kind: "done", Text: i18n.T(ctx, "%s is a member already; the role was added.", who)}
	case byLink:
		return ui.Flash{Kind: "note", Text: i18n.T(ctx, "%s was invited by this form before. Its link was shown then; make a new one beside the name.", who)}
	case !p.Sends:
		return p.kept(r, a)
	case a.Outcome == account.InvitedAgain:
		return ui.Flash{Kind: "done", Text: i18n.T(ctx, "%s was invited before: a new link is on its way, and the earlier one has ended.", who)}
	}
	return ui.Flash{Kind: "done", Text: i18n.T(ctx, "The invitation to %s is on its way.", who)}
}

// kept says how an invitation gets to the person where no mail goes out.
func (p *Pages) kept(r *http.Request, a account.Asked) ui.Flash {
	if a.ByColleague {
		return ui.Flash{Kind: "note", Text: i18n.T(r.Context(), "The invitation is kept. No mail server is set, so please ask the international office to hand over the link.")}
	}
	return ui.Flash{Kind: "note", Text: i18n.T(r.Context(), "The invitation to %s is kept; no mail server is set: hand the link over (“Copy a link”), or print the sheet.", called(a.Name, a.Email))}
}

func called(name, email string) string {
	if name == "" {
		return email
	}
	return name
}

// inviteAgain shows the page of people with what was typed and what is wrong with it.
func (p *Pages) inviteAgain(w http.ResponseWriter, r *http.Request, form url.Values, err error) error {
	why := problem.Of(err)
	if why.Kind != problem.Invalid && why.Kind != problem.TooMany {
		return err
	}
	respond.RetryAfter(w, why)
	return p.showPeople(w, r, respond.Status(why.Kind), func(f *InviteForm) { f.refill(form, why.Field, i18n.Say(r.Context(), why.Text)) })
}

// SendInvitation answers the POST that sends an invitation again.
func (p *Pages) SendInvitation(w http.ResponseWriter, r *http.Request) error {
	c, id, back, err := p.onInvitation(r)
	if err != nil {
		return err
	}
	asked, err := p.Desk.SendInvitation(r.Context(), c, id)
	if err != nil {
		return err
	}
	said := p.kept(r, asked)
	if p.Sends {
		said = ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "A new link to %s is on its way, and the earlier one has ended.", called(asked.Name, asked.Email))}
	}
	p.Site.Flash(r, said)
	return p.Site.Go(w, r, back)
}

// WithdrawInvitation answers the POST that takes an invitation back.
func (p *Pages) WithdrawInvitation(w http.ResponseWriter, r *http.Request) error {
	c, id, back, err := p.onInvitation(r)
	if err != nil {
		return err
	}
	asked, err := p.Desk.WithdrawInvitation(r.Context(), c, id)
	if err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The invitation to %s was withdrawn.", called(asked.Name, asked.Email))})
	return p.Site.Go(w, r, back)
}

// CopyInvitation answers the POST that makes a new link, with a page that shows it once.
func (p *Pages) CopyInvitation(w http.ResponseWriter, r *http.Request) error {
	c, id, back, err := p.onInvitation(r)
	if err != nil {
		return err
	}
	asked, err := p.Desk.CopyInvitation(r.Context(), c, id)
	if err != nil {
		return err
	}
	return p.handOver(w, r, c, asked, back)
}

// onInvitation reads who asks for which invitation, and the page to go back to: "onboard", else the people.
func (p *Pages) onInvitation(r *http.Request) (c access.Caller, id uuid.UUID, back string, err error) {
	form, formErr := respond.Form(r, "back")
	if c, err = p.Site.Caller(r); err == nil {
		id, err = respond.ID(r, "invitation")
	}
	if err == nil {
		err = formErr
	}
	if back = link.People(c.Slug); form.Get("back") == "onboard" {
		back = link.Onboard(c.Slug, "") + "#invited"
	}
	return c, id, back, err
}

// handOver shows a link once.
func (p *Pages) handOver(w http.ResponseWriter, r *http.Request, c access.Caller, a account.Asked, back string) error {
	seat, _, err := p.Desk.Inviting(r.Context(), c)
	if err != nil {
		return err
	}
	who := called(a.Name, a.Email)
	code, err := p.qr(r, a.Link, who)
	if err != nil {
		return err
	}
	backTo := i18n.T(r.Context(), "People")
	if back != link.People(c.Slug) {
		backTo = i18n.T(r.Context(), "Bring offices on board")
	}
	page := p.Site.Page(r, seat, i18n.T(r.Context(), "Link to hand over"))
	page.Script = "people"
	return p.Site.Render(w, r, http.StatusOK, InvitationLink(page, LinkView{Who: who, Office: a.Office, URL: p.Base + a.Link, QR: code, Back: back, BackTo: backTo}))
}

func (p *Pages) qr(r *http.Request, path, who string) (QRView, error) {
	code, err := ui.NewQR(p.Base + path)
	return QRView{QR: code, Label: i18n.T(r.Context(), "QR code of the link for %s", who)}, err
}
