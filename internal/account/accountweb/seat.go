package accountweb

import (
	"context"
	"net/http"

	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// ShowSeats answers GET of the choice of what to act as in an institution.
func (p *Pages) ShowSeats(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	seat, list, err := p.Desk.Seats(r.Context(), c)
	if err != nil {
		return err
	}
	v := SeatsView{Action: link.Seat(seat.Slug)}
	for _, b := range list {
		v.Choices = append(v.Choices, SeatChoice{ID: b.ID.String(), Label: seatLabel(r.Context(), b), Now: b.ID == seat.Membership})
	}
	page := p.Site.Page(r, seat, i18n.T(r.Context(), "Act as"))
	page.Script = "people"
	return p.Site.Render(w, r, http.StatusOK, Seats(page, v))
}

// Act answers the POST of the choice.
func (p *Pages) Act(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	if err := p.Desk.Act(r.Context(), c); err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "From now on you act in the role that you chose.")})
	return p.Site.Go(w, r, link.Institution(c.Slug))
}

// seatLabel says what a membership makes of a person: the standing or role, and the office.
func seatLabel(ctx context.Context, b account.Belonging) string {
	label := b.Role.Label()
	if b.Standing != "" {
		label = b.Standing.Label()
	}
	if b.Office == "" {
		return i18n.Say(ctx, label)
	}
	return i18n.T(ctx, "%s, %s", i18n.Say(ctx, label), b.Office)
}
