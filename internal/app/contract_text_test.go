package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// writing opens a strategy with a section and gives the addresses of both.
func (s *standing) writing() (strategy, section string) {
	s.Helper()
	id, part := newID(), newID()
	io := s.as("international")
	s.want(io.post("/demo/strategies", form("id", id, "title", "Towards 2030", "period", "")), 303, "a strategy")
	strategy = "/demo/strategies/" + id
	s.want(io.post(strategy+"/sections", form("id", part, "title", "Why", "kind", "text")), 303, "a section")
	return strategy, strategy + "/sections/" + part
}

// typed is what an editor sends.
func typed(version int, client, steps string) string {
	return fmt.Sprintf(`{"version":%d,"client":%q,"steps":%s}`, version, client, steps)
}

// object reads a JSON answer.
func (s *standing) object(a answer, kind string) map[string]any {
	s.Helper()
	if got := a.header.Get("Content-Type"); got != kind {
		s.Errorf("the answer's type is %q, want %q", got, kind)
	}
	var v map[string]any
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		s.Errorf("%v: %s", err, a.body)
	}
	return v
}

func TestTextContract(t *testing.T) {
	s := stand(t)
	_, section := s.writing()
	io := s.as("international")
	equal := func(what string, got, want any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", what, diff)
		}
	}
	doc := func(words ...any) map[string]any {
		paragraph := map[string]any{"type": "paragraph"}
		if words != nil {
			paragraph["content"] = []any{map[string]any{"type": "text", "text": words[0]}}
		}
		return map[string]any{"type": "doc", "content": []any{paragraph}}
	}
	step := func(words string) any {
		var steps []any
		s.must(json.Unmarshal([]byte(insertion(words)), &steps))
		return steps[0]
	}
	const plain, wrong = "application/json", "application/problem+json"

	equal("an empty text", s.object(s.want(io.get(section+"/doc"), 200, "doc"), plain), map[string]any{"version": 0., "doc": doc()})
	taken := s.want(io.postJSON(section+"/steps", typed(0, "one", insertion("words"))), 200, "steps")
	equal("steps", s.object(taken, plain), map[string]any{"version": 1.})
	if taken.header.Get("Live-Version") != "2" {
		t.Errorf("Live-Version %q", taken.header.Get("Live-Version"))
	}
	equal("the text", s.object(s.want(s.as("adviser").get(section+"/doc"), 200, "doc"), plain), map[string]any{"version": 1., "doc": doc("words")})

	missed := map[string]any{"version": 1., "steps": []any{step("words")}, "clients": []any{"one"}}
	equal("the same again", s.object(s.want(io.postJSON(section+"/steps", typed(0, "one", insertion("words"))), 409, "again"), plain), missed)
	equal("since 0", s.object(s.want(s.as("library").get(section+"/steps?since=0"), 200, "since"), plain), missed)
	none := map[string]any{"version": 1., "steps": []any{}, "clients": []any{}}
	equal("since 1", s.object(s.want(io.get(section+"/steps?since=1"), 200, "since"), plain), none)
	equal("ahead", s.object(s.want(io.postJSON(section+"/steps", typed(5, "one", insertion("x"))), 409, "ahead"), plain), none)

	many := "[" + strings.TrimSuffix(strings.Repeat(strings.Trim(insertion("x"), "[]")+",", 201), ",") + "]"
	long := func(bytes int) string { // a whole body of so many bytes
		return typed(1, "one", insertion(strings.Repeat("a", bytes-len(typed(1, "one", insertion(""))))))
	}
	for _, c := range []struct {
		name, method, path, body string
		headers                  []string
		who                      string
		status                   int
	}{
		{"far back", "GET", "/steps?since=7", "", nil, "international", 410},
		{"no number", "GET", "/steps?since=x", "", nil, "international", 422},
		{"a form", "POST", "/steps", "version=1", []string{"Content-Type", "application/x-www-form-urlencoded"}, "international", 415},
		{"no type", "POST", "/steps", typed(1, "one", insertion("x")), []string{"Content-Type", ""}, "international", 415},
		{"no JSON", "POST", "/steps", "{", nil, "international", 422},
		{"two objects", "POST", "/steps", "{}{}", nil, "international", 422},
		{"no object", "POST", "/steps", "[]", nil, "international", 422},
		{"no version", "POST", "/steps", `{"client":"one","steps":[]}`, nil, "international", 422},
		{"a broken version", "POST", "/steps", `{"version":1.5,"client":"one","steps":[]}`, nil, "international", 422},
		{"an unknown field", "POST", "/steps", `{"version":1,"client":"one","steps":[],"more":1}`, nil, "international", 422},
		{"no client", "POST", "/steps", `{"version":1,"steps":` + insertion("x") + `}`, nil, "international", 422},
		{"201 steps", "POST", "/steps", typed(1, "one", many), nil, "international", 422},
		{"more than 256 KB", "POST", "/steps", long(256<<10 + 1), nil, "international", 413},
		{"who may not, with no JSON", "POST", "/steps", "{", nil, "library", 403},
		{"who may not", "POST", "/steps", typed(1, "one", insertion("x")), nil, "management", 403},
		{"another institution", "POST", "/steps", typed(1, "one", insertion("x")), nil, "registrar@second", 404},
		{"another site", "POST", "/steps", typed(1, "one", insertion("x")), []string{"Sec-Fetch-Site", "cross-site"}, "international", 403},
		{"signed out", "POST", "/steps", typed(1, "one", insertion("x")), nil, "", 401},
		{"signed out, the text", "GET", "/doc", "", nil, "", 401},
		{"signed out, the steps", "GET", "/steps?since=0", "", nil, "", 401},
		{"the text, from another institution", "GET", "/doc", "", nil, "registrar@second", 404},
	} {
		v := s.visitor()
		if c.who != "" {
			v = s.as(c.who)
		}
		headers := c.headers
		if headers == nil && c.method == "POST" {
			headers = []string{"Content-Type", "application/json"}
		} else if c.method == "POST" && headers[0] != "Content-Type" {
			headers = append(headers, "Content-Type", "application/json")
		}
		a := s.want(v.do(c.method, section+c.path, strings.NewReader(c.body), headers...), c.status, c.name)
		got := s.object(a, wrong)
		if title, _ := got["title"].(string); title == "" || got["detail"] == "" || got["status"] != float64(c.status) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	equal("the text after all this", s.object(io.get(section+"/doc"), plain), map[string]any{"version": 1., "doc": doc("words")})
	s.want(io.postJSON(section+"/steps", long(256<<10)), 200, "256 KB")

	s.tenant("demo", `update section set withdrawn_at = now() where title = 'Why'`)
	got := s.object(s.want(io.postJSON(section+"/steps", typed(2, "one", insertion("x"))), 423, "a section taken out"), wrong)
	if got["title"] != "This section was taken out" {
		t.Errorf("a section that was taken out: %v", got)
	}
	s.want(io.get(section+"/doc"), 200, "its text is kept")
}

