package app

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"meridian/internal/account"
	"meridian/internal/app/demo"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// send posts one file, and fields beside it in pairs.
func (v *visitor) send(path, name string, content []byte, pairs ...string) answer {
	v.s.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for n := 0; n < len(pairs); n += 2 {
		v.s.must(w.WriteField(pairs[n], pairs[n+1]))
	}
	part, err := w.CreateFormFile("file", name)
	v.s.must(err)
	_, err = part.Write(content)
	v.s.must(err)
	v.s.must(w.Close())
	return v.do("POST", path, &b, "Content-Type", w.FormDataContentType())
}

// told is what the next page says of the last action.
func (v *visitor) told(path string) string {
	v.s.Helper()
	var said []string
	for _, n := range v.page(path).class("flash") {
		said = append(said, strings.TrimSpace(n.text()))
	}
	return strings.Join(said, " ")
}

func TestOfficePages(t *testing.T) {
	s := stand(t)
	io, library := s.as("international"), s.as("library")
	fields := form("id", uuid.NewString(), "name", "Sports & Health", "slug", "", "kind", "centre", "head_email", "")
	for range 2 { // the second time is the same form again
		a := s.want(io.post("/demo/offices", fields), 303, "adding an office")
		if to := a.header.Get("Location"); to != link.OfficeAnchor("demo", "sports-and-health") {
			t.Errorf("adding leads to %s", to)
		}
	}
	if rows := io.page("/demo/offices").all(func(n *node) bool { return n.attr["id"] == "office-sports-and-health" }); len(rows) != 1 {
		t.Errorf("the list has %d rows of the new office", len(rows))
	}
	// Those who only read are shown no button that they could not use.
	page := library.page("/demo/offices")
	if page.id("add-office") != nil || len(page.class("order")) > 0 || strings.Contains(page.text(), "Import a file") {
		t.Error("a member office is offered to manage")
	}
	if len(library.page("/demo/offices/finance").tags("main")[0].tags("form")) > 0 {
		t.Error("a member office is offered to change an office")
	}
	// What is wrong stands beside its field, with what was typed.
	a := s.want(io.post("/demo/offices", form("name", "Another <b>", "slug", "library", "kind", "office", "head_email", "")), 422, "a slug that is taken")
	again := s.parse(a.body)
	if again.id("new-name").attr["value"] != "Another <b>" || again.id("new-slug-error") == nil {
		t.Error("what was typed is lost, or what is wrong is not said")
	}
	for what, pairs := range map[string][]string{
		"an unknown field": {"name", "A", "colour", "red"}, "a field twice": {"name", "A", "name", "B"},
	} {
		s.want(io.post("/demo/offices", form(pairs...)), 422, what)
		s.want(library.post("/demo/offices", form(pairs...)), 403, what+" by somebody who may not")
		s.want(io.post("/demo/offices/finance", form(pairs...)), 422, what)
		s.want(library.post("/demo/offices/finance", form(pairs...)), 403, what+" by somebody who may not")
	}
	s.want(io.post("/demo/offices/finance", form("name", "Money", "kind", "office", "head_email", "x")), 422, "an address that is none")
	s.want(io.post("/demo/offices/finance", form("name", "Money", "kind", "office", "head_email", "")), 303, "a new name")
	s.want(io.post("/demo/offices/finance/place", form("direction", "up")), 303, "one up")
	s.want(io.post("/demo/offices/finance/place", form("place", "0")), 422, "a place before the first")
	s.want(io.post("/demo/offices/finance/archive", form()), 303, "archiving")
	if !strings.Contains(io.told("/demo/offices"), "Money is archived") {
		t.Error("archiving is not told")
	}
	for _, n := range io.page("/demo/swot").tags("option") {
		if n.attr["value"] == "finance" {
			t.Error("an archived office can be chosen")
		}
	}
	if a := io.post("/demo/swot", form("title", "Money", "scope", "office", "office", "finance")); a.status != 422 {
		t.Errorf("an analysis of an archived office: %v", a)
	}
	s.want(io.post("/demo/offices/finance/restore", form()), 303, "restoring")
	for _, verb := range []string{"", "/archive", "/restore", "/place", "/merge"} {
		s.want(io.post("/demo/offices/nowhere"+verb, form()), 404, "an office that is not there"+verb)
	}
}

