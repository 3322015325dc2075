package strategy

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestWhoChangesTheFrame(t *testing.T) {
	w := newFrameWorld(t)
	a := w.sections["A"]
	before := w.frame()
	for _, u := range w.uses() {
		for _, who := range []string{"sm", "registrar", "adviser"} {
			w.wantKind(u.run(w.people[who], w.one, a), problem.Refused, who+" "+u.name)
		}
		w.wantKind(u.run(w.people["io abroad"], w.one, a), problem.NotFound, "from abroad: "+u.name)
		w.wantKind(u.run(w.people["io"], w.foreign, w.far), problem.NotFound, "abroad: "+u.name)
		w.wantKind(u.run(w.people["io"], uuid.New(), a), problem.NotFound, "no strategy: "+u.name)
		if u.writer {
			w.wantKind(u.run(w.people["io"], w.one, w.far), problem.NotFound, "a section abroad: "+u.name)
			w.wantKind(u.run(w.people["io abroad"], w.foreign, a), problem.NotFound, "a section from abroad: "+u.name)
		}
	}
	if after := w.frame(); after != before {
		t.Errorf("a refusal wrote something:\n%s\n%s", before, after)
	}
	_, err := w.desk.NameDrafter(t.Context(), w.people["io"], w.one, w.membership("registrar@here.example").String())
	w.must(err)
	for _, u := range w.uses() {
		if u.writer {
			w.must(u.run(w.people["registrar"], w.one, a))
		} else {
			w.wantKind(u.run(w.people["registrar"], w.one, a), problem.Refused, "a drafter: "+u.name)
		}
	}
}

func TestWithdrawnIsLocked(t *testing.T) {
	w := newFrameWorld(t)
	io, b := w.people["io"], w.sections["B"]
	_, err := w.desk.WithdrawSection(t.Context(), io, w.one, b)
	w.must(err)
	if got := w.titles(w.one); got != "A C" {
		t.Errorf("the sections are %s", got)
	}
	_, err = w.desk.RenameSection(t.Context(), io, w.one, b, "New", "1")
	w.wantKind(err, problem.Locked, "renaming a removed section")
	_, err = w.desk.ChangeSectionKind(t.Context(), io, w.one, b, "text")
	w.wantKind(err, problem.Locked, "changing a removed section")
	_, err = w.desk.RestoreSection(t.Context(), io, w.one, b)
	w.must(err)
	if got := w.titles(w.one); got != "A B C" {
		t.Errorf("the sections are %s", got)
	}
	_, err = w.desk.Withdraw(t.Context(), io, w.one)
	w.must(err)
	for _, u := range w.uses() {
		if u.writer || u.name == "set up" || u.name == "name" {
			w.wantKind(u.run(io, w.one, b), problem.Locked, u.name)
		}
	}
	_, err = w.desk.AddSection(t.Context(), io, w.one, NewSection{Title: "D", Kind: "text"})
	w.wantKind(err, problem.Locked, "adding a section")
	_, err = w.desk.Restore(t.Context(), io, w.one)
	w.must(err)
	w.section("io", w.one, "D")
}

func TestRename(t *testing.T) {
	w := newFrameWorld(t)
	io, a := w.people["io"], w.sections["A"]
	rename := func(title, version string) error {
		_, err := w.desk.RenameSection(t.Context(), io, w.one, a, title, version)
		return err
	}
	shape := w.shape()
	w.must(rename("A", "7")) // nothing to be done, whatever was read
	if w.shape() != shape {
		t.Error("the same title raised the live version")
	}
	w.must(rename("  One \n title ", "1"))
	if got := w.sec("A"); got.Title != "One title" || got.TitleVersion != 2 || got.Version != 0 {
		t.Errorf("the section is %+v", got)
	}
	if w.shape() == shape {
		t.Error("the live version was not raised")
	}
	w.wantKind(rename("Mine", "1"), problem.Conflict, "an old version")
	for _, c := range []struct{ title, version, field string }{{"", "2", "title"}, {"x\x00", "2", "title"}, {strings.Repeat("x", 201), "2", "title"}, {"x", "", "version"}, {"x", "two", "version"}} {
		if err := rename(c.title, c.version); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != c.field {
			t.Errorf("%.10q with version %q: %v", c.title, c.version, err)
		}
	}
	if got := w.sec("A").Title; got != "One title" {
		t.Errorf("the title is %q", got)
	}
}

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

