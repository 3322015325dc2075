package swotweb

import (
	"net/http"
	"strings"

	"meridian/internal/link"
	"meridian/internal/swot"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// penCookie begins the name of the cookie that keeps a browser's pen; the analysis follows. Its value goes with the
// requests to that analysis alone, and has nothing to do with the session.
const penCookie = "pen-"

const penFor = 365 * 24 * 60 * 60 // seconds

// HoldsPen tells whether a request comes from a browser that may write unsigned items: nothing that joins it to a
// person may be kept of what it sends.
func HoldsPen(r *http.Request) bool {
	for _, c := range r.Cookies() {
		if strings.HasPrefix(c.Name, penCookie) {
			return true
		}
	}
	return false
}

// Unsigned tells whether a request goes to an analysis in which nobody can see the author, or to one that cannot be
// asked about: what was written there by somebody who has signed out must not wait in a session, which will know its person.
func Unsigned(r *http.Request, board *swot.Board) bool {
	analysis, err := uuid.Parse(chi.URLParam(r, "analysis"))
	if err != nil {
		return false
	}
	unsigned, err := board.Unsigned(r.Context(), chi.URLParam(r, "inst"), analysis)
	return unsigned || err != nil
}

// penOf is the pen that the browser keeps for the analysis in the address, if any.
func penOf(r *http.Request) swot.Pen {
	analysis, err := uuid.Parse(chi.URLParam(r, "analysis"))
	if err != nil {
		return nil
	}
	c, err := r.Cookie(penCookie + analysis.String())
	if err != nil {
		return nil
	}
	return swot.ReadPen(c.Value)
}

// by is the board for the browser that asks.
func (p *Pages) by(r *http.Request) *swot.Board { return p.Board.By(penOf(r)) }

// byWriter is by for a request that may write the browser's first item: keep hands the pen over.
func (p *Pages) byWriter(w http.ResponseWriter, r *http.Request) (board *swot.Board, keep func(unsigned bool)) {
	if pen := penOf(r); pen.Held() {
		return p.Board.By(pen), func(bool) {}
	}
	pen := swot.NewPen()
	return p.Board.By(pen), func(unsigned bool) {
		if unsigned {
			p.handPen(w, r, pen)
		}
	}
}

// offerPen gives a browser that comes to an anonymous analysis to write its pen with the page: before the first item,
// so that several at once, or a repetition after a lost answer, are all of one pen.
func (p *Pages) offerPen(w http.ResponseWriter, r *http.Request, v swot.View) {
	if v.Analysis.Anonymous() && swot.MayAdd(v.Seat.Actor, v.Analysis) && !penOf(r).Held() {
		p.handPen(w, r, swot.NewPen())
	}
}

func (p *Pages) handPen(w http.ResponseWriter, r *http.Request, pen swot.Pen) {
	analysis := uuid.MustParse(chi.URLParam(r, "analysis")) // a pen is asked for where there is one
	http.SetCookie(w, &http.Cookie{Name: penCookie + analysis.String(), Value: pen.String(), Path: link.Analysis(chi.URLParam(r, "inst"), analysis), MaxAge: penFor,
		HttpOnly: true, Secure: strings.HasPrefix(p.Base, "https:"), SameSite: http.SameSiteLaxMode})
}
