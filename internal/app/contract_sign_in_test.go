package app

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"meridian/internal/app/demo"
	"meridian/internal/respond"
)

func (v *visitor) cookie() string {
	u, _ := url.Parse(v.s.base)
	for _, c := range v.client.Jar.Cookies(u) {
		if c.Name == "meridian" {
			return c.Value
		}
	}
	return ""
}

func TestSignIn(t *testing.T) {
	s := stand(t)
	v := s.visitor()
	page := v.page("/sign-in?next=/demo/swot")
	labels := map[string]string{}
	for _, l := range page.tags("label") {
		labels[l.text()] = l.attr["for"]
	}
	if labels["E-mail"] == "" || labels["Password"] == "" || page.id(labels["E-mail"]) == nil || page.id(labels["Password"]) == nil {
		t.Errorf("the labels are %v", labels)
	}
	if b := page.tags("form")[0].tags("button"); len(b) != 1 || strings.TrimSpace(b[0].text()) != "Sign in" {
		t.Error(`there is no button "Sign in"`)
	}
	// Wrong and unknown are answered alike, but for the address in the field.
	bodies := map[string]string{}
	for _, address := range []string{"registrar@demo.example", "nobody@demo.example", "no address", "", "\xff@\x00", "REGISTRAR@demo.example"} {
		a := s.want(s.visitor().post("/sign-in", form("email", address, "password", "wrong")), 422, address)
		if field := s.parse(a.body).id("email"); field == nil || address != "\xff@\x00" && field.attr["value"] != address {
			t.Errorf("%q is not kept in the field", address)
		} else {
			bodies[strings.ReplaceAll(a.body, `value="`+field.attr["value"]+`"`, `value=""`)] = address
		}
		if len(a.header.Values("Set-Cookie")) != 0 {
			t.Errorf("%q: a failed sign-in sets %v", address, a.header.Values("Set-Cookie"))
		}
	}
	for body := range bodies {
		if strings.Contains(body, "autofocus") {
			bodies[""] = "" // compare only what is said
		}
	}
	said := map[string]bool{}
	for body := range bodies {
		if body != "" {
			said[strings.NewReplacer(" autofocus", "", ` aria-current="true"`, "", ` value="`+demo.Password+`"`, ` value=""`).Replace(body)] = true
		}
	}
	if len(said) > 2 { // an empty address has the focus elsewhere; no more may differ
		t.Errorf("%d different answers to wrong and unknown", len(said))
	}
	// The password is never sent back.
	if a := s.visitor().post("/sign-in", form("email", "x@y.example", "password", "my secret canary")); strings.Contains(a.body, "my secret canary") {
		t.Error("the password comes back")
	}
	a := s.want(v.post("/sign-in", form("email", " Registrar@Demo.Example ", "password", demo.Password, "next", "/demo/swot?new=1")), 303, "signing in")
	if a.header.Get("Location") != "/demo/swot?new=1" {
		t.Errorf("it leads to %s", a.header.Get("Location"))
	}
	for _, c := range a.cookies() {
		if c.Name != "meridian" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Secure || c.Domain != "" {
			t.Errorf("the cookie is %v", c)
		}
	}
	if len(a.cookies()) != 1 {
		t.Error("there is not one cookie")
	}
	s.want(v.get("/sign-in?next=/demo"), 303, "signed in already")
	s.want(v.post("/sign-out", nil), 303, "signing out")
	s.want(v.get("/demo"), 303, "after signing out")
	s.want(s.visitor().post("/sign-in", form("email", "x", "password", "y", "colour", "red")), 422, "an unknown field")
}

func (a answer) cookies() []*http.Cookie { return (&http.Response{Header: a.header}).Cookies() }