func TestTextIsStreamed(t *testing.T) {
	s := stand(t)
	strategy, section := s.writing()
	editor := s.as("international").stream(t.Context(), strategy+"/events?since=1")
	reader := s.as("adviser").stream(t.Context(), strategy+"/events?since=1&view=read")
	s.want(s.as("international").postJSON(section+"/steps", typed(0, "one", insertion("words"))), http.StatusOK, "steps")
	got := editor.until(t, func(e event) bool { return e.name == "steps" })
	var run struct {
		Section string            `json:"section"`
		Version int               `json:"version"`
		Steps   []json.RawMessage `json:"steps"`
		Clients []string          `json:"clients"`
	}
	s.must(json.Unmarshal([]byte(got.data), &run))
	if got.id != "2" || !strings.HasSuffix(section, run.Section) || run.Version != 1 || len(run.Steps) != 1 || cmp.Diff(run.Clients, []string{"one"}) != "" {
		t.Errorf("the editor's page is told %+v", got)
	}
	read := reader.until(t, func(e event) bool { return e.name == "change" })
	if read.id != "2" || !strings.Contains(read.data, "<p dir=\"auto\">words</p>") {
		t.Errorf("the reader's page is told %+v", read)
	}
	caret := form("tab", "t1", "section", section[strings.LastIndexByte(section, '/')+1:], "version", "1", "anchor", "2", "head", "4")
	s.want(s.as("international").live(strategy+"/presence", caret), 204, "a caret")
	carets := editor.until(t, func(e event) bool { return e.name == "carets" && strings.Contains(e.data, `"tab":"t1"`) })
	if !strings.Contains(carets.data, `"version":1,"anchor":2,"head":4`) {
		t.Errorf("carets: %s", carets.data)
	}
	s.want(s.as("international").live(strategy+"/presence", form("tab", "t1", "section", "")), 204, "no caret")
	editor.until(t, func(e event) bool { return e.name == "carets" && !strings.Contains(e.data, `"tab":"t1"`) })
	for _, wrong := range []string{"", "-1", "x", "99999999999"} {
		caret.Set("anchor", wrong)
		s.want(s.as("international").live(strategy+"/presence", caret), 422, "a caret at "+wrong)
	}
	s.want(s.as("library").live(strategy+"/presence", form("tab", "t1", "section", "")), 403, "who may not write")
}

