package respond_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/sheet"
)

var statuses = map[problem.Kind]int{
	problem.Invalid: 422, problem.NotFound: 404, problem.Refused: 403, problem.Conflict: 409, problem.Locked: 423, problem.Gone: 410, problem.SignedOut: 401, problem.TooLarge: 413,
	problem.WrongType: 415, problem.TooMany: 429, problem.Overloaded: 503, problem.Misdirected: 421, problem.Internal: 500,
}

func TestEveryKindHasAStatus(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "../problem/problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	kinds := 0
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			if name, ok := spec.Type.(*ast.Ident); ok && name.Name == "Kind" {
				kinds++
			}
		}
		return true
	})
	if kinds != len(statuses) {
		t.Errorf("there are %d kinds, and %d are tested", kinds, len(statuses))
	}
	for kind, want := range statuses {
		if got := respond.Status(kind); got != want {
			t.Errorf("%s is answered with %d, want %d", kind, got, want)
		}
	}
}

func TestFail(t *testing.T) {
	for _, c := range []struct {
		name       string
		err        error
		status     int
		says       string // on the page and to programs
		retryAfter string
		logged     bool
	}{
		{name: "invalid", err: problem.At("text", "A text is missing."), status: 422, says: "A text is missing."},
		{name: "invalid with a cause", err: &problem.Problem{Kind: problem.Invalid, Text: "Try again.", Err: errors.New("raw cause")}, status: 422, says: "Try again."},
		{name: "not found", err: problem.Absent(), status: 404, says: "The address leads to nothing that you can see."},
		{name: "refused", err: problem.New(problem.Refused, "Not yours."), status: 403, says: "Not yours."},
		{name: "conflict", err: fmt.Errorf("raw cause: %w", problem.New(problem.Conflict, "")), status: 409, says: "This was changed meanwhile."},
		{name: "too large", err: problem.New(problem.TooLarge, ""), status: 413, says: "More was sent than this page takes."},
		{name: "too large, from the server", err: fmt.Errorf("raw cause: %w", &http.MaxBytesError{Limit: 5}), status: 413, says: "More was sent than this page takes."},
		{name: "wrong type", err: problem.New(problem.WrongType, ""), status: 415, says: "The page takes forms only."},
		{name: "too many", err: &problem.Problem{Kind: problem.TooMany, RetryAfter: time.Minute}, status: 429, says: "There were too many tries in a short time.", retryAfter: "60"},
		{name: "overloaded", err: &problem.Problem{Kind: problem.Overloaded, RetryAfter: 1200 * time.Millisecond, Err: errors.New("raw cause")}, status: 503,
			says: "It could not answer at this moment.", retryAfter: "2", logged: true},
		{name: "misdirected", err: problem.New(problem.Misdirected, ""), status: 421, says: "The request was for another host."},
		{name: "a file that cannot be read", err: &sheet.Problem{Text: "The file is empty."}, status: 422, says: "The file is empty."},
		{name: "a fault of ours", err: errors.New("raw cause"), status: 500, says: "Meridian made a mistake", logged: true},
		{name: "a fault of ours that has a sentence", err: &problem.Problem{Kind: problem.Internal, Text: "raw cause", Err: errors.New("raw cause")}, status: 500, says: "Meridian made a mistake", logged: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			h.fail = c.err
			for _, as := range []struct {
				name    string
				headers []string
				kind    string
			}{
				{"a browser", []string{"Accept", "text/html,application/xhtml+xml"}, "text/html; charset=utf-8"},
				{"a live page", []string{"Live", "1"}, "text/html; charset=utf-8"},
				{"a program", []string{"Accept", "application/json"}, "application/problem+json"},
				{"a program that takes any", []string{"Accept", "*/*"}, "text/html; charset=utf-8"},
				{"a browser that also takes JSON", []string{"Accept", "application/json, text/html"}, "text/html; charset=utf-8"},
			} {
				res, body := h.ask("GET", "/demo/fail", "", as.headers...)
				if res.StatusCode != c.status || res.Header.Get("Content-Type") != as.kind || res.Header.Get("Retry-After") != c.retryAfter {
					t.Errorf("%s got %s, %s, Retry-After %q; want %d, %s, %q", as.name, res.Status, res.Header.Get("Content-Type"), res.Header.Get("Retry-After"), c.status, as.kind, c.retryAfter)
				}
				if strings.Contains(body, "raw cause") {
					t.Errorf("%s reads the raw error: %s", as.name, body)
				}
				if whole := as.kind != "application/problem+json" && as.name != "a live page"; strings.Contains(body, "<html") != whole {
					t.Errorf("%s got a whole page: %v, want %v", as.name, !whole, whole)
				}
				if as.kind == "application/problem+json" {
					var p struct {
						Type, Title, Detail string
						Status              int
					}
					if err := json.Unmarshal([]byte(body), &p); err != nil || p.Status != c.status || p.Title == "" || p.Detail == "" || p.Type != "about:blank" {
						t.Errorf("%s got %s (%v)", as.name, body, err)
					}
				}
				if !strings.Contains(body, c.says) {
					t.Errorf("%s does not read %q: %s", as.name, c.says, body)
				}
			}
			if logged := strings.Contains(h.log.String(), "raw cause"); logged != c.logged {
				t.Errorf("the cause is logged: %v, want %v\n%s", logged, c.logged, h.log.String())
			}
			if want := slices.Repeat([]string{string(kindOf(c.status))}, 5); !slices.Equal(h.kinds, want) {
				t.Errorf("counted as %v, want %v", h.kinds, want)
			}
		})
	}
}

