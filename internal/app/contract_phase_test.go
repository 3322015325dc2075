package app

import (
	"strings"
	"testing"
)

// The phases by HTTP: each way there, what it closes, and the way back.
func TestPhases(t *testing.T) {
	s := stand(t)
	io, registrar := s.as("international"), s.as("registrar")
	item := registrar.add(boardPath(), "threat", "Visas take longer")
	phase := boardPath() + "/phase"
	s.want(registrar.post(phase, form("phase", "voting")), 403, "a member office")
	s.want(io.post(phase, form("phase", "open")), 422, "no phase")
	s.want(io.post(phase, form("phase", "voting", "to", "x")), 422, "an unknown field")
	if board := io.board(boardPath()); board.attr["data-changes"] != "" || len(io.page(boardPath()).class("phases")) != 1 {
		t.Error("a board that collects stands still, or has no phases for whoever runs it")
	}
	plain := s.as("library").page(boardPath())
	if len(plain.class("phases")) != 0 || !strings.Contains(plain.id("pulse").text(), "offices heard") || strings.Contains(plain.text(), "Not heard yet") {
		t.Error("who only writes is shown more than who was heard")
	}
	s.want(io.post(phase, form("phase", "grouping", "from", "collecting")), 303, "the grouping")
	late := s.want(registrar.post(boardPath()+"/items", form("id", newID(), "quadrant", "threat", "text", "came too late")), 409, "an item while grouping")
	if notice := s.parse(late.body).class("notice"); len(notice) != 1 || !strings.Contains(notice[0].text(), "came too late") {
		t.Errorf("what was typed is not given back: %v", late)
	}
	if live := registrar.live(boardPath()+"/items", form("id", newID(), "quadrant", "threat", "text", "x")); live.status != 409 || !strings.Contains(live.body, "Your text is kept") {
		t.Errorf("a live page is told %v", live)
	}
	if got := s.want(io.post(phase, form("phase", "voting", "from", "collecting")), 409, "somebody was quicker"); !strings.Contains(got.body, "somebody has begun the grouping") {
		t.Errorf("the answer does not say what is now: %v", got)
	}
	flash := s.want(io.post(phase, form("phase", "voting", "from", "grouping")), 303, "the voting")
	s.want(registrar.post(boardPath()+"/items/"+item, form("text", "changed", "version", "1")), 409, "an edit while voting")
	s.want(registrar.post(boardPath()+"/items/"+item+"/withdraw", nil), 409, "a withdrawal while voting")
	page := registrar.page(boardPath())
	if page.id("board").attr["data-changes"] != "false" || len(page.class("add")) != 0 || len(page.id("item-"+item).all(func(n *node) bool { return n.attr["data-may"] != "" })) != 0 {
		t.Error("the board offers what the phase refuses")
	}
	undo := ""
	for _, f := range io.page(flash.header.Get("Location")).tags("form") {
		if strings.HasSuffix(f.attr["action"], "/undo") {
			undo = f.attr["action"]
		}
	}
	s.want(registrar.post(undo, nil), 404, "another's step")
	s.want(io.post(undo, nil), 303, "the way back")
	if !strings.Contains(io.get(boardPath()+".json").body, `"phase": "grouping"`) {
		t.Error("the phase was not taken back")
	}
}

// How an analysis works, as those see it who may change it, who may read it, and who may neither.
func TestSetUpPage(t *testing.T) {
	s := stand(t)
	setup := boardPath() + "/setup"
	io := s.as("international")
	s.want(s.as("registrar").get(setup), 403, "a member office")
	page := io.page(setup)
	fields := page.class("setup")[0].fields()
	fields.Set("question_threat", "What frightens you?")
	fields.Set("instructions_collecting", "Write five.")
	s.want(io.post(setup, fields), 303, "the form as it stands")
	if board := s.as("library").page(boardPath()); !strings.Contains(board.text(), "What frightens you?") || !strings.Contains(board.text(), "Write five.") {
		t.Error("the board does not ask what was set up")
	}
	fields.Set("due_voting", "soon")
	if bad := s.want(io.post(setup, fields), 422, "a day that is none"); !strings.Contains(bad.body, "What frightens you?") || !strings.Contains(bad.body, "YYYY-MM-DD") {
		t.Error("the form came back without what was typed")
	}
	adviser := s.one(`select m.id::text from membership m join person p on p.id = m.person_id where p.email = 'adviser@demo.example'`)
	s.want(io.post(boardPath()+"/facilitators", form("membership", adviser, "until", "2020-01-01")), 422, "a day that has passed")
	until := page.id("facilitator-until").attr["value"]
	s.want(io.post(boardPath()+"/facilitators", form("membership", adviser, "until", until)), 303, "a facilitator")
	if got := s.as("adviser").page(setup); len(got.class("setup")) != 0 || got.id("facilitator") != nil {
		t.Error("the facilitator is offered what only the international office does")
	}
	s.want(s.as("adviser").post(boardPath()+"/phase", form("phase", "grouping")), 303, "the facilitator's phase")
	s.want(io.post(boardPath()+"/facilitators/"+adviser+"/end", nil), 303, "the end")
	s.want(s.as("adviser").get(setup), 403, "after the end")
}

// An office says that it is ready; the others see the number, those who may the names, and one press asks them.
func TestReadyAndNudge(t *testing.T) {
	s := stand(t)
	library, io := s.as("library"), s.as("international")
	path := io.open("demo", "Nobody was heard", "institution", "")
	before := strings.TrimSpace(library.page(path).id("pulse").text())
	s.want(library.post(path+"/ready", form("ready", "1", "nothing", "threat")), 303, "ready")
	s.want(library.post(path+"/ready", form("ready", "yes")), 422, "neither")
	if after := strings.TrimSpace(library.page(path).id("pulse").text()); after == before {
		t.Errorf("still %q", after)
	}
	s.want(library.post(path+"/nudge", nil), 403, "a member office")
	s.want(io.post(path+"/nudge", nil), 303, "asking")
	asked := s.one(`select count(*)::text from mail where kind = 'nudge'`)
	if again := io.post(path+"/nudge", nil); again.status != 303 || s.one(`select count(*)::text from mail where kind = 'nudge'`) != asked || asked == "0" {
		t.Errorf("%s were asked, and again: %v", asked, again)
	}
	if s.one(`select count(*)::text from mail where kind = 'nudge' and address = 'library@demo.example'`) != "0" {
		t.Error("who was heard is asked")
	}
}
