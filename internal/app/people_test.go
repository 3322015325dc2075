package app

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// memberID is the id of a demo person's membership.
func (s *standing) memberID(who string) string {
	s.Helper()
	v := s.as("international")
	institution := "demo"
	if strings.HasSuffix(who, "@second") {
		v, institution = s.as("international@second"), "second"
	}
	for _, row := range v.page("/" + institution + "/people").tags("tr") {
		if strings.Contains(row.attr["data-person"], email(who)) {
			return strings.TrimPrefix(row.tags("a")[0].attr["href"], "/"+institution+"/people/")
		}
	}
	s.Fatalf("%s is not in the list", who)
	return ""
}

// What the international office changes holds at the next request, and streams end.
func TestChangedRightsHoldAtOnce(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	board := io.open("demo", "Rights", "institution", "")
	item := form("id", uuid.NewString(), "quadrant", "threat", "text", "t")
	for _, c := range []struct {
		who, deed string
		fields    []string
		status    int // of the person's next item
	}{
		{"library", "role", []string{"role", "adviser", "office", "", "until", ""}, 403},
		{"finance", "end", nil, 404},
		{"research", "disable", nil, 404},
		{"quality", "anonymise", nil, 303}, // nobody is signed in any more who could be answered
	} {
		v := s.as(c.who)
		member := "/demo/people/" + s.memberID(c.who)
		if a := v.live(board+"/items", form("id", uuid.NewString(), "quadrant", "threat", "text", c.who+" before")); a.status != 204 {
			t.Fatalf("%s: %v", c.who, a)
		}
		e := v.stream(t.Context(), board+"/events")
		s.want(io.post(member+"/"+c.deed, form(c.fields...)), 303, c.deed)
		a := v.post(board+"/items", item)
		if a.status != c.status && !(c.deed == "anonymise" && a.status == 404) {
			t.Errorf("%s, then an item: %v", c.deed, a)
		}
		if c.status != 403 {
			e.ends(t, 2*time.Second)
		}
		e.cancel()
	}
	a := s.as("provost").get(board)
	if a.status != 200 || !strings.Contains(a.body, "quality before") || strings.Contains(a.body, "Rabia Aslam") {
		t.Errorf("the board after anonymising: %v", a)
	}
	for _, path := range []string{"/demo/people", "/demo/people?state=ended", "/demo/people/" + s.former(), "/demo"} {
		if a := s.want(io.get(path), 200, path); strings.Contains(a.body, "Rabia") || strings.Contains(a.body, "quality@") {
			t.Errorf("%s still names the person", path)
		}
	}
}

// former is the id of the anonymised membership.
func (s *standing) former() string {
	s.Helper()
	for _, row := range s.as("international").page("/demo/people?state=ended").tags("tr") {
		if strings.HasPrefix(row.attr["data-person"], "Former member") {
			return strings.TrimPrefix(row.tags("a")[0].attr["href"], "/demo/people/")
		}
	}
	s.Fatal("no former member is in the list")
	return ""
}

func TestMemberPosts(t *testing.T) {
	s := stand(t)
	io, plain := s.as("international"), s.as("provost")
	library, foreign := "/demo/people/"+s.memberID("library"), "/demo/people/"+s.memberID("registrar@second")
	for deed, fields := range map[string][]string{
		"role": {"role", "adviser", "office", "", "until", ""}, "standing": {"standing", "deputy"}, "end": nil, "resume": nil, "disable": nil, "enable": nil, "anonymise": nil, "admit": nil,
	} {
		s.want(plain.post(library+"/"+deed, form(fields...)), 403, deed+" by senior management")
		s.want(s.as("finance").post(library+"/"+deed, form(fields...)), 403, deed+" by another office's head")
		s.want(io.post(foreign+"/"+deed, form(fields...)), 404, deed+" on another institution's")
		s.want(io.post("/demo/people/x/"+deed, form(fields...)), 404, deed+" on nothing")
		s.want(s.as("registrar@second").post(library+"/"+deed, form(fields...)), 404, deed+" by another institution")
		s.want(s.visitor().post(library+"/"+deed, form(fields...)), 303, deed+" signed out")
		s.want(io.post(library+"/"+deed, form("colour", "blue")), 422, deed+" with a field too many")
	}
	s.want(io.get(foreign), 404, "another institution's person")
	// What was typed stays, with the reason beside it.
	a := s.want(io.post(library+"/role", form("role", "member_office", "office", "library", "until", "2001-02-03")), 422, "a day that is over")
	page := s.parse(a.body)
	if page.id("member-until").attr["value"] != "2001-02-03" || page.id("member-until-error") == nil {
		t.Error("the form came back without the day or the reason")
	}
	last := "/demo/people/" + s.memberID("international")
	for deed, fields := range map[string][]string{"role": {"role", "adviser", "office", "", "until", ""}, "end": nil, "disable": nil, "anonymise": nil} {
		a := s.want(io.post(last+"/"+deed, form(fields...)), 409, deed+" of the last")
		if !strings.Contains(a.body, "the last member of the international office") {
			t.Errorf("%s: no reason is given", deed)
		}
	}
	a = s.want(io.post(library+"/role", form("role", "adviser", "office", "library", "until", "")), 303, "an adviser without an end")
	if body := io.get(a.header.Get("Location")).body; !strings.Contains(body, "think of a day") {
		t.Error("nobody warns of an adviser without a last day")
	}
	// Whoever leaves is led to where there is still something to see.
	s.want(plain.post("/demo/people/"+s.memberID("provost")+"/end", nil), 303, "leaving")
	s.want(plain.get("/demo/people"), 404, "after leaving")
}

func TestPeoplePage(t *testing.T) {
	s := stand(t)
	a := s.want(s.as("adviser").get("/demo/people"), 200, "the directory")
	if strings.Contains(a.body, "library@") || !strings.Contains(a.body, "Sana Iqbal") || strings.Contains(a.body, `id="invite"`) {
		t.Error("the directory shows addresses, or a form to invite, or not its people")
	}
	page := s.as("library").page("/demo/people")
	if f := page.id("invite").tags("form")[0].fields(); f.Get("office") != "library" || f.Get("role") != "member_office" || f.Get("id") == "" {
		t.Errorf("the head invites with %v", f)
	}
	if rows := s.as("international").page("/demo/people?q=SANA&office=library&role=member_office&state=joined").class("roster"); len(rows) != 1 || len(rows[0].tags("tr")) != 2 {
		t.Error("the filter does not find one person")
	}
	for _, q := range []string{"?q=nobody-is-called-this", "?office=x'--&role=king&state=gone", "?q=%ff%00", "?q=" + strings.Repeat("a", 3000)} {
		s.want(s.as("international").get("/demo/people"+q), 200, q)
	}
}
