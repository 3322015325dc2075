package app

import (
	"context"
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"meridian/internal/postgres"
)

// letter is the page of the confirmation that was sent to an address. Its secret is not kept anywhere, so the test
// puts one that it knows in its place.
func (s *standing) letter(address string) string {
	s.Helper()
	secret := strings.ReplaceAll(address, "@", "-at-")
	sum := sha256.Sum256([]byte(secret))
	s.must(s.db.Global(context.WithoutCancel(s.Context()), func(tx *postgres.Tx) error {
		return tx.Exec(`update token set hash = $2 where kind = 'confirmation' and address = $1`, address, sum[:])
	}))
	return "/join/confirm/" + secret
}

func (s *standing) guest(door, name, address string) *visitor {
	s.Helper()
	v := s.joins(door, name, "library", address)
	s.want(s.as("international").post(boardPath()+room+"/admit", form("all", "1")), 303, "letting in")
	s.want(v.post(door+"/enter", nil), 303, "entering")
	return v
}

func TestStayingAfterTheRoom(t *testing.T) {
	s := stand(t)
	board := boardPath()
	door := s.as("international").door(board)

	// An address without an account: a name and a password make one, in whatever browser the mail was opened.
	phone := s.guest(door, "Ana", "ana@elsewhere.example")
	letter := s.letter("ana@elsewhere.example")
	if page := s.want(s.visitor().get(letter), 200, "the letter"); !strings.Contains(page.body, `autocomplete="new-password"`) {
		t.Errorf("the letter asks for no new password: %v", page)
	}
	s.want(s.as("finance").post(letter, form("name", "Ana", "password", "a long enough one")), 409, "answering as somebody else")
	if again := s.want(phone.post(letter, form("name", "Ana Lind", "password", "short")), 422, "a short password"); !strings.Contains(again.body, `value="Ana Lind"`) {
		t.Errorf("the name is lost: %v", again)
	}
	laptop := s.visitor()
	if a := laptop.post(letter, form("name", "Ana Lind", "password", "a long enough one", "username", "ana@elsewhere.example")); a.status != 303 || a.header.Get("Location") != board {
		t.Fatalf("staying: %v", a)
	}
	s.want(laptop.get(board), 200, "the board after staying")
	s.want(laptop.get("/demo/swot"), 404, "the rest of the institution after staying")
	s.want(phone.get(board), 303, "the phone, which signs in anew")
	s.want(s.visitor().get(letter), 404, "the letter once more")
	s.want(s.visitor().post(letter, form("name", "Ana", "password", "a long enough one")), 404, "the letter once more")
	s.want(s.visitor().post("/sign-in", form("email", "ana@elsewhere.example", "password", "a long enough one")), 303, "signing in later")

	// The address of somebody who has an account.
	s.guest(door, "Bo", "finance@demo.example")
	letter = s.letter("finance@demo.example")
	stranger := s.visitor()
	s.want(stranger.post(letter, form("name", "Bo", "password", "a long enough one")), 422, "a wrong password")
	s.want(stranger.get(board), 303, "after a wrong password")
	s.want(stranger.get(letter), 200, "the letter after a wrong password")
	if a := s.as("finance").page(letter); len(a.all(func(n *node) bool { return n.attr["type"] == "password" })) != 0 {
		t.Error("who is signed in with the address is asked for the password")
	}
	s.want(s.as("finance").post(letter, nil), 303, "staying as the one who is signed in")
	s.want(s.as("finance").get("/demo/swot"), 200, "the member is still a member")

	s.guest(door, "Cy", "research@demo.example")
	letter = s.letter("research@demo.example")
	s.want(stranger.post(letter, form("password", "meridian-demo")), 303, "staying by the password")
	s.want(stranger.get(board), 200, "the board")
}

// What a guest sees live ends with the place: at its end, and when it passes to an account.
func TestStreamsOfGuestsEnd(t *testing.T) {
	s := stand(t)
	board := boardPath()
	door := s.as("international").door(board)
	ana := s.guest(door, "Ana", "")
	s.tenant("demo", `update membership set valid_until = now() + interval '1 second' where analysis_id is not null`)
	if events := ana.stream(t.Context(), board+"/events"); events.status == 200 {
		events.ends(t, 5*time.Second)
	} else if events.status != 404 {
		t.Errorf("the stream: %v", events.answer)
	}
	s.want(ana.get(board), 404, "the board when the day is over")
	if w := ana.get(door + "/waiting"); w.status != 200 || !strings.Contains(w.body, "This session is over") {
		t.Errorf("the page of waiting when the day is over: %v", w)
	}

	bo := s.guest(door, "Bo", "bo@elsewhere.example")
	events := bo.stream(t.Context(), board+"/events")
	if events.status != 200 {
		t.Fatalf("the stream: %v", events.answer)
	}
	s.want(s.visitor().post(s.letter("bo@elsewhere.example"), form("name", "Bo", "password", "a long enough one")), 303, "staying")
	events.ends(t, 5*time.Second)
}
