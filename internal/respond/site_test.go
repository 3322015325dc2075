package respond_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"meridian/internal/access"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/a-h/templ"
	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// house is a site of a few pages, and somebody with a browser.
type house struct {
	*testing.T
	site   *respond.Site
	url    string
	client *http.Client
	log    bytes.Buffer
	kinds  []string // of the problems that were counted
	fail   error    // what the page /{inst}/fail answers
	full   bool     // no form is kept any more
	taken  url.Values
	caller access.Caller
}

func newHouse(t *testing.T) *house {
	h := &house{T: t}
	h.site = &respond.Site{
		Sessions: scs.New(), Log: slog.New(slog.NewTextHandler(&h.log, nil)),
		Asset:   func(name string) string { return "/assets/" + name },
		Nav:     func(*http.Request, access.Seat) (stages, tools []ui.NavItem) { return nil, nil },
		Many:    func(context.Context, uuid.UUID) (bool, error) { return false, nil },
		Keeps:   func(*http.Request) bool { return !h.full },
		Warning: func(*http.Request) string { return "" },
		Failed:  func(_ *http.Request, kind string, _ int) { h.kinds = append(h.kinds, kind) },
	}
	page := func(w http.ResponseWriter, r *http.Request) error {
		return h.site.Render(w, r, http.StatusOK, ui.Problem(h.site.PageOutside(r, "A page"), 200, "A page", "", "", ""))
	}
	add := func(w http.ResponseWriter, r *http.Request) error {
		form, formErr := respond.Form(r, "id", "text", "evidence")
		c, err := h.site.Caller(r)
		if err = cmp.Or(err, formErr); err != nil {
			return err
		}
		h.caller = c
		if form.Get("text") == "" {
			return problem.At("text", "A text is missing.")
		}
		h.taken = form
		return h.site.Done(w, r, 7, "/"+chi.URLParam(r, "inst"))
	}
	failing := func(http.ResponseWriter, *http.Request) error { return h.fail }
	router := chi.NewRouter()
	router.Use(respond.Headers(false), h.site.Sessions.LoadAndSave)
	router.Get("/sign-in", h.site.Handle(page))
	router.Post("/sign-in", h.site.Handle(func(w http.ResponseWriter, r *http.Request) error {
		h.site.Sessions.Put(r.Context(), respond.SessionPerson, uuid.NewString())
		h.site.Sessions.Put(r.Context(), respond.SessionName, "Ayesha Khan")
		return h.site.Go(w, r, "/")
	}))
	router.Post("/sign-in/kept", h.site.Handle(h.site.DiscardKept))
	router.Get("/", h.site.Handle(page))
	router.Get("/{inst}/fail", h.site.Handle(failing))
	router.Post("/{inst}/fail", h.site.Handle(failing))
	router.Post("/{inst}/swot/{analysis}/items", h.site.Handle(add))
	router.Post("/{inst}/other", h.site.Handle(add))
	server := httptest.NewServer(http.MaxBytesHandler(router, 1<<20))
	t.Cleanup(server.Close)
	h.url = server.URL
	jar, _ := cookiejar.New(nil) // never fails
	h.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return h
}

// ask sends a request; headers are given as name and value in turn.
func (h *house) ask(method, path, body string, headers ...string) (*http.Response, string) {
	h.Helper()
	r, err := http.NewRequestWithContext(h.Context(), method, h.url+path, strings.NewReader(body))
	if err != nil {
		h.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := h.client.Do(r)
	if err != nil {
		h.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		h.Fatal(err)
	}
	return res, string(text)
}

func (h *house) signIn() { h.Helper(); h.ask("POST", "/sign-in", "email=a") }

var (
	keptSection = regexp.MustCompile(`(?s)<section class="card kept".*?</section>`)
	keptAction  = regexp.MustCompile(`<form class="stack" method="post" action="([^"]*)"`)
	keptText    = regexp.MustCompile(`(?s)<textarea([^>]*) name="([^"]*)"([^>]*)>\n?(.*?)</textarea>`)
)

// kept reads the form that waits on a page: its action, its fields, and which of them are seen.
func (h *house) kept() (action string, fields url.Values, seen map[string]bool) {
	h.Helper()
	_, page := h.ask("GET", "/", "")
	section := keptSection.FindString(page)
	if section == "" {
		return "", nil, nil
	}
	fields, seen = url.Values{}, map[string]bool{}
	if m := keptAction.FindStringSubmatch(section); m != nil {
		action = html.UnescapeString(m[1])
	}
	for _, m := range keptText.FindAllStringSubmatch(section, -1) {
		fields.Add(m[2], html.UnescapeString(m[4]))
		seen[m[2]] = !strings.Contains(m[1]+m[3], "hidden")
	}
	return action, fields, seen
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Ayesha Khan": "AK", "ayesha khan": "AK", "Ayesha": "A", "Maria de la Cruz": "MC", "Jean-Luc Picard": "JP",
		"Sean O'Brien": "SO", "Sean O’Brien": "SO", "'Abd Allah": "AA", "’Abd": "A", "Émile Zola": "ÉZ", "e\u0301mile zola": "EZ",
		"Özlem Şahin": "ÖŞ", "李 小龍": "李小", "محمد علي": "مع", "Ayesha Khan (she/her)": "AH", "Khan, Ayesha": "KA",
		"": "?", "  ": "?", "42": "?", "'": "?", "a ' b": "AB", "\u0301": "?", "\xff": "?", "\xff Zed": "Z", "😀 Smile": "S", "x@y.example": "XE",
	} {
		if got := respond.Initials(name); got != want {
			t.Errorf("Initials(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestHeaders(t *testing.T) {
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
		"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types meridian"
	for _, secure := range []bool{false, true} {
		w := httptest.NewRecorder()
		respond.Headers(secure)(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })).
			ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/", nil))
		want := map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "",
		}
		if secure {
			want["Strict-Transport-Security"] = "max-age=31536000"
		}
		for name, value := range want {
			if got := w.Header().Get(name); got != value {
				t.Errorf("secure %v: %s is %q, want %q", secure, name, got, value)
			}
		}
	}
}

