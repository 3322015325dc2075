package respond_test

import (
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"meridian/internal/problem"

	"github.com/go-chi/chi/v5"
)

// router serves one path by one handler.
func router(path string, h http.HandlerFunc) http.Handler {
	r := chi.NewRouter()
	r.Get(path, h)
	return r
}

const items = "/demo/swot/1/items"

func TestKeptForm(t *testing.T) {
	h := newHouse(t)
	sent := url.Values{"id": {"0190b6a0"}, "text": {"\n \"two\"\n<b>lines</b> & é"}, "evidence": {""}}
	res, _ := h.ask("POST", items, sent.Encode(), "Referer", h.url+"/demo/swot/1")
	if res.StatusCode != 303 || res.Header.Get("Location") != "/sign-in?next=%2Fdemo%2Fswot%2F1" {
		t.Fatalf("signed out: %s to %q", res.Status, res.Header.Get("Location"))
	}
	if h.taken != nil {
		t.Fatal("the form was taken although nobody is signed in")
	}
	if action, _, _ := h.kept(); action != "" {
		t.Error("the form is shown to somebody who is not signed in")
	}
	h.signIn()
	action, fields, seen := h.kept()
	if action != items || !reflect.DeepEqual(fields, sent) {
		t.Fatalf("kept for %q: %q, want %q", action, fields, sent)
	}
	if want := map[string]bool{"id": false, "text": true, "evidence": false}; !reflect.DeepEqual(seen, want) {
		t.Errorf("seen are %v, want %v", seen, want)
	}
	// Looking uses nothing up; what fails or goes elsewhere leaves it in place.
	if res, _ := h.ask("POST", items, "text="); res.StatusCode != 422 {
		t.Errorf("an empty text: %s", res.Status)
	}
	if res, _ := h.ask("POST", "/demo/other", "text=x"); res.StatusCode != 303 {
		t.Errorf("another form: %s", res.Status)
	}
	if res, _ := h.ask("POST", items, "id=another&text=x"); res.StatusCode != 303 {
		t.Errorf("another item: %s", res.Status)
	}
	if action, _, _ := h.kept(); action != items {
		t.Fatal("the form is gone before it was sent")
	}
	if res, _ := h.ask("POST", action, fields.Encode()); res.StatusCode != 303 || !reflect.DeepEqual(h.taken, sent) {
		t.Errorf("sent at last: %s, taken %q", res.Status, h.taken)
	}
	if action, _, _ := h.kept(); action != "" {
		t.Error("the form is still offered after it was sent")
	}
}

func TestKeptFormDiscarded(t *testing.T) {
	h := newHouse(t)
	h.ask("POST", items, "text=x")
	h.signIn()
	if action, _, _ := h.kept(); action != items {
		t.Fatal("nothing was kept")
	}
	if res, _ := h.ask("POST", "/sign-in/kept", ""); res.StatusCode != 303 || res.Header.Get("Location") != "/demo" {
		t.Errorf("discarding: %s to %q", res.Status, res.Header.Get("Location"))
	}
	if action, _, _ := h.kept(); action != "" {
		t.Error("the form is still offered after it was discarded")
	}
	if res, _ := h.ask("POST", "/sign-in/kept", ""); res.StatusCode != 303 || res.Header.Get("Location") != "/" {
		t.Errorf("discarding nothing: %s to %q", res.Status, res.Header.Get("Location"))
	}
}

func TestKeptFormOnlyWhereItHelps(t *testing.T) {
	for _, c := range []struct {
		name, body string
		headers    []string
		status     int
		location   string
		kept       bool
	}{
		{name: "a form", body: "text=x", status: 303, location: "/sign-in?next=%2Fdemo%2Fswot%2F1", kept: true},
		{name: "a form from a page of another site", body: "text=x", headers: []string{"Referer", "https://evil.example/x"}, status: 303, location: "/sign-in?next=%2Fdemo%2Fswot%2F1", kept: true},
		{name: "multipart", body: part("text", "x") + "--b--\r\n", headers: []string{"Content-Type", "multipart/form-data; boundary=b"}, status: 303, location: "/sign-in?next=%2Fdemo%2Fswot%2F1", kept: true},
		{name: "a live page keeps its text itself", body: "text=x", headers: []string{"Live", "1"}, status: 401},
		{name: "a program", body: "text=x", headers: []string{"Accept", "application/json"}, status: 401},
		{name: "nothing was written", body: "", status: 303, location: "/sign-in?next=%2Fdemo%2Fswot%2F1"},
		{name: "JSON", body: `{"text":"x"}`, headers: []string{"Content-Type", "application/json"}, status: 303, location: "/sign-in?next=%2Fdemo%2Fswot%2F1"},
		{name: "more than a session should hold", body: "text=" + strings.Repeat("x", 70<<10), status: 303, location: "/sign-in?next=%2Fdemo%2Fswot%2F1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			res, _ := h.ask("POST", items, c.body, c.headers...)
			if res.StatusCode != c.status || res.Header.Get("Location") != c.location {
				t.Errorf("%s to %q, want %d to %q", res.Status, res.Header.Get("Location"), c.status, c.location)
			}
			h.signIn()
			if action, _, _ := h.kept(); (action != "") != c.kept {
				t.Errorf("kept: %q, want %v", action, c.kept)
			}
		})
	}
}

// Nothing is kept of somebody who is signed in and merely refused.
func TestKeptFormNotOnRefusal(t *testing.T) {
	h := newHouse(t)
	h.signIn()
	h.fail = problem.New(problem.Refused, "")
	h.ask("POST", "/demo/fail", "text=x")
	if action, _, _ := h.kept(); action != "" {
		t.Errorf("kept for %q", action)
	}
}

// When no more can be kept, the person is led to the sign-in all the same.
func TestKeptFormWithoutRoom(t *testing.T) {
	h := newHouse(t)
	h.full = true
	if res, _ := h.ask("POST", items, "text=x"); res.StatusCode != 303 || !strings.HasPrefix(res.Header.Get("Location"), "/sign-in") {
		t.Errorf("signed out: %s to %q", res.Status, res.Header.Get("Location"))
	}
	h.signIn()
	if action, _, _ := h.kept(); action != "" {
		t.Error("a form was kept")
	}
}
