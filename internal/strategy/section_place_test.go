package strategy

import (
	"slices"
	"sync"
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestPlaced(t *testing.T) {
	ids := []uuid.UUID{uuid.New(), uuid.New(), uuid.New(), uuid.New()}
	for _, c := range []struct {
		move, before int // -1: last
		want         []int
	}{
		{0, -1, []int{1, 2, 3, 0}}, {3, -1, []int{0, 1, 2, 3}}, {3, 0, []int{3, 0, 1, 2}}, {0, 1, []int{0, 1, 2, 3}}, {0, 2, []int{1, 0, 2, 3}}, {2, 2, []int{0, 1, 2, 3}},
	} {
		before, want := "", []uuid.UUID{}
		if c.before >= 0 {
			before = ids[c.before].String()
		}
		for _, n := range c.want {
			want = append(want, ids[n])
		}
		if got, err := placed(ids, ids[c.move], before); err != nil || !slices.Equal(got, want) {
			t.Errorf("%d before %d: %v, %v", c.move, c.before, got, err)
		}
	}
	for _, bad := range []string{"x", uuid.NewString()} {
		if _, err := placed(ids, ids[0], bad); problem.Of(err).Field != "before" {
			t.Errorf("before %q: %v", bad, err)
		}
	}
}

// Several people reorder at once, and others rename and remove meanwhile: it ends in one order, with each section once.
func TestReorderAtOnce(t *testing.T) {
	w := newFrameWorld(t)
	for _, title := range []string{"D", "E", "F"} {
		w.sections[title] = w.section("io", w.one, title)
	}
	var wg sync.WaitGroup
	for n, title := range []string{"A", "B", "C", "D", "E", "F", "A", "C", "E"} {
		who := w.people[[]string{"io", "second io"}[n%2]]
		before := ""
		if n%3 > 0 {
			before = w.sections[string(rune('A'+(n*5+2)%6))].String()
		}
		wg.Go(func() {
			if _, err := w.desk.PlaceSection(t.Context(), who, w.one, w.sections[title], before); err != nil {
				t.Errorf("%s: %v", title, err)
			}
		})
		wg.Go(func() {
			_, err := w.desk.RenameSection(t.Context(), who, w.one, w.sections[title], title+title, "1")
			if err != nil && !problem.Is(err, problem.Conflict) {
				t.Errorf("renaming %s: %v", title, err)
			}
		})
	}
	wg.Wait()
	places := map[int]bool{}
	sections := w.view("io", w.one).Sections
	for _, s := range sections {
		places[s.Place] = true
		if len(s.Title) != 2 {
			t.Errorf("a section is called %q", s.Title)
		}
	}
	if len(sections) != 6 || len(places) != 6 {
		t.Errorf("there are %d sections at %d places", len(sections), len(places))
	}
}

func TestKind(t *testing.T) {
	w := newFrameWorld(t)
	io, a := w.people["io"], w.sections["A"]
	kind := func(k string) error {
		_, err := w.desk.ChangeSectionKind(t.Context(), io, w.one, a, k)
		return err
	}
	w.must(kind("text"))
	w.must(kind("pillar"))
	w.exec(`insert into goal (institution_id, strategy_id, section_id, id, text, place, digest) values ($1, $2, $3, $4, 'a goal', 0, sha256('x'))`, w.here.ID, w.one, a, uuid.New())
	for _, k := range []string{"text", "chapter", ""} {
		if err := kind(k); problem.Of(err).Field != "kind" || !problem.Is(err, problem.Invalid) {
			t.Errorf("%q: %v", k, err)
		}
	}
	w.exec(`update goal set withdrawn_at = now()`)
	w.must(kind("text"))
	if got := w.sec("A").Kind; got != SectionText {
		t.Errorf("the section is %s", got)
	}
}
