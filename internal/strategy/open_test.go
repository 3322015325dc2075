package strategy

import (
	"strings"
	"sync"
	"testing"

	"meridian/internal/once"
	"meridian/internal/problem"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

func TestOpenWithTemplate(t *testing.T) {
	w := newFrameWorld(t)
	for _, template := range Templates {
		id := w.open("io", NewStrategy{Title: "T", Template: template.Key, Say: strings.ToUpper})
		v := w.view("io", id)
		if v.Strategy.Template != template.Key || len(v.Sections) != len(template.Sections) {
			t.Errorf("%s: %d sections", template.Key, len(v.Sections))
		}
		for n, s := range v.Sections {
			want := template.Sections[n]
			if s.Title != strings.ToUpper(want.Title) || s.Guide != strings.ToUpper(want.Guide) || s.Kind != want.Kind || s.Place != n || s.Version != 0 {
				t.Errorf("%s: %+v", template.Key, s)
			}
			if s.LiveVersion != v.Strategy.Live || v.Strategy.Shape != v.Strategy.Live {
				t.Errorf("%s: live versions %d, %d, %d", template.Key, s.LiveVersion, v.Strategy.Live, v.Strategy.Shape)
			}
		}
	}
}

func TestOpenOnce(t *testing.T) {
	w := newFrameWorld(t)
	io := w.people["io"]
	form := NewStrategy{ID: once.Fresh().String(), Title: "Once", Period: "2026", Template: "framework"}
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			if id, err := w.desk.Open(t.Context(), io, form); err != nil || id.String() != form.ID {
				t.Errorf("%v, %v", id, err)
			}
		})
	}
	wg.Wait()
	if n := w.value(`select count(*)::text from section where strategy_id = $1`, form.ID); n != "6" {
		t.Errorf("there are %s sections", n)
	}
	for _, other := range []NewStrategy{
		{ID: form.ID, Title: "Other", Period: "2026", Template: "framework"}, {ID: form.ID, Title: "Once", Period: "2026"}, {ID: form.ID, Title: "Once", Period: "2026", From: w.one.String()},
	} {
		if _, err := w.desk.Open(t.Context(), io, other); problem.Of(err).Field != "id" {
			t.Errorf("%+v: %v", other, err)
		}
	}
	for _, c := range []struct {
		in    NewStrategy
		field string
	}{
		{NewStrategy{Title: ""}, "title"}, {NewStrategy{Title: "x", Period: strings.Repeat("x", 101)}, "period"}, {NewStrategy{Title: "x", Template: "none"}, "template"},
		{NewStrategy{Title: "x", Template: "ace", From: w.one.String()}, "template"}, {NewStrategy{Title: "x", From: "x"}, "from"},
		{NewStrategy{Title: "x", From: uuid.NewString()}, "from"}, {NewStrategy{Title: "x", From: w.foreign.String()}, "from"}, {NewStrategy{ID: "x", Title: "x"}, "id"},
	} {
		if _, err := w.desk.Open(t.Context(), io, c.in); problem.Of(err).Field != c.field {
			t.Errorf("%+v: %v", c.in, err)
		}
	}
	for _, who := range []string{"registrar", "sm", "adviser"} {
		_, err := w.desk.Open(t.Context(), w.people[who], NewStrategy{Title: "x", From: w.one.String()})
		w.wantKind(err, problem.Refused, who)
	}
}

// A form that knows nothing of templates has the digest that it always had.
func TestDigestOfPlainForm(t *testing.T) {
	person := uuid.New()
	if string(once.Digest(person, NewStrategy{Title: "T", Period: "P"}.fields()...)) != string(once.Digest(person, "T", "P")) {
		t.Error("the digest is another one")
	}
}

