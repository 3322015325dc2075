package app

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func (s *standing) phase(slug, board, phase string) {
	s.Helper()
	s.tenant(slug, `update analysis set phase = $2 where id = $1::uuid`, board[strings.LastIndex(board, "/")+1:], phase)
}

func TestVotesContract(t *testing.T) {
	s := stand(t)
	path := s.as("international").open("demo", "Votes", "institution", "")
	one, two := s.as("registrar").add(path, "strength", "Students trust us"), s.as("library").add(path, "threat", "Visas take longer")
	votes := func(item string) string { return path + "/items/" + item + "/votes" }
	v := s.as("registrar")
	s.want(v.post(votes(one), form("dots", "1")), 409, "before the voting")
	s.want(v.live(votes(one), form("dots", "1")), 409, "before the voting, live")
	if body := v.get(path).body; strings.Contains(body, "/votes") || strings.Contains(body, `id="voting"`) {
		t.Error("votes are offered before the voting")
	}
	s.phase("demo", path, "voting")
	if got := s.want(v.post(votes(one), form("dots", "2")), 303, "voting"); got.header.Get("Location") != path+"#item-"+one {
		t.Errorf("%v", got)
	}
	if got := s.want(v.live(votes(two), form("dots", "3")), 204, "voting, live"); got.header.Get("Live-Version") == "" {
		t.Error("no live version")
	}
	over := s.want(v.post(votes(two), form("dots", "4")), 422, "over budget")
	field := s.parse(over.body).id("item-" + two).tags("input")
	if !slices.ContainsFunc(field, func(n *node) bool {
		return n.attr["name"] == "dots" && n.attr["value"] == "4" && n.attr["aria-invalid"] == "true" && s.parse(over.body).id(n.attr["aria-describedby"]) != nil
	}) {
		t.Error("what was typed is not in the field")
	}
	for _, bad := range []string{"", "x", "-1", "1.5", "99999999999999999999"} {
		s.want(v.post(votes(one), form("dots", bad)), 422, "dots "+bad)
	}
	s.want(v.post(votes(one), form("dots", "1", "why", "x")), 422, "an unknown field")
	s.want(v.post(path+"/items/"+one+"/importance", form("importance", "3")), 422, "a question that is not asked")
	s.want(s.as("adviser").post(votes(one), form("dots", "1")), 403, "an adviser")
	if page := s.as("adviser").page(path); page.id("me") != nil || len(page.class("vote")) != 0 || page.id("voting") == nil {
		t.Error("an adviser is offered votes, or not told of them")
	}
	mine := s.parse(s.want(v.get(path+"/me"), 200, "one's own").body).id("me")
	if mine.attr["data-left"] != "0" || mine.attr["data-dots"] != "5" || len(mine.tags("li")) != 2 || mine.tags("li")[0].attr["data-dots"] == "0" {
		t.Errorf("%v", mine.attr)
	}
	// Without script the form of the page does it.
	part := v.page(path).id("item-" + one).class("vote")[0]
	if !slices.ContainsFunc(part.tags("button"), func(n *node) bool {
		return n.attr["type"] != "button" && n.attr["aria-label"] == "Vote: Students trust us"
	}) {
		t.Error("no button Vote")
	}
	fields := part.tags("form")[0].fields()
	if fields.Get("dots") != "2" {
		t.Errorf("the field holds %v", fields)
	}
	fields.Set("dots", "0")
	s.want(v.post(part.tags("form")[0].attr["action"], fields), 303, "taking back")
	s.want(s.as("international").post(path+"/shortlist", form("first", "2")), 409, "the first, before the end")
	if body := s.want(s.as("library").get(path+"/results"), 200, "results").body; !strings.Contains(body, "1 of 17 offices have voted.") {
		t.Error("the turnout is not told")
	}
	s.phase("demo", path, "closed")
	s.want(v.post(votes(one), form("dots", "1")), 409, "after the voting")
}