func TestDone(t *testing.T) {
	h := newHouse(t)
	h.signIn()
	if res, _ := h.ask("POST", "/demo/other", "text=x"); res.StatusCode != 303 || res.Header.Get("Location") != "/demo" || res.Header.Get("Live-Version") != "" {
		t.Errorf("a form: %s to %q, version %q", res.Status, res.Header.Get("Location"), res.Header.Get("Live-Version"))
	}
	if res, body := h.ask("POST", "/demo/other", "text=x", "Live", "1"); res.StatusCode != 204 || res.Header.Get("Live-Version") != "7" || body != "" {
		t.Errorf("a live page: %s, version %q, body %q", res.Status, res.Header.Get("Live-Version"), body)
	}
}

// A page is whole or not there.
func TestRenderIsWholeOrNothing(t *testing.T) {
	h := newHouse(t)
	w := httptest.NewRecorder()
	boom := errors.New("boom")
	err := h.site.Render(w, httptest.NewRequestWithContext(t.Context(), "GET", "/", nil), 200, templ.ComponentFunc(func(_ context.Context, out io.Writer) error {
		_, _ = io.WriteString(out, "<p>half")
		return boom
	}))
	if !errors.Is(err, boom) || w.Body.Len() != 0 || len(w.Header()) != 0 {
		t.Errorf("answered %v with %q and %v", err, w.Body, w.Header())
	}
}

func TestCaller(t *testing.T) {
	h := newHouse(t)
	if res, _ := h.ask("POST", "/demo/other", "text=x", "Live", "1"); res.StatusCode != 401 {
		t.Errorf("signed out: %s", res.Status)
	}
	h.signIn()
	membership := uuid.New()
	for body, want := range map[string]uuid.UUID{"text=x": uuid.Nil, "text=x&as=": uuid.Nil, "text=x&as=" + membership.String(): membership} {
		if res, _ := h.ask("POST", "/demo/other", body); res.StatusCode != 303 || h.caller.As != want || h.caller.Slug != "demo" || h.caller.Person == uuid.Nil {
			t.Errorf("%s: %s, caller %+v, want as %s", body, res.Status, h.caller, want)
		}
	}
	if res, _ := h.ask("POST", "/demo/other", "text=x&as=1"); res.StatusCode != 404 {
		t.Errorf("as something that is no membership: %s", res.Status)
	}
}

func TestID(t *testing.T) {
	id := uuid.MustParse("0190b6a0-0000-7000-8000-00000000000a")
	for text, want := range map[string]bool{
		id.String(): true, "0190B6A0-0000-7000-8000-00000000000A": true,
		"": false, "1": false, "urn:uuid:" + id.String(): false, "{" + id.String() + "}": false, strings.ReplaceAll(id.String(), "-", ""): false,
		id.String() + "0": false, "0190b6a0-0000-7000-8000-00000000000g": false,
	} {
		c := chi.NewRouteContext()
		c.URLParams.Add("item", text)
		r := httptest.NewRequestWithContext(context.WithValue(t.Context(), chi.RouteCtxKey, c), "GET", "/", nil)
		got, err := respond.ID(r, "item")
		if (err == nil) != want || want && got != id || !want && !problem.Is(err, problem.NotFound) {
			t.Errorf("ID(%q) = %v, %v", text, got, err)
		}
	}
}
