package app

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

// draftForPlan opens a strategy with a pillar and answers the addresses of both.
func draftForPlan(s *standing, io *visitor) (at, section string) {
	s.Helper()
	id, section := newID(), newID()
	s.want(io.post("/demo/strategies", form("id", id, "title", "Strategy", "period", "2026–2030")), 303, "a strategy")
	at = "/demo/strategies/" + id
	s.want(io.post(at+"/sections", form("id", section, "title", "Abroad", "kind", "pillar")), 303, "a pillar")
	return at, section
}

// Objectives by HTTP: added with what they answer, shown to read and to write, changed, moved, taken out.
func TestObjectivesContract(t *testing.T) {
	s := stand(t)
	io, registrar := s.as("international"), s.as("registrar")
	at, section := draftForPlan(s, io)
	strength, threat := registrar.add(boardPath(), "strength", "Quick answers to applicants"), registrar.add(boardPath(), "threat", "Visas take longer")
	goal, id := newID(), newID()
	s.want(io.post(at+"/goals", form("id", goal, "section", section, "text", "Everybody goes abroad once")), 303, "a goal")
	fields := form("id", id, "section", section, "goal", goal, "text", "Half of all students go abroad", "office", "registrar", "cites", strength)
	fields.Add("cites", threat)
	for range 2 {
		if got := s.want(io.post(at+"/objectives", fields), 303, "adding"); got.header.Get("Location") != at+"/edit#objective-"+id {
			t.Errorf("it leads to %s", got.header.Get("Location"))
		}
	}
	s.want(registrar.post(at+"/objectives", fields), 403, "who was not named")
	s.want(io.post("/second/strategies/"+at[len("/demo/strategies/"):]+"/objectives", fields), 404, "another institution")
	shown := registrar.page(at).id("objective-" + id)
	if shown == nil || !strings.Contains(shown.text(), "1.1") || !strings.Contains(shown.text(), "Visas take longer") || !strings.Contains(shown.text(), "Registrar") || len(shown.tags("form")) != 0 {
		t.Fatalf("to read it is shown as %v", shown)
	}
	if plan := io.page(at + "/edit").id("plan-" + section); !strings.Contains(plan.text(), "There is no indicator yet") || len(plan.id("objective-"+id).tags("form")) == 0 {
		t.Error("the page to write on has no marks, or no ways to change it")
	}
	// Bad input: the form again with everything that was typed.
	for field, bad := range map[string]url.Values{
		"text":    form("id", newID(), "section", section, "text", "", "office", "library", "cites", strength),
		"cites":   form("id", newID(), "section", section, "text", "kept text", "office", "library", "cites", strength, "cites", newID()),
		"office":  form("id", newID(), "section", section, "text", "kept text", "office", "nobody", "cites", strength),
		"goal":    form("id", newID(), "section", section, "goal", newID(), "text", "kept text", "cites", strength),
		"section": form("id", newID(), "section", newID(), "text", "kept text", "cites", strength),
		"id":      form("id", id, "section", section, "text", "kept text", "cites", strength),
		"unknown": form("id", newID(), "section", section, "text", "kept text", "cites", strength, "x", "y"),
	} {
		page := s.parse(s.want(io.post(at+"/objectives", bad), 422, "a bad "+field).body)
		ticked := slices.ContainsFunc(page.tags("input"), func(n *node) bool { _, is := n.attr["checked"]; return is && n.attr["value"] == strength })
		if write := page.id("write"); write == nil || field != "text" && !strings.Contains(write.text(), "kept text") || field != "cites" && !ticked {
			t.Errorf("after a bad %s the form is not as it was sent", field)
		}
	}
	// Two who change it: both texts.
	change := form("goal", goal, "text", "Two of three students go abroad", "office", "", "cites", strength, "version", "1")
	s.want(io.post(at+"/objectives/"+id, change), 303, "changing")
	change.Set("text", "Mine, of the older version")
	page := s.parse(s.want(io.post(at+"/objectives/"+id, change), 409, "an older version").body)
	if !strings.Contains(page.id("write").text(), "Mine, of the older version") || !strings.Contains(page.id("stored").text(), "Two of three students go abroad") {
		t.Error("not both texts are there")
	}
	mine := page.id("write").fields()
	s.want(io.post(at+"/objectives/"+id, mine), 303, "mine after all")
	// The search takes along what was typed and ticked.
	q := page.id("write").fields()
	q.Set("q", "visas")
	found := io.page(at + "/objectives/" + id + "?" + q.Encode()).id("write")
	if again := found.fields(); again.Get("text") != "Mine, of the older version" || !slices.Equal(again["cites"], []string{strength}) || !strings.Contains(found.text(), "Visas take longer") {
		t.Errorf("after the search the form has %v", again)
	}
	second := newID()
	s.want(io.post(at+"/objectives", form("id", second, "section", section, "goal", goal, "text", "Second", "office", "", "cites", threat)), 303, "a second one")
	s.want(io.post(at+"/objectives/"+second+"/place", form("direction", "up")), 303, "moving")
	if text := io.page(at).id("objective-" + second).text(); !strings.Contains(text, "1.1") {
		t.Errorf("after the move it is %s", text)
	}
	if answer := s.want(io.live(at+"/objectives/"+second+"/withdraw", nil), 204, "taking out"); answer.header.Get("Live-Version") == "" {
		t.Error("the answer has no live version")
	}
	if io.page(at).id("objective-"+second) != nil || !strings.Contains(io.page(at+"/edit").id("plan-"+section).text(), "Second") {
		t.Error("what was taken out is shown to readers, or cannot be put back")
	}
	s.want(io.post(at+"/objectives/"+second+"/restore", nil), 303, "putting back")
	s.want(io.post(at+"/goals/"+goal, form("text", "Another goal", "version", "2")), 422, "a version to come")
	s.want(io.post(at+"/goals/"+goal, form("text", "Another goal", "version", "1")), 303, "the goal")
	if stale := s.want(io.post(at+"/goals/"+goal, form("text", "Mine", "version", "1")), 409, "the goal, older"); !strings.Contains(stale.body, "Another goal") || !strings.Contains(stale.body, "Mine") {
		t.Error("not both texts of the goal are there")
	}
}

