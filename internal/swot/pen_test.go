package swot

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// shows sets whom an analysis shows as the author.
func (w *world) shows(analysis uuid.UUID, authors Authors) {
	w.Helper()
	w.must(w.db.TenantBySlug(w.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Exec(`update analysis set authors = $2 where id = $1`, analysis, authors)
	}))
}

func (w *world) count(sql string, args ...any) (n int) {
	w.Helper()
	w.must(w.db.TenantBySlug(w.Context(), "here", func(tx *postgres.Tx) error { return tx.Row(sql, args, &n) }))
	return n
}

func TestReadPen(t *testing.T) {
	p := NewPen()
	if got := ReadPen(p.String()); !slices.Equal(got, p) || !got.Held() {
		t.Errorf("%v became %v", p, got)
	}
	for _, bad := range []string{"", "x", p.String() + "A", p.String()[1:], strings.Repeat("*", 43)} {
		if ReadPen(bad).Held() {
			t.Errorf("%q is a pen", bad)
		}
	}
	item := Item{ID: uuid.New()}
	item.pen = p.sign(item.ID)
	other := item
	other.ID = uuid.New()
	if !p.wrote(item) || p.wrote(other) || NewPen().wrote(item) || Pen(nil).wrote(item) || p.wrote(Item{ID: item.ID}) {
		t.Error("a pen knows not its own items alone")
	}
}

// Whoever has the pen may change the words, whoever has not may not, whatever their office or role; the international
// office moves. The item tells nothing of who or when, through its whole life.
func TestUnsigned(t *testing.T) {
	w := newWorld(t)
	w.shows(w.wide, AuthorsNobody)
	pen := NewPen()
	own, others := w.board.By(pen), w.board.By(NewPen())
	in := NewItem{ID: uuid.NewString(), Quadrant: "weakness", Text: "Nobody answers the telephone"}
	done, err := own.Add(t.Context(), w.as("registrar"), w.wide, in)
	w.must(err)
	if !done.Unsigned {
		t.Error("the answer does not say that the item is unsigned")
	}
	again, err := own.Add(t.Context(), w.as("registrar"), w.wide, in)
	if w.must(err); again != done {
		t.Errorf("sent twice: %v, then %v", done, again)
	}
	if _, err := others.Add(t.Context(), w.as("registrar"), w.wide, in); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "id" {
		t.Errorf("the same id from another browser: %v", err)
	}
	made, err := own.Add(t.Context(), w.as("registrar"), w.wide, NewItem{Quadrant: "weakness", Text: "without an id"})
	if w.must(err); made.Item.Version() != 4 {
		t.Errorf("the server made the id %v", made.Item)
	}
	target := Target{w.wide, done.Item}

	for name, b := range map[string]*Board{"another pen": others, "no pen": w.board} {
		for _, who := range []string{"registrar", "colleague", "io", "sm"} {
			w.unchanged(w.wide, func() {
				_, err := b.Edit(t.Context(), w.as(who), target, "mine now", "", 1)
				w.wantKind(err, problem.Refused)
				_, err = b.Withdraw(t.Context(), w.as(who), target)
				w.wantKind(err, problem.Refused)
				if who != "io" {
					_, err = b.Move(t.Context(), w.as(who), target, "threat", uuid.Nil)
					w.wantKind(err, problem.Refused)
				}
			})
		}
		v, err := b.View(t.Context(), w.as("registrar"), w.wide)
		if w.must(err); slices.ContainsFunc(v.Items, func(i Item) bool { return i.Mine || MayEdit(v.Seat.Actor, i) }) {
			t.Errorf("with %s somebody else's item is one's own", name)
		}
	}
	w.unchanged(w.wide, func() { // a pen alone is not enough
		_, err := own.Edit(t.Context(), w.as("adviser"), target, "advised", "", 1)
		w.wantKind(err, problem.Refused)
	})

	_, err = own.Edit(t.Context(), w.as("registrar"), target, "Nobody answers", "I counted", 1)
	w.must(err)
	_, err = w.board.Move(t.Context(), w.as("io"), target, "threat", uuid.Nil)
	w.must(err)
	_, err = own.Move(t.Context(), w.as("registrar"), target, "weakness", uuid.Nil)
	w.must(err)
	w.wantTexts(w.wide, Weakness, "without an id", "Nobody answers")
	_, err = own.Withdraw(t.Context(), w.as("registrar"), target)
	w.must(err)
	if n := w.count(`select count(*) from item where id = $1 and withdrawn_at = 'epoch' and changed_at is null and created_at is null and author_id is null and office_id is null`, target.Item); n != 1 {
		t.Error("the withdrawn item tells more than it should")
	}
	_, err = own.Restore(t.Context(), w.as("registrar"), target)
	w.must(err)
	if n := w.count(`select count(*) from item_change where item_id = $1 and membership_id is null and at is null`, target.Item); n != 5 {
		t.Errorf("%d changes are kept without who and when, want 5", n)
	}
	if n := w.count(`select count(*) from activity where subject_id = $1 or kind like 'item%'`, target.Item); n != 0 {
		t.Errorf("the log has %d entries", n)
	}
	h, err := own.History(t.Context(), w.as("registrar"), w.wide, target.Item)
	if w.must(err); len(h.Changes) != 5 || h.AddedAt != nil || !h.MayRestore() {
		t.Errorf("the history is %+v", h)
	}
	for _, c := range h.Changes {
		if c.At != nil || c.Person+c.Office+string(c.Role) != "" {
			t.Errorf("the history tells %+v", c)
		}
	}
}

