package app

import (
	"strings"
	"testing"

	"meridian/internal/access"
)

// posts finds the form that posts to an address; an empty element when there is none.
func (n *node) posts(to string) *node {
	for _, f := range n.tags("form") {
		if f.attr["action"] == to {
			return f
		}
	}
	return &node{}
}

// A strategy is opened, set up and put in order by the forms of its pages, without a script.
func TestStrategyByItsForms(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	id := newID()
	plain := form("id", id, "title", "Abroad and at home", "period", "2027–2031")
	var path string
	for range 2 { // the second time is the same strategy
		path = s.want(io.post("/demo/strategies", plain), 303, "opening").header.Get("Location")
	}
	if path != "/demo/strategies/"+id+"/edit" {
		t.Errorf("it leads to %s", path)
	}
	plain.Set("template", "framework")
	s.want(io.post("/demo/strategies", plain), 422, "the same id with a template")
	bad := s.want(io.post("/demo/strategies", form("id", newID(), "title", "", "period", "kept as typed", "template", "ace")), 422, "no title")
	if !strings.Contains(bad.body, "Please write a title first.") || !strings.Contains(bad.body, "kept as typed") || !strings.Contains(bad.body, `value="ace" checked`) {
		t.Error("the form is not filled in again")
	}
	s.want(io.post("/demo/strategies", form("title", "x", "period", "", "years", "5")), 422, "a field that is not known")

	base := "/demo/strategies/" + id
	for _, title := range []string{"Why", "What"} {
		s.want(io.post(base+"/sections", form("id", "", "title", title, "kind", "text")), 303, "a section")
	}
	section := func(title string) string {
		return base + "/sections/" + s.one(`select id::text from section where strategy_id = $1 and title = $2`, id, title)
	}
	wrong := s.want(io.post(base+"/sections", form("id", newID(), "title", "How", "kind", "chapter")), 422, "a kind that is none")
	if !strings.Contains(wrong.body, `value="How"`) {
		t.Error("the title of the new section is lost")
	}
	why := section("Why")
	s.want(io.post(why, form("title", "Why we do it", "version", "1")), 303, "renaming")
	stale := s.want(io.post(why, form("title", "My words", "version", "1")), 409, "an old version")
	if !strings.Contains(stale.body, "My words") || !strings.Contains(stale.body, "Why we do it") {
		t.Error("a conflict does not show both titles")
	}
	if version := s.parse(stale.body).posts(why).fields().Get("version"); version != "2" {
		t.Errorf("the form comes back with version %q", version)
	}
	s.want(io.live(why, form("title", "", "version", "2")), 422, "no title")
	s.want(io.live(why+"/place", form("before", "")), 204, "moving")
	order := func() string {
		var list []string
		for _, h := range s.as("adviser").page(base).tags("h2") {
			list = append(list, strings.TrimSpace(h.text()))
		}
		return strings.Join(list, ", ")
	}
	if got := order(); !strings.HasPrefix(got, "What, Why we do it") {
		t.Errorf("the order is %s", got)
	}
	s.want(io.post(why+"/withdraw", nil), 303, "removing")
	if got := order(); strings.Contains(got, "Why") {
		t.Errorf("the order is %s", got)
	}
	s.want(io.live(why, form("title", "x", "version", "2")), 423, "renaming what was removed")
	s.want(io.post(why+"/restore", nil), 303, "putting back")

	s.want(io.post(base+"/setup", form("title", "At home and abroad", "period", "2028", "version", "1")), 303, "another title")
	stale = s.want(io.post(base+"/setup", form("title", "Mine", "period", "", "version", "1")), 409, "an old version")
	if !strings.Contains(stale.body, "At home and abroad") || !strings.Contains(stale.body, `value="Mine"`) {
		t.Error("a conflict does not show both")
	}
	s.want(io.post(base+"/withdraw", nil), 303, "withdrawing")
	s.want(io.get(base), 200, "it can be read")
	s.want(io.get(base+"/edit"), 423, "it is not written in")
	s.want(io.post(base+"/restore", nil), 303, "putting it back")

	text := s.as("adviser").page("/demo/activity").text() + io.page("/demo/activity").text()
	for _, kind := range []string{"Strategy opened", "Section added", "Section renamed", "Section moved", "Section removed", "Section restored", "Strategy renamed", "Strategy withdrawn", "Strategy restored"} {
		if !strings.Contains(text, kind) {
			t.Errorf("the log does not say %q", kind)
		}
	}
}