// A section is written without JavaScript, by two people at once.
func TestTextWithoutScript(t *testing.T) {
	s := stand(t)
	strategy, section := s.writing()
	io := s.as("international")
	first := io.page(section + "/text").tags("form")
	writing := first[len(first)-1].fields()
	writing.Set("markup", "# Why\r\n\r\nOne is here.\r\n\r\nTwo is **there**.")
	saved := s.want(io.post(section+"/text", writing), 303, "a text")
	if to := saved.header.Get("Location"); !strings.HasPrefix(to, strategy+"/edit#section-") {
		t.Errorf("led to %q", to)
	}
	forms := io.page(section + "/text").tags("form")
	open := forms[len(forms)-1].fields()
	if open.Get("version") == "0" || !strings.Contains(open.Get("markup"), "Two is **there**.") {
		t.Errorf("the page holds %v", open)
	}
	version, err := strconv.Atoi(open.Get("version"))
	s.must(err)
	s.want(io.postJSON(section+"/steps", typed(version, "one", strings.ReplaceAll(insertion("Now "), `"from":1,"to":1`, `"from":6,"to":6`))), 200, "somebody types")
	open.Set("markup", strings.Replace(open.Get("markup"), "**there**", "**elsewhere**", 1))
	s.want(io.post(section+"/text", open), 303, "joined")
	if page := io.page(strategy + "/edit").text(); !strings.Contains(page, "both changes are in it") || !strings.Contains(page, "Now One is here") || !strings.Contains(page, "elsewhere") {
		t.Error("the page does not hold both changes, or does not say so")
	}

	open.Set("markup", strings.Replace(open.Get("markup"), "One is", "One shall be", 1))
	open.Set("base", strings.Replace(open.Get("base"), "One is", "One was", 1))
	clash := s.want(io.post(section+"/text", open), 409, "the same words")
	page := s.parse(clash.body)
	for _, words := range []string{"What it was", "Their text", "Your text", "One was here", "taken out:", "put in:"} {
		if !strings.Contains(page.text(), words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	forms = page.tags("form")
	if again := forms[len(forms)-1].fields(); !strings.Contains(again.Get("markup"), "One shall be") || !strings.Contains(again.Get("base"), "Now One is here") {
		t.Errorf("the page goes on with %v", again)
	} else {
		s.want(io.post(section+"/text", again), 303, "decided")
	}
	s.want(io.post(section+"/text", form("version", "1", "markup", "a", "more", "x")), 422, "an unknown field")
	long := s.want(io.post(section+"/text", form("version", "1", "markup", strings.Repeat("a", 1<<20+1))), 422, "too long")
	if !strings.Contains(long.body, "too long") || !strings.Contains(long.body, strings.Repeat("a", 1<<20)) {
		t.Error("the page of what is too long does not say so, or has lost it")
	}
	s.want(s.as("library").get(section+"/text"), 403, "who may not write")
	s.want(s.as("library").post(section+"/text", form("version", "1", "markup", "a")), 403, "who may not write")
	s.tenant("demo", `update section set withdrawn_at = now() where title = 'Why'`)
	closed := s.parse(s.want(io.post(section+"/text", form("version", "1", "markup", "all my words")), 423, "a section taken out").body)
	if area := closed.id("markup"); area == nil || !strings.Contains(area.text(), "all my words") || !strings.Contains(closed.text(), "was taken out") {
		t.Error("the text that can no longer be saved is not given back")
	}
	s.want(io.get(section+"/text"), 423, "the page of a section taken out")
}

// What a page calls itself is kept with who is here. A name that cannot be kept would keep the leases of a whole
// institution from being renewed.
func TestAPageThatCallsItselfNothingThatCanBeKept(t *testing.T) {
	s := stand(t)
	strategy, _ := s.writing()
	for _, tab := range []string{"a%00b", "%00", "%ff", "a%0db"} {
		page := s.as("library").stream(t.Context(), strategy+"/events?since=1&tab="+tab)
		page.until(t, func(e event) bool { return e.name == "presence" && strings.Contains(e.data, "Sana Iqbal") })
		page.cancel()
	}
	if log := s.log.String(); strings.Contains(log, "not stored") || strings.Contains(log, "renewing presence failed") {
		t.Errorf("the log tells of failures: %.2000s", log)
	}
}