// Indicators by HTTP: picked from the library, filled in, changed with figures as people type them.
func TestIndicatorsContract(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	at, section := draftForPlan(s, io)
	objective, id := newID(), newID()
	s.want(io.post(at+"/objectives", form("id", objective, "section", section, "goal", "", "text", "Half of all students go abroad", "office", "")), 303, "an objective")
	library := io.page(at + "/library?objective=" + objective + "&q=mobility")
	var picked *node
	for _, f := range library.tags("form") {
		if f.fields().Has("library") {
			picked = f
			break
		}
	}
	if picked == nil {
		t.Fatal("the library offers nothing")
	}
	to := s.want(io.post(picked.attr["action"], picked.fields()), 303, "picking").header.Get("Location")
	write := io.page(to)
	var years []string
	for _, n := range write.tags("input") {
		if n.attr["name"] == "year" && n.attr["value"] != "" {
			years = append(years, n.attr["value"])
		}
	}
	if want := []string{"2026", "2027", "2028", "2029", "2030"}; !slices.Equal(years, want) {
		t.Errorf("the form offers the years %v, want %v", years, want)
	}
	figures := form("id", id, "name", "Students abroad", "unit", "percent", "direction", "up", "frequency", "year", "baseline", "12,5 %", "baseline_year", "2025",
		"year", "2028", "value", "20 %", "year", "2030", "value", "1 250,5")
	s.want(io.post(at+"/objectives/"+objective+"/indicators", figures), 303, "an indicator")
	row := io.page(at).id("indicator-" + id)
	if row == nil || !strings.Contains(row.text(), "12.5 %") || !strings.Contains(row.text(), "1,250.5 %") || !strings.Contains(row.text(), "More is better") {
		t.Fatalf("it is shown as %v", row)
	}
	bad := form("name", "Students abroad", "unit", "percent", "direction", "up", "frequency", "year", "baseline", "many", "year", "2028", "value", "20", "version", "1")
	if page := s.want(io.post(at+"/indicators/"+id, bad), 422, "no number").body; !strings.Contains(page, `value="many"`) || !strings.Contains(page, "This is not a number") {
		t.Error("what was typed is lost, or nothing says what is wrong")
	}
	bad.Set("baseline", "10")
	s.want(io.post(at+"/indicators/"+id, bad), 303, "changing")
	bad.Set("name", "Mine")
	if stale := s.want(io.post(at+"/indicators/"+id, bad), 409, "an older version"); !strings.Contains(stale.body, "Baseline: 10 %") || !strings.Contains(stale.body, `value="Mine"`) {
		t.Error("not both are there")
	}
	s.want(io.post(at+"/indicators/"+id+"/withdraw", nil), 303, "taking out")
	s.want(io.get(at+"/indicators/"+id), 423, "the form of what was taken out")
	s.want(io.post(at+"/indicators/"+id+"/restore", nil), 303, "putting back")
}
