package app

import (
	"strings"
	"testing"
)

// The start page asks for what the phase takes, until it was given.
func TestStartAsksForWhatThePhaseTakes(t *testing.T) {
	s := stand(t)
	path := s.as("international").open("demo", "Asking", "institution", "")
	id := path[strings.LastIndex(path, "/")+1:]
	item := s.as("library").add(path, "strength", "Students trust us")
	says := func(who, words string, want bool) {
		t.Helper()
		if got := strings.Contains(s.as(who).page("/demo").text(), words); got != want {
			t.Errorf("%s reads %q: %v", who, words, got)
		}
	}
	items, dots, scores, runs := "Asking has nothing from you yet.", "Asking: you have dots to give.", "Asking: scores are asked for.", "You run Asking."
	says("registrar", items, true)
	says("registrar", dots, false)
	s.phase("demo", path, "grouping")
	says("registrar", items, false)
	s.phase("demo", path, "voting")
	says("registrar", items, false)
	says("registrar", dots, true)
	says("adviser", dots, false)
	s.want(s.as("registrar").post(path+"/items/"+item+"/votes", form("dots", "5")), 303, "all dots")
	says("registrar", dots, false)
	says("library", dots, true)
	s.phase("demo", path, "closed")
	says("library", dots, false)

	says("library", scores, false)
	s.tenant("demo", `update analysis set matrix_open = true where id = $1::uuid`, id)
	says("library", scores, true)
	says("adviser", scores, false)
	s.tenant("demo", `insert into matrix_score (institution_id, analysis_id, inside_id, outside_id, person_id, score)
		select i.institution_id, i.analysis_id, i.id, i.id, m.person_id, 1 from item i join membership m on m.id = i.author_id where i.id = $1::uuid`, item)
	says("library", scores, false)

	s.phase("demo", path, "voting")
	s.tenant("demo", `insert into facilitator (institution_id, analysis_id, membership_id, until)
		select institution_id, $1::uuid, author_id, now() + interval '1 day' from item where id = $2::uuid`, id, item)
	says("library", runs, true)
	says("registrar", runs, false)
	if text := s.as("library").page("/demo/swot").text(); !strings.Contains(text, "Voting") {
		t.Error("the list does not say how far an analysis is")
	}
}
