package app

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
)

const room = "/room"

// door opens the door of a board and returns the path that its code carries.
func (v *visitor) door(board string) string {
	v.s.Helper()
	v.s.want(v.post(board+room+"/open", nil), 303, "opening the door")
	address := v.page(board + room).class("room-address")
	if len(address) != 1 {
		v.s.Fatal("the room shows no address")
	}
	path := strings.TrimPrefix(strings.TrimSpace(address[0].text()), v.s.base)
	if !strings.HasPrefix(path, "/join/") {
		v.s.Fatalf("the address is %s", path)
	}
	return path
}

// joins asks at a door in a browser of its own.
func (s *standing) joins(door, name, office, email string) *visitor {
	s.Helper()
	v := s.visitor()
	v.who = name
	s.want(v.get(door), 200, "the door")
	a := s.want(v.post(door, form("name", name, "office", office, "email", email)), 303, "asking at the door")
	if a.header.Get("Location") != door+"/waiting" {
		s.Errorf("after asking: %v", a)
	}
	return v
}

// A code on the wall, a phone without an account, and one press: without JavaScript on either side.
func TestJoiningInARoom(t *testing.T) {
	s := stand(t)
	io, board := s.as("international"), boardPath()
	if closed := io.page(board + room); len(closed.class("qr")) != 0 {
		t.Error("there is a code before the door was opened")
	}
	first := io.door(board)
	door := io.door(board)
	s.want(s.visitor().get(first), 404, "the replaced code")
	if code := io.page(board + room).class("qr"); len(code) != 1 || code[0].attr["aria-label"] == "" {
		t.Error("the room shows no code")
	}
	if other := s.signIn("international").get(board + room); other.status != 200 || strings.Contains(other.body, "/join/") {
		t.Errorf("another browser of the same person is shown the address: %v", other)
	}

	for name, fields := range map[string]url.Values{
		"no name":        form("name", " ", "office", "library"),
		"no such office": form("name", "Kept name", "office", "nowhere"),
		"no address":     form("name", "Kept name", "office", "library", "email", "a@b@c"),
		"unknown field":  form("name", "Kept name", "office", "library", "role", "international_office"),
	} {
		v := s.visitor()
		a := s.want(v.post(door, fields), 422, name)
		if name != "no name" && name != "unknown field" && !strings.Contains(a.body, `value="Kept name"`) {
			t.Errorf("%s: the name is lost: %v", name, a)
		}
	}

	ana := s.joins(door, `Ana <b>"O’Brien"</b>`, "library", "library@demo.example")
	waiting := door + "/waiting"
	if w := ana.get(waiting); w.status != 200 || !strings.Contains(w.body, "Waiting to be let in") || !strings.Contains(w.body, `http-equiv="refresh"`) {
		t.Errorf("waiting: %v", w)
	}
	s.want(ana.get(waiting+"?state=1"), 204, "nothing new")
	s.want(ana.get(board), 303, "the board before being let in")
	if a := ana.post(door+"/enter", nil); a.status != 303 || a.header.Get("Location") != waiting {
		t.Errorf("entering before being let in: %v", a)
	}
	if a := ana.get(door); a.status != 303 || a.header.Get("Location") != waiting {
		t.Errorf("the door once more: %v", a)
	}
	s.want(ana.post(door, form("name", "Ana", "office", "library")), 303, "asking twice")

	list := s.want(io.get(board+room+"/waiting"), 200, "who waits")
	if n := strings.Count(list.body, `name="arrival"`); n != 2 || !strings.Contains(list.body, "Ana &lt;b&gt;") || strings.Contains(list.body, "<html") {
		t.Errorf("%d forms for one who waits: %s", n, list.body)
	}
	s.want(io.post(board+room+"/admit", form("office", "library")), 303, "letting in an office")
	s.want(ana.get(waiting+"?state=1"), 200, "let in")
	before := ana.cookie()
	if a := s.visitor().post(door+"/enter", nil); a.status != 404 {
		t.Errorf("another browser enters: %v", a)
	}
	if a := ana.post(door+"/enter", nil); a.status != 303 || a.header.Get("Location") != board {
		t.Fatalf("entering: %v", a)
	}
	if after := ana.cookie(); after == before || after == "" {
		t.Error("the session's token did not change")
	}
	if a := ana.post(door+"/enter", nil); a.status != 303 || a.header.Get("Location") != board {
		t.Errorf("entering twice: %v", a)
	}
	ana.add(board, "strength", "From the back row")
	page := s.want(ana.get(board), 200, "the board")
	if strings.Contains(page.body, room) || strings.Contains(page.body, `href="/demo"`) {
		t.Error("the guest's page leads where the guest cannot go")
	}
	mine := io.open("demo", "The library's own", "office", "library")
	for _, path := range []string{"/demo", "/demo/swot", mine, mine + ".json", mine + "/events", mine + room, "/demo/people", "/demo/offices",
		"/demo/groups", "/demo/activity", "/demo/settings", "/second", "/second/swot"} {
		s.want(ana.get(path), 404, path)
	}
	s.want(ana.get(board+".json"), 200, "the one analysis as a file")
	s.want(ana.get(board+room), 403, "the room")
	s.want(ana.post("/demo/swot", form("title", "x", "scope", "office")), 404, "opening an analysis")

	// Closing keeps those who wait.
	bo := s.joins(door, "Bo", "finance", "")
	s.want(io.post(board+room+"/close", nil), 303, "closing")
	s.want(s.visitor().get(door), 404, "a closed door")
	s.want(bo.get(waiting+"?state=1"), 204, "waiting at a closed door")
	s.want(io.post(board+room+"/admit", form("all", "1")), 303, "letting in all")
	s.want(bo.post(door+"/enter", nil), 303, "entering")
	s.want(bo.get(board), 200, "the board")
	s.want(ana.get("/demo/swot/"+uuid.NewString()), 404, "an analysis that is not there")
}