func TestMergePages(t *testing.T) {
	s := stand(t)
	io, library := s.as("international"), s.as("library")
	target := library.add(boardPath(), "strength", "Our collection of maps")
	stream := io.stream(t.Context(), boardPath()+fmt.Sprintf("/events?since=%d", io.version(boardPath())))
	page := io.page("/demo/offices/library/merge?into=registrar")
	if text := page.text(); !strings.Contains(text, "1 person") || !strings.Contains(text, "4 items") {
		t.Errorf("before the merge is said: %s", text)
	}
	s.want(library.get("/demo/offices/library/merge?into=registrar"), 403, "looking at a merge")
	s.want(io.get("/demo/offices/library/merge?into=library"), 422, "into itself")
	s.want(io.post("/demo/offices/library/merge", form("into", "registrar")), 303, "the merge")
	stream.until(t, func(e event) bool {
		return e.name == "change" && strings.Contains(e.data, target) && strings.Contains(e.data, "Registrar")
	})
	if office := io.page(boardPath()).id("item-" + target); !strings.Contains(office.text(), "Registrar") {
		t.Errorf("the item now says %s", office.text())
	}
	s.want(library.post("/demo/swot/"+shared.String()+"/items/"+target, form("text", "Our maps", "evidence", "", "version", "1")), 303, "editing after the merge")
	s.want(io.post("/demo/offices/library/restore", form()), 422, "restoring what was merged")
}

func TestOfficeImportPage(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	const path = "/demo/office-import"
	file := []byte("slug,name,kind\nlaw,School of Law,school\nsports,Sports,centre\n")
	a := s.want(io.send(path, "offices.csv", file), 200, "the preview")
	if io.get("/demo/offices/sports").status != 404 {
		t.Fatal("the preview wrote")
	}
	rows := s.parse(a.body).all(func(n *node) bool { return n.attr["name"] == "rows" })
	if len(rows) != 1 {
		t.Fatalf("the preview offers no import: %s", a.body)
	}
	kept := form("rows", strings.TrimPrefix(rows[0].own, "\n"))
	s.want(s.as("library").post(path, kept), 403, "importing as a member office")
	s.want(io.post(path, kept), 303, "the import")
	s.want(io.get("/demo/offices/sports"), 200, "what was imported")
	a = s.want(io.send(path, "offices.csv", []byte("slug,name\nA B,C\n")), 200, "a bad row")
	if !strings.Contains(a.body, "Line 2") || len(s.parse(a.body).all(func(n *node) bool { return n.attr["name"] == "rows" })) > 0 {
		t.Error("a bad row can be imported")
	}
	for what, content := range map[string]string{"nothing": "", "other columns": "a,b\n1,2\n"} {
		s.want(io.send(path, "x.csv", []byte(content)), 422, what)
	}
	for _, rows := range []string{"x", "[]", `{"Rows":[{"Line":2,"Cells":{"slug":"A B"}}],"Header":["slug","name"]}`} {
		s.want(io.post(path, form("rows", rows)), 422, "rows "+rows)
	}
	s.want(s.as("library").send(path, "big.csv", bytes.Repeat([]byte("x"), 2<<20)), 403, "a large file of somebody who may not")
}

