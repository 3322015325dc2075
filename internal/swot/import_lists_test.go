package swot

import (
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestImportLists(t *testing.T) {
	w := newWorld(t)
	rows := func() []ImportRow {
		return []ImportRow{
			{Line: 2, Office: "library", Quadrant: "Strengths", Text: "one"},
			{Line: 3, Office: "registrar", Quadrant: "threat", Text: "two"},
			{Line: 4, Office: "library", Quadrant: "w", Text: "three", Evidence: "seen"},
		}
	}
	in := NewLists{ID: uuid.New(), Title: "SWOT 2026", Closed: true}
	count := func() (n int) {
		l, err := w.board.List(t.Context(), w.as("io"))
		w.must(err)
		for _, a := range l.Analyses {
			if a.Title == in.Title {
				n++
			}
		}
		return n
	}

	if _, err := w.board.ImportLists(t.Context(), w.as("library"), in, rows(), false); !problem.Is(err, problem.Refused) {
		t.Errorf("an office brings in lists: %v", err)
	}
	bad := append(rows(), ImportRow{Line: 5, Quadrant: "threat", Text: "whose?"}, ImportRow{Line: 6, Office: "no-such", Quadrant: "threat", Text: "x"})
	plan, err := w.board.ImportLists(t.Context(), w.as("io"), in, bad, false)
	if err != nil || len(plan.Bad) != 2 || plan.Bad[0].Line != 5 || plan.Bad[1].Line != 6 {
		t.Errorf("rows without an office: %+v, %v", plan.Bad, err)
	}
	if _, err := w.board.ImportLists(t.Context(), w.as("io"), NewLists{ID: uuid.New()}, rows(), true); problem.Of(err).Field != "title" {
		t.Errorf("without a title: %v", err)
	}
	if plan, err := w.board.ImportLists(t.Context(), w.as("io"), in, rows(), true); err != nil || plan.Lists() != 2 {
		t.Errorf("the preview: %d lists, %v", plan.Lists(), err)
	}
	if n := count(); n != 0 {
		t.Fatalf("%d analyses were opened before there was anything to write", n)
	}

	for range 2 { // the same request twice
		_, err = w.board.ImportLists(t.Context(), w.as("io"), in, rows(), false)
		w.must(err)
	}
	if n := count(); n != 2 {
		t.Errorf("%d analyses, want 2", n)
	}
	v := w.view("io", uuid.NewSHA1(in.ID, []byte("library")))
	if v.Analysis.Scope != ScopeOffice || v.Analysis.OfficeSlug != "library" || v.Analysis.Phase != Closed {
		t.Errorf("the library's: %+v", v.Analysis)
	}
	got := v.onBoard()
	if len(got) != 2 || got[0].Text != "one" || got[1].Text != "three" || got[1].Evidence != "seen" || got[1].OfficeSlug != "library" {
		t.Errorf("the library's items: %+v", got)
	}
	_, err = w.board.Add(t.Context(), w.as("library"), v.Analysis.ID, NewItem{Quadrant: "threat", Text: "late"})
	if !problem.Is(err, problem.Conflict) {
		t.Errorf("an item for a closed analysis: %v", err)
	}
}
