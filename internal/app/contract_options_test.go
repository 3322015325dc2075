package app

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// The options of an analysis by HTTP: written, shown with what they use, changed, taken back, exported.
func TestOptionsContract(t *testing.T) {
	s := stand(t)
	io, registrar := s.as("international"), s.as("registrar")
	at := boardPath() + "/options"
	strength, threat := registrar.add(boardPath(), "strength", "Quick answers to applicants"), registrar.add(boardPath(), "threat", "Visas take longer")
	id := newID()
	fields := form("id", id, "kind", "ST", "text", "Write to the consulate at once", "items", strength)
	fields.Add("items", threat)
	for range 2 {
		if got := s.want(io.post(at, fields), 303, "writing"); got.header.Get("Location") != at+"#option-"+id {
			t.Errorf("it leads to %s", got.header.Get("Location"))
		}
	}
	reused := form("id", id, "kind", "so", "text", "Something else", "items", strength)
	if got := s.want(io.post(at, reused), 422, "the same id with other words"); !strings.Contains(got.body, "Something else") {
		t.Error("what was typed is lost")
	}
	s.want(registrar.post(at, fields), 403, "a member office")
	option := s.parse(s.want(registrar.get(at), 200, "reading").body).id("option-" + id)
	if option == nil || !strings.Contains(option.text(), "Visas take longer") || strings.Contains(option.text(), "Worth checking") || len(option.tags("form")) != 0 {
		t.Errorf("the option is shown as %v", option)
	}
	// Bad input: the message beside its field, everything kept.
	for field, bad := range map[string]url.Values{
		"text": form("id", newID(), "kind", "so", "text", "", "items", strength), "items": form("id", newID(), "kind", "so", "text", "kept text"),
		"kind": form("id", newID(), "kind", "ws", "text", "kept text", "items", strength), "unknown": form("id", newID(), "kind", "so", "text", "kept text", "items", strength, "x", "y"),
	} {
		page := s.parse(s.want(io.post(at, bad), 422, "a bad "+field).body)
		if write := page.id("write"); write == nil || field != "text" && !strings.Contains(write.text(), "kept text") ||
			bad.Has("items") && !slices.ContainsFunc(write.tags("input"), func(n *node) bool { _, checked := n.attr["checked"]; return checked && n.attr["value"] == strength }) {
			t.Errorf("after a bad %s the form is not as it was sent", field)
		}
	}
	change := form("kind", "st", "text", "Write to the consulates", "items", strength, "version", "1")
	s.want(io.post(at+"/"+id, change), 303, "changing")
	if got := io.page(at).id("option-" + id); !strings.Contains(got.text(), "it uses no threat yet") {
		t.Errorf("nothing says what is worth checking: %s", got.text())
	}
	change.Set("text", "Mine, of the older version")
	stale := s.want(io.post(at+"/"+id, change), 409, "an older version")
	page := s.parse(stale.body)
	if !strings.Contains(page.id("write").text(), "Mine, of the older version") || !strings.Contains(stale.body, "Write to the consulates") {
		t.Error("not both texts are there")
	}
	again := page.id("write").tags("form")[0].fields()
	s.want(io.post(at+"/"+id, again), 303, "mine after all")
	var file struct {
		Options []struct {
			ID, Kind, Text string
			Items          []string
		}
	}
	read := func() {
		file.Options = nil
		s.must(json.Unmarshal([]byte(s.want(io.get(boardPath()+".json"), 200, "the export").body), &file))
	}
	if read(); len(file.Options) != 1 || file.Options[0].ID != id || file.Options[0].Kind != "st" || file.Options[0].Text != "Mine, of the older version" || !slices.Equal(file.Options[0].Items, []string{strength}) {
		t.Errorf("the export has %+v", file.Options)
	}
	s.want(io.post(at+"/"+id+"/withdraw", nil), 303, "withdrawing")
	if read(); len(file.Options) != 0 {
		t.Errorf("the export has %+v", file.Options)
	}
	s.want(io.post(at+"/"+id+"/restore", nil), 303, "restoring")
	s.want(io.post(at+"/"+id+"/place", form("direction", "up")), 303, "placing")
}

