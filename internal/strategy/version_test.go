package strategy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/swot"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func (w *writing) keep(note string) Kept {
	w.Helper()
	kept, err := w.desk.KeepVersion(w.Context(), w.as("io"), w.strategy, NewVersion{Note: note})
	w.must(err)
	return kept
}

func (w *writing) version(n int) VersionView {
	w.Helper()
	v, err := w.desk.Version(w.Context(), w.as("body"), w.strategy, n)
	w.must(err)
	return v
}

func (w *writing) types(words string) {
	w.Helper()
	_, err := w.accept("io", w.text().Version, insert(1, words))
	w.must(err)
}

// furnishPlan puts a goal, an objective with an owner and what it answers, and an indicator into the section.
func (w *writing) furnishPlan() (objective, indicator uuid.UUID) {
	w.Helper()
	goal, objective, indicator := uuid.New(), uuid.New(), uuid.New()
	board := &swot.Board{DB: w.desk.DB, Hub: w.desk.Hub}
	analysis, err := board.Open(w.Context(), w.as("io"), swot.NewAnalysis{Title: "Where we stand", Scope: "institution"})
	w.must(err)
	item, err := board.Add(w.Context(), w.as("drafter"), analysis, swot.NewItem{Quadrant: "weakness", Text: "Few partners abroad"})
	w.must(err)
	w.sql(`insert into goal (institution_id, strategy_id, section_id, id, text, place, digest) select institution_id, id, $2, $3, 'Many partners', 0, digest from strategy where id = $1`, w.strategy, w.section, goal)
	w.sql(`insert into objective (institution_id, strategy_id, section_id, goal_id, id, text, office_id, place, digest)
		select s.institution_id, s.id, $2, $3, $4, 'Win ten partners', o.id, 0, s.digest from strategy s join office o on o.institution_id = s.institution_id and o.slug = 'library' where s.id = $1`,
		w.strategy, w.section, goal, objective)
	w.sql(`insert into citation (institution_id, objective_id, id, item_id) select institution_id, $1, $2, $3 from strategy where id = $4`, objective, uuid.New(), item.Item, w.strategy)
	w.sql(`insert into indicator (institution_id, strategy_id, objective_id, id, name, unit, direction, baseline, baseline_year, frequency, place, digest)
		select institution_id, id, $2, $3, 'Partners', 'number', 'up', 12.5, 2024, 'year', 0, digest from strategy where id = $1`, w.strategy, objective, indicator)
	w.sql(`insert into indicator_target (institution_id, indicator_id, year, value) select institution_id, $2, 2030, 20 from strategy where id = $1`, w.strategy, indicator)
	return objective, indicator
}

// What is kept is exactly what stood there, under consecutive numbers, and its hash is that of its bytes.
func TestKeepVersion(t *testing.T) {
	w := newWriting(t)
	w.types("First words")
	objective, indicator := w.furnishPlan()
	one := w.keep("before\r\nthe meeting")
	w.types("More. ")
	two := w.keep("")
	v := w.version(1)
	sum := sha256.Sum256(v.Version.Content)
	if one.N != 1 || two.N != 2 || !bytes.Equal(v.Version.Hash, sum[:]) || !bytes.Equal(one.Hash, sum[:]) || v.Version.Note != "before\nthe meeting" || v.Version.KeptBy != "io" || v.Version.Words != 2 {
		t.Fatalf("kept %+v and %+v, read %+v, SHA-256 %s", one, two, v.Version, hex.EncodeToString(sum[:]))
	}
	again, err := v.Content.Bytes()
	w.must(err)
	if !bytes.Equal(again, v.Version.Content) {
		t.Errorf("the bytes are not canonical:\n%s\n%s", v.Version.Content, again)
	}
	o := v.Content.Sections[0].Objectives[0]
	if o.ID != objective || o.Goal == nil || len(o.Cites) != 1 || o.Cites[0].Kind != "item" || v.Names.Offices[*o.Office] != "library" || v.Names.Cited[o.Cites[0].ID].Text != "Few partners abroad" {
		t.Errorf("objective %+v, names %+v", o, v.Names)
	}
	i := o.Indicators[0]
	if i.ID != indicator || *i.Baseline != "12.5" || *i.BaselineYear != 2024 || len(i.Targets) != 1 || i.Targets[0] != (TargetContent{2030, "20"}) {
		t.Errorf("indicator %+v", i)
	}
	for _, name := range []string{"io@here.example", "Few partners abroad", `"library"`} {
		if bytes.Contains(v.Version.Content, []byte(name)) {
			t.Errorf("the bytes hold %s", name)
		}
	}
	var fields map[string]json.RawMessage
	w.must(json.Unmarshal(v.Version.Content, &fields))
	for _, key := range []string{"format", "format_version", "id", "title", "period", "labels", "sections"} {
		if fields[key] == nil {
			t.Errorf("no %s", key)
		}
	}
}

