package swot

import (
	"maps"
	"strings"
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func usualSetUp() SetUpForm {
	return SetUpForm{Authors: "office", Reveal: "at_once", Dots: "5", DotsPer: "office", Cumulative: true, Plans: map[Phase]PhasePlanDay{}, Prompts: map[Quadrant]PromptText{}}
}

func TestCheckSetUp(t *testing.T) {
	if _, err := usualSetUp().check(); err != nil {
		t.Fatal(err)
	}
	for field, change := range map[string]func(*SetUpForm){
		"authors":             func(f *SetUpForm) { f.Authors = "everybody" },
		"reveal":              func(f *SetUpForm) { f.Reveal = "" },
		"dots":                func(f *SetUpForm) { f.Dots = "0" },
		"dots_per":            func(f *SetUpForm) { f.DotsPer = "school" },
		"item_limit":          func(f *SetUpForm) { f.ItemLimit = "51" },
		"due_voting":          func(f *SetUpForm) { f.Plans[Voting] = PhasePlanDay{Due: "1 May"} },
		"instructions_closed": func(f *SetUpForm) { f.Plans[Closed] = PhasePlanDay{Instructions: strings.Repeat("x", 4001)} },
		"question_threat":     func(f *SetUpForm) { f.Prompts[Threat] = PromptText{Examples: "one"} },
		"examples_strength": func(f *SetUpForm) {
			f.Prompts[Strength] = PromptText{Question: "?", Examples: strings.Repeat("x", 4001)}
		},
	} {
		f := usualSetUp()
		f.Plans, f.Prompts = maps.Clone(f.Plans), maps.Clone(f.Prompts)
		change(&f)
		if _, err := f.check(); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestSetUp(t *testing.T) {
	w := newWorld(t)
	in := usualSetUp()
	in.Authors, in.Reveal, in.Dots, in.ItemLimit = "nobody", "together", " 7 ", "5"
	in.Plans[Collecting] = PhasePlanDay{Instructions: "Write five.\r\n", Due: "2030-05-01"}
	in.Prompts[Threat] = PromptText{Question: "What frightens you?", Examples: "Rents\n\n  Visas "}
	for who, kind := range map[string]problem.Kind{"sm": problem.Refused, "library": problem.Refused, "adviser": problem.Refused, "io abroad": problem.NotFound} {
		w.unchanged(w.wide, func() { w.wantKind(w.board.SetUp(t.Context(), w.as(who), w.wide, in), kind) })
	}
	w.must(w.board.SetUp(t.Context(), w.as("library"), w.library, in))
	w.must(w.board.SetUp(t.Context(), w.as("io"), w.wide, in))
	v := w.view("io", w.wide)
	if a := v.Analysis; a.Authors != AuthorsNobody || a.Reveal != RevealTogether || a.Dots != 7 || *a.ItemLimit != 5 || a.Epoch != a.Live || a.Epoch == 0 {
		t.Errorf("%+v", a)
	}
	if p := v.Method.Prompts[Threat]; len(p.Examples) != 2 || p.Examples[1] != "Visas" || v.Method.Plans[Collecting].Instructions != "Write five." || dayText(v.Method.Plans[Collecting].DueOn) != "2030-05-01" {
		t.Errorf("%+v", v.Method)
	}
	w.unchanged(w.wide, func() { w.must(w.board.SetUp(t.Context(), w.as("io"), w.wide, FormOf(v.Analysis, v.Method))) })
	w.must(w.board.SetUp(t.Context(), w.as("io"), w.wide, usualSetUp())) // empty: the usual ones again
	item := w.add("registrar", w.wide, Strength, "first")
	if v := w.view("io", w.wide); len(v.Method.Prompts)+len(v.Method.Plans) != 0 || v.Analysis.ItemLimit != nil {
		t.Errorf("what was emptied is still there: %+v", v.Method)
	}
	_, err := w.board.Withdraw(t.Context(), w.as("registrar"), item)
	w.must(err)
	w.unchanged(w.wide, func() { w.wantKind(w.board.SetUp(t.Context(), w.as("io"), w.wide, in), problem.Conflict) })
	w.phase("io", w.wide, Voting)
	more := usualSetUp()
	more.Dots = "9"
	w.wantKind(w.board.SetUp(t.Context(), w.as("io"), w.wide, more), problem.Conflict)
}

// Who sees the authors is part of what was asked for, unless it is the usual.
func TestOpenWithAuthors(t *testing.T) {
	w := newWorld(t)
	in := NewAnalysis{ID: uuid.NewString(), Title: "Once", Scope: "institution"}
	id := w.open("io", in)
	in.Authors = "office"
	if w.open("io", in) != id || w.view("io", id).Analysis.Authors != AuthorsOffice {
		t.Error("the usual choice is another analysis")
	}
	for _, other := range []string{"nobody", "somebody"} {
		in.Authors = other
		_, err := w.board.Open(t.Context(), w.as("io"), in)
		w.wantKind(err, problem.Invalid)
	}
}
