package app

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// exported are the items of an analysis as its export has them, by id.
func (v *visitor) exported(board string) map[string]struct {
	ID, Text, Joint, Reason string
	Sources                 []string
} {
	v.s.Helper()
	var f struct {
		Items []struct {
			ID, Text, Joint, Reason string
			Sources                 []string
		}
	}
	v.s.must(json.Unmarshal([]byte(v.get(board+".json").body), &f))
	items := map[string]struct {
		ID, Text, Joint, Reason string
		Sources                 []string
	}{}
	for _, i := range f.Items {
		items[i.ID] = i
	}
	return items
}

func TestMergeContract(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	one, two := s.as("registrar").add(boardPath(), "weakness", "No scholarships"), s.as("library").add(boardPath(), "threat", "No scholarship fund")
	before := io.get(boardPath() + ".json").body
	id := newID()
	fields := url.Values{"id": {id}, "items": {one, two}, "text": {"No fund for scholarships"}, "quadrant": {"weakness"}}
	merge := boardPath() + "/merge"

	s.want(s.as("registrar").post(merge, fields), 403, "a member office")
	a := s.want(io.post(merge, fields), 422, "different headings without a reason")
	page := s.parse(a.body)
	if got := page.id("merge-form").fields(); got.Get("text") != "No fund for scholarships" || !slices.Equal(got["items"], []string{one, two}) && !slices.Equal(got["items"], []string{two, one}) || got.Get("quadrant") != "weakness" {
		t.Errorf("the form comes back with %v", got)
	}
	if page.id("merge-reason-text-error") == nil {
		t.Error("nothing is said beside the reason")
	}
	s.want(io.post(merge, fields, "Live", "1"), 422, "the same, live")
	fields.Set("reason", "the institution can change it")
	s.want(io.post(merge+"?office=library&unused=1", fields), 303, "merging")
	undo := io.page(merge).class("flash")[0].tags("form")[0]
	if a := io.post(merge+"?office=library&unused=1", fields); a.status != 303 || !strings.HasPrefix(a.header.Get("Location"), merge+"?office=library&unused=1#") {
		t.Errorf("sent again it leads to %s", a.header.Get("Location"))
	}
	items := io.exported(boardPath())
	if j := items[id]; len(j.Sources) != 2 || j.Reason != "the institution can change it" || items[one].Joint != id || items[two].Joint != id {
		t.Errorf("the export has %+v, %+v", j, items[one])
	}
	s.want(io.post(merge, url.Values{"items": {one}, "text": {"again"}, "quadrant": {"weakness"}}), 409, "an item that is merged already")
	s.want(io.post(merge, url.Values{"items": {one}, "text": {"again"}}, "Live", "1"), 409, "the same, live")

	board := s.as("registrar").page(boardPath())
	if joint := board.id("item-" + id); joint == nil || !strings.Contains(joint.text(), "2 offices") || !strings.Contains(joint.text(), "No scholarship fund") || board.id("item-"+one) != nil {
		t.Error("the board does not show the joint item in place of its sources")
	}
	if words := s.as("registrar").page(merge).id("joint-" + id).text(); !strings.Contains(words, "2 offices") || s.as("registrar").page(merge).id("merge-form") != nil {
		t.Errorf("a reader's page shows %q", words)
	}
	s.want(s.as("registrar").post(boardPath()+"/items/"+one, form("text", "other", "version", "1")), 409, "editing a source")

	s.want(io.post(undo.attr["action"], undo.fields()), 303, "undoing")
	if after := io.get(boardPath() + ".json").body; after != before {
		t.Error("undone it is not as it was")
	}
	s.want(io.post(merge, url.Values{"items": {one}}), 303, "taking over as it is")
	joint := ""
	for _, i := range io.exported(boardPath()) {
		if len(i.Sources) == 1 && i.Sources[0] == one {
			joint = i.ID
		}
	}
	part := boardPath() + "/items/" + joint + "/part"
	s.want(s.as("library").post(part, form("source", one)), 403, "somebody else takes it apart")
	s.want(io.post(part, form("source", one)), 303, "taking it out")
	if after := io.get(boardPath() + ".json").body; after != before {
		t.Error("taken apart it is not as it was")
	}
}

// What is alike is found, and a link ticks it, without script.
func TestSuggestionsWithoutScript(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	board := io.open("demo", "Alike", "institution", "")
	one, two := io.add(board, "threat", "Visas take ever longer"), s.as("library").add(board, "threat", "Visas take longer and longer")
	page := io.page(board + "/merge?suggest=1")
	all := page.class("suggestion")
	if len(all) != 1 || !strings.Contains(all[0].text(), "Both say: ") || !strings.Contains(all[0].text(), "% of the letters agree") {
		t.Fatalf("it suggests %d", len(all))
	}
	links := all[0].tags("a")
	chosen := io.page(links[len(links)-1].attr["href"][:strings.Index(links[len(links)-1].attr["href"], "#")]).id("merge-form").fields()
	if got := chosen["items"]; len(got) != 2 || !slices.Contains(got, one) || !slices.Contains(got, two) || chosen.Get("text") == "" {
		t.Errorf("the link ticks %v", got)
	}
	if a := io.do(http.MethodGet, board+"/merge?q=nothing", nil); a.status != 200 || !strings.Contains(a.body, "Nothing matches") {
		t.Errorf("%v", a)
	}
	s.want(io.post(board+"/sources", url.Values{"sources": {strings.TrimPrefix(boardPath(), "/demo/swot/")}}), 422, "an analysis that is still open")
}
