package swot

import (
	"path"
	"sync"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

const guestPassword = "a long enough password"

// letter is the secret of the link in the last mail to an address.
func (r *room) letter(address string) string {
	r.Helper()
	id := read[uuid.UUID](r, `select id from mail where kind = 'confirmation' and address = $1 order by id desc limit 1`, address)
	link, err := r.Desk.Post.Key.Open(read[[]byte](r, `select sealed from mail where id = $1`, id), id.String())
	r.must(err)
	return path.Base(link)
}

func (r *room) reaches(person uuid.UUID, analysis uuid.UUID) bool {
	_, err := r.board.View(r.Context(), access.Caller{Person: person, Slug: "here", Analysis: analysis}, analysis)
	if err != nil && !problem.Is(err, problem.NotFound) {
		r.Error(err)
	}
	return err == nil
}

// Whoever confirms a new address gets an account of their own, and not the session of whoever typed it.
func TestStayingWithANewAddress(t *testing.T) {
	r := newRoom(t)
	guest, ticket := r.guest("Ana", "library", "ana@elsewhere.example")
	done, err := r.board.Add(t.Context(), guest, r.wide, NewItem{Quadrant: "strength", Text: "Mine"})
	r.must(err)
	if n := read[int](r, `select count(*)::int from mail where person_id is not null`); n != 0 {
		t.Error("somebody can read the mail to an address that nobody has confirmed")
	}
	secret := r.letter("ana@elsewhere.example")
	r.now = r.now.Add(50 * time.Hour) // long after the day
	c, err := r.Desk.Confirming(t.Context(), secret)
	if err != nil || c.Account != uuid.Nil || c.Name != "Ana" || c.Guest != guest.Person {
		t.Fatalf("%+v, %v", c, err)
	}
	for name, err := range map[string]error{
		"short password": func() error { _, _, err := r.Desk.ConfirmNew(t.Context(), secret, "Ana", "short"); return err }(),
		"no name":        func() error { _, _, err := r.Desk.ConfirmNew(t.Context(), secret, " ", guestPassword); return err }(),
	} {
		if !problem.Is(err, problem.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = r.Desk.ConfirmAs(t.Context(), secret, guest.Person)
	r.wantKind(err, problem.Refused)
	var group sync.WaitGroup
	var mu sync.Mutex
	var accounts []account.Person
	for range 3 {
		group.Go(func() {
			p, _, err := r.Desk.ConfirmNew(t.Context(), secret, "Ana Lind", guestPassword)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				accounts = append(accounts, p)
			case !problem.Is(err, problem.NotFound) && !problem.Is(err, problem.Conflict):
				t.Error(err)
			}
		})
	}
	group.Wait()
	if len(accounts) != 1 {
		t.Fatalf("%d of three got the place", len(accounts))
	}
	p := accounts[0]
	if _, err := r.Desk.SignIn(t.Context(), "ANA@elsewhere.example", guestPassword); err != nil {
		t.Errorf("the new account: %v", err)
	}
	if !r.reaches(p.ID, r.wide) || r.reaches(p.ID, r.library) {
		t.Error("the account reaches something else than the one analysis")
	}
	if r.reaches(guest.Person, r.wide) {
		t.Error("the session of the room still has the place")
	}
	if v := r.visit(ticket); v.Person != uuid.Nil {
		t.Errorf("the ticket still opens: %+v", v)
	}
	if _, err := r.board.Edit(t.Context(), access.Caller{Person: p.ID, Slug: "here", Analysis: r.wide}, Target{r.wide, done.Item}, "Still mine", "", 1); err != nil {
		t.Errorf("what the guest wrote: %v", err)
	}
	if until := read[*time.Time](r, `select valid_until from membership where person_id = $1`, p.ID); until != nil {
		t.Errorf("the place ends %v", until)
	}
	_, err = r.Desk.Confirming(t.Context(), secret)
	r.wantKind(err, problem.NotFound)
}

// The address of a colleague who has an account: only the colleague can say yes, and the guest gains nothing.
func TestStayingWithAnAccount(t *testing.T) {
	r := newRoom(t)
	owner := r.as("registrar").Person
	guest, ticket := r.guest("Not the registrar", "library", "Registrar@here.example")
	if n := read[int](r, `select count(*)::int from mail where person_id = $1`, owner); n != 1 {
		t.Error("the owner of the address cannot read the mail")
	}
	secret := r.letter("Registrar@here.example")
	c, err := r.Desk.Confirming(t.Context(), secret)
	if err != nil || c.Account != owner {
		t.Fatalf("%+v, %v", c, err)
	}
	for _, other := range []uuid.UUID{guest.Person, r.as("library").Person, uuid.Nil} {
		_, err = r.Desk.ConfirmAs(t.Context(), secret, other)
		r.wantKind(err, problem.Refused)
	}
	_, _, err = r.Desk.ConfirmNew(t.Context(), secret, "Registrar", guestPassword)
	r.wantKind(err, problem.Conflict)
	_, err = r.Desk.ConfirmAs(t.Context(), secret, owner)
	r.must(err)
	if v := r.visit(ticket); v.Person != uuid.Nil {
		t.Errorf("the room's session can enter as the owner: %+v", v)
	}
	if r.reaches(guest.Person, r.wide) {
		t.Error("the guest still has the place")
	}
	// The owner belongs here anyway: the place ends, so that it cannot take the seat of the owner's own membership.
	if n := read[int](r, `select count(*)::int from membership where person_id = $1 and analysis_id is not null and valid_until <= now()`, owner); n != 1 {
		t.Errorf("%d ended places of a guest are the owner's", n)
	}
	if v := r.view("registrar", r.wide); v.Seat.Guest != uuid.Nil {
		t.Errorf("the owner sits as a guest: %+v", v.Seat)
	}
}

// Whoever was a guest before has one place, not two.
func TestStayingTwice(t *testing.T) {
	r := newRoom(t)
	r.guest("Ana", "library", "ana@elsewhere.example")
	p, _, err := r.Desk.ConfirmNew(t.Context(), r.letter("ana@elsewhere.example"), "Ana", guestPassword)
	r.must(err)
	r.sql("here", `update membership set valid_until = now() where person_id = $1`, p.ID)
	again, _ := r.guest("Ana again", "library", "ana@elsewhere.example")
	_, err = r.Desk.ConfirmAs(t.Context(), r.letter("ana@elsewhere.example"), p.ID)
	r.must(err)
	if r.reaches(again.Person, r.wide) || !r.reaches(p.ID, r.wide) {
		t.Error("the older place is not the one that stays")
	}
	if n := read[int](r, `select count(*)::int from membership where person_id = $1 and valid_until is null`, p.ID); n != 1 {
		t.Errorf("there are %d places", n)
	}
	// For another office it is another place.
	r.guest("Ana for the registrar", "registrar", "ana@elsewhere.example")
	_, err = r.Desk.ConfirmAs(t.Context(), r.letter("ana@elsewhere.example"), p.ID)
	r.must(err)
	if n := read[int](r, `select count(*)::int from membership where person_id = $1 and valid_until is null`, p.ID); n != 2 {
		t.Errorf("there are %d places", n)
	}
}

func TestNotStaying(t *testing.T) {
	r := newRoom(t)
	fail := func(name, address string, kind problem.Kind) {
		t.Helper()
		if _, _, err := r.Desk.ConfirmNew(t.Context(), r.letter(address), "Ana", guestPassword); !problem.Is(err, kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r.guest("Ended", "library", "ended@elsewhere.example")
	r.sql("here", `update membership set valid_until = now() where analysis_id is not null`)
	fail("ended by hand", "ended@elsewhere.example", problem.NotFound)
	r.guest("Disabled", "library", "disabled@elsewhere.example")
	r.sql("here", `update membership set disabled_at = now() where analysis_id is not null`)
	fail("disabled", "disabled@elsewhere.example", problem.NotFound)
	r.guest("Late", "library", "late@elsewhere.example")
	r.now = r.now.Add(14*24*time.Hour + time.Second)
	fail("after two weeks", "late@elsewhere.example", problem.NotFound)

	// A person of the demo, in an institution that is not one: these places are made after it has become real.
	r.sql("here", `update institution set demo = false where slug = 'here'`)
	r.guest("From the demo", "library", "adviser@here.example")
	_, err := r.Desk.ConfirmAs(t.Context(), r.letter("adviser@here.example"), r.as("adviser").Person)
	r.wantKind(err, problem.Refused)
}
