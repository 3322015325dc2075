package accountweb

import (
	"net/http"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// SendAgain answers the POST that writes to all who have not joined; "printed" asks for those with a link on paper as
// well. Without a mail server it is a conflict.
func (p *Pages) SendAgain(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "printed")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return formErr
	}
	if printed := form.Get("printed"); printed != "" && printed != "1" {
		return problem.At("printed", "Please tick the box, or leave it.")
	}
	if !p.Sends {
		if _, err := p.Desk.Onboarding(r.Context(), c); err != nil { // whoever may not send learns nothing of the mail server
			return err
		}
		return problem.New(problem.Conflict, noMailServer)
	}
	done, err := p.Desk.SendAgain(r.Context(), c, form.Get("printed") == "1")
	if err != nil {
		return err
	}
	ctx := r.Context()
	said := ui.Flash{Kind: "done", Text: i18n.N(ctx, "One person gets a new link.", "%d people get a new link.", done.Sent)}
	if done.Sent == 0 {
		said = ui.Flash{Kind: "note", Text: i18n.T(ctx, "Nobody was written to.")}
	}
	if done.Recent > 0 {
		said.Text += " " + i18n.N(ctx, "One got a link within the last ten minutes and was left alone.", "%d got a link within the last ten minutes and were left alone.", done.Recent)
	}
	if done.ByHand > 0 {
		said.Text += " " + i18n.N(ctx, "One has a printed or copied link and was left alone.", "%d have a printed or copied link and were left alone.", done.ByHand)
	}
	if done.Bounced > 0 {
		said.Text += " " + i18n.N(ctx, "One address does not take mail.", "%d addresses do not take mail.", done.Bounced)
	}
	p.Site.Flash(r, said)
	return p.Site.Go(w, r, link.Onboard(c.Slug, "")+"#invited")
}

// noMailServer stands wherever a mail might be waited for.
const noMailServer = "No mail server is set, so nothing is sent by itself. Print the sheet of links, or copy a link beside a name."

// PrintSheet answers the POST that makes the sheet of links to cut up and hand over; it is shown once.
func (p *Pages) PrintSheet(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, nil, []string{"office"})
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return formErr
	}
	head, lines, err := p.Desk.Sheet(r.Context(), c, form["office"])
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		p.Site.Flash(r, ui.Flash{Kind: "note", Text: i18n.T(r.Context(), "Nobody is waiting there: there is nothing to print.")})
		return p.Site.Go(w, r, link.Onboard(c.Slug, "")+"#invited")
	}
	v := sheetView(r.Context(), c, head)
	for _, l := range lines {
		who := called(l.Name, l.Email)
		code, err := p.qr(r, l.Link, who)
		if err != nil {
			return err
		}
		slip := SlipView{Offices: together(r.Context(), l.Offices), Who: who, Email: l.Email, URL: p.Base + l.Link, QR: code}
		if slip.Offices == "" {
			slip.Offices = i18n.Say(r.Context(), l.Role.Label())
		}
		v.Slips = append(v.Slips, slip)
	}
	page := p.Site.Page(r, head.Seat, i18n.T(r.Context(), "Links to hand over"))
	page.Script = "people"
	return p.Site.Render(w, r, http.StatusOK, Sheet(page, v))
}
