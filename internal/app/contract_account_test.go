package app

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

const ownPassword = "a password of my own"

// settle makes a person with a password of the own in an institution that is no demo.
func (s *standing) settle(desk *account.Desk, slug, address string, role access.Role) account.Person {
	s.Helper()
	r := institution.Registry{DB: s.db.DB}
	in, err := r.BySlug(s.Context(), slug)
	if err != nil {
		in, err = r.Add(s.Context(), slug, "University "+slug, false)
		s.must(err)
	}
	secret, err := desk.Invite(s.Context(), in, address, role, "")
	s.must(err)
	p, _, err := desk.Accept(s.Context(), secret, "Somebody", ownPassword)
	s.must(err)
	return p
}

// enters signs a person in.
func (s *standing) enters(address, password string, headers ...string) *visitor {
	s.Helper()
	v := s.visitor()
	v.who = address
	s.want(v.post("/sign-in", form("email", address, "password", password), headers...), 303, address+" signs in")
	return v
}

// secretOf opens the newest mail of a kind to an address, which desk has sent.
func (s *standing) secretOf(desk *account.Desk, slug, kind, address string) string {
	s.Helper()
	var id uuid.UUID
	var sealed []byte
	s.must(s.db.TenantBySlug(s.Context(), slug, func(tx *postgres.Tx) error {
		return tx.Row(`select id, sealed from mail where kind = $1 and address = $2 order by id desc limit 1`, []any{kind, address}, &id, &sealed)
	}))
	path, err := desk.Post.Key.Open(sealed, id.String())
	s.must(err)
	return path[strings.LastIndexByte(path, '/')+1:]
}

func TestPasswordIsForgotten(t *testing.T) {
	s := stand(t)
	desk := account.NewDesk(s.db.DB)
	s.settle(desk, "uni", "a@uni.example", access.Adviser)
	v := s.enters("a@uni.example", ownPassword)

	// Known and unknown, the first and the tenth time: one answer.
	var first answer
	for n, address := range []string{"a@uni.example", "nobody@uni.example", "A@uni.example", "a@uni.example", "a@uni.example", "a@uni.example", "no address", "\xff\x00"} {
		visitor := s.visitor()
		a := s.want(visitor.post("/password", form("email", address)), 303, address)
		page := s.want(visitor.get(a.header.Get("Location")), 200, address)
		if n == 0 {
			first = page
		}
		if page.body != first.body || len(a.cookies()) > 0 || a.header.Get("Location") != "/password?asked=1" {
			t.Errorf("%q: another answer: %v", address, a)
		}
	}
	s.want(s.visitor().post("/password", form("email", " ")), 422, "no address")
	var mails int
	s.must(s.db.TenantBySlug(t.Context(), "uni", func(tx *postgres.Tx) error {
		return tx.Row(`select count(*)::int from mail where kind = 'password'`, nil, &mails)
	}))
	if mails != 3 {
		t.Errorf("%d mails in an hour, want 3", mails)
	}
	s.must(desk.AskReset(t.Context(), "a@uni.example"))
	secret := s.secretOf(desk, "uni", "password", "a@uni.example")
	if body := s.want(s.visitor().get("/password/"+secret), 200, "the link").body; !strings.Contains(body, "a@uni.example") {
		t.Error("it does not say whose password it is")
	}
	short := s.want(s.visitor().post("/password/"+secret, form("password", "short", "username", "a@uni.example")), 422, "a short password")
	if f := s.parse(short.body).id("password"); f == nil || f.attr["aria-invalid"] != "true" || f.attr["value"] != "" {
		t.Error("the message is not beside the field, or the password comes back")
	}
	for what, path := range map[string]string{"cut": secret[1:], "unknown": "x", "long": strings.Repeat("A", 500)} {
		s.want(s.visitor().get("/password/"+path), 404, what)
		s.want(s.visitor().post("/password/"+path, form("password", "another long password")), 404, what)
	}
	holder := s.visitor()
	s.want(holder.post("/password/"+secret, form("password", "another long password", "username", "a@uni.example")), 303, "setting it")
	s.want(holder.get("/uni"), 200, "the holder is signed in")
	s.want(v.get("/uni"), 303, "the session from before")
	s.want(s.visitor().get("/password/"+secret), 404, "a used link")
	s.want(s.visitor().post("/password/"+secret, form("password", "a third long password")), 404, "a used link")
	s.want(s.visitor().post("/sign-in", form("email", "a@uni.example", "password", ownPassword)), 422, "the password from before")
}

