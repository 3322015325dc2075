package accountweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
)

// HandPassword answers the POST that makes a link to a new password, with a page that shows it once. Where mails are
// sent everybody asks for such a link themselves.
func (p *Pages) HandPassword(w http.ResponseWriter, r *http.Request) error {
	_, formErr := respond.Form(r)
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	id, err := respond.ID(r, "membership")
	if err != nil {
		return err
	}
	detail, err := p.Desk.Member(r.Context(), c, id)
	if err != nil {
		return err
	}
	if err = formErr; err == nil && p.Sends {
		err = problem.New(problem.Conflict, "Mails are sent here: the person can ask for a link on the page “Forgotten your password?”.")
	}
	if err != nil {
		return err
	}
	a, err := p.Desk.PasswordLink(r.Context(), c, id)
	if why := problem.Of(err); err != nil && why.Kind == problem.Conflict {
		return p.showMember(w, r, c, id, respond.Status(why.Kind), func(v *MemberView) { v.Problem = i18n.Say(r.Context(), why.Text) })
	}
	if err != nil {
		return err
	}
	who := called(a.Name, a.Email)
	code, err := p.qr(r, a.Link, who)
	if err != nil {
		return err
	}
	page := p.Site.Page(r, detail.Seat, i18n.T(r.Context(), "Link to a new password"))
	page.Script = "people"
	return p.Site.Render(w, r, http.StatusOK, InvitationLink(page, LinkView{
		Who: who, Office: a.Office, URL: p.Base + a.Link, QR: code, Back: link.Member(c.Slug, id, ""), BackTo: who,
		Text:    i18n.T(r.Context(), "Give this link to the person, or let the code be photographed. By it the person chooses a new password. It is shown this once, opens once, within a day, and replaces every earlier one."),
		Caution: i18n.T(r.Context(), "Whoever has the link can sign in as this person: hand it to nobody else."),
	}))
}
