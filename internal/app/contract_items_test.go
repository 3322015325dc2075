package app

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestBoardPage(t *testing.T) {
	s := stand(t)
	v := s.as("registrar")
	id := v.add(boardPath(), "threat", "Visas take longer")
	page := v.page(boardPath())
	board := page.id("board")
	if n, err := strconv.Atoi(board.attr["data-live"]); err != nil || n < 1 || board.attr["data-analysis"] != shared.String() || board.attr["data-url"] != boardPath() || board.attr["data-office"] != "registrar" {
		t.Errorf("#board has %v", board.attr)
	}
	if it := page.id("item-" + id); it == nil || it.attr["data-version"] != "1" || it.attr["data-quadrant"] != "threat" {
		t.Error("the item is not as it should be")
	}
	for key, words := range map[string][2]string{"strength": {"Strengths", "Add a strength"}, "weakness": {"Weaknesses", "Add a weakness"}, "opportunity": {"Opportunities", "Add an opportunity"}, "threat": {"Threats", "Add a threat"}} {
		if h := page.id("heading-" + key); h == nil || h.tag != "h2" || strings.TrimSpace(h.text()) != words[0] {
			t.Errorf("no heading %q", words[0])
		}
		add := page.id("add-" + key)
		label := add.tags("label")[0]
		if strings.TrimSpace(label.text()) != words[1] || page.id(label.attr["for"]) == nil || page.id(label.attr["for"]).attr["name"] != "text" {
			t.Errorf("no field %q", words[1])
		}
		if b := add.tags("button"); len(b) != 1 || !strings.HasPrefix(b[0].attr["aria-label"], "Add") {
			t.Errorf("%s: no button Add", key)
		}
		if board.id("items-"+key) == nil || board.id("quadrant-"+key) == nil || board.id("count-"+key) == nil {
			t.Errorf("%s is incomplete", key)
		}
	}
	for _, word := range []string{"Edit", "Move", "Withdraw"} {
		if !slices.ContainsFunc(page.id("item-"+id).tags("button"), func(n *node) bool { return n.attr["aria-label"] == word+": Visas take longer" }) {
			t.Errorf("no button %q of the item", word)
		}
	}
	ids := map[string]bool{}
	for _, n := range page.all(func(n *node) bool { return n.attr["id"] != "" }) {
		if ids[n.attr["id"]] {
			t.Errorf("the id %s is there twice", n.attr["id"])
		}
		ids[n.attr["id"]] = true
	}
	for _, n := range page.all(func(n *node) bool {
		return n.attr["style"] != "" || n.tag == "style" || n.tag == "script" && n.attr["src"] == ""
	}) {
		t.Errorf("<%s> is inline", n.tag)
	}
	if adviser := s.as("adviser").page(boardPath()); len(adviser.class("add")) != 0 || len(adviser.id("board").all(func(n *node) bool { return n.attr["data-may"] != "" })) != 0 {
		t.Error("an adviser is offered what an adviser may not do")
	}
}

