package app

import (
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/link"
)

// The form of an invitation is taken exactly as its page sends it.
func TestInvitationPage(t *testing.T) {
	s := stand(t)
	registry := institution.Registry{DB: s.db.DB}
	in, err := registry.Add(t.Context(), "mine", "My University", false)
	s.must(err)
	secret, err := account.NewDesk(s.db.DB).Invite(t.Context(), in, "me@mine.example", access.InternationalOffice, "")
	s.must(err)
	path := link.Invitation(secret)
	v := s.visitor()
	f := v.page(path).tags("form")[0]
	fields := f.fields()
	if !fields.Has("name") || !fields.Has("password") {
		t.Fatalf("the form has %v", fields)
	}
	fields.Set("name", "Ayesha Khan")
	fields.Set("password", "too short")
	a := s.want(v.post(path, fields), 422, "a short password")
	if !strings.Contains(a.body, "12 characters") || !strings.Contains(a.body, "Ayesha Khan") {
		t.Error("the page does not say why, or lost the name")
	}
	fields.Set("password", "a good long password")
	if a := s.want(v.post(path, fields), 303, "accepting"); a.header.Get("Location") != "/mine" {
		t.Errorf("it leads to %q", a.header.Get("Location"))
	}
	s.want(v.get("/mine"), 200, "the institution")
	s.want(s.visitor().get(path), 404, "a used invitation")
	s.want(v.get("/demo"), 404, "another institution")
}

// What a large upload leaves in files is gone when the request is.
func TestUploadsLeaveNothing(t *testing.T) {
	s := stand(t)
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	for _, v := range []*visitor{s.as("library"), s.visitor()} {
		var body strings.Builder
		w := multipart.NewWriter(&body)
		part, err := w.CreateFormFile("file", "large.csv")
		s.must(err)
		_, err = part.Write([]byte("quadrant,text\n" + strings.Repeat("strength,a text\n", 300_000)))
		s.must(err)
		s.must(w.Close())
		v.do("POST", boardPath()+"/import", strings.NewReader(body.String()), "Content-Type", w.FormDataContentType())
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "*")); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Fatal(err)
	}
}

// A command prints links to the server that runs on the same data folder.
func TestLinkBaseOfARunningServer(t *testing.T) {
	c := Config{Addr: "127.0.0.1:8080", Data: t.TempDir()}
	if got, err := c.linkBase(); err != nil || got != "http://127.0.0.1:8080" {
		t.Errorf("without a server: %q, %v", got, err)
	}
	if err := os.WriteFile(c.addressFile(), []byte("http://127.0.0.1:18880\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := c.linkBase(); err != nil || got != "http://127.0.0.1:18880" {
		t.Errorf("with one: %q, %v", got, err)
	}
	c.BaseURL = "https://plan.uni.example"
	if got, err := c.linkBase(); err != nil || got != c.BaseURL {
		t.Errorf("what was asked for goes first: %q, %v", got, err)
	}
}
