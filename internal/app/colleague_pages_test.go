package app

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"meridian/internal/mail"

	"github.com/google/uuid"
)

// withMail is a site whose mail goes out.
func withMail(s *Settings) { s.Mail = &mail.Server{} }

// flashed is what is said once on the page that an answer leads to.
func (s *standing) flashed(v *visitor, a answer) string {
	s.Helper()
	for _, n := range s.parse(v.get(strings.Split(a.header.Get("Location"), "#")[0]).body).class("flash") {
		return n.text()
	}
	return ""
}

func asking(email string, more ...string) []string {
	return append([]string{"id", uuid.NewString(), "email", email, "name", "Mara", "role", "member_office", "office", "library"}, more...)
}

// A head asks colleagues in by mail and never sees a link, neither in a form nor by asking for one.
func TestHeadsHandOutNoLinks(t *testing.T) {
	const refused = "Only the international office hands out links. The invitation goes by mail."
	s := stand(t)
	io, head := s.as("international"), s.as("library")
	if a := s.want(head.post("/demo/invitations", form(asking("mara@demo.example", "send", "link")...)), 403, "a link at once"); !strings.Contains(a.body, refused) {
		t.Errorf("%v", a)
	}
	s.want(head.post("/demo/invitations", form(asking("mara@demo.example", "send", "mail")...)), 303, "by mail")
	id := s.invitation("demo")
	if a := s.want(head.post("/demo/invitations/"+id+"/link", nil), 403, "a link afterwards"); !strings.Contains(a.body, refused) {
		t.Errorf("%v", a)
	}
	for who, want := range map[string]bool{"library": false, "international": true} {
		page := s.as(who).page("/demo/people")
		if got := page.id("invite-send") != nil; got != want {
			t.Errorf("%s chooses how the link gets there: %v", who, got)
		}
		verbs := []string{}
		for _, f := range page.tags("form") {
			if verb, ok := strings.CutPrefix(f.attr["action"], "/demo/invitations/"+id+"/"); ok {
				verbs = append(verbs, verb)
			}
		}
		if slices.Contains(verbs, "link") != want || !slices.Contains(verbs, "send") || !slices.Contains(verbs, "withdraw") {
			t.Errorf("%s is offered %v", who, verbs)
		}
	}
	s.want(io.post("/demo/invitations/"+id+"/link", nil), 200, "for the international office")
}

// What is said of an invitation is true where no mail goes out, too.
func TestInvitationsAreKeptWithoutMail(t *testing.T) {
	for name, c := range map[string]struct {
		change        []func(*Settings)
		head, io      string
		again, ioSays string
	}{
		"without": {nil, "The invitation is kept. No mail server is set, so please ask the international office to hand over the link.",
			"The invitation to Mara is kept; no mail server is set: hand the link over (“Copy a link”), or print the sheet.",
			"The invitation is kept. No mail server is set, so please ask the international office to hand over the link.",
			"The invitation to Mara is kept; no mail server is set: hand the link over (“Copy a link”), or print the sheet."},
		"with": {[]func(*Settings){withMail}, "The invitation to Mara is on its way.", "The invitation to Mara is on its way.",
			"A new link to Mara is on its way, and the earlier one has ended.", "A new link to Mara is on its way, and the earlier one has ended."},
	} {
		t.Run(name, func(t *testing.T) {
			s := stand(t, c.change...)
			io, head := s.as("international"), s.as("library")
			says := func(v *visitor, a answer, want string) {
				t.Helper()
				if got := s.flashed(v, s.want(a, 303, want)); !strings.Contains(got, want) {
					t.Errorf("it says %q, want %q", got, want)
				}
			}
			says(io, io.post("/demo/invitations", form(asking("other@demo.example")...)), c.io)
			says(head, head.post("/demo/invitations", form(asking("mara@demo.example")...)), c.head)
			id := s.invitation("demo")
			a := s.want(head.post("/demo/invitations/"+id+"/send", nil), 429, "at once again")
			if after, err := strconv.Atoi(a.header.Get("Retry-After")); err != nil || after < 1 || after > 600 || !strings.Contains(a.body, "less than ten minutes ago") {
				t.Errorf("%v", a)
			}
			a = s.want(head.post("/demo/invitations", form(asking("mara@demo.example")...)), 429, "by the form again")
			if a.header.Get("Retry-After") == "" || !strings.Contains(a.body, "less than ten minutes ago") || s.parse(a.body).id("invite-email").attr["value"] != "mara@demo.example" {
				t.Error("the form has lost what was typed, or does not say why")
			}
			s.tenant("demo", `update token set created_at = now() - interval '11 minutes' where kind = 'invitation'`)
			s.tenant("demo", `update mail set created_at = now() - interval '11 minutes'`)
			says(head, head.post("/demo/invitations/"+id+"/send", nil), c.again)
			says(io, io.post("/demo/invitations/"+id+"/send", nil), c.ioSays)
		})
	}
}