func TestAccount(t *testing.T) {
	s := stand(t)
	desk := account.NewDesk(s.db.DB)
	p := s.settle(desk, "uni", "a@uni.example", access.Adviser)
	const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
	v, other := s.enters("a@uni.example", ownPassword, "User-Agent", firefox), s.enters("a@uni.example", ownPassword)
	s.want(s.visitor().get("/account"), 303, "signed out")

	s.want(v.post("/account/name", form("name", "Ayesha <Khan>")), 303, "the name")
	if body := v.get("/account").body; !strings.Contains(body, "Ayesha &lt;Khan&gt;") || strings.Contains(body, "<Khan>") {
		t.Error("the new name is not shown as it is")
	}
	if a := s.want(v.post("/account/name", form("name", "a\nb")), 422, "a bad name"); s.parse(a.body).id("name").attr["aria-invalid"] != "true" {
		t.Error("the message is not beside the name")
	}
	s.want(v.post("/account/name", form("name", "x", "administrator", "true")), 422, "an unknown field")

	// The list of sessions, and ending one.
	list := v.page("/account/sessions")
	if text := list.text(); !strings.Contains(text, "Firefox on Windows") || !strings.Contains(text, "This one") {
		t.Errorf("the list says %s", text)
	}
	ids := []string{}
	for _, n := range list.tags("input") {
		if n.attr["name"] == "session" {
			ids = append(ids, n.attr["value"])
		}
	}
	if len(ids) != 1 {
		t.Fatalf("to be ended are %v", ids)
	}
	stranger := s.signIn("library")
	s.want(stranger.post("/account/sessions/end", form("session", ids[0])), 404, "somebody else's session")
	s.want(v.post("/account/sessions/end", form("session", "x")), 404, "no session")
	s.want(v.post("/account/sessions/end", nil), 422, "none named")
	s.want(other.get("/uni"), 200, "before")
	s.want(v.post("/account/sessions/end", form("session", ids[0])), 303, "ending it")
	s.want(other.get("/uni"), 303, "afterwards")

	// The password: wrong ones are counted, the right one gives a new token.
	third, token := s.enters("a@uni.example", ownPassword), v.cookie()
	a := s.want(v.post("/account/password", form("current", "wrong", "password", "another long password", "username", "")), 422, "wrong")
	if f := s.parse(a.body).id("current"); f.attr["aria-invalid"] != "true" || strings.Contains(a.body, "another long password") {
		t.Error("the message is not beside the field, or the password comes back")
	}
	s.want(v.post("/account/password", form("current", ownPassword, "password", "another long password", "username", "")), 303, "right")
	s.want(third.get("/uni"), 303, "another session, after the password")
	s.want(s.visitor().get("/uni", "Cookie", "meridian="+token), 303, "the token from before")
	s.want(v.get("/uni"), 200, "this session")
	for range 9 { // one was wrong above
		s.want(v.post("/account/password", form("current", "wrong", "password", "another long password")), 422, "wrong")
	}
	if a := s.want(v.post("/account/password", form("current", "another long password", "password", ownPassword)), 429, "after ten"); a.header.Get("Retry-After") == "" {
		t.Error("it does not say when to come back")
	}

	// A password is never kept over a sign-in.
	out := s.visitor()
	s.want(out.post("/account/password", form("current", "my secret canary", "password", "my secret canary")), 303, "signed out")
	if out.cookie() != "" {
		t.Error("the form was kept")
	}

	// One's own data.
	file := s.want(v.get("/account/data"), 200, "data")
	var data struct {
		Format        string `json:"format"`
		FormatVersion int    `json:"format_version"`
		Person        struct{ ID, Email string }
		Institutions  []struct{ Slug string }
	}
	s.must(json.Unmarshal([]byte(file.body), &data))
	if data.Format != "meridian person" || data.FormatVersion != 1 || data.Person.ID != p.ID.String() || len(data.Institutions) != 1 || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%.500s", file.body)
	}
	s.as("library").add(boardPath(), "strength", "what the library wrote")
	if body := s.as("library").get("/account/data").body; !strings.Contains(body, "what the library wrote") || strings.Contains(body, "registrar@") {
		t.Errorf("the library's own data are %.500s", body)
	}

	// An account of the demo is changed like any other.
	s.want(s.as("finance").post("/account/password", form("current", "meridian-demo", "password", "another long password")), 303, "the demo's password")
	s.want(s.visitor().post("/sign-in", form("email", "finance@demo.example", "password", "meridian-demo")), 422, "the password that everybody knew")
	s.want(s.visitor().post("/sign-in", form("email", "finance@demo.example", "password", "another long password")), 303, "the new one")
}

