package group

import (
	"testing"

	"meridian/internal/access"
	"meridian/internal/account"
)

// Somebody who joins as the one who speaks for an office takes the seat that waits there, and no other.
func TestNewcomerTakesTheSeat(t *testing.T) {
	h := newHouse(t)
	id := h.found("law", "library")
	if v := h.view(id, ""); len(Vacant(v.Seats)) != 1 {
		t.Fatalf("%d seats are empty", len(Vacant(v.Seats)))
	}
	desk := account.NewDesk(h.db.DB)
	desk.Demo = func() bool { return true }
	desk.Joined = append(desk.Joined, SeatNewcomer)
	join := func(email, office, standing string) {
		t.Helper()
		secret, err := desk.Invite(t.Context(), h.here, email, access.MemberOffice, office)
		h.must(err)
		if standing != "" {
			h.sql(`update membership m set standing = $2 from person p where p.id = m.person_id and p.email = $1`, email, standing)
		}
		_, _, err = desk.Accept(t.Context(), secret, "Newcomer of "+office, "a good long password")
		h.must(err)
	}
	join("plain@here.example", "law", "")
	if v := h.view(id, ""); len(Vacant(v.Seats)) != 1 {
		t.Error("somebody who does not speak for the office took its seat")
	}
	join("head@here.example", "law", "head")
	join("second@here.example", "library", "head")
	for _, s := range h.view(id, "").Seats {
		want := map[string]string{"law": "Newcomer of law", "library": "library"}[s.Office.Slug]
		if name(s.Holder) != want {
			t.Errorf("the seat of %s is held by %s, want %s", s.Office.Slug, name(s.Holder), want)
		}
	}
}