// Every form of every page does what it says when a browser without script sends it as it stands.
func TestFormsWithoutScript(t *testing.T) {
	s := stand(t)
	v := s.as("registrar")
	id := v.add(boardPath(), "weakness", "Forms in one language")
	send := func(f *node, change func(url.Values)) answer {
		t.Helper()
		fields := f.fields()
		if change != nil {
			change(fields)
		}
		if f.attr["method"] == "get" {
			return v.get(f.attr["action"] + "?" + fields.Encode())
		}
		return v.post(f.attr["action"], fields)
	}
	item := func() *node { return v.page(boardPath()).id("item-" + id) }
	formOf := func(n *node, label string) *node {
		t.Helper()
		for _, f := range n.tags("form") {
			if b := f.tags("button"); len(b) > 0 && strings.HasPrefix(b[0].attr["aria-label"]+strings.TrimSpace(b[0].text()), label) {
				return f
			}
		}
		t.Fatalf("no form %q", label)
		return nil
	}
	shown := func(a answer) *node { t.Helper(); s.want(a, 200, "the form"); return s.parse(a.body).id("item-" + id) }
	to := func(a answer, what, location string) {
		t.Helper()
		if s.want(a, 303, what); a.header.Get("Location") != location {
			t.Errorf("%s leads to %s", what, a.header.Get("Location"))
		}
	}
	edit := formOf(shown(send(formOf(item(), "Edit: "), nil)), "Save")
	if got := edit.fields().Get("text"); got != "Forms in one language" {
		t.Errorf("the editor holds %q", got)
	}
	to(send(edit, func(f url.Values) { f.Set("text", "Forms in two languages") }), "saving", boardPath()+"#item-"+id)
	if it := item(); it.attr["data-version"] != "2" || it.class("item-text")[0].text() != "Forms in two languages" {
		t.Error("it was not saved")
	}
	move := shown(send(formOf(item(), "Move: "), nil)).class("move")[0]
	to(send(move, func(f url.Values) { f.Set("quadrant", "threat") }), "moving", boardPath()+"#item-"+id)
	if it := item(); it.attr["data-quadrant"] != "threat" || it.attr["data-version"] != "2" {
		t.Errorf("it was not moved, or has another version: %v", it.attr)
	}
	to(send(formOf(item(), "Withdraw: "), nil), "withdrawing", boardPath())
	page := v.page(boardPath())
	if page.id("withdrawn-items").id("item-"+id) == nil {
		t.Fatal("it is not among the withdrawn")
	}
	to(send(page.class("flash")[0].tags("form")[0], nil), "undoing", boardPath()+"#item-"+id)
	to(send(formOf(item(), "Withdraw: "), nil), "withdrawing again", boardPath())
	to(send(formOf(item(), "Restore: "), nil), "restoring", boardPath()+"#item-"+id)
	add := v.page(boardPath()).id("add-strength")
	a := send(add, func(f url.Values) { f.Set("text", "written without script") })
	to(a, "adding", boardPath()+"#item-"+add.fields().Get("id"))
	to(send(add, func(f url.Values) { f.Set("text", "written without script") }), "adding twice", a.header.Get("Location"))
	v = s.as("international")
	create := v.page("/demo/swot").id("new").tags("form")[0]
	a = send(create, func(f url.Values) { f.Set("title", "Opened without script") })
	if s.want(a, 303, "opening"); !strings.HasPrefix(a.header.Get("Location"), "/demo/swot/") {
		t.Errorf("%v", a)
	}
	bring := v.page(boardPath() + "/import").class("stack")[0]
	preview := s.want(send(bring, func(f url.Values) { f.Set("pasted", "quadrant\ttext\nthreat\tpasted\n") }), 200, "the preview")
	for _, f := range s.parse(preview.body).tags("form") {
		if b := f.tags("button"); len(b) > 0 && strings.TrimSpace(b[0].text()) == "Import" {
			to(send(f, nil), "importing", boardPath())
			return
		}
	}
	t.Error(`there is no button "Import"`)
}

func TestLiveAnswers(t *testing.T) {
	s := stand(t)
	v := s.as("registrar")
	live := func(a answer) int {
		t.Helper()
		n, err := strconv.Atoi(s.want(a, 204, "a change").header.Get("Live-Version"))
		if err != nil || a.body != "" {
			t.Errorf("%v", a)
		}
		return n
	}
	at, _ := strconv.Atoi(v.board(boardPath()).attr["data-live"])
	next := func(a answer, what string) {
		t.Helper()
		at++
		if n := live(a); n != at {
			t.Errorf("%s: Live-Version %d, want %d", what, n, at)
		}
	}
	id := uuid.Must(uuid.NewV7()).String()
	item := boardPath() + "/items/" + id
	add := form("id", id, "quadrant", "strength", "text", "one", "evidence", "because")
	next(v.live(boardPath()+"/items", add), "adding")
	if n := live(v.live(boardPath()+"/items", add)); n != at {
		t.Errorf("adding twice gives %d, the first time %d", n, at)
	}
	first := at
	next(v.live(item, form("text", "two", "evidence", "because", "version", "1")), "editing")
	next(v.live(item+"/move", form("quadrant", "threat", "before", "")), "moving")
	next(v.live(item+"/withdraw", nil), "withdrawing")
	if n := live(v.live(item+"/withdraw", nil)); n != at {
		t.Errorf("withdrawing twice gives %d", n)
	}
	gone := s.want(v.live(item, form("text", "mine", "evidence", "my reason", "version", "2")), 409, "editing what is withdrawn")
	if n := s.parse(gone.body).class("answer"); len(n) != 1 || n[0].attr["data-kind"] != "withdrawn" || n[0].attr["data-text"] != "two" || !strings.Contains(gone.body, "mine") {
		t.Errorf("%s", gone.body)
	}
	s.want(v.live(item+"/move", form("quadrant", "threat")), 409, "moving what is withdrawn")
	next(v.live(item+"/restore", nil), "restoring")
	if n := live(v.live(boardPath()+"/items", add)); n != first {
		t.Errorf("adding once more gives %d, the first time %d", n, first)
	}
	stale := s.want(v.live(item, form("text", "mine", "evidence", "my reason", "version", "1")), 409, "a stale version")
	n := s.parse(stale.body).class("answer")
	if len(n) != 1 || n[0].attr["data-kind"] != "conflict" || n[0].attr["data-version"] != "2" || n[0].attr["data-text"] != "two" || n[0].attr["data-evidence"] != "because" || strings.Contains(stale.body, "<html") {
		t.Errorf("%s", stale.body)
	}
	if !strings.Contains(stale.body, "mine") || !strings.Contains(stale.body, "my reason") {
		t.Errorf("the answer does not carry both texts: %s", stale.body)
	}
	page := s.parse(s.want(v.post(item, form("text", "mine </textarea>", "evidence", "my reason", "version", "1")), 409, "a stale version, as a page").body)
	if page.id("mine-text").own != "\nmine </textarea>" || page.id("mine-evidence").own != "\nmy reason" || page.class("quoted")[0].class("item-text")[0].text() != "two" {
		t.Error("the page does not hold both texts")
	}
	keep := page.class("versus")[0].tags("form")[0]
	s.want(v.post(keep.attr["action"], keep.fields()), 303, "keeping mine")
	s.want(v.live(item, form("text", "x", "version", "99")), 422, "a version that does not exist")
}