// What was merged raises the live version of the section that shows it.
func TestMergedOfficesKeepTheirObjectives(t *testing.T) {
	w := newFrameWorld(t)
	office := func(slug string) string {
		return w.value(`select id::text from office where slug = $1 and institution_id = $2`, slug, w.here.ID)
	}
	for n, slug := range []string{"library", "library", "registrar"} {
		section := w.sections[[]string{"A", "B", "C"}[n]]
		w.exec(`insert into objective (institution_id, strategy_id, section_id, id, text, office_id, place, digest, withdrawn_at)
			values ($1, $2, $3, $4, 'an objective', $5, 0, sha256('x'), case when $6 then now() end)`, w.here.ID, w.one, section, uuid.New(), office(slug), n == 1)
	}
	before := w.view("io", w.one)
	registry := account.NewRegistry(w.db.DB)
	registry.Stages = append(registry.Stages, OfOffices)
	_, err := registry.MergeOffice(t.Context(), w.people["io"], "library", "registrar")
	w.must(err)
	if n := w.value(`select count(*)::text from objective where office_id = $1`, office("registrar")); n != "3" {
		t.Errorf("%s objectives are the registrar's", n)
	}
	after := w.view("io", w.one)
	if after.Strategy.Live != before.Strategy.Live+1 {
		t.Errorf("the live version went from %d to %d", before.Strategy.Live, after.Strategy.Live)
	}
	for n, s := range after.Sections {
		if touched := s.ShapeVersion == after.Strategy.Live; touched != (n < 2) {
			t.Errorf("section %s: touched is %t", s.Title, touched)
		}
	}
}

// A page's own writes do not count as news, nor does what nobody has done yet.
func TestSeen(t *testing.T) {
	w := newFrameWorld(t)
	look := func(who string) Look {
		l, err := w.desk.List(t.Context(), w.people[who])
		w.must(err)
		for _, s := range l.Strategies {
			if s.ID == w.one {
				if v := w.view(who, w.one).Look; v.Seen != s.Look.Seen || !slices.Equal(v.Changed, s.Look.Changed) {
					t.Errorf("the page says %+v, the list %+v", v, s.Look)
				}
				return s.Look
			}
		}
		t.Fatal("the strategy is not on the list")
		return Look{}
	}
	seen := func(who, version string) {
		t.Helper()
		w.must(w.desk.Seen(t.Context(), w.people[who], w.one, version))
	}
	if l := look("adviser"); l.Ever || !l.News() {
		t.Errorf("new to somebody: %+v", l)
	}
	seen("adviser", "999999")
	if l := look("adviser"); l.News() || l.Seen != w.view("io", w.one).Strategy.Live {
		t.Errorf("after looking: %+v", l)
	}
	_, err := w.desk.RenameSection(t.Context(), w.people["io"], w.one, w.sections["B"], "Bee", "1")
	w.must(err)
	_, err = w.desk.WithdrawSection(t.Context(), w.people["io"], w.one, w.sections["C"])
	w.must(err)
	if l := look("adviser"); !slices.Equal(l.Changed, []string{"Bee"}) || l.Removed != 1 || !l.News() {
		t.Errorf("after two changes: %+v", l)
	}
	seen("adviser", strings.Fields(w.shape())[0])
	seen("adviser", "1") // late, from another tab
	if l := look("adviser"); l.News() {
		t.Errorf("a late word took it back: %+v", l)
	}
	seen("io", "0")
	if l := look("io"); l.News() {
		t.Errorf("one's own changes are news: %+v", l)
	}
	for _, bad := range []string{"", "-1", "x"} {
		if err := w.desk.Seen(t.Context(), w.people["io"], w.one, bad); problem.Of(err).Field != "live" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	w.wantKind(w.desk.Seen(t.Context(), w.people["io"], w.foreign, "1"), problem.NotFound, "abroad")
}

func TestList(t *testing.T) {
	w := newFrameWorld(t)
	other := w.open("io", NewStrategy{Title: "Other"})
	_, err := w.desk.Withdraw(t.Context(), w.people["io"], other)
	w.must(err)
	w.exec(`update section set words = 40`)
	w.exec(`insert into objective (institution_id, strategy_id, section_id, id, text, place, digest) values ($1, $2, $3, $4, 'x', 0, sha256('x'))`, w.here.ID, w.one, w.sections["A"], uuid.New())
	_, err = w.desk.WithdrawSection(t.Context(), w.people["io"], w.one, w.sections["C"])
	w.must(err)
	for _, who := range []string{"io", "sm", "registrar", "adviser"} {
		l, err := w.desk.List(t.Context(), w.people[who])
		w.must(err)
		if len(l.Strategies) != 2 || l.Strategies[0].ID != w.one || !l.Strategies[1].Withdrawn() {
			t.Fatalf("%s reads %+v", who, l.Strategies)
		}
		if s := l.Strategies[0]; s.Sections != 2 || s.Words != 80 || s.Objectives != 1 || s.ChangedBy != "io" || s.Versions != 0 {
			t.Errorf("%s reads %+v", who, s)
		}
		if MayOpen(l.Seat.Actor) != (l.Seat.Role == access.InternationalOffice) {
			t.Errorf("%s: may open", who)
		}
	}
}