func TestNamesLeadNowhere(t *testing.T) {
	s := stand(t)
	for _, name := range []string{"Prize: https://evil.example", "Www.evil.example"} {
		fields := form(asking("mara@demo.example")...)
		fields.Set("name", name)
		a := s.want(s.as("library").post("/demo/invitations", fields), 422, name)
		if field := s.parse(a.body).id("invite-name-error"); field == nil || !strings.Contains(field.text(), "A name has no web address in it.") {
			t.Errorf("%s: nothing stands beside the name", name)
		}
		a = s.want(s.as("international").post(onboard+"/preview", form("pasted", "Library\t"+name+"\tmara@demo.example")), 200, name)
		if !strings.Contains(a.body, "A name has no web address in it.") {
			t.Errorf("%s: the preview takes it", name)
		}
	}
}

// Whoever raises what somebody is asked in for is told that the person needs a new link.
func TestRaisedRolesNeedANewLink(t *testing.T) {
	const ended = "The change is made. The earlier link has ended; send it again."
	s := stand(t)
	io := s.as("international")
	a := s.want(io.post("/demo/invitations", form(asking("mara@demo.example", "send", "link")...)), 200, "a link")
	path := strings.TrimPrefix(s.parse(a.body).id("link").attr["value"], s.base)
	member := "/demo/people/" + s.one(`select m.id::text from membership m join person p on p.id = m.person_id where p.email = 'mara@demo.example'`)
	s.want(s.visitor().get(path), 200, "the link")
	if got := s.flashed(io, s.want(io.post(member+"/standing", form("standing", "head")), 303, "head")); !strings.Contains(got, ended) {
		t.Errorf("it says %q", got)
	}
	s.want(s.visitor().get(path), 404, "the link after the standing")
	s.want(io.post("/demo/invitations/"+s.invitation("demo")+"/link", nil), 200, "a new link")
	if got := s.flashed(io, s.want(io.post(member+"/role", form("role", "adviser", "office", "", "until", "")), 303, "adviser")); !strings.Contains(got, ended) || !strings.Contains(got, "think of a day") {
		t.Errorf("it says %q", got)
	}
	if got := s.flashed(io, s.want(io.post("/demo/people/"+s.memberID("library")+"/standing", form("standing", "deputy")), 303, "of a member")); strings.Contains(got, "link") {
		t.Errorf("of somebody who has accepted it says %q", got)
	}
}

// With a mail server the administrator never sees the link by which the first member enters.
func TestAdministratorSeesNoMailedLink(t *testing.T) {
	s := stand(t, withMail)
	s.tenant("demo", `update person set administrator = true where email = 'adviser@demo.example'`)
	v := s.as("adviser")
	s.want(v.post("/administration", form("slug", "third", "name", "The third")), 303, "creating")
	a := s.want(v.post("/administration/invitations", form("institution", "third", "email", "first@third.example")), 303, "inviting")
	if got := s.flashed(v, a); a.header.Get("Location") != "/administration" || !strings.Contains(got, "The invitation to first@third.example is on its way.") {
		t.Errorf("it leads to %q and says %q", a.header.Get("Location"), got)
	}
	if body := v.get("/administration").body; strings.Contains(a.body+body, "first-link") || strings.Contains(a.body, "/invitations/") {
		t.Error("the link is shown")
	}
	s.want(v.post("/administration/invitations", form("institution", "demo", "email", "first@third.example")), 409, "into an institution at work")
}