func TestUnsignedIsRefused(t *testing.T) {
	w := newWorld(t)
	w.shows(w.wide, AuthorsNobody)
	own := w.board.By(NewPen())
	w.unchanged(w.wide, func() {
		for name, id := range map[string]string{"7": uuid.Must(uuid.NewV7()).String(), "5": uuid.NewSHA1(uuid.Nil, []byte("x")).String()} {
			_, err := own.Add(t.Context(), w.as("registrar"), w.wide, NewItem{ID: id, Quadrant: "threat", Text: "x"})
			if !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "id" {
				t.Errorf("an id of version %s: %v", name, err)
			}
		}
		_, err := w.board.Add(t.Context(), w.as("registrar"), w.wide, NewItem{Quadrant: "threat", Text: "x"})
		w.wantKind(err, problem.Invalid)
		_, err = own.Add(t.Context(), w.as("io"), w.wide, NewItem{Quadrant: "threat", Text: "x", Office: "library"})
		w.wantKind(err, problem.Invalid)
		_, err = own.Add(t.Context(), w.as("adviser"), w.wide, NewItem{Quadrant: "threat", Text: "x"})
		w.wantKind(err, problem.Refused)
		_, err = w.board.Import(t.Context(), w.as("registrar"), w.wide, uuid.New(), []ImportRow{{Quadrant: "threat", Text: "x"}}, false)
		w.wantKind(err, problem.Invalid)
		plan, err := own.Import(t.Context(), w.as("registrar"), w.wide, uuid.New(), []ImportRow{{Line: 2, Quadrant: "threat", Text: "x", Office: "registrar"}}, false)
		if w.must(err); len(plan.Bad) != 1 {
			t.Errorf("rows with an office: %+v", plan)
		}
	})
}

// An import is the browser's, in the order of its rows, and harmless when it comes twice, also at the same moment.
func TestUnsignedImport(t *testing.T) {
	w := newWorld(t)
	w.shows(w.wide, AuthorsNobody)
	own, id := w.board.By(NewPen()), uuid.Must(uuid.NewV7())
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if _, err := own.Import(t.Context(), w.as("library"), w.wide, id, []ImportRow{{Quadrant: "threat", Text: "one"}, {Quadrant: "threat", Text: "two"}, {Quadrant: "threat", Text: "three"}}, false); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	w.wantTexts(w.wide, Threat, "one", "two", "three")
	v, err := own.View(t.Context(), w.as("library"), w.wide)
	w.must(err)
	for _, i := range v.Items {
		if !i.Mine || !i.Unsigned() || i.ID.Version() != 4 || i.AuthorAlias != "" {
			t.Errorf("brought: %+v", i)
		}
	}
	if n := w.count(`select count(*) from activity where kind = 'items brought in'`); n != 0 {
		t.Error("the log tells who brought items")
	}
}