func TestNextLeadsNowhereElse(t *testing.T) {
	s := stand(t)
	for _, next := range []string{"//evil.example", "https://evil.example", `/\evil.example`, `\\evil.example`, "/\t/evil.example", "javascript:alert(1)", "evil.example",
		"///evil.example", "/%09//evil.example\n", "http:evil.example", " //evil.example", "/\r\nSet-Cookie: x=y", "//demo.example@evil.example/", "/%2f..//evil.example\\"} {
		v := s.visitor()
		if page := v.get("/sign-in?next=" + url.QueryEscape(next)); strings.Contains(page.body, "evil.example") && strings.Contains(page.body, `value="//`) {
			t.Errorf("%q stands in the page", next)
		}
		a := s.want(v.post("/sign-in", form("email", "library@demo.example", "password", demo.Password, "next", next)), 303, next)
		to, err := url.Parse(a.header.Get("Location"))
		if err != nil || to.Host != "" || to.Scheme != "" || !strings.HasPrefix(a.header.Get("Location"), "/") || strings.HasPrefix(a.header.Get("Location"), "//") || strings.Contains(a.header.Get("Location"), `\`) {
			t.Errorf("%q leads to %q", next, a.header.Get("Location"))
		}
		if again := v.get("/sign-in?next=" + url.QueryEscape(next)).header.Get("Location"); again != a.header.Get("Location") {
			t.Errorf("%q: signed in already, it leads to %q", next, again)
		}
	}
}

func TestTooManyFailures(t *testing.T) {
	s := stand(t)
	try := func(address, password string) answer {
		return s.visitor().post("/sign-in", form("email", address, "password", password))
	}
	for range 5 { // successes do not count
		s.want(try("library@demo.example", demo.Password), 303, "signing in")
	}
	for n := range 10 {
		s.want(try("library@demo.example", "wrong"), 422, strconv.Itoa(n))
	}
	for _, password := range []string{"wrong", demo.Password} {
		a := s.want(try(" LIBRARY@demo.example", password), 429, "after ten failures")
		if n, err := strconv.Atoi(a.header.Get("Retry-After")); err != nil || n < 1 || n > 600 {
			t.Errorf("Retry-After: %q", a.header.Get("Retry-After"))
		}
	}
	s.want(try("registrar@demo.example", demo.Password), 303, "a colleague")
}

func TestSessions(t *testing.T) {
	s := stand(t)
	v := s.visitor()
	// A form that was posted while signed out gives a session without a person; its token is worth nothing afterwards.
	s.want(v.post(boardPath()+"/items", form("quadrant", "strength", "text", "kept over the sign-in", "evidence", "and this")), 303, "signed out")
	planted := v.cookie()
	if planted == "" {
		t.Fatal("the form is not kept")
	}
	s.want(v.post("/sign-in", form("email", "library@demo.example", "password", demo.Password)), 303, "signing in")
	if v.cookie() == planted || v.cookie() == "" {
		t.Error("the token is the same after signing in")
	}
	s.want(s.visitor().get("/demo", "Cookie", "meridian="+planted), 303, "the planted token")
	kept := v.page("/demo").class("kept")
	if len(kept) != 1 {
		t.Fatal("the kept form is not shown")
	}
	f := kept[0].tags("form")[0]
	fields := f.fields()
	if fields.Get("text") != "kept over the sign-in" || fields.Get("evidence") != "and this" || fields.Get("quadrant") != "strength" {
		t.Errorf("kept are %v", fields)
	}
	s.want(v.post(f.attr["action"], fields), 303, "sending what was kept")
	if !strings.Contains(v.board(boardPath()).id("items-strength").text(), "kept over the sign-in") || len(v.page("/demo").class("kept")) != 0 {
		t.Error("it is not on the board, or still offered")
	}
	stolen := v.cookie()
	s.want(v.post("/sign-out", nil), 303, "signing out")
	s.want(s.visitor().get("/demo", "Cookie", "meridian="+stolen), 303, "the token after signing out")
	for _, garbage := range []string{"x", strings.Repeat("A", 5000), "%00", `"><script>`} {
		s.want(s.visitor().get("/demo", "Cookie", "meridian="+garbage), 303, "a token of nobody")
	}
}

func TestHosts(t *testing.T) {
	s := stand(t)
	port := s.base[strings.LastIndexByte(s.base, ':'):]
	v := s.as("library")
	for _, host := range []string{"evil.example", "evil.example" + port, "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"} {
		for _, path := range []string{"/", "/sign-in", "/demo", "/assets/x", "/nothing"} {
			a := s.want(s.visitor().get(path, "Host", host), 421, host+path)
			if strings.Contains(a.body, host) || len(a.cookies()) > 0 {
				t.Errorf("%s is repeated, or a cookie is set: %v", host, a)
			}
		}
		s.untouched(func() {
			s.want(v.post(boardPath()+"/items", form("quadrant", "strength", "text", "x"), "Host", host), 421, host)
		})
	}
	for _, host := range []string{"localhost" + port, "localhost", "127.0.0.1:1", "[::1]" + port, "LOCALHOST" + port} {
		a := v.get("/demo/swot?new=1", "Host", host)
		if a.status < 301 || a.status > 308 || a.header.Get("Location") != s.base+"/demo/swot?new=1" {
			t.Errorf("%s: %v", host, a)
		}
	}
}

func TestForeignOrigins(t *testing.T) {
	s := stand(t)
	v := s.as("library")
	add := func(headers ...string) answer {
		return v.post(boardPath()+"/items", form("quadrant", "strength", "text", "x"), headers...)
	}
	for _, headers := range [][]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"},
		{"Origin", strings.Replace(s.base, "http:", "https:", 1) + "0"}, {"Sec-Fetch-Site", "cross-site", "Live", "1"}, {"Sec-Fetch-Site", "same-site", "Origin", "http://evil.example"},
	} {
		s.untouched(func() { s.want(add(headers...), 403, strings.Join(headers, " ")) })
		s.want(s.visitor().post("/sign-in", form("email", "library@demo.example", "password", demo.Password), headers...), 403, "signing in, "+strings.Join(headers, " "))
		s.want(v.post("/sign-out", nil, headers...), 403, "signing out, "+strings.Join(headers, " "))
	}
	for _, headers := range [][]string{nil, {"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "none"}, {"Origin", s.base}, {"Sec-Fetch-Site", "same-origin", "Origin", s.base}} {
		s.want(add(headers...), 303, strings.Join(headers, " "))
	}
	s.want(v.get("/demo", "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"), 200, "a link from elsewhere")
}

// Every answer, whatever went wrong, carries the headers that keep the browser from doing harm.
func TestHeadersOnEveryAnswer(t *testing.T) {
	s := stand(t)
	v, out := s.as("library"), s.visitor()
	s.as("international").add(boardPath(), "threat", "x")
	for name, a := range map[string]answer{
		"page": v.get("/demo"), "board": v.get(boardPath()), "sign-in": out.get("/sign-in"), "redirect": out.get("/demo"), "401": out.get(boardPath(), "Live", "1"),
		"403": v.post("/demo/swot", form("title", "x", "scope", "institution")), "404": v.get("/nothing/at/all"), "404 signed out": out.get("/nothing/at/all"),
		"method": v.do("DELETE", "/demo", nil), "421": out.get("/", "Host", "evil.example"), "loopback": out.get("/", "Host", "localhost"),
		"cross": v.post("/sign-out", nil, "Origin", "https://evil.example"), "422": v.post(boardPath()+"/items", form("quadrant", "x", "text", "y")),
		"204": v.live(boardPath()+"/presence", form("tab", "t", "editing", "")), "415": v.do("POST", boardPath()+"/items", strings.NewReader("{}"), "Content-Type", "application/json"),
		"csv": v.get(boardPath() + ".csv"), "json": v.get(boardPath() + ".json"), "xlsx": v.get(boardPath() + ".xlsx"), "json problem": v.get("/second", "Accept", "application/json"),
		"head": v.do("HEAD", boardPath(), nil), "options": v.do("OPTIONS", boardPath(), nil), "stream": v.stream(t.Context(), boardPath()+"/events").answer,
		"no asset": out.get("/assets/none.js"),
	} {
		for header, want := range map[string]string{"Content-Security-Policy": respond.Policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
			if got := a.header.Get(header); got != want {
				t.Errorf("%s (%d): %s is %q", name, a.status, header, got)
			}
		}
		if name != "no asset" && a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: Cache-Control is %q", name, a.header.Get("Cache-Control"))
		}
		if a.header.Get("Access-Control-Allow-Origin") != "" || a.header.Get("Server") != "" || a.header.Get("X-Powered-By") != "" {
			t.Errorf("%s: %v", name, a.header)
		}
	}
	want := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types meridian"
	if respond.Policy != want {
		t.Errorf("the policy is %q", respond.Policy)
	}
	if a := v.get("/second", "Accept", "application/json"); a.header.Get("Content-Type") != "application/problem+json" || a.status != 404 {
		t.Errorf("%v", a)
	}
}
