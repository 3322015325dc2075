package group

import (
	"context"
	"testing"

	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Who held a seat when is known for ever.
func TestHistory(t *testing.T) {
	h := newHouse(t)
	id := h.found("registrar")
	first := h.seat(id, "registrar", "")
	h.now = h.now.AddDate(0, 1, 0) // 10 April
	h.must(h.desk.PassSeat(t.Context(), h.people["io"], id, first.ID, h.id("colleague"), h.id("registrar")))
	h.must(h.desk.PassSeat(t.Context(), h.people["io"], id, h.seat(id, "registrar", "").ID, h.id("colleague"), ""))
	h.wantKind("passing on what was passed on", h.desk.PassSeat(t.Context(), h.people["io"], id, first.ID, "", ""), problem.Conflict)
	h.now = h.now.AddDate(0, 1, 0) // 10 May
	h.must(h.desk.EndSeat(t.Context(), h.people["io"], id, h.seat(id, "registrar", "").ID, "2026-05-08"))

	for day, want := range map[string]string{"2026-03-10": "registrar", "2026-04-09": "registrar", "2026-04-10": "colleague", "2026-05-08": "colleague"} {
		if s := h.seat(id, "registrar", day); name(s.Holder) != want || s.Deputy != nil {
			t.Errorf("on %s: %s and %s, want %s", day, name(s.Holder), name(s.Deputy), want)
		}
	}
	for _, day := range []string{"2026-03-09", "2026-05-09", ""} {
		if v := h.view(id, day); len(v.Seats) != 0 || len(v.Missing) != 4 {
			t.Errorf("on %q: %v, missing %v", day, v.Seats, v.Missing)
		}
	}
	if past := h.view(id, "").Past; len(past) != 3 || name(past[1].Deputy) != "registrar" || name(past[2].Holder) != "registrar" {
		t.Errorf("the history is %v", past)
	}
	_, err := h.desk.View(t.Context(), h.people["io"], id, "yesterday")
	h.wantKind("a day that is none", err, problem.Invalid)
}

func TestGiveSeats(t *testing.T) {
	h := newHouse(t)
	id := h.found("law")
	give := func(in NewSeats) (int, int, error) { return h.desk.GiveSeats(t.Context(), h.people["io"], id, in) }
	for range 2 { // the second time changes nothing
		_, _, err := give(NewSeats{Offices: []string{"registrar", "law", "registrar"}})
		h.must(err)
	}
	if n := h.number(`select count(*) from seat`); n != 2 || name(h.seat(id, "registrar", "").Holder) != "registrar" {
		t.Errorf("%d seats", n)
	}
	one := NewSeats{ID: uuid.NewString(), Office: "library", Holder: h.id("library"), Since: "2025-10-01"}
	for range 2 {
		_, _, err := give(one)
		h.wantKind("one seat", err, "")
	}
	if s := h.seat(id, "library", "2025-10-01"); name(s.Holder) != "library" {
		t.Errorf("the library's seat is held by %s", name(s.Holder))
	}
	for what, bad := range map[string]NewSeats{
		"no office": {}, "an unknown office": {Office: "laboratory"}, "an unknown office among others": {Offices: []string{"senate", "laboratory"}},
		"an office with a seat": {Office: "registrar"}, "a person of another office": {Office: "international", Holder: h.id("library")},
		"a person without an office": {Office: "international", Holder: h.id("sm")}, "a person from abroad": {Office: "international", Holder: h.id("library abroad")},
		"a person twice": {Office: "international", Holder: h.id("io"), Deputy: h.id("io")}, "a later day": {Office: "senate", Since: "2026-03-11"}, "no day": {Office: "senate", Since: "10.3.2026"},
	} {
		_, _, err := give(bad)
		h.wantKind(what, err, problem.Invalid)
	}
	// Somebody of the law school comes: the seat that nobody held is taken.
	h.sql(`update membership set office_id = (select id from office where slug = 'law') where id = $1`, h.people["colleague"].As)
	given, taken, err := give(NewSeats{Offices: []string{"law"}})
	if err != nil || given != 0 || taken != 1 || name(h.seat(id, "law", "").Holder) != "colleague" {
		t.Errorf("given %d, taken %d, %v; held by %s", given, taken, err, name(h.seat(id, "law", "").Holder))
	}
	h.sql(`update office set archived_at = now() where slug = 'senate'`)
	_, _, err = give(NewSeats{Office: "senate"})
	h.wantKind("an archived office", err, problem.Invalid)
}

// Whoever changes a group waits for whoever is changing it, and then sees what came of it.
func TestGivenOnceAtOnce(t *testing.T) {
	h := newHouse(t)
	id := h.found("law")
	admin, err := pgx.Connect(t.Context(), h.db.AdminURL)
	h.must(err)
	defer admin.Close(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	h.must(h.db.Tenant(t.Context(), h.here.ID, func(tx *postgres.Tx) error {
		err := tx.Exec(`with g as (select id from working_group where id = $2 for update)
			insert into seat (institution_id, id, group_id, office_id, since) select $1, $3, g.id, o.id, '2026-01-01' from g, office o where o.slug = 'library'`, h.here.ID, id, once.Fresh())
		if err != nil {
			return err
		}
		go func() {
			_, _, err := h.desk.GiveSeats(context.WithoutCancel(t.Context()), h.people["io"], id, NewSeats{Offices: []string{"registrar", "library"}})
			done <- err
		}()
		for waiting := false; !waiting; {
			select {
			case err := <-done:
				t.Error("somebody gave seats without waiting")
				done <- err
				return nil
			case <-t.Context().Done():
				return t.Context().Err()
			default:
			}
			if err := admin.QueryRow(t.Context(), `select exists (select from pg_locks where not granted)`).Scan(&waiting); err != nil {
				return err
			}
		}
		return nil
	}))
	h.must(<-done)
	if n := h.number(`select count(*) from seat s join office o on o.id = s.office_id where o.slug = 'library' and s.holder_id is null and s.until is null`); n != 0 {
		t.Errorf("the seat that nobody held was not seen: %d", n)
	}
	if n := len(h.view(id, "").Seats); n != 3 {
		t.Errorf("%d seats, want 3", n)
	}
}

func TestPassAndEndSeat(t *testing.T) {
	h := newHouse(t)
	id, other := h.found("registrar", "library"), h.found("law")
	seat := h.seat(id, "registrar", "").ID
	pass := func(group, seat uuid.UUID, holder, deputy string) error {
		return h.desk.PassSeat(t.Context(), h.people["io"], group, seat, holder, deputy)
	}
	h.wantKind("somebody of the library", pass(id, seat, h.id("library"), ""), problem.Invalid)
	h.wantKind("the seat of another group", pass(other, seat, "", ""), problem.NotFound)
	h.wantKind("an unknown seat", pass(id, uuid.New(), "", ""), problem.NotFound)
	h.wantKind("nothing new", pass(id, seat, h.id("registrar"), ""), "")
	if h.number(`select count(*) from seat where group_id = $1`, id) != 2 {
		t.Error("nothing new made a new row")
	}
	// A holder who has left is said so, and may stand in the form beside a new deputy.
	h.sql(`update membership set disabled_at = now() where id = $1`, h.people["registrar"].As)
	if s := h.seat(id, "registrar", ""); s.Held() || name(s.Holder) != "registrar" {
		t.Errorf("held %v by %s", s.Held(), name(s.Holder))
	}
	h.wantKind("a deputy for somebody who has left", pass(id, seat, h.id("registrar"), h.id("colleague")), "")
	seat = h.seat(id, "registrar", "").ID
	h.wantKind("nobody", pass(id, seat, "", ""), "")
	seat = h.seat(id, "registrar", "").ID
	h.wantKind("somebody who has left", pass(id, seat, h.id("registrar"), ""), problem.Invalid)

	end := func(until string) error { return h.desk.EndSeat(t.Context(), h.people["io"], id, seat, until) }
	h.wantKind("an end before the beginning", end("2026-03-09"), problem.Invalid)
	h.wantKind("no day", end("soon"), problem.Invalid)
	h.must(end("2026-06-30"))
	h.must(pass(id, seat, h.id("colleague"), ""))
	if s := h.seat(id, "registrar", ""); !s.Until.Equal(day("2026-06-30")) {
		t.Errorf("whoever takes a seat over takes it until %v", s.Until)
	}
	h.now = h.now.AddDate(1, 0, 0)
	seat = h.seat(id, "registrar", "2026-06-30").ID
	h.wantKind("passing on a seat that has ended", pass(id, seat, "", ""), problem.Conflict)
	resume := func() error { return h.desk.ResumeSeat(t.Context(), h.people["io"], id, seat) }
	for range 2 {
		h.wantKind("taking the end back", resume(), "")
	}
	if s := h.seat(id, "registrar", ""); s.ID != seat || !s.Until.IsZero() {
		t.Errorf("the seat is %v", s)
	}
	h.must(end(""))
	h.now = h.now.AddDate(0, 0, 1)
	_, _, err := h.desk.GiveSeats(t.Context(), h.people["io"], id, NewSeats{Office: "registrar"})
	h.must(err)
	h.wantKind("taking the end back when there is another", resume(), problem.Conflict)
	h.wantKind("the seat of another group", h.desk.ResumeSeat(t.Context(), h.people["io"], other, seat), problem.NotFound)
}