// What meets what by HTTP, with and without script; nobody's score is in a page of somebody else before they are shown.
func TestMatrixContract(t *testing.T) {
	s := stand(t)
	io, registrar := s.as("international"), s.as("registrar")
	at := boardPath() + "/matrix"
	chosen := url.Values{}
	id := map[string]string{}
	for _, q := range []string{"strength", "weakness", "opportunity", "threat"} {
		id[q] = registrar.add(boardPath(), q, "meets: "+q)
		chosen.Add("items", id[q])
	}
	s.want(io.post(at, form("items", id["strength"])), 422, "too few")
	s.want(registrar.post(at, chosen), 403, "a member office")
	s.want(io.post(at, chosen), 303, "choosing")
	cell := form("inside", id["strength"], "outside", id["threat"], "score", "-3")
	s.want(registrar.post(at+"/scores", cell), 409, "before it is open")
	s.want(io.post(at+"/open", form("open", "2")), 422, "neither yes nor no")
	s.want(io.post(at+"/open", form("open", "1")), 303, "opening")
	s.want(registrar.live(at+"/scores", cell), 204, "one score by script")
	s.want(registrar.live(at+"/scores", form("inside", id["strength"], "outside", id["threat"], "score", "4")), 422, "too high")
	many := form("cell", id["weakness"]+":"+id["threat"]+":2", "cell", id["strength"]+":"+id["opportunity"]+":")
	s.want(s.as("library").post(at+"/scores", many), 303, "many at once")
	s.want(s.as("adviser").post(at+"/scores", cell), 403, "an adviser")
	selected := func(who string) (values []string) {
		for _, o := range s.as(who).page(at).tags("option") {
			if _, is := o.attr["selected"]; is && !strings.HasSuffix(o.attr["value"], ":") {
				values = append(values, o.attr["value"])
			}
		}
		return values
	}
	for who, want := range map[string][]string{"registrar": {id["strength"] + ":" + id["threat"] + ":-3"}, "library": {id["weakness"] + ":" + id["threat"] + ":2"}, "international": nil} {
		if got := selected(who); !slices.Equal(got, want) {
			t.Errorf("%s finds %v in the form", who, got)
		}
		if page := s.as(who).get(at).body; strings.Contains(page, "matrix-mean") || !strings.Contains(page, "2 people of 2 offices have given scores.") {
			t.Errorf("%s sees results before they are shown, or not how many have scored", who)
		}
		if export := s.as(who).get(boardPath() + ".json").body; strings.Contains(export, `"matrix"`) {
			t.Errorf("%s is sent the matrix before it is shown", who)
		}
	}
	s.want(io.post(at+"/shown", form("shown", "1")), 303, "showing")
	s.want(registrar.post(at+"/scores", cell), 409, "after it is shown")
	page := s.as("adviser").page(at)
	if means := page.class("matrix-mean"); len(means) != 2 || strings.TrimSpace(means[0].text()) != "−3.0" || strings.TrimSpace(means[1].text()) != "+2.0" {
		t.Error("the means are not shown")
	}
	if !strings.Contains(s.as("adviser").get(boardPath()+".json").body, `"spread": 0`) {
		t.Error("the matrix is not in the export")
	}
	write := io.page(at).class("matrix-write")
	if len(write) != 4 {
		t.Fatalf("%d ways to write an option", len(write))
	}
	to, _, _ := strings.Cut(write[1].attr["href"], "#")
	form := io.page(to).id("write")
	if form == nil || form.id("option-kind") == nil || form.tags("form")[0].fields().Get("kind") != "st" || len(form.tags("form")[0].fields()["items"]) != 2 {
		t.Errorf("%s does not open the form with both items", to)
	}
}