// Naming a drafter lets the person write at once, ending it takes it back.
func TestDraftersByTheirForms(t *testing.T) {
	s := stand(t)
	io, library := s.as("international"), s.as("library")
	id := newID()
	base := "/demo/strategies/" + id
	s.want(io.post("/demo/strategies", form("id", id, "title", "Ours", "period", "")), 303, "opening")
	s.want(library.get(base+"/edit"), 403, "not named")
	membership := s.one(`select m.id::text from membership m join person p on p.id = m.person_id where p.email = 'library@demo.example'`)
	s.want(io.post(base+"/drafters", form("membership", membership)), 303, "naming")
	if a := s.actor("library"); a.Role != access.MemberOffice {
		t.Fatalf("the library's person is %s", a.Role)
	}
	s.want(library.get(base+"/edit"), 200, "named")
	s.want(library.post(base+"/sections", form("id", newID(), "title", "The library's", "kind", "text")), 303, "a drafter's section")
	s.want(library.get(base+"/setup"), 403, "a drafter does not set up")
	s.want(io.post(base+"/drafters/"+membership+"/end", nil), 303, "ending")
	s.want(library.get(base+"/edit"), 403, "ended")
	s.want(library.post(base+"/sections", form("id", newID(), "title", "Once more", "kind", "text")), 403, "ended")
	s.want(io.post(base+"/drafters", form("membership", "x")), 422, "nobody")
}

// The list and the start page say what somebody has not seen, until it is said to have been seen.
func TestWhatIsNewToWhom(t *testing.T) {
	s := stand(t)
	io, reader := s.as("international"), s.as("adviser")
	id, part := newID(), newID()
	base := "/demo/strategies/" + id
	s.want(io.post("/demo/strategies", form("id", id, "title", "Ours", "period", "", "template", "empty")), 303, "opening")
	s.want(io.post(base+"/sections", form("id", part, "title", "Why", "kind", "text")), 303, "a section")
	card := func() string { return reader.page("/demo/strategies").id("strategy-" + id).text() }
	if !strings.Contains(card(), "New to you") || !strings.Contains(reader.page("/demo").text(), "New to you") {
		t.Errorf("the list says %q", card())
	}
	seen := func() {
		live := reader.page(base).id("strategy").attr["data-live"]
		s.want(reader.live(base+"/seen", form("live", live)), 204, "seen")
	}
	seen()
	if text := card(); strings.Contains(text, "New to you") || strings.Contains(text, "Since you last looked") {
		t.Errorf("the list says %q", text)
	}
	s.want(io.post(base+"/sections/"+part, form("title", "Why and what for", "version", "1")), 303, "renaming")
	if text := card(); !strings.Contains(text, "1 section changed") || !strings.Contains(text, "Why and what for") {
		t.Errorf("the list says %q", text)
	}
	if text := reader.page(base).id("section-" + part).text(); !strings.Contains(text, "Changed since you last looked, by") {
		t.Errorf("the section says %q", text)
	}
	if strings.Contains(io.page(base).text(), "Changed since you last looked") {
		t.Error("one's own change is marked")
	}
	fields := reader.page("/demo/strategies").posts(base + "/seen").fields()
	s.want(reader.post(base+"/seen", fields), 303, "the button")
	if text := card(); strings.Contains(text, "changed") {
		t.Errorf("the list says %q", text)
	}
}

// What the levels are called stands on every page.
func TestLabelsByTheirForm(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	id := newID()
	s.want(io.post("/demo/strategies", form("id", id, "title", "Ours", "period", "")), 303, "opening")
	s.want(io.post("/demo/strategies/"+id+"/sections", form("id", newID(), "title", "Mobility", "kind", "pillar")), 303, "a pillar")
	names := form("pillar", "Priority area", "goal", "Aim", "objective", "", "indicator", "Figure")
	if bad := s.want(io.post("/demo/strategies/labels", names), 422, "a level without a name"); !strings.Contains(bad.body, "Priority area") {
		t.Error("what was typed is lost")
	}
	names.Set("objective", "Measure")
	s.want(io.post("/demo/strategies/labels", names), 303, "the names")
	if text := s.as("library").page("/demo/strategies/" + id).text(); !strings.Contains(text, "Priority area") {
		t.Error("the page does not use the name")
	}
	s.want(s.as("library").get("/demo/strategies/labels"), 403, "a member office")
}