// The membership's use is noted neither with an unsigned item nor right before or after it.
func TestUnsignedStandsApart(t *testing.T) {
	w := newWorld(t)
	w.shows(w.wide, AuthorsNobody)
	own := w.board.By(NewPen())
	unused := func() {
		w.must(w.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error { return tx.Exec(`update membership set last_used_at = null`) }))
	}
	together := func() int {
		return w.count(`select count(*) from item i join membership m on m.xmin = i.xmin`) + w.count(`select count(*) from item_change c join membership m on m.xmin = c.xmin`)
	}
	unused()
	done, err := own.Add(t.Context(), w.as("registrar"), w.wide, NewItem{Quadrant: "threat", Text: "one"})
	w.must(err)
	noted := w.count(`select count(*) from membership where last_used_at is not null`)
	if together() != 0 || noted != 0 {
		t.Errorf("after an item: %d rows together, %d uses noted", together(), noted)
	}
	unused()
	_, err = own.Edit(t.Context(), w.as("registrar"), Target{w.wide, done.Item}, "two", "", 1)
	if w.must(err); together() != 0 {
		t.Error("an edit stands beside the membership's use")
	}
	unused()
	_, err = own.Import(t.Context(), w.as("registrar"), w.wide, uuid.New(), []ImportRow{{Quadrant: "threat", Text: "three"}}, false)
	if w.must(err); together() != 0 {
		t.Error("an import stands beside the membership's use")
	}
	_, err = own.View(t.Context(), w.as("registrar"), w.wide) // the page that follows
	w.must(err)
	if n := w.count(`select count(*) from membership where last_used_at is not null`); n != 0 {
		t.Errorf("%d uses are noted around unsigned items", n)
	}
	_, err = w.board.View(t.Context(), w.as("registrar"), w.library)
	w.must(err)
	if n := w.count(`select count(*) from membership where last_used_at is not null`); n != 1 {
		t.Errorf("%d uses are noted where authors are known", n)
	}
}

// A membership that cannot write any more writes nothing with its old pen.
func TestUnsignedAfterTheEnd(t *testing.T) {
	w := newWorld(t)
	w.shows(w.wide, AuthorsNobody)
	own := w.board.By(NewPen())
	done, err := own.Add(t.Context(), w.as("registrar"), w.wide, NewItem{Quadrant: "threat", Text: "one"})
	w.must(err)
	w.must(w.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Exec(`update membership set valid_until = now() - interval '1 second' where id = $1`, w.as("registrar").As)
	}))
	w.unchanged(w.wide, func() {
		_, err := own.Edit(t.Context(), w.as("registrar"), Target{w.wide, done.Item}, "two", "", 1)
		w.wantKind(err, problem.NotFound)
	})
}

// Guests of a room have a pen like everybody.
func TestUnsignedGuest(t *testing.T) {
	w := newWorld(t)
	w.shows(w.wide, AuthorsNobody)
	w.must(w.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Exec(`update membership set analysis_id = $1 where id = $2`, w.wide, w.as("colleague").As)
	}))
	guest := w.as("colleague")
	guest.Analysis = w.wide
	own := w.board.By(NewPen())
	done, err := own.Add(t.Context(), guest, w.wide, NewItem{Quadrant: "threat", Text: "one"})
	w.must(err)
	_, err = own.Edit(t.Context(), guest, Target{w.wide, done.Item}, "two", "", 1)
	w.must(err)
	_, err = w.board.By(NewPen()).Edit(t.Context(), guest, Target{w.wide, done.Item}, "three", "", 2)
	w.wantKind(err, problem.Refused)
}

// What pages learn of an author is a pseudonym, each analysis its own; the name only where the analysis shows it.
func TestAuthorsShown(t *testing.T) {
	w := newWorld(t)
	office := w.item(w.add("registrar", w.wide, Strength, "by the office"))
	v := w.view("registrar", w.wide)
	if office.AuthorAlias == "" || office.AuthorAlias != v.Analysis.Alias(v.Seat.Membership) || office.AuthorName != "" || strings.Contains(office.AuthorAlias, v.Seat.Membership.String()[:8]) {
		t.Errorf("where the office is shown: %+v", office)
	}
	other := w.open("io", NewAnalysis{Title: "By name", Scope: "institution"})
	w.shows(other, AuthorsPerson)
	named := w.item(w.add("registrar", other, Strength, "by name"))
	if named.AuthorName != "registrar" || named.AuthorAlias == office.AuthorAlias {
		t.Errorf("where the person is shown: %+v", named)
	}
}

