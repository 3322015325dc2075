package app

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// number reads a number with the administrator's eyes, which no policy narrows.
func (s *standing) number(query string, args ...any) (n int) {
	s.Helper()
	conn, err := pgx.Connect(s.Context(), s.db.AdminURL)
	s.must(err)
	defer conn.Close(s.Context())
	s.must(conn.QueryRow(s.Context(), query, args...).Scan(&n))
	return n
}

// A group is made, mailed, and asked by an analysis, all by the forms of its pages.
func TestGroupByItsForms(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	fields := form("id", uuid.NewString(), "name", "Mobility", "offices", "library", "offices", "registrar")
	var path string
	for range 2 { // the second time is the same group
		path = s.want(io.post("/demo/groups", fields), 303, "making a group").header.Get("Location")
	}
	fields.Set("name", "Another name")
	s.want(io.post("/demo/groups", fields), 422, "the same id with another name")
	page := s.as("library").page(path)
	if n := len(page.class("seats")[0].tags("tr")); n != 3 {
		t.Errorf("the page has %d rows of seats, want the head and 2", n)
	}
	if text := page.text(); !strings.Contains(text, "2 of 2 seats") || !strings.Contains(text, "Offices without a seat:") || !strings.Contains(text, "School of Law") {
		t.Error("the page says neither the quorum nor who is missing")
	}
	if len(page.tags("textarea")) > 0 {
		t.Error("a member office is offered a form")
	}

	// Preview first: nothing goes.
	letter := form("subject", "First meeting", "text", "Please come.", "preview", "1")
	preview := s.want(io.post(path+"/mail", letter), 200, "the preview")
	if !strings.Contains(preview.body, "Send to 2 people") || !strings.Contains(preview.body, "Please come.") {
		t.Error("the preview does not say to whom it goes, or has lost the text")
	}
	sent := `select count(*) from mail where kind = 'group' and subject = 'First meeting'`
	if n := s.number(sent); n != 0 {
		t.Errorf("the preview sent %d", n)
	}
	letter.Del("preview")
	s.want(io.post(path+"/mail", letter), 303, "the mail")
	if n := s.number(sent); n != 2 {
		t.Errorf("%d mails, want 2", n)
	}
	if !strings.Contains(io.page(path).text(), "Sent to 2 people.") {
		t.Error("the page does not say that it was sent")
	}
	bad := s.want(io.post(path+"/mail", form("subject", "", "text", "kept as it was typed")), 422, "a mail without a subject")
	if !strings.Contains(bad.body, "kept as it was typed") {
		t.Error("the text is lost")
	}

	// A stale form is answered with both texts, and takes the version that was shown then.
	change := form("name", "Mobility", "terms", "Theirs.", "quorum", "all", "number", "", "chair", "", "secretary", "", "version", "1")
	s.want(io.post(path, change), 303, "the terms of reference")
	change.Set("terms", "Mine.")
	stale := s.want(io.post(path, change), 409, "a stale form")
	if !strings.Contains(stale.body, "Theirs.") || !strings.Contains(stale.body, "Mine.") {
		t.Error("a conflict does not show both texts")
	}
	change.Set("version", s.parse(stale.body).id("change").fields().Get("version"))
	s.want(io.post(path, change), 303, "mine, after having read theirs")
	if !strings.Contains(io.page(path).text(), "Mine.") {
		t.Error("what was sent after the conflict is not there")
	}
	s.want(io.get(path+"?at=2000-01-01"), 200, "a day before the group")
	s.want(io.get(path+"?at=soon"), 422, "no day")

	// An analysis addressed to the group counts the group's offices.
	board := s.want(io.post("/demo/swot", form("id", uuid.NewString(), "title", "Mobility", "scope", "institution", "office", "library", "group", strings.TrimPrefix(path, "/demo/groups/"))),
		303, "an analysis for the group").header.Get("Location")
	s.as("library").add(board, "strength", "heard")
	s.as("finance").add(board, "strength", "not asked")
	for _, row := range io.page("/demo/swot").tags("tr") {
		text := strings.Join(strings.Fields(row.text()), " ")
		if strings.HasPrefix(text, "Mobility") && !strings.HasPrefix(text, "MobilityMobilityCollecting2 1of 2") {
			t.Errorf("the list says %q", text)
		}
	}
	if head := s.as("library").page(board).class("eyebrow"); len(head) == 0 || len(head[0].tags("a")) != 1 || head[0].tags("a")[0].attr["href"] != path {
		t.Error("the board does not lead to its group")
	}
	for who, waits := range map[string]bool{"registrar": true, "careers": false} {
		if got := strings.Contains(s.as(who).page("/demo").text(), "Mobility has nothing from you yet."); got != waits {
			t.Errorf("%s is reminded: %v", who, got)
		}
	}
}

