package app

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
)

func TestVersionsContract(t *testing.T) {
	s := stand(t)
	strategy, section := s.writing()
	io := s.as("international")
	part := section[strings.LastIndexByte(section, '/')+1:]
	s.want(io.postJSON(section+"/steps", typed(0, "a", insertion("First words"))), 200, "words")
	id := newID()
	a := s.want(io.post(strategy+"/versions", form("id", id, "note", "Before the meeting")), 303, "a version")
	if got := a.header.Get("Location"); got != strategy+"/versions/1" {
		t.Errorf("led to %s", got)
	}
	if a := io.post(strategy+"/versions", form("id", id, "note", "Before the meeting")); a.status != 303 || a.header.Get("Location") != strategy+"/versions/1" {
		t.Errorf("again: %d to %s", a.status, a.header.Get("Location"))
	}
	s.want(io.post(strategy+"/versions", form("id", id, "note", "other")), 422, "the id again")

	// The bytes are always the same, and their SHA-256 is what the pages show.
	file := s.want(s.as("library").get(strategy+"/versions/1.json"), 200, "the file")
	sum := sha256.Sum256([]byte(file.body))
	hash := hex.EncodeToString(sum[:])
	for _, page := range []string{"/versions", "/versions/1"} {
		if got := hashOn(io.page(strategy + page)); got != hash {
			t.Errorf("%s shows %s, the file has %s", page, got, hash)
		}
	}
	if got := file.header.Get("Content-Type"); got != "application/json" {
		t.Errorf("the file's type is %s", got)
	}
	s.want(io.postJSON(section+"/steps", typed(1, "a", insertion("Newer. "))), 200, "more words")
	if later := s.want(io.get(strategy+"/versions/1.json"), 200, "the file later"); later.body != file.body {
		t.Error("the file changed")
	}
	s.want(s.visitor().get(strategy+"/versions/1.json"), 401, "signed out")
	s.want(s.visitor().get(strategy+".json"), 401, "the draft, signed out")
	for path, status := range map[string]int{"/versions/2": 404, "/versions/0": 404, "/versions/01": 404, "/versions/x.json": 404, "/versions/1/compare/2": 404, "/versions/1/compare/x": 404,
		"/versions/1/compare/draft": 200, "/versions/1/compare/1": 200, "/versions/1/compare/draft?show=all": 200, "/versions/compare": 303, "/versions/compare?with=1": 303,
		"/versions/compare?with=1&with=1&with=1": 422, "/versions/compare?from=1&to=draft": 303, "/sections/" + part + "/authors": 200} {
		s.want(io.get(strategy+path), status, path)
	}

	var draft struct {
		Format   string `json:"format"`
		Names    *struct{ Offices map[string]string }
		Sections []struct{ ID, Title string }
	}
	s.must(json.Unmarshal([]byte(s.want(io.get(strategy+".json"), 200, "the draft").body), &draft))
	if draft.Format != "meridian-strategy" || draft.Names == nil || len(draft.Sections) != 1 || draft.Sections[0].ID != part {
		t.Errorf("the draft's file is %+v", draft)
	}
	compared := io.page(strategy + "/versions/1/compare/draft")
	if ins := firstText(compared.tags("ins")); !strings.Contains(ins, "inserted:") || !strings.Contains(ins, "Newer.") {
		t.Errorf("inserted: %q", ins)
	}
	if said := firstText(io.page(section + "/authors").id("main").class("visually-hidden")); strings.TrimSpace(said) == "" {
		t.Error("the passage does not say its author")
	}

	// Back as it was, with a way back.
	s.want(io.post(strategy+"/versions/1/sections/"+part+"/restore", form("id", newID(), "keep", "1")), 303, "brought back")
	read := io.page(strategy)
	if text := read.id("text-" + part).text(); strings.TrimSpace(text) != "First words" {
		t.Errorf("the text is %q", text)
	}
	undo := ""
	for _, form := range read.tags("form") {
		if strings.HasSuffix(form.attr["action"], "/restore") {
			undo = form.attr["action"]
		}
	}
	if undo != strategy+"/versions/2/sections/"+part+"/restore" {
		t.Errorf("the way back is %q", undo)
	}
	s.want(io.post(undo, nil), 303, "undone")
	if text := io.page(strategy).id("text-" + part).text(); strings.TrimSpace(text) != "Newer. First words" {
		t.Errorf("undone, the text is %q", text)
	}
	s.want(s.as("registrar").post(strategy+"/versions", form("id", newID(), "note", "")), 403, "a reader keeps a version")
	s.want(s.as("registrar").get(section+"/authors"), 403, "a reader asks who wrote")
}

// hashOn is the fingerprint that a page shows.
func hashOn(page *node) string {
	return firstText(page.all(func(n *node) bool { _, has := n.attr["data-hash"]; return has }))
}

// firstText is the text of the first of some elements; empty when there is none.
func firstText(list []*node) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].text()
}
