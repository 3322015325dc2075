package strategy

import (
	"strings"
	"sync"
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestSetUp(t *testing.T) {
	w := newFrameWorld(t)
	set := func(title, period, version string) error {
		_, err := w.desk.SetUp(t.Context(), w.people["io"], w.one, title, period, version)
		return err
	}
	w.must(set("Another", "2027", "1"))
	w.wantKind(set("Mine", "2028", "1"), problem.Conflict, "an old version")
	w.must(set("Another", "2027", "1")) // sent twice
	for _, c := range []struct{ title, period, version, field string }{{"", "", "2", "title"}, {"x", strings.Repeat("y", 101), "2", "period"}, {"x", "", "", "version"}} {
		if err := set(c.title, c.period, c.version); problem.Of(err).Field != c.field {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if s := w.view("io", w.one).Strategy; s.Title != "Another" || s.Period != "2027" || s.Version != 2 {
		t.Errorf("the strategy is %+v", s)
	}
}

func TestDrafters(t *testing.T) {
	w := newFrameWorld(t)
	io, library := w.people["io"], w.membership("library@here.example")
	version := func() string {
		return w.value(`select access_version::text from person where email = 'library@here.example'`)
	}
	before := version()
	for _, bad := range []string{"", "x", uuid.NewString(), w.membership("io@abroad.example").String(), w.membership("sm@here.example").String(), w.membership("io@here.example").String()} {
		if _, err := w.desk.NameDrafter(t.Context(), io, w.one, bad); problem.Of(err).Field != "membership" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	var wg sync.WaitGroup
	for range 4 { // the same form, sent often
		wg.Go(func() {
			if _, err := w.desk.NameDrafter(t.Context(), io, w.one, library.String()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	named := version()
	if named == before {
		t.Error("the person's streams are not asked anew")
	}
	if !w.view("library", w.one).MayWrite() {
		t.Error("a named drafter may not write")
	}
	if v, err := w.desk.ViewSetUp(t.Context(), io, w.one); err != nil || len(v.Drafters) != 1 || len(v.People) != 1 || v.People[0].Name != "registrar" {
		t.Errorf("the set-up shows %+v, %v", v, err)
	}
	_, err := w.desk.EndDrafter(t.Context(), io, w.one, w.membership("io@abroad.example"))
	w.wantKind(err, problem.NotFound, "a membership abroad")
	_, err = w.desk.EndDrafter(t.Context(), io, w.one, library)
	w.must(err)
	_, err = w.desk.EndDrafter(t.Context(), io, w.one, library)
	w.must(err)
	if w.view("library", w.one).MayWrite() || version() == named {
		t.Error("whoever was a drafter writes on")
	}
	if n := w.value(`select count(*)::text from activity where kind like 'drafter%'`); n != "2" {
		t.Errorf("the log has %s entries", n)
	}
}

func TestLabels(t *testing.T) {
	w := newFrameWorld(t)
	shape := w.shape()
	names := Labels{Pillar: " Priority ", Goal: "Aim", Objective: "Action  line", Indicator: "Figure"}
	w.wantKind(w.desk.SetLabels(t.Context(), w.people["registrar"], names), problem.Refused, "a member office")
	w.must(w.desk.SetLabels(t.Context(), w.people["io"], names))
	if got := w.view("adviser", w.one).Labels; got != (Labels{"Priority", "Aim", "Action line", "Figure"}) {
		t.Errorf("the labels are %+v", got)
	}
	if w.shape() == shape {
		t.Error("the open pages are not told")
	}
	if got := w.view("io abroad", w.foreign); got.Labels != UsualLabels || got.Strategy.Shape != 1 {
		t.Errorf("abroad: %+v", got.Labels)
	}
	for n, field := range []string{"pillar", "goal", "objective", "indicator"} {
		for _, bad := range []string{" ", strings.Repeat("x", 41), "a\x00"} {
			l := UsualLabels
			*[]*string{&l.Pillar, &l.Goal, &l.Objective, &l.Indicator}[n] = bad
			if err := w.desk.SetLabels(t.Context(), w.people["io"], l); problem.Of(err).Field != field {
				t.Errorf("%s %.5q: %v", field, bad, err)
			}
		}
	}
	for _, set := range LabelSets {
		w.must(set.check())
	}
}