func TestSettingsPage(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	fields := func() url.Values {
		for _, f := range io.page("/demo/settings").tags("main")[0].tags("form") {
			if f.attr["action"] == "/demo/settings" {
				return f.fields()
			}
		}
		t.Fatal("there is no form")
		return nil
	}
	s.want(s.as("management").get("/demo/settings"), 403, "the settings for senior management")
	s.want(io.post("/demo/settings", fields()), 303, "the form as it is")
	if said := io.told("/demo/settings"); !strings.Contains(said, "Nothing was different") {
		t.Errorf("saving nothing says %q", said)
	}
	f := fields()
	f.Set("contact_name", "Ada")
	f.Set("time_zone", "Asia/Karachi")
	f["working_days"] = []string{"7", "1"}
	s.want(io.post("/demo/settings", f), 303, "new settings")
	if said := io.told("/demo/settings"); said != "Saved: time zone, working days, contact." {
		t.Errorf("saving says %q", said)
	}
	if got := fields(); got.Encode() != f.Encode() && got.Get("time_zone") != "Asia/Karachi" {
		t.Errorf("saved was %v", got)
	}
	if foot := s.as("library").page("/demo").class("foot"); len(foot) != 1 || !strings.Contains(foot[0].text(), "Ada") {
		t.Error("the contact is not at the foot")
	}
	bad := fields()
	bad.Set("time_zone", "Mars")
	bad.Set("name", "Kept as typed")
	again := s.parse(s.want(io.post("/demo/settings", bad), 422, "a zone that is none").body)
	if again.id("settings-zone-error") == nil || again.id("settings-name").attr["value"] != "Kept as typed" {
		t.Error("what was typed is lost, or what is wrong is not said")
	}
	for field, value := range map[string]string{"year_day": "31", "working_days": "x", "sender_name": "x"} {
		bad := fields()
		bad.Set(field, value)
		if field == "year_day" {
			bad.Set("year_month", "02")
		}
		s.want(io.post("/demo/settings", bad), 422, field+" "+value)
	}
	repeated := fields()
	repeated.Add("name", "Twice")
	s.want(io.post("/demo/settings", repeated), 422, "a name twice")
}

func TestLogoPages(t *testing.T) {
	s := stand(t)
	io, library := s.as("international"), s.as("library")
	var b bytes.Buffer
	s.must(png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 20))))
	s.want(library.get("/demo/logo"), 404, "no logo yet")
	s.want(io.send("/demo/logo", "logo.svg", b.Bytes()), 303, "a PNG with another ending")
	a := s.want(library.get("/demo/logo"), 200, "the logo")
	for name, want := range map[string]string{"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline", "Cache-Control": "private, no-cache"} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if a.body != b.String() {
		t.Error("the logo is not the file")
	}
	s.want(library.get("/demo/logo", "If-None-Match", a.header.Get("ETag")), 304, "the same logo again")
	if len(library.page("/demo").class("logo")) == 0 {
		t.Error("the logo is not on the page")
	}
	s.want(s.as("registrar@second").get("/demo/logo"), 404, "the logo for the other institution")
	s.want(s.visitor().get("/demo/logo"), 303, "the logo signed out")
	s.want(library.send("/demo/logo", "logo.png", b.Bytes()), 403, "a logo by a member office")
	s.want(library.send("/demo/logo", "logo.png", make([]byte, 2<<20)), 403, "a large one by a member office")
	refused := s.want(io.send("/demo/logo", "logo.png", []byte("<svg onload=alert(1)>")), 422, "an SVG")
	if s.parse(refused.body).id("logo-error") == nil {
		t.Error("what is wrong with the logo is not said")
	}
	s.want(io.send("/demo/logo", "logo.png", make([]byte, 600<<10)), 422, "too many bytes")
	s.want(io.send("/demo/logo", "logo.png", make([]byte, 9<<20)), 413, "far too many bytes")
	s.want(io.send("/demo/logo", "logo.png", b.Bytes(), "colour", "red"), 422, "a field that is not known")
	s.want(io.post("/demo/logo/remove", form()), 303, "removing it")
	s.want(library.get("/demo/logo"), 404, "the logo after that")
}

// The demo is completed at every start: what was archived, merged or renamed in it meanwhile stays so.
func TestDemoAfterOfficesChanged(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	s.want(io.post("/demo/offices/finance", form("name", "Money", "kind", "office", "head_email", "")), 303, "a new name")
	s.want(io.post("/demo/offices/admissions/archive", form()), 303, "archiving")
	s.want(io.post("/demo/offices/law/merge", form("into", "business")), 303, "merging")
	maker := demo.Maker{Registry: institution.Registry{DB: s.db.DB}, Desk: account.NewDesk(s.db.DB), Board: &swot.Board{DB: s.db.DB, Hub: s.site.Hub}}
	s.must(maker.Add(t.Context()))
	if text := io.page("/demo/offices/finance").text(); !strings.Contains(text, "Money") {
		t.Error("the new name is gone")
	}
	if text := io.page("/demo/offices/law").text(); !strings.Contains(text, "This office was merged") {
		t.Error("the merge is undone")
	}
}