func kindOf(status int) problem.Kind {
	for k, s := range statuses {
		if s == status {
			return k
		}
	}
	return ""
}

// Signed out, a browser is led to the sign-in page and a program sees 401.
func TestFailSignedOut(t *testing.T) {
	for _, c := range []struct {
		method, path string
		headers      []string
		status       int
		location     string
	}{
		{"GET", "/demo/fail?a=b", nil, 303, "/sign-in?next=%2Fdemo%2Ffail%3Fa%3Db"},
		{"GET", "/demo/fail", []string{"Accept", "text/html,application/json"}, 303, "/sign-in?next=%2Fdemo%2Ffail"},
		{"POST", "/demo/fail", nil, 303, "/sign-in?next=%2Fdemo"},
		{"GET", "/demo/fail", []string{"Live", "1"}, 401, ""},
		{"POST", "/demo/fail", []string{"Live", "1"}, 401, ""},
		{"GET", "/demo/fail", []string{"Accept", "application/json"}, 401, ""},
		{"GET", "/demo/fail", []string{"Accept", "text/event-stream"}, 401, ""},
	} {
		h := newHouse(t)
		h.fail = problem.New(problem.SignedOut, "")
		if res, _ := h.ask(c.method, c.path, "", c.headers...); res.StatusCode != c.status || res.Header.Get("Location") != c.location {
			t.Errorf("%s %s %v: %s to %q, want %d to %q", c.method, c.path, c.headers, res.Status, res.Header.Get("Location"), c.status, c.location)
		}
	}
	// Exports and streams are told by their address.
	h := newHouse(t)
	for path, want := range map[string]int{"/demo/swot/1/events": 401, "/demo/swot/1.csv": 401, "/demo/swot/1.xlsx": 401, "/demo/swot/1.json": 401, "/demo/swot/1": 303, "/demo/events/1": 303, "/a.csv/b": 303} {
		w := httptest.NewRecorder()
		h.site.Sessions.LoadAndSave(router(path, h.site.Handle(func(http.ResponseWriter, *http.Request) error { return problem.New(problem.SignedOut, "") }))).
			ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", path, nil))
		if w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}

// Nobody waits for an answer any more: nothing is written, and nothing is held against us.
func TestFailWhenTheReaderHasGone(t *testing.T) {
	h := newHouse(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	h.site.Fail(w, httptest.NewRequestWithContext(ctx, "GET", "/", nil), fmt.Errorf("reading: %w", context.Canceled))
	if w.Body.Len() != 0 || h.log.Len() != 0 || len(h.kinds) != 0 {
		t.Errorf("answered %q, logged %q, counted %v", w.Body, h.log.String(), h.kinds)
	}
}

// A download that fails must not be saved as a file.
func TestFailTakesTheFileNameBack(t *testing.T) {
	h := newHouse(t)
	w := httptest.NewRecorder()
	h.site.Sessions.LoadAndSave(router("/x", h.site.Handle(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Disposition", `attachment; filename="x.csv"`)
		return problem.Absent()
	}))).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/x", nil))
	if w.Code != 404 || w.Header().Get("Content-Disposition") != "" {
		t.Errorf("%d, %q", w.Code, w.Header().Get("Content-Disposition"))
	}
}