func TestScribe(t *testing.T) {
	w := newWorld(t)
	in := NewItem{ID: uuid.NewString(), Quadrant: "strength", Text: "Open until midnight", Office: "library"}
	done, err := w.board.Add(t.Context(), w.as("io"), w.wide, in)
	w.must(err)
	again, err := w.board.Add(t.Context(), w.as("io"), w.wide, in)
	if w.must(err); again != done {
		t.Error("sent twice it was written twice")
	}
	target := Target{w.wide, done.Item}
	if i := w.item(target); i.OfficeSlug != "library" || !i.Scribed {
		t.Errorf("written down: %+v", i)
	}
	other := in
	other.Office = "registrar"
	_, err = w.board.Add(t.Context(), w.as("io"), w.wide, other)
	w.wantKind(err, problem.Invalid)
	for _, who := range []string{"library", "io"} { // the office whose it is, and the scribe
		_, err = w.board.Edit(t.Context(), w.as(who), target, "Open until midnight, says "+who, "", w.item(target).Version)
		w.must(err)
	}
	own, err := w.board.Add(t.Context(), w.as("io"), w.wide, NewItem{Quadrant: "strength", Text: "ours", Office: "international"})
	w.must(err)
	if w.item(Target{w.wide, own.Item}).Scribed {
		t.Error("one's own office needs no scribe")
	}
	w.must(w.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Exec(`update office set archived_at = now() where slug = 'library'`)
	}))
	w.unchanged(w.wide, func() {
		for _, c := range []struct {
			who, office string
			want        problem.Kind
		}{
			{"registrar", "registrar", problem.Refused}, {"registrar", "library", problem.Refused}, {"sm", "registrar", problem.Refused},
			{"io", "nowhere", problem.Invalid}, {"io", "library", problem.Invalid},
		} {
			_, err := w.board.Add(t.Context(), w.as(c.who), w.wide, NewItem{Quadrant: "strength", Text: "x", Office: c.office})
			if !problem.Is(err, c.want) {
				t.Errorf("%s for %s: %v, want %s", c.who, c.office, err, c.want)
			}
		}
	})
}

func TestHistory(t *testing.T) {
	w := newWorld(t)
	target := w.add("registrar", w.wide, Strength, "first")
	_, err := w.board.Edit(t.Context(), w.as("colleague"), target, "second", "counted", 1)
	w.must(err)
	_, err = w.board.Edit(t.Context(), w.as("colleague"), target, "second", "counted", 2) // the same words
	w.must(err)
	_, err = w.board.Move(t.Context(), w.as("io"), target, "strength", uuid.Nil) // the same heading
	w.must(err)
	_, err = w.board.Move(t.Context(), w.as("io"), target, "threat", uuid.Nil)
	w.must(err)
	_, err = w.board.Edit(t.Context(), w.as("registrar"), target, "third", "", 2)
	w.must(err)
	told := func(who string) (got []string) {
		t.Helper()
		h, err := w.board.History(t.Context(), w.as(who), w.wide, target.Item)
		w.must(err)
		for _, c := range h.Changes {
			got = append(got, strings.Join([]string{string(c.Kind), string(c.Quadrant), c.Text, c.Evidence, c.Person, c.Office}, "/"))
		}
		return got
	}
	want := []string{"edited/threat/second/counted//registrar", "moved/strength/second/counted//international", "edited/strength/first///registrar"}
	if got := told("adviser"); !slices.Equal(got, want) {
		t.Errorf("the history is %q, want %q", got, want)
	}
	w.shows(w.wide, AuthorsPerson)
	want = []string{"edited/threat/second/counted/registrar/registrar", "moved/strength/second/counted/io/international", "edited/strength/first//colleague/registrar"}
	if got := told("adviser"); !slices.Equal(got, want) {
		t.Errorf("with names it is %q, want %q", got, want)
	}
	may := func(who string) bool {
		h, err := w.board.History(t.Context(), w.as(who), w.wide, target.Item)
		w.must(err)
		return h.MayRestore()
	}
	if !may("registrar") || may("library") || may("io") || may("adviser") {
		t.Error("an earlier text is not brought back by those who may edit alone")
	}
	_, err = w.board.Withdraw(t.Context(), w.as("registrar"), target)
	w.must(err)
	if may("registrar") {
		t.Error("a withdrawn item's words change")
	}
	_, err = w.board.History(t.Context(), w.as("adviser"), w.wide, target.Item)
	w.wantKind(err, problem.NotFound)
	for _, c := range []struct {
		c  access.Caller
		of Target
	}{{w.as("io abroad"), target}, {w.as("io"), Target{w.library, target.Item}}, {w.as("io"), Target{w.wide, uuid.New()}}} {
		_, err := w.board.History(t.Context(), c.c, c.of.Analysis, c.of.Item)
		w.wantKind(err, problem.NotFound)
	}
}
