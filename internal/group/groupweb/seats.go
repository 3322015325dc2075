package groupweb

import (
	"net/http"

	"meridian/internal/group"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// GiveSeats answers the POST that gives offices a seat, and people to seats that nobody holds.
func (p *Pages) GiveSeats(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := respond.FormLists(r, []string{"id", "office", "holder", "deputy", "since"}, []string{"offices"})
	c, id, askErr := p.asked(r)
	if askErr != nil {
		return askErr
	}
	in := group.NewSeats{Offices: form["offices"], ID: form.Get("id"), Office: form.Get("office"), Holder: form.Get("holder"), Deputy: form.Get("deputy"), Since: form.Get("since")}
	if err == nil {
		given, taken, giveErr := p.Desk.GiveSeats(ctx, c, id, in)
		if giveErr == nil {
			text := i18n.T(ctx, "All of these offices have their seat already.")
			switch {
			case given > 0:
				text = i18n.N(ctx, "One office has a seat now.", "%d offices have a seat now.", given)
			case taken > 0:
				text = i18n.N(ctx, "Somebody holds one more seat now.", "%d seats have somebody now who holds them.", taken)
			}
			p.Site.Flash(r, ui.Flash{Kind: "done", Text: text})
			return p.Site.Go(w, r, link.Group(c.Slug, id, ""))
		}
		err = giveErr
	}
	return p.again(w, r, c, id, err, func(g *GroupView, field, text string) {
		g.Give.Open = in.Office != "" || len(in.Offices) == 0
		g.Give.Office, g.Give.Since = in.Office, in.Since
		switch {
		case field == "office" && g.Give.Open:
			g.Give.OfficeError = text
		case field == "since" && g.Give.Open:
			g.Give.SinceError = text
		default:
			g.Notice = text
		}
	})
}

// PassSeat answers the POST that gives a seat to other people of its office.
func (p *Pages) PassSeat(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "holder", "deputy")
	c, id, seat, askErr := p.askedSeat(r)
	if askErr != nil {
		return askErr
	}
	if err == nil {
		err = p.Desk.PassSeat(r.Context(), c, id, seat, form.Get("holder"), form.Get("deputy"))
	}
	if err == nil {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The seat is changed. Who held it before stays in the history.")})
		return p.Site.Go(w, r, link.Group(c.Slug, id, ""))
	}
	return p.again(w, r, c, id, err, func(g *GroupView, field, text string) {
		row := g.row(seat.String())
		if row == nil || field != "holder" && field != "deputy" {
			g.Notice = text
			return
		}
		row.Form.Open, row.Form.Holder, row.Form.Deputy = true, form.Get("holder"), form.Get("deputy")
		if field == "holder" {
			row.Form.HolderError = text
		} else {
			row.Form.DeputyError = text
		}
	})
}

// EndSeat answers the POST that ends a seat.
func (p *Pages) EndSeat(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "until")
	c, id, seat, askErr := p.askedSeat(r)
	if askErr != nil {
		return askErr
	}
	if err == nil {
		err = p.Desk.EndSeat(r.Context(), c, id, seat, form.Get("until"))
	}
	if err == nil {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The seat has a last day now."),
			UndoURL: link.GroupSeat(c.Slug, id, seat, "resume"), UndoLabel: i18n.T(r.Context(), "Undo")})
		return p.Site.Go(w, r, link.Group(c.Slug, id, ""))
	}
	return p.again(w, r, c, id, err, func(g *GroupView, field, text string) {
		row := g.row(seat.String())
		if row == nil || field != "until" {
			g.Notice = text
			return
		}
		row.End = EndForm{Open: true, Until: form.Get("until"), Error: text}
	})
}

// ResumeSeat answers the POST that takes the end of a seat back.
func (p *Pages) ResumeSeat(w http.ResponseWriter, r *http.Request) error {
	_, err := respond.Form(r)
	c, id, seat, askErr := p.askedSeat(r)
	if askErr != nil {
		return askErr
	}
	if err == nil {
		err = p.Desk.ResumeSeat(r.Context(), c, id, seat)
	}
	if err == nil {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The seat stays.")})
		return p.Site.Go(w, r, link.Group(c.Slug, id, ""))
	}
	return p.again(w, r, c, id, err, func(g *GroupView, _, text string) { g.Notice = text })
}

func (g *GroupView) row(id string) *SeatRow {
	for n := range g.Seats {
		if g.Seats[n].ID == id {
			return &g.Seats[n]
		}
	}
	return nil
}