func TestBadInput(t *testing.T) {
	s := stand(t)
	v := s.as("registrar")
	id := v.add(boardPath(), "strength", "one")
	other := v.add(boardPath(), "strength", "used already")
	item := boardPath() + "/items/" + id
	family := "👨‍👩‍👧‍👦"
	long := strings.Repeat("a", 2001)
	s.untouched(func() {
		for _, c := range []struct {
			name, path string
			fields     url.Values
			field      string
		}{
			{"no text", boardPath() + "/items", form("quadrant", "threat", "text", " \r\n", "evidence", "kept evidence"), "text"},
			{"wrong heading", boardPath() + "/items", form("quadrant", "strengths", "text", "kept text", "evidence", "kept evidence"), "quadrant"},
			{"no heading", boardPath() + "/items", form("text", "kept text"), "quadrant"},
			{"2,001 characters", boardPath() + "/items", form("quadrant", "threat", "text", long), "text"},
			{"2,001 families", boardPath() + "/items", form("quadrant", "threat", "text", strings.Repeat(family, 2001)), "text"},
			{"2,001 characters of evidence", boardPath() + "/items", form("quadrant", "threat", "text", "kept text", "evidence", long), "evidence"},
			{"NUL", boardPath() + "/items", form("quadrant", "threat", "text", "a\x00b", "evidence", "kept evidence"), "text"},
			{"half a surrogate pair", boardPath() + "/items", form("quadrant", "threat", "text", "a\xed\xa0\xbd", "evidence", "kept evidence"), "text"},
			{"no UTF-8", boardPath() + "/items", form("quadrant", "threat", "text", "\xff\xfe", "evidence", "kept evidence"), "text"},
			{"an id that is none", boardPath() + "/items", form("id", "x", "quadrant", "threat", "text", "kept text"), "id"},
			{"an id used already", boardPath() + "/items", form("id", other, "quadrant", "threat", "text", "kept text"), "id"},
			{"an unknown field", boardPath() + "/items", form("quadrant", "threat", "text", "kept text", "colour", "red"), ""},
			{"a field twice", boardPath() + "/items", form("quadrant", "threat", "text", "kept text", "text", "another"), "text"},
			{"editing to nothing", item, form("text", "", "evidence", "kept evidence", "version", "1"), "text"},
			{"editing to 2,001 characters", item, form("text", long, "version", "1"), "text"},
			{"editing to NUL", item, form("text", "\x00", "evidence", "kept evidence", "version", "1"), "text"},
			{"no version", item, form("text", "kept text"), "version"},
			{"a version that is none", item, form("text", "kept text", "version", "one"), "version"},
			{"version 0", item, form("text", "kept text", "version", "0"), "version"},
			{"a version beyond numbers", item, form("text", "kept text", "version", "99999999999999999999"), "version"},
			{"a version above the stored one", item, form("text", "kept text", "version", "7"), "version"},
			{"moving to a wrong heading", item + "/move", form("quadrant", "x", "before", ""), "quadrant"},
			{"moving before nonsense", item + "/move", form("quadrant", "threat", "before", "x"), "before"},
		} {
			a := s.want(v.live(c.path, c.fields), 422, c.name+", live")
			if n := s.parse(a.body).class("answer"); len(n) != 1 || n[0].attr["data-kind"] != "invalid" || n[0].attr["data-field"] != c.field || len(strings.TrimSpace(n[0].text())) < 10 {
				t.Errorf("%s, live: %s", c.name, a.body)
			}
			a = s.want(v.post(c.path, c.fields), 422, c.name)
			page := s.parse(a.body)
			if page.id("board") == nil || len(page.class("notice")) != 1 {
				t.Errorf("%s: no board with a notice", c.name)
			}
			var kept []string
			for _, n := range page.tags("textarea") {
				kept = append(kept, strings.TrimPrefix(n.own, "\n"))
			}
			for _, name := range []string{"text", "evidence"} {
				if want := c.fields.Get(name); strings.HasPrefix(want, "kept") || want == long {
					if !slices.Contains(kept, want) {
						t.Errorf("%s: %s is not kept: %.300q", c.name, name, kept)
					}
				}
			}
		}
		if fresh := s.parse(v.post(boardPath()+"/items", form("id", other, "quadrant", "threat", "text", "kept text")).body).id("add-threat").fields().Get("id"); fresh == other || len(fresh) != 36 {
			t.Errorf("the form's id afterwards is %q", fresh)
		}
		huge := strings.NewReader("quadrant=threat&text=" + strings.Repeat("a", 2<<20))
		s.want(v.do("POST", boardPath()+"/items", huge, "Content-Type", "application/x-www-form-urlencoded"), 413, "2 MB")
		huge = strings.NewReader("quadrant=threat&text=" + strings.Repeat("a", 2<<20))
		s.want(v.do("POST", boardPath()+"/items", huge, "Content-Type", "application/x-www-form-urlencoded", "Live", "1"), 413, "2 MB, live")
		s.want(v.do("POST", item+"/withdraw", strings.NewReader("a="+strings.Repeat("a", 2<<20)), "Content-Type", "application/x-www-form-urlencoded"), 413, "2 MB to withdraw")
		for _, kind := range []string{"application/json", "text/plain", "nonsense/", ""} {
			for _, path := range []string{boardPath() + "/items", item, item + "/move", item + "/withdraw", boardPath() + "/import", "/demo/swot", boardPath() + "/presence"} {
				s.want(v.do("POST", path, strings.NewReader(`{"text":"x"}`), "Content-Type", kind), 415, kind+" to "+path)
			}
		}
		s.want(v.do("POST", boardPath()+"/items", strings.NewReader("text=%zz"), "Content-Type", "application/x-www-form-urlencoded"), 422, "broken escapes")
	})
	for _, id := range []string{"x", "1", strings.ToUpper(id)[:35], "{" + id + "}", id + "0", "00000000-0000-0000-0000-000000000000", "%00", "%ff", "..", "' or 1=1"} {
		for _, a := range asks(board("demo", url.PathEscape(id), uuid.NewString())) {
			if strings.Contains(a.Pattern, "{analysis}") {
				s.want(v.ask(a), 404, a.Method+" "+a.path)
			}
		}
		for _, a := range asks(board("demo", shared.String(), url.PathEscape(id))) {
			if strings.Contains(a.Pattern, "{item}") {
				s.want(v.ask(a), 404, a.Method+" "+a.path)
			}
		}
	}
	for _, slug := range []string{"%00", "%ff", "%ed%a0%bd", "DEMO", "demo%20", "demo%00", "..%2fdemo", strings.Repeat("a", 3000), "%e2%80%ae", "'"} {
		s.want(v.get("/"+slug), 404, "/"+slug)
		s.want(v.get("/"+slug+"/swot/"+shared.String()), 404, "/"+slug+"/swot")
	}
	// What a page calls itself may be anything: it is a name, not a reason to fail.
	for _, tab := range []string{"\x00", "\xff", strings.Repeat("a", 39) + "é", strings.Repeat("é", 100), family + family + family, "' or 1=1", "\xed\xa0\xbd"} {
		s.want(v.live(boardPath()+"/presence", form("tab", tab, "editing", "\x00")), 204, "presence of "+strconv.Quote(tab))
		s.want(v.get(boardPath()+"?since=0&tab="+url.QueryEscape(tab), "Live", "1"), 200, "asking as "+strconv.Quote(tab))
	}
	if strings.Contains(s.log.String(), "presence was not stored") || strings.Contains(s.log.String(), "level=ERROR") {
		t.Errorf("the log tells of failures: %.2000s", s.log)
	}
}

// The routes of later stages are not there yet.
func TestLaterStages(t *testing.T) {
	s := stand(t)
	v := s.as("international")
	for _, path := range []string{"/join/x", "/public/demo/x", "/v/x", "/calendar/x.ics", "/sign-up", "/metrics", "/healthz", "/readyz",
		"/demo/actions", "/demo/indicators", "/demo/chain", "/demo/workshops",
		boardPath() + ".pdf", boardPath() + "/form.pdf", boardPath() + "/"} {
		s.want(v.get(path), 404, "GET "+path)
		s.want(v.post(path, form("dots", "1", "phase", "voting")), 404, "POST "+path)
	}
	s.want(v.get("/assets/"), 404, "the list of assets")
	s.want(v.get("/assets/../go.mod"), 404, "above the assets")
	for _, method := range []string{"PUT", "DELETE", "PATCH"} {
		s.want(v.do(method, boardPath(), nil), 404, method)
	}
	s.want(v.get("/invitations/unknown"), 404, "an unknown invitation")
	s.want(v.post("/invitations/unknown", form("name", "x", "password", "long enough for all")), 404, "an unknown invitation")
}