func TestCopy(t *testing.T) {
	w := newFrameWorld(t)
	in, s := w.here.ID, w.one
	goal, gone, objective, loose, indicator := uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New()
	w.exec(`update section set doc = ('{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"words of '||title||'"}]}]}')::jsonb, words = 3, version = 9`)
	for id, withdrawn := range map[uuid.UUID]bool{goal: false, gone: true} {
		w.exec(`insert into goal (institution_id, strategy_id, section_id, id, text, place, digest, withdrawn_at) values ($1, $2, $3, $4, 'a goal', 0, sha256('x'), case when $5 then now() end)`, in, s, w.sections["A"], id, withdrawn)
	}
	for id, of := range map[uuid.UUID]uuid.UUID{objective: goal, loose: gone} {
		w.exec(`insert into objective (institution_id, strategy_id, section_id, goal_id, id, text, place, digest) values ($1, $2, $3, $4, $5, 'an objective', 0, sha256('x'))`, in, s, w.sections["A"], of, id)
	}
	w.exec(`insert into objective (institution_id, strategy_id, section_id, id, text, place, digest) values ($1, $2, $3, $4, 'in a removed section', 0, sha256('x'))`, in, s, w.sections["C"], uuid.New())
	w.exec(`insert into indicator (institution_id, strategy_id, objective_id, id, name, unit, direction, baseline, frequency, place, digest) values ($1, $2, $3, $4, 'an indicator', 'percent', 'up', 12.5, 'year', 0, sha256('x'))`, in, s, objective, indicator)
	w.exec(`insert into indicator_target (institution_id, indicator_id, year, value) values ($1, $2, 2030, 40)`, in, indicator)
	_, err := w.desk.WithdrawSection(t.Context(), w.people["io"], s, w.sections["C"])
	w.must(err)

	id := w.open("io", NewStrategy{Title: "Next", From: s.String()})
	v := w.view("io", id)
	if len(v.Sections) != 2 || v.Sections[0].Title != "A" || v.Sections[0].Version != 0 || v.Sections[0].Words != 3 || !strings.Contains(string(v.Sections[1].Doc), "words of B") || *v.Strategy.CopiedFrom != s {
		t.Errorf("the copy has %+v", v.Sections)
	}
	if v.Sections[0].ID == w.sections["A"] {
		t.Error("a section has the id of the one that it was copied from")
	}
	for what, c := range map[string]struct{ sql, want string }{
		"goals":      {`select count(*)::text from goal where strategy_id = $1`, "1"},
		"objectives": {`select string_agg(coalesce(g.text, 'none'), ',' order by g.text) from objective o left join goal g on g.id = o.goal_id and g.strategy_id = $1 join section x on x.id = o.section_id and x.strategy_id = $1 where o.strategy_id = $1`, "a goal,none"},
		"targets":    {`select string_agg(i.name || i.baseline || t.year || t.value, ',') from indicator i join indicator_target t on t.indicator_id = i.id join objective o on o.id = i.objective_id where i.strategy_id = $1 and o.strategy_id = $1`, "an indicator12.5000203040.0000"},
	} {
		if got := w.value(c.sql, id); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
	again := w.open("io", NewStrategy{Title: "A second copy", From: s.String()})
	if n := len(w.view("io", again).Sections); n != 2 {
		t.Errorf("a second copy has %d sections", n)
	}
	_, err = w.desk.Withdraw(t.Context(), w.people["io"], s)
	w.must(err)
	if _, err := w.desk.Open(t.Context(), w.people["io"], NewStrategy{Title: "x", From: s.String()}); problem.Of(err).Field != "from" {
		t.Errorf("a withdrawn one: %v", err)
	}
}

// Whatever is live has its counter under its own id: an analysis and a strategy cannot share one.
func TestOpenUnderTheIDOfAnAnalysis(t *testing.T) {
	w := newFrameWorld(t)
	board := swot.Board{DB: w.db.DB, Hub: w.desk.Hub}
	analysis, err := board.Open(t.Context(), w.people["io"], swot.NewAnalysis{Title: "Ours", Scope: "institution"})
	w.must(err)
	if _, err := w.desk.Open(t.Context(), w.people["io"], NewStrategy{ID: analysis.String(), Title: "Ours"}); problem.Of(err).Field != "id" {
		t.Errorf("a strategy: %v", err)
	}
	if _, err := board.Open(t.Context(), w.people["io"], swot.NewAnalysis{ID: w.one.String(), Title: "Ours", Scope: "institution"}); problem.Of(err).Field != "id" {
		t.Errorf("an analysis: %v", err)
	}
}