// Inside the institution a refusal is 403; outside it a group is not there. Whatever is refused writes nothing.
func TestGroupRefusals(t *testing.T) {
	s := stand(t)
	fingerprint := func() int {
		return s.number(`select hashtext(coalesce((select string_agg(g::text, ';' order by id) from working_group g), '') || coalesce((select string_agg(x::text, ';' order by id) from seat x), '')
			|| (select count(*) from mail))`)
	}
	page := s.as("library").page("/demo/groups")
	path := page.tags("tbody")[0].tags("a")[0].attr["href"]
	seat := strings.TrimPrefix(s.as("international").page(path).class("seats")[0].tags("tbody")[0].tags("tr")[0].attr["id"], "seat-")
	before := fingerprint()
	for _, verb := range []string{"", "/end", "/resume", "/mail", "/seats", "/seats/" + seat, "/seats/" + seat + "/end", "/seats/" + seat + "/resume"} {
		for who, want := range map[string]int{"library": 403, "management": 403, "adviser": 403, "international@second": 404, "registrar@second": 404} {
			s.want(s.as(who).post(path+verb, form()), want, who+" "+verb)
			s.want(s.as(who).post(path+verb, form("unknown", "x")), want, who+" "+verb+" with an unknown field")
		}
		s.want(s.as("international@second").post(strings.Replace(path, "/demo/", "/second/", 1)+verb, form()), 404, "under one's own institution"+verb)
		s.want(s.visitor().post(path+verb, form()), 303, "signed out"+verb)
	}
	s.want(s.as("library").post("/demo/groups", form("name", "x")), 403, "making a group")
	s.want(s.as("library").post("/demo/groups", form("unknown", "x")), 403, "making a group with an unknown field")
	s.want(s.as("international@second").get(path), 404, "reading from abroad")
	s.want(s.as("international").post(path+"/seats/"+uuid.NewString(), form("holder", "")), 404, "a seat that is not there")
	s.want(s.as("international").post(path+"/seats/"+seat, form("holder", "", "holder", "")), 422, "a field twice")
	if fingerprint() != before {
		t.Error("something was written")
	}
}

// The demo's group is made once, and what people make of it stays until the demo goes.
func TestDemoGroup(t *testing.T) {
	s := stand(t)
	groups, seats := `select count(*) from working_group`, `select count(*) from seat where holder_id is not null`
	if s.number(groups) != 1 || s.number(seats) != 17 {
		t.Errorf("%d groups with %d seats held, want 1 and 17", s.number(groups), s.number(seats))
	}
	s.tenant("demo", `update working_group set name = 'Ours', terms = 'Our own words', version = 7`)
	s.demo()
	if s.number(groups) != 1 || s.number(seats) != 17 || s.number(groups+` where terms = 'Our own words'`) != 1 {
		t.Error("making the demo again changed its group")
	}
	s.must(s.maker().Remove(t.Context()))
	if s.number(groups)+s.number(seats) != 0 {
		t.Error("the demo is gone, but not its group")
	}
}