func TestKeepVersionOnce(t *testing.T) {
	w := newWriting(t)
	in := NewVersion{ID: once.Fresh().String(), Note: "note"}
	first, err := w.desk.KeepVersion(t.Context(), w.as("io"), w.strategy, in)
	w.must(err)
	w.types("Later words")
	second, err := w.desk.KeepVersion(t.Context(), w.as("io"), w.strategy, in)
	w.must(err)
	if first.N != second.N || !bytes.Equal(first.Hash, second.Hash) {
		t.Errorf("%+v, then %+v", first, second)
	}
	in.Note = "another"
	_, err = w.desk.KeepVersion(t.Context(), w.as("io"), w.strategy, in)
	w.wantKind(err, problem.Invalid, "the same id with another note")
	other, err := w.desk.Open(t.Context(), w.as("io"), NewStrategy{Title: "Another"})
	w.must(err)
	in.Note = "note"
	_, err = w.desk.KeepVersion(t.Context(), w.as("io"), other, in)
	w.wantKind(err, problem.Invalid, "the same id in another strategy")
}

func TestKeepVersionRefusals(t *testing.T) {
	w := newWriting(t)
	for who, kind := range map[string]problem.Kind{"sm": problem.Refused, "library": problem.Refused, "body": problem.Refused, "adviser": problem.Refused, "io abroad": problem.NotFound} {
		_, err := w.desk.KeepVersion(t.Context(), w.as(who), w.strategy, NewVersion{})
		w.wantKind(err, kind, who)
	}
	if _, err := w.desk.KeepVersion(t.Context(), w.as("drafter"), w.strategy, NewVersion{}); err != nil {
		t.Errorf("a drafter: %v", err)
	}
	_, err := w.desk.KeepVersion(t.Context(), w.as("io"), w.strategy, NewVersion{Note: strings.Repeat("x", MaxNote+1)})
	w.wantKind(err, problem.Invalid, "a long note")
	_, err = w.desk.Version(t.Context(), w.as("io abroad"), w.strategy, 1)
	w.wantKind(err, problem.NotFound, "a version abroad")
	_, err = w.desk.Version(t.Context(), w.as("io"), w.strategy, 2)
	w.wantKind(err, problem.NotFound, "a version that is none")
	w.sql(`update strategy set withdrawn_at = now() where id = $1`, w.strategy)
	_, err = w.desk.KeepVersion(t.Context(), w.as("io"), w.strategy, NewVersion{})
	w.wantKind(err, problem.Locked, "a withdrawn strategy")
}

// Neither the serving role nor the owner changes what was kept, not even an owner past the policies.
func TestVersionsAreKeptAsTheyAre(t *testing.T) {
	w := newWriting(t)
	kept := w.keep("")
	for _, statement := range []string{`update strategy_version set note = 'changed'`, `update strategy_version set content = 'x', hash = sha256('x')`, `delete from strategy_version`} {
		if err := w.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error { return tx.Exec(statement) }); err == nil {
			t.Errorf("the serving role may: %s", statement)
		}
		owner, err := pgx.Connect(t.Context(), w.db.AdminURL)
		w.must(err)
		if _, err := owner.Exec(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "kept as they are") {
			t.Errorf("a role above all may: %s (%v)", statement, err)
		}
		w.must(owner.Close(t.Context()))
	}
	if v := w.version(1); !bytes.Equal(v.Version.Hash, kept.Hash) {
		t.Error("the version changed")
	}
}