func TestShortListContract(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	path := io.open("demo", "Short", "institution", "")
	one := s.as("registrar").add(path, "strength", "Students trust us")
	two := s.as("library").add(path, "strength", "Open all night")
	s.phase("demo", path, "closed")
	s.tenant("demo", `update item set votes = case when id = $1::uuid then 3 else 1 end where id in ($1::uuid, $2::uuid)`, one, two)
	if got := s.want(io.post(path+"/items/"+two+"/shortlist", form("listed", "1")), 303, "listing"); got.header.Get("Location") != path+"/results#result-"+two {
		t.Errorf("%v", got)
	}
	s.want(io.post(path+"/items/"+two+"/shortlist", form("listed", "yes")), 422, "neither 1 nor 0")
	bad := s.want(io.post(path+"/shortlist", form("first", "none")), 422, "no number")
	if f := s.parse(bad.body).id("first"); f == nil || f.attr["value"] != "none" || f.attr["aria-invalid"] != "true" {
		t.Error("what was typed is gone")
	}
	s.want(io.post(path+"/shortlist", form("first", "1")), 303, "the first")
	var file struct {
		Items []struct {
			ID          string
			Votes       *int
			Shortlisted bool
		}
	}
	s.must(json.Unmarshal([]byte(io.get(path+".json").body), &file))
	for _, i := range file.Items {
		if want := map[string]int{one: 3, two: 1}[i.ID]; i.Votes == nil || *i.Votes != want || i.Shortlisted != (i.ID == one) {
			t.Errorf("%+v", i)
		}
	}
	page := s.as("adviser").page(path + "/results")
	if rows := page.id("results").class("result-table"); len(rows) != 1 || page.id("result-"+one) == nil || len(page.id("results").tags("form")) != 0 {
		t.Error("an adviser does not read the results, or may change them")
	}
	if csv := io.get(path + ".csv").body; !strings.HasPrefix(strings.TrimPrefix(csv, "\uFEFF"), "office,quadrant,text,evidence") {
		t.Errorf("the table has other columns: %.80s", csv)
	}
}

// live versions rise with every vote; nothing else that others get may.
var versions = regexp.MustCompile(`data-live="\d+"`)

// What others give leaves no trace in anything that anybody gets before the voting ends, but in how many have voted.
func TestVotesAreBlind(t *testing.T) {
	s := stand(t)
	path := s.as("international").open("demo", "Blind", "institution", "")
	one := s.as("registrar").add(path, "strength", "Students trust us")
	s.as("library").add(path, "threat", "Visas take longer")
	s.phase("demo", path, "voting")
	people := []string{"international", "management", "library", "adviser"}
	s.want(s.as("registrar").post(path+"/items/"+one+"/votes", form("dots", "1")), 303, "a first vote")
	read := func() map[string]string {
		all := map[string]string{}
		for _, who := range people {
			for _, tail := range []string{"", "?view=list", "/results", "/me", ".json", ".csv"} {
				all[who+" "+tail] = anyID.ReplaceAllString(versions.ReplaceAllString(s.want(s.as(who).get(path+tail), 200, tail).body, ""), "ID")
			}
		}
		return all
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	stream := s.as("library").stream(ctx, path+"/events?since=0")
	stream.until(t, func(e event) bool { return e.name == "presence" }) // who is there stands on the page
	read()                                                              // what is said once, at a first visit, is said
	before := read()
	var version string
	for _, dots := range []string{"5", "2", "4"} {
		version = s.want(s.as("registrar").live(path+"/items/"+one+"/votes", form("dots", dots)), 204, "voting").header.Get("Live-Version")
	}
	after := read()
	for what, was := range before {
		if after[what] != was {
			t.Errorf("%s tells of the votes:\n%s\n%s", what, was, after[what])
		}
	}
	deadline := time.After(10 * time.Second)
	for got := (event{}); got.id != version; {
		select {
		case got = <-stream.events:
			if strings.Contains(got.data, "data-dots") {
				t.Errorf("the stream carries %s", got.data)
			}
		case <-deadline:
			t.Fatal("the stream does not reach the vote")
		}
	}
	if mine := s.parse(s.as("registrar").get(path + "/me").body).id("me"); mine.attr["data-left"] != "1" {
		t.Errorf("the voter sees %v", mine.attr)
	}
}
