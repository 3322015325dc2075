package app

import (
	"strings"
	"testing"

	"meridian/internal/mail"
	"meridian/internal/notice"

	"github.com/google/uuid"
)

// Whoever has the address that stands in a mail stops mails of its kind, without being signed in: by the page's button, or
// by the one click of a mail program. Looking at the page stops nothing.
func TestUnsubscribePage(t *testing.T) {
	s := stand(t)
	var in, person uuid.UUID
	s.must(s.db.TenantBySlug(t.Context(), "demo", readOne(&in, `select id from institution where slug = 'demo'`)))
	s.must(s.db.TenantBySlug(t.Context(), "demo", readOne(&person, `select id from person where email = 'library@demo.example'`)))
	path := (&notice.Desk{Post: &mail.Post{Key: s.secret}}).UnsubscribePath(in, person, "answer")
	library, nobody := s.as("library"), s.visitor()
	chosen := func() string { return library.page("/account/notifications").id("choices").fields().Get("answer") }
	if page := s.want(nobody.get(path), 200, "the page"); !strings.Contains(page.body, "Stop these mails") || chosen() != "now" {
		t.Errorf("before it is pressed, mails come %q", chosen())
	}
	for _, wrong := range []string{"/unsubscribe/x", path + "x", path[:len(path)-1]} {
		s.want(nobody.get(wrong), 404, wrong)
		s.want(nobody.post(wrong, form("List-Unsubscribe", "One-Click")), 404, wrong)
	}
	if chosen() != "now" {
		t.Error("a made-up address stopped mails")
	}
	for range 2 {
		s.want(nobody.post(path, form("List-Unsubscribe", "One-Click")), 200, "one click")
	}
	if chosen() != "never" {
		t.Errorf("afterwards mails come %q", chosen())
	}
	s.want(library.post("/account/notifications/choices", form("answer", "often")), 422, "a choice that there is not")
	s.want(library.post("/account/notifications/choices", form("answer", "daily")), 303, "a choice")
	if chosen() != "daily" {
		t.Errorf("chosen daily, mails come %q", chosen())
	}
}