// Versions that are kept at the same moment, while somebody types, get numbers without gaps, and each holds a text that
// stood there: a number of whole letters.
func TestVersionsKeptAtOnce(t *testing.T) {
	w := newWriting(t)
	const each = 6
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			for range each {
				if _, err := w.desk.KeepVersion(t.Context(), w.as("io 2"), w.strategy, NewVersion{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Go(func() {
		for range 3 * each {
			if _, err := w.accept("io", w.text().Version, insert(1, "ab")); err != nil {
				t.Error(err)
			}
		}
	})
	all.Wait()
	before := -1
	for n := 1; n <= 3*each; n++ {
		doc, err := w.version(n).Content.Sections[0].Text()
		w.must(err)
		size := len(doc.PlainText())
		if size%2 != 0 || size < before {
			t.Errorf("version %d holds %d letters after %d", n, size, before)
		}
		before = size
	}
}

// A section is brought back as a normal edit: with its title and text, and into the strategy where it was taken out.
func TestBringBack(t *testing.T) {
	w := newWriting(t)
	w.types("The first text.")
	w.keep("")
	w.types("Much more. ")
	now := w.keep("")
	w.sql(`update section set title = 'Renamed', withdrawn_at = now() where id = $1`, w.section)
	b, err := w.desk.BringBack(t.Context(), w.as("drafter"), w.strategy, 1, w.section, &NewVersion{})
	w.must(err)
	v, err := w.desk.View(t.Context(), w.as("io"), w.strategy)
	w.must(err)
	s := v.Sections[0]
	if b.Section.Title != "Why" || b.Kept.N != 3 || s.Title != "Why" || s.Withdrawn() || w.plain() != "The first text." || b.Live != v.Strategy.Live {
		t.Errorf("brought back %+v; %q is %q, withdrawn %v, live %d and %d", b, s.Title, w.plain(), s.Withdrawn(), b.Live, v.Strategy.Live)
	}
	w.replayed()
	if _, err := w.desk.BringBack(t.Context(), w.as("io"), w.strategy, now.N, w.section, nil); err != nil || w.plain() != "Much more. The first text." {
		t.Errorf("undone: %q, %v", w.plain(), err)
	}
	for who, kind := range map[string]problem.Kind{"sm": problem.Refused, "library": problem.Refused, "io abroad": problem.NotFound} {
		_, err := w.desk.BringBack(t.Context(), w.as(who), w.strategy, 1, w.section, &NewVersion{})
		w.wantKind(err, kind, who)
	}
	_, err = w.desk.BringBack(t.Context(), w.as("io"), w.strategy, 1, w.addSection("Later"), &NewVersion{})
	w.wantKind(err, problem.NotFound, "a section that the version has not")
	_, err = w.desk.BringBack(t.Context(), w.as("io"), w.strategy, 9, w.section, &NewVersion{})
	w.wantKind(err, problem.NotFound, "a version that is none")
	if all, err := w.desk.Versions(t.Context(), w.as("io"), w.strategy, 0); err != nil || len(all.All) != 3 {
		t.Errorf("refusals kept versions: %d, %v", len(all.All), err)
	}
}

func TestAuthors(t *testing.T) {
	w := newWriting(t)
	w.types("one three")
	_, err := w.accept("drafter", 1, insert(5, "two "))
	w.must(err)
	v, err := w.desk.Authors(t.Context(), w.as("drafter"), w.strategy, w.section)
	w.must(err)
	if len(v.Spans) != 3 || len(v.Authors) != 2 || v.Authors[0].Name != "io" || v.Authors[0].Size != 9 || v.Authors[1].Size != 4 || v.Size != 13 ||
		v.Spans[1].From != 5 || v.Spans[1].To != 9 || v.Authors[1].Steps != 1 || v.Authors[1].Last.IsZero() {
		t.Errorf("spans %+v, authors %+v of %d", v.Spans, v.Authors, v.Size)
	}
	// What a section began with is nobody's.
	w.sql(`update section set doc = '{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"one two three and what was there"}]}]}' where id = $1`, w.section)
	v, err = w.desk.Authors(t.Context(), w.as("io"), w.strategy, w.section)
	w.must(err)
	if v.Size != 32 || len(v.Spans) != 3 || v.Spans[2].To != 14 {
		t.Errorf("with a beginning: %+v of %d", v.Spans, v.Size)
	}
	for who, kind := range map[string]problem.Kind{"sm": problem.Refused, "library": problem.Refused, "adviser": problem.Refused, "io abroad": problem.NotFound} {
		_, err := w.desk.Authors(t.Context(), w.as(who), w.strategy, w.section)
		w.wantKind(err, kind, who)
	}
}
