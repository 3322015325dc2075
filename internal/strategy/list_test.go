package strategy

import (
	"slices"
	"strings"
	"testing"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

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
