package swot

import (
	"testing"

	"meridian/internal/group"
	"meridian/internal/mail"
	"meridian/internal/problem"
	"meridian/internal/seal"

	"github.com/google/uuid"
)

// An analysis that is addressed to a group asks the group's offices, and counts those of them that were heard.
func TestAddressedToGroup(t *testing.T) {
	w := newWorld(t)
	desk := group.NewDesk(w.db.DB, &mail.Post{Key: seal.Random()})
	found := func(who, name string, offices ...string) string {
		id, err := desk.Found(t.Context(), w.as(who), group.NewGroup{Name: name, Offices: offices})
		w.must(err)
		return id.String()
	}
	two, foreign := found("io", "Two offices", "registrar", "library"), found("io abroad", "Abroad", "registrar")
	in := NewAnalysis{ID: uuid.NewString(), Title: "For two", Scope: "institution", Group: two}
	id := w.open("io", in)
	if again := w.open("io", in); again != id {
		t.Error("the same form opened two")
	}
	without := in
	without.Group = ""
	_, err := w.board.Open(t.Context(), w.as("io"), without)
	w.wantKind(err, problem.Invalid)
	if v := w.view("library", id); v.Analysis.GroupName != "Two offices" {
		t.Errorf("the board is addressed to %q", v.Analysis.GroupName)
	}
	w.add("registrar", id, Strength, "heard")
	w.add("io", id, Strength, "not asked")
	for who, asked := range map[string]bool{"registrar": true, "library": true, "io": false, "sm": false} {
		l, err := w.board.List(t.Context(), w.as(who))
		w.must(err)
		for _, a := range l.Analyses {
			switch a.ID {
			case id:
				if a.Asked != 2 || a.Offices != 1 || a.Items != 2 || a.AsksMe != asked {
					t.Errorf("%s: %d of %d heard, %d items, asks me: %v", who, a.Offices, a.Asked, a.Items, a.AsksMe)
				}
			default:
				if !a.AsksMe || a.Asked != 0 {
					t.Errorf("%s: an analysis of everybody asks %d, me: %v", who, a.Asked, a.AsksMe)
				}
			}
		}
	}
	for what, bad := range map[string]NewAnalysis{
		"abroad": {Title: "x", Scope: "institution", Group: foreign}, "none": {Title: "x", Scope: "institution", Group: uuid.NewString()},
		"no id": {Title: "x", Scope: "institution", Group: "two"}, "an office's": {Title: "x", Scope: "office", Office: "library", Group: two},
	} {
		_, err := w.board.Open(t.Context(), w.as("io"), bad)
		if !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "group" {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err = w.board.Open(t.Context(), w.as("library"), NewAnalysis{Title: "x", Scope: "office", Office: "library", Group: two})
	w.wantKind(err, problem.Refused)
	w.must(desk.End(t.Context(), w.as("io"), uuid.MustParse(two)))
	_, err = w.board.Open(t.Context(), w.as("io"), NewAnalysis{Title: "x", Scope: "institution", Group: two})
	w.wantKind(err, problem.Invalid)
}
