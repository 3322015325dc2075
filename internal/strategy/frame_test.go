package strategy

import (
	"strings"
	"testing"

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
			w.wantKind(u.run(w.people["registrar"], w.one, w.far), problem.NotFound, "a section abroad, by somebody who may not: "+u.name)
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
