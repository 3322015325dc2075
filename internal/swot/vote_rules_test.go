package swot

import (
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestVoter(t *testing.T) {
	person, office, room := uuid.New(), uuid.New(), uuid.New()
	member := access.Actor{Person: person, Role: access.MemberOffice, Office: office}
	guest := member
	guest.Guest = room
	manager := access.Actor{Person: person, Role: access.SeniorManagement}
	perOffice := Analysis{Scope: ScopeInstitution, DotsPer: PerOffice}
	perPerson := Analysis{Scope: ScopeInstitution, DotsPer: PerPerson}
	others := uuid.New()
	ofOthers := Analysis{Scope: ScopeOffice, OfficeID: &others, DotsPer: PerPerson}
	for name, c := range map[string]struct {
		a    Analysis
		by   access.Actor
		want voter
		kind problem.Kind
	}{
		"an office's member":                  {a: perOffice, by: member, want: voter{id: office, office: office}},
		"a person":                            {a: perPerson, by: member, want: voter{id: person, office: office}},
		"management, which has no office":     {a: perOffice, by: manager, want: voter{id: person}},
		"a guest where offices vote":          {a: perOffice, by: guest, kind: problem.Refused},
		"a guest where people do":             {a: perPerson, by: guest, want: voter{id: person}},
		"an adviser":                          {a: perPerson, by: access.Actor{Person: person, Role: access.Adviser}, kind: problem.Refused},
		"somebody of another office":          {a: ofOthers, by: member, kind: problem.Refused},
		"management in an office's analysis":  {a: ofOthers, by: manager, kind: problem.Refused},
		"the international office everywhere": {a: ofOthers, by: access.Actor{Person: person, Role: access.InternationalOffice}, want: voter{id: person}},
	} {
		got, err := c.a.voter(c.by)
		if got != c.want || c.kind == "" && err != nil || c.kind != "" && !problem.Is(err, c.kind) {
			t.Errorf("%s: %v, %v; want %v, %q", name, got, err, c.want, c.kind)
		}
		if MayVote(c.by, c.a) != (c.kind == "") {
			t.Errorf("%s: the template is told otherwise", name)
		}
	}
}

func TestCheckDots(t *testing.T) {
	then := time.Now()
	withdrawn, part := Item{WithdrawnAt: &then}, Item{JointID: uuid.New()}
	many, single := Analysis{Dots: 5, Cumulative: true}, Analysis{Dots: 5}
	for name, c := range map[string]struct {
		a                  Analysis
		i                  Item
		before, now, spent int
		wrong              bool
	}{
		"the first dot":                          {a: many, now: 1},
		"all on one":                             {a: many, now: 5},
		"one more than all":                      {a: many, now: 6, wrong: true},
		"below nothing":                          {a: many, now: -1, wrong: true},
		"with the last that are left":            {a: many, before: 1, now: 3, spent: 3},
		"one more than are left":                 {a: many, before: 1, now: 4, spent: 3, wrong: true},
		"from one item to another, too early":    {a: many, now: 1, spent: 5, wrong: true},
		"taking back":                            {a: many, before: 2, now: 0, spent: 5},
		"fewer, where fewer are given than were": {a: Analysis{Dots: 2, Cumulative: true}, before: 5, now: 4, spent: 5},
		"more, where fewer are given than were":  {a: Analysis{Dots: 2, Cumulative: true}, before: 0, now: 1, spent: 5, wrong: true},
		"one dot of single ones":                 {a: single, now: 1, spent: 4},
		"two of single ones":                     {a: single, now: 2, wrong: true},
		"on what was withdrawn":                  {a: many, i: withdrawn, now: 1, wrong: true},
		"back from what was withdrawn":           {a: many, i: withdrawn, before: 2, now: 0, spent: 2},
		"on part of a joint item":                {a: many, i: part, now: 1, wrong: true},
		"back from part of a joint item":         {a: many, i: part, before: 1, now: 0, spent: 1},
	} {
		err := c.a.checkDots(c.i, c.before, c.now, c.spent)
		if c.wrong != (err != nil) || err != nil && (!problem.Is(err, problem.Invalid) || problem.Of(err).Field != "dots") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckImportance(t *testing.T) {
	then := time.Now()
	for n := -1; n <= 6; n++ {
		if err := checkImportance(true, Item{}, n); (err == nil) != (n >= 0 && n <= 5) {
			t.Errorf("%d: %v", n, err)
		}
	}
	for name, err := range map[string]error{
		"not asked":           checkImportance(false, Item{}, 3),
		"withdrawn":           checkImportance(true, Item{WithdrawnAt: &then}, 3),
		"part of a joint one": checkImportance(true, Item{JointID: uuid.New()}, 3),
	} {
		if !problem.Is(err, problem.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := checkImportance(true, Item{WithdrawnAt: &then}, 0); err != nil {
		t.Errorf("taking back: %v", err)
	}
}