func TestTurnedAwayInARoom(t *testing.T) {
	s := stand(t)
	io, board := s.as("international"), boardPath()
	door := io.door(board)
	ana := s.joins(door, "Ana", "library", "")
	away := io.page(board + room).all(func(n *node) bool {
		return n.tag == "form" && n.attr["action"] == board+room+"/turn-away"
	})
	if len(away) != 1 {
		t.Fatalf("%d forms to turn away", len(away))
	}
	s.want(io.post(board+room+"/turn-away", away[0].fields()), 303, "turning away")
	if w := ana.get(door + "/waiting"); w.status != 200 || !strings.Contains(w.body, "Not this time") {
		t.Errorf("turned away: %v", w)
	}
	if a := ana.post(door+"/enter", nil); a.status != 303 || a.header.Get("Location") != door+"/waiting" {
		t.Errorf("entering all the same: %v", a)
	}
	s.want(ana.get(board), 303, "the board")
	s.want(ana.get(door), 200, "asking again")
	s.want(ana.post(door, form("name", "Ana Lind", "office", "library")), 303, "asking again")
	s.want(io.post(board+room+"/admit", form("all", "1")), 303, "letting in")
	s.want(ana.post(door+"/enter", nil), 303, "entering")
	s.want(ana.get(board), 200, "the board")
}

// A session that is somebody's is never made a guest's.
func TestSignedInAtADoor(t *testing.T) {
	s := stand(t)
	board := boardPath()
	door := s.as("international").door(board)
	for _, method := range []string{"GET", "POST"} {
		a := s.as("registrar").do(method, door, strings.NewReader("name=Me&office=library"), "Content-Type", "application/x-www-form-urlencoded")
		if a.status != 303 || a.header.Get("Location") != board {
			t.Errorf("%s by a member: %v", method, a)
		}
	}
	stranger := s.as("registrar@second")
	if a := stranger.get(door); a.status != 200 || !strings.Contains(a.body, `action="/sign-out"`) || strings.Contains(a.body, `name="office"`) {
		t.Errorf("a stranger who is signed in: %v", a)
	}
	s.want(stranger.post(door, form("name", "Me", "office", "library")), 409, "asking as a stranger who is signed in")
	s.want(stranger.get("/second/swot"), 200, "the stranger's own institution")

	// Let in while signed out, then signed in as somebody before entering.
	ana := s.joins(door, "Ana", "library", "")
	s.want(s.as("international").post(board+room+"/admit", form("all", "1")), 303, "letting in")
	s.want(ana.post("/sign-in", form("email", email("registrar@second"), "password", "meridian-demo")), 303, "signing in")
	s.want(ana.post(door+"/enter", nil), 409, "entering with another's session")
	s.want(ana.get("/second/swot"), 200, "the session is still the person's")
}

func TestDoorsThatAreNotThere(t *testing.T) {
	s := stand(t)
	s.as("international")
	for _, token := range []string{"x", strings.Repeat("A", 43), "waiting", "%00", "..%2f"} {
		for _, a := range []answer{
			s.visitor().get("/join/" + token), s.visitor().post("/join/"+token, form("name", "Ana", "office", "library")),
			s.visitor().post("/join/"+token+"/enter", nil), s.visitor().get("/join/confirm/" + token), s.visitor().post("/join/confirm/"+token, form("name", "Ana", "password", "a long enough one")),
		} {
			if a.status != http.StatusNotFound {
				t.Errorf("%s: %v", token, a)
			}
		}
		if a := s.visitor().get("/join/" + token + "/waiting"); a.status != 303 && a.status != 404 {
			t.Errorf("%s: %v", token, a)
		}
	}
	for who, want := range map[string]int{"registrar": 403, "management": 403, "adviser": 403, "international@second": 404} {
		for _, do := range []string{"open", "close", "admit", "turn-away"} {
			s.want(s.as(who).post(boardPath()+room+"/"+do, url.Values{}), want, who+" "+do)
		}
		s.want(s.as(who).get(boardPath()+room), want, who)
		s.want(s.as(who).get(boardPath()+room+"/waiting"), want, who)
	}
	if strings.Contains(s.as("registrar").get(boardPath()).body, room) {
		t.Error("who may not let people in is shown the way to it")
	}
}

func TestManyAtADoor(t *testing.T) {
	s := stand(t)
	door := s.as("international").door(boardPath())
	for range 120 {
		s.joins(door, "Ana", "library", "")
	}
	a := s.want(s.visitor().post(door, form("name", "Number 121", "office", "library")), 429, "number 121")
	if a.header.Get("Retry-After") == "" || !strings.Contains(a.body, `value="Number 121"`) {
		t.Errorf("number 121: %v", a)
	}
}