// An ended session's streams end with it, on whatever page they are.
func TestEndedSessionsLoseTheirStreams(t *testing.T) {
	s := stand(t)
	v, other := s.signIn("library"), s.signIn("library")
	lives := v.stream(t.Context(), boardPath()+"/events")
	dies := other.stream(t.Context(), boardPath()+"/events")
	if lives.status != 200 || dies.status != 200 {
		t.Fatal("no streams")
	}
	s.want(v.post("/account/sessions/end-all", nil), 303, "ending all others")
	dies.ends(t, 2*time.Second)
	s.want(other.get("/demo"), 303, "the ended session")
	last := s.as("registrar").add(boardPath(), "threat", "after the end")
	lives.until(t, func(e event) bool { return strings.Contains(e.data, last) })
}

func TestNewAddress(t *testing.T) {
	s := stand(t)
	desk := account.NewDesk(s.db.DB)
	p := s.settle(desk, "uni", "a@uni.example", access.Adviser)
	s.settle(desk, "uni", "b@uni.example", access.Adviser)
	v, other := s.enters("a@uni.example", ownPassword), s.enters("b@uni.example", ownPassword)
	ask := func(address, password string) answer {
		return v.post("/account/email", form("email", address, "password", password))
	}
	if a := s.want(ask("new@uni.example", "wrong"), 422, "a wrong password"); s.parse(a.body).id("new-email").attr["value"] != "new@uni.example" || s.parse(a.body).id("email-password").attr["aria-invalid"] != "true" {
		t.Error("the address is not kept, or the message not beside its field")
	}
	// Free and taken are answered alike.
	free, taken := s.want(ask("new@uni.example", ownPassword), 303, "free"), s.want(ask("b@uni.example", ownPassword), 303, "taken")
	if free.header.Get("Location") != taken.header.Get("Location") {
		t.Errorf("%v, %v", free, taken)
	}
	s.must(desk.AskEmail(t.Context(), p.ID, "new@uni.example", ownPassword, func() bool { return true }))
	path := "/account/email/" + s.secretOf(desk, "uni", "email", "new@uni.example")
	if a := s.want(s.visitor().get(path), 200, "signed out"); !strings.Contains(a.body, "/sign-in?next=") {
		t.Error("it does not ask to sign in")
	}
	s.want(s.visitor().post(path, nil), 303, "signed out")
	if a := s.want(other.post(path, nil), 303, "somebody else"); a.header.Get("Location") != path {
		t.Errorf("%v", a)
	}
	s.want(other.get(path), 200, "somebody else")
	s.want(v.get(path+"x"), 404, "another link")
	s.want(v.post(path+"x", nil), 404, "another link")
	token := v.cookie()
	s.want(v.post(path, nil), 303, "the person")
	s.want(v.get(path), 404, "a used link")
	s.want(v.get("/account"), 200, "this session")
	s.want(s.visitor().get("/account", "Cookie", "meridian="+token), 303, "the token from before")
	s.want(s.visitor().post("/sign-in", form("email", "a@uni.example", "password", ownPassword)), 422, "the address from before")
	s.enters("new@uni.example", ownPassword)
}

