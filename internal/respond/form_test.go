package respond_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"meridian/internal/problem"
	"meridian/internal/respond"
)

// part is a field of a multipart body with the boundary "b".
func part(name, value string) string {
	return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
}

func TestForm(t *testing.T) {
	const urlencoded, multipart = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
	for _, c := range []struct {
		name, kind, body string
		want             url.Values // nil: refused
		problem          problem.Kind
		field            string
	}{
		{name: "two fields", kind: urlencoded, body: "text=a+b&evidence=%C3%A9", want: url.Values{"text": {"a b"}, "evidence": {"é"}}},
		{name: "a charset", kind: urlencoded + "; charset=UTF-8", body: "text=a", want: url.Values{"text": {"a"}}},
		{name: "the membership is always taken", kind: urlencoded, body: "as=1", want: url.Values{"as": {"1"}}},
		{name: "an empty field", kind: urlencoded, body: "text=", want: url.Values{"text": {""}}},
		{name: "an empty form", kind: urlencoded, want: url.Values{}},
		{name: "no body and no type", want: url.Values{}},
		{name: "multipart", kind: multipart, body: part("text", "a\r\nb") + "--b--\r\n", want: url.Values{"text": {"a\r\nb"}}},
		{name: "nothing is taken from the address", kind: urlencoded, body: "evidence=a", want: url.Values{"evidence": {"a"}}},

		{name: "unknown field", kind: urlencoded, body: "text=a&role=adviser", problem: problem.Invalid},
		{name: "unknown field, multipart", kind: multipart, body: part("role", "x") + "--b--\r\n", problem: problem.Invalid},
		{name: "a name in other letters", kind: urlencoded, body: "Text=a", problem: problem.Invalid},
		{name: "repeated field", kind: urlencoded, body: "text=a&text=b", problem: problem.Invalid, field: "text"},
		{name: "repeated field, multipart", kind: multipart, body: part("text", "a") + part("text", "b") + "--b--\r\n", problem: problem.Invalid, field: "text"},
		{name: "repeated membership", kind: urlencoded, body: "as=1&as=1", problem: problem.Invalid, field: "as"},
		{name: "bad percent-encoding", kind: urlencoded, body: "text=%zz", problem: problem.Invalid},
		{name: "cut percent-encoding", kind: urlencoded, body: "text=a%2", problem: problem.Invalid},
		{name: "a semicolon between fields", kind: urlencoded, body: "text=a;evidence=b", problem: problem.Invalid},
		{name: "multipart without an end", kind: multipart, body: part("text", "a"), problem: problem.Invalid},
		{name: "multipart of another boundary", kind: "multipart/form-data; boundary=c", body: part("text", "a") + "--b--\r\n", problem: problem.Invalid},
		{name: "multipart without a boundary", kind: "multipart/form-data", body: part("text", "a") + "--b--\r\n", problem: problem.Invalid},
		{name: "JSON", kind: "application/json", body: `{"text":"a"}`, problem: problem.WrongType},
		{name: "plain text", kind: "text/plain", body: "text=a", problem: problem.WrongType},
		{name: "multipart of another sort", kind: "multipart/mixed; boundary=b", body: part("text", "a") + "--b--\r\n", problem: problem.WrongType},
		{name: "a body without a type", body: "text=a", problem: problem.WrongType},
		{name: "a malformed type", kind: "application/", body: "text=a", problem: problem.WrongType},
		{name: "too large", kind: urlencoded, body: "text=" + strings.Repeat("a", 5000), problem: problem.TooLarge},
		{name: "too large, multipart", kind: multipart, body: part("text", strings.Repeat("a", 5000)) + "--b--\r\n", problem: problem.TooLarge},
		{name: "too large, and unknown", kind: urlencoded, body: "role=" + strings.Repeat("a", 5000), problem: problem.TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), "POST", "/demo?text=address", strings.NewReader(c.body))
			if c.kind != "" {
				r.Header.Set("Content-Type", c.kind)
			}
			w := httptest.NewRecorder()
			r.Body = http.MaxBytesReader(w, r.Body, 4096)
			got, err := respond.Form(r, "text", "evidence")
			if c.problem == "" {
				if err != nil || !reflect.DeepEqual(got, c.want) {
					t.Errorf("got %v, %v, want %v", got, err, c.want)
				}
				return
			}
			if p := problem.Of(err); err == nil || p.Kind != c.problem || p.Field != c.field {
				t.Errorf("got %v, want %s of field %q", err, c.problem, c.field)
			}
		})
	}
}

// The same seen from a browser: the statuses.
func TestFormStatuses(t *testing.T) {
	for _, c := range []struct {
		name, kind, body string
		want             int
	}{
		{"taken", "application/x-www-form-urlencoded", "text=a", 303},
		{"unknown field", "application/x-www-form-urlencoded", "text=a&x=b", 422},
		{"repeated field", "application/x-www-form-urlencoded", "text=a&text=b", 422},
		{"bad percent-encoding", "application/x-www-form-urlencoded", "text=%zz", 422},
		{"broken multipart", "multipart/form-data; boundary=b", part("text", "a"), 422},
		{"JSON", "application/json", `{"text":"a"}`, 415},
		{"too large", "application/x-www-form-urlencoded", "text=" + strings.Repeat("a", 1<<20), 413},
		{"too large, multipart", "multipart/form-data; boundary=b", part("text", strings.Repeat("a", 1<<20)) + "--b--\r\n", 413},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			h.signIn()
			if res, _ := h.ask("POST", "/demo/other", c.body, "Content-Type", c.kind); res.StatusCode != c.want {
				t.Errorf("answered %s, want %d", res.Status, c.want)
			}
			if (h.taken != nil) != (c.want == 303) {
				t.Errorf("taken: %v", h.taken)
			}
		})
	}
}

// Only the fields that are lists may stand several times.
func TestFormLists(t *testing.T) {
	for body, ok := range map[string]bool{"name=x&offices=a&offices=b": true, "name=x": true, "as=1&offices=a": true,
		"name=x&name=y": false, "offices=a&other=b": false} {
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		form, err := respond.FormLists(r, []string{"name"}, []string{"offices"})
		if (err == nil) != ok || ok && strings.Contains(body, "offices=b") && len(form["offices"]) != 2 {
			t.Errorf("%s: %v, %v", body, form, err)
		}
	}
}