func TestAdministrator(t *testing.T) {
	s := stand(t)
	desk := account.NewDesk(s.db.DB)
	p := s.settle(desk, "uni", "admin@uni.example", access.Adviser)
	s.tenant("uni", `update membership set valid_until = now() where person_id = $1`, p.ID)
	s.tenant("uni", `update person set administrator = true where id = $1`, p.ID)
	v := s.enters("admin@uni.example", ownPassword)
	if a := s.want(v.get("/"), 303, "home"); a.header.Get("Location") != "/administration" {
		t.Errorf("%v", a)
	}
	for _, path := range []string{"/uni", "/demo", "/demo/swot", boardPath(), "/demo/seat"} {
		s.want(v.get(path), 404, path)
	}
	for _, fields := range [][]string{nil, {"slug", "x", "name", "y"}, {"unknown", "z"}} {
		s.want(s.as("international").post("/administration", form(fields...)), 404, "creating")
		s.want(s.as("international").post("/administration/invitations", form(fields...)), 404, "inviting")
	}
	s.want(s.visitor().get("/administration"), 303, "signed out")

	s.want(v.post("/administration", form("id", uuid.NewString(), "slug", "third", "name", "The third")), 303, "creating")
	if a := s.want(v.post("/administration", form("slug", "third", "name", "Again")), 422, "the same slug"); s.parse(a.body).id("slug").attr["aria-invalid"] != "true" || s.parse(a.body).id("name").attr["value"] != "Again" {
		t.Error("the message is not beside the slug, or the name is lost")
	}
	if body := v.get("/administration").body; !strings.Contains(body, "The third") || strings.Contains(body, "@demo.example") || strings.Contains(body, "Lena Fischer") {
		t.Error("it shows too little, or people")
	}
	if a := s.want(v.post("/administration/invitations", form("institution", "third", "email", "x")), 422, "no address"); s.parse(a.body).id("first-third").attr["value"] != "x" {
		t.Error("what was typed is lost")
	}
	a := s.want(v.post("/administration/invitations", form("institution", "third", "email", "first@third.example")), 200, "inviting")
	url := s.parse(a.body).id("first-link").attr["value"]
	if !strings.HasPrefix(url, s.base+"/invitations/") {
		t.Fatalf("the link is %q", url)
	}
	first := s.visitor()
	s.want(first.post(strings.TrimPrefix(url, s.base), form("name", "The first", "password", ownPassword)), 303, "accepting")
	s.want(first.get("/third"), 200, "the first member")
	s.want(v.post("/administration/invitations", form("institution", "third", "email", "second@third.example")), 409, "a second one")
	s.want(v.post("/administration/invitations", form("institution", "nowhere", "email", "second@third.example")), 404, "no institution")
	if body := v.get("/administration").body; strings.Contains(body, "first@third.example") || strings.Contains(body, "The first") {
		t.Error("it shows members")
	}
}

func TestActAs(t *testing.T) {
	s := stand(t)
	v := s.signIn("library")
	if strings.Contains(v.get("/demo").body, "/demo/seat") {
		t.Error("with one membership there is nothing to choose")
	}
	s.tenant("demo", `insert into membership (institution_id, id, person_id, role, accepted_at)
		select i.id, $1, p.id, 'senior_management', now() from institution i, person p where i.slug = 'demo' and p.email = 'library@demo.example'`, uuid.New())
	if !strings.Contains(v.get("/demo").body, "/demo/seat") {
		t.Error("with two memberships the choice is not offered")
	}
	page := v.page("/demo/seat")
	var choice *node
	for _, f := range page.tags("form") {
		if f.attr["action"] == "/demo/seat" {
			choice = f
		}
	}
	if choice == nil {
		t.Fatal("there is nothing to choose")
	}
	stream := v.stream(t.Context(), boardPath()+"/events")
	s.want(v.post("/demo/seat", choice.fields()), 303, "choosing")
	stream.ends(t, 2*time.Second)
	if body := v.page("/demo/seat").text(); !strings.Contains(body, "Senior management") {
		t.Errorf("%s", body)
	}
	s.want(v.post("/demo/swot", form("title", "Our own", "scope", "office", "office", "library")), 403, "what the library alone may do")
	s.want(v.post("/demo/seat", nil), 422, "nothing chosen")
	s.want(v.post("/demo/seat", form("as", uuid.NewString())), 404, "a membership of nobody")
	s.want(s.as("registrar").post("/demo/seat", choice.fields()), 404, "somebody else's membership")
}
