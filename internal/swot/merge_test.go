package swot

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// mergeSQL writes past the policies.
func (w *world) mergeSQL(sql string, args ...any) {
	w.Helper()
	conn, err := pgx.Connect(w.Context(), w.db.AdminURL)
	w.must(err)
	defer conn.Close(context.WithoutCancel(w.Context()))
	_, err = conn.Exec(w.Context(), sql, args...)
	w.must(err)
}

// mergePhase puts an analysis into a phase.
func (w *world) mergePhase(analysis uuid.UUID, p Phase) {
	w.Helper()
	w.mergeSQL(`update analysis set phase = $2, phase_no = phase_no + 1 where id = $1`, analysis, p)
}

func (w *world) mergeExport(analysis uuid.UUID) string {
	w.Helper()
	var b bytes.Buffer
	w.must(w.view("io", analysis).WriteJSON(&b))
	return b.String()
}

func strs(list ...Target) (ids []string) {
	for _, t := range list {
		ids = append(ids, t.Item.String())
	}
	return ids
}

func (w *world) merge(in NewJoint) Merged {
	w.Helper()
	done, err := w.board.Merge(w.Context(), w.as("io"), w.wide, in)
	w.must(err)
	return done
}

func TestMergeKeepsEverySource(t *testing.T) {
	w := newWorld(t)
	one := w.add("registrar", w.wide, Weakness, "No scholarships")
	two := w.add("library", w.library, Weakness, "There is no fund for scholarships")
	w.mergePhase(w.library, Closed)
	before := w.mergeExport(w.wide)
	done := w.merge(NewJoint{Items: strs(one, two), Text: " No fund for scholarships \r\n", Evidence: "counted"})

	v := w.view("registrar", w.wide)
	joint := w.item(Target{w.wide, done.Item})
	if !joint.Joint || joint.Offices != 2 || joint.Text != "No fund for scholarships" || joint.Quadrant != Weakness || joint.OfficeID != nil || len(joint.Sources) != 2 || len(joint.Parts) != 2 {
		t.Errorf("the joint item is %+v", joint)
	}
	for _, p := range joint.Parts {
		if p.OfficeName == "" || p.Text == "" || p.JointID != done.Item {
			t.Errorf("a part is %+v", p)
		}
	}
	if src := w.item(one); src.JointID != done.Item || src.Withdrawn() || src.LiveVersion != done.Live {
		t.Errorf("the source beside it is %+v", src)
	}
	if src := w.item(two); src.JointID != uuid.Nil {
		t.Error("on its own board the other source is part of a joint item")
	}
	news, err := w.board.Changes(t.Context(), live.Key{Institution: w.here.ID, ID: w.wide}, v.Analysis.Live-1, v.Watcher())
	w.must(err)
	changed := news.Items
	if n := slices.IndexFunc(changed, func(i Item) bool { return i.Joint }); len(changed) != 2 || n < 0 || len(changed[n].Parts) != 2 {
		t.Errorf("an open board is told %+v", changed)
	}
	if out := w.mergeExport(w.wide); !strings.Contains(out, `"sources": [`) || !strings.Contains(out, `"joint": "`+done.Item.String()) {
		t.Errorf("the export has %s", out)
	}

	_, err = w.board.Undo(t.Context(), w.as("io"), w.wide, done.Step)
	w.must(err)
	if after := w.mergeExport(w.wide); after != before {
		t.Errorf("undone it is\n%s\nand not\n%s", after, before)
	}
	if src := w.item(one); src.JointID != uuid.Nil {
		t.Error("the source is not back")
	}
	w.merge(NewJoint{Items: strs(one, two), Text: "again"})
}

func TestMergeOnce(t *testing.T) {
	w := newWorld(t)
	here := w.add("registrar", w.wide, Weakness, "here")
	there := w.add("library", w.library, Weakness, "there")
	w.mergePhase(w.library, Closed)
	for _, source := range []Target{here, there} {
		var wg sync.WaitGroup
		errs := make([]error, 8)
		for n := range errs {
			wg.Go(func() {
				_, errs[n] = w.board.Merge(t.Context(), w.as("io"), w.wide, NewJoint{Items: strs(source), Text: fmt.Sprint("joint ", n)})
			})
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else {
				w.wantKind(err, problem.Conflict)
			}
		}
		if won != 1 {
			t.Errorf("%d merges took the same item", won)
		}
	}
	in := NewJoint{ID: once.Fresh().String(), Items: strs(w.add("io", w.wide, Threat, "x")), Text: "once"}
	first := w.merge(in)
	again := w.merge(in)
	if again.Item != first.Item || again.Live != first.Live || again.Step != uuid.Nil {
		t.Errorf("sent again it is %+v, not %+v", again, first)
	}
	in.Text = "other"
	_, err := w.board.Merge(t.Context(), w.as("io"), w.wide, in)
	if w.wantKind(err, problem.Invalid); problem.Of(err).Field != "id" {
		t.Error(err)
	}
}

func TestMergeRefused(t *testing.T) {
	w := newWorld(t)
	one, two := w.add("registrar", w.wide, Weakness, "one"), w.add("io", w.wide, Threat, "two")
	gone := w.add("io", w.wide, Threat, "gone")
	_, err := w.board.Withdraw(t.Context(), w.as("io"), gone)
	w.must(err)
	open := w.add("library", w.library, Weakness, "open")
	foreign := w.add("io abroad", w.foreign, Threat, "foreign")
	used := w.add("io", w.wide, Threat, "used")
	joint := Target{w.wide, w.merge(NewJoint{Items: strs(used)}).Item}
	if i := w.item(joint); i.Text != "used" || i.Quadrant != Threat {
		t.Errorf("taken over as it is: %+v", i)
	}
	many := make([]string, maxSources+1)
	for n := range many {
		many[n] = uuid.NewString()
	}
	for name, c := range map[string]struct {
		who   string
		in    NewJoint
		kind  problem.Kind
		field string
	}{
		"nothing":            {"io", NewJoint{Text: "x"}, problem.Invalid, "items"},
		"no ids":             {"io", NewJoint{Items: []string{"x"}, Text: "x"}, problem.Invalid, "items"},
		"too many":           {"io", NewJoint{Items: many, Text: "x"}, problem.Invalid, "items"},
		"unknown":            {"io", NewJoint{Items: []string{uuid.NewString()}, Text: "x"}, problem.Invalid, "items"},
		"foreign":            {"io", NewJoint{Items: strs(one, foreign), Text: "x"}, problem.Invalid, "items"},
		"withdrawn":          {"io", NewJoint{Items: strs(one, gone), Text: "x"}, problem.Invalid, "items"},
		"joint":              {"io", NewJoint{Items: strs(one, joint), Text: "x"}, problem.Invalid, "items"},
		"of an open one":     {"io", NewJoint{Items: strs(one, open), Text: "x"}, problem.Invalid, "items"},
		"used":               {"io", NewJoint{Items: strs(one, used), Text: "x"}, problem.Conflict, ""},
		"without words":      {"io", NewJoint{Items: strs(one, two), Quadrant: "threat", Reason: "r"}, problem.Invalid, "text"},
		"long":               {"io", NewJoint{Items: strs(one), Text: strings.Repeat("x", MaxText+1)}, problem.Invalid, "text"},
		"divided":            {"io", NewJoint{Items: strs(one, two), Text: "x"}, problem.Invalid, "quadrant"},
		"without a reason":   {"io", NewJoint{Items: strs(one, two), Text: "x", Quadrant: "threat"}, problem.Invalid, "reason"},
		"no heading":         {"io", NewJoint{Items: strs(one), Text: "x", Quadrant: "x"}, problem.Invalid, "quadrant"},
		"into nothing":       {"io", NewJoint{Items: strs(one), Into: uuid.NewString()}, problem.Invalid, "into"},
		"into a plain item":  {"io", NewJoint{Items: strs(one), Into: two.Item.String()}, problem.Invalid, "into"},
		"a member office":    {"registrar", NewJoint{Items: strs(one), Text: "x"}, problem.Refused, ""},
		"senior management":  {"sm", NewJoint{Items: strs(one), Text: "x"}, problem.Refused, ""},
		"an adviser":         {"adviser", NewJoint{Items: strs(one), Text: "x"}, problem.Refused, ""},
		"from abroad":        {"io abroad", NewJoint{Items: strs(one), Text: "x"}, problem.NotFound, ""},
		"refused before bad": {"sm", NewJoint{}, problem.Refused, ""},
	} {
		w.unchanged(w.wide, func() {
			_, err := w.board.Merge(t.Context(), w.as(c.who), w.wide, c.in)
			if w.wantKind(err, c.kind); err != nil && problem.Of(err).Field != c.field {
				t.Errorf("%s: the field is %q, want %q", name, problem.Of(err).Field, c.field)
			}
		})
	}
	w.mergePhase(w.wide, Voting)
	w.unchanged(w.wide, func() {
		_, err := w.board.Merge(t.Context(), w.as("io"), w.wide, NewJoint{Items: strs(one), Text: "x"})
		w.wantKind(err, problem.Conflict)
		_, err = w.board.Part(t.Context(), w.as("io"), joint, uuid.Nil)
		w.wantKind(err, problem.Conflict)
	})
	w.mergePhase(w.wide, Closed)
	w.mergeSQL(`update item set votes = 3 where id = $1`, one.Item)
	closed := w.merge(NewJoint{Items: strs(one, two), Text: "decided", Quadrant: "threat", Reason: "it comes from outside"})
	if i := w.item(Target{w.wide, closed.Item}); i.Votes != 3 || i.Reason != "it comes from outside" || i.Quadrant != Threat {
		t.Errorf("after the voting it is %+v", i)
	}
	hidden := w.open("io", NewAnalysis{Title: "Hidden", Scope: "institution"})
	secret := w.add("registrar", hidden, Threat, "secret")
	w.mergeSQL(`update analysis set reveal = 'together' where id = $1`, hidden)
	_, err = w.board.Merge(t.Context(), w.as("io"), hidden, NewJoint{Items: strs(secret), Text: "x"})
	w.wantKind(err, problem.Conflict)
	if m, err := w.board.Merging(t.Context(), w.as("io"), hidden, true); err != nil || len(m.Sources) > 0 || !m.Hidden {
		t.Errorf("hidden items are shown: %+v, %v", m.Sources, err)
	}
}

func TestMergeInOwnOffice(t *testing.T) {
	w := newWorld(t)
	one := w.add("library", w.library, Threat, "one")
	done, err := w.board.Merge(t.Context(), w.as("library"), w.library, NewJoint{Items: strs(one), Text: "ours"})
	w.must(err)
	_, err = w.board.Merge(t.Context(), w.as("registrar"), w.library, NewJoint{Items: strs(one), Text: "theirs"})
	w.wantKind(err, problem.Refused)
	_, err = w.board.Part(t.Context(), w.as("registrar"), Target{w.library, done.Item}, one.Item)
	w.wantKind(err, problem.Refused)
}

func TestAddToJoint(t *testing.T) {
	w := newWorld(t)
	one, two, three := w.add("registrar", w.wide, Weakness, "one"), w.add("library", w.wide, Weakness, "two"), w.add("library", w.wide, Threat, "three")
	joint := Target{w.wide, w.merge(NewJoint{Items: strs(one), Text: "joint"}).Item}
	before := w.mergeExport(w.wide)
	added := w.merge(NewJoint{Items: strs(two), Into: joint.Item.String()})
	if i := w.item(joint); added.Item != joint.Item || len(i.Sources) != 2 || i.Offices != 2 || i.Version != 1 {
		t.Errorf("it is %+v", i)
	}
	w.unchanged(w.wide, func() {
		again := w.merge(NewJoint{Items: strs(two), Into: joint.Item.String()})
		if again.Item != added.Item || again.Live != added.Live || again.Step != uuid.Nil || again.Sources != 1 {
			t.Errorf("sent again it is %+v, not %+v", again, added)
		}
		_, err := w.board.Merge(t.Context(), w.as("io"), w.wide, NewJoint{Items: strs(two, three), Into: joint.Item.String(), Reason: "r"})
		w.wantKind(err, problem.Conflict) // one of them is new
		_, err = w.board.Merge(t.Context(), w.as("registrar"), w.wide, NewJoint{Items: strs(two), Into: joint.Item.String()})
		w.wantKind(err, problem.Refused)
	})
	_, err := w.board.Merge(t.Context(), w.as("io"), w.wide, NewJoint{Items: strs(three), Into: joint.Item.String()})
	if w.wantKind(err, problem.Invalid); problem.Of(err).Field != "reason" {
		t.Error(err)
	}
	more := w.merge(NewJoint{Items: strs(three), Into: joint.Item.String(), Reason: "r"})
	_, err = w.board.Undo(t.Context(), w.as("io"), w.wide, added.Step)
	w.wantKind(err, problem.Conflict) // somebody has built on it
	for _, step := range []uuid.UUID{more.Step, added.Step} {
		_, err = w.board.Undo(t.Context(), w.as("io"), w.wide, step)
		w.must(err)
	}
	if after := w.mergeExport(w.wide); after != before {
		t.Errorf("undone it is\n%s\nand not\n%s", after, before)
	}
}

func TestPart(t *testing.T) {
	w := newWorld(t)
	one, two := w.add("registrar", w.wide, Weakness, "one"), w.add("library", w.wide, Weakness, "two")
	done := w.merge(NewJoint{Items: strs(one, two), Text: "joint"})
	joint := Target{w.wide, done.Item}
	_, err := w.board.Part(t.Context(), w.as("io"), joint, one.Item)
	w.must(err)
	if i := w.item(joint); len(i.Sources) != 1 || i.Withdrawn() || w.item(one).JointID != uuid.Nil || w.item(two).JointID != joint.Item {
		t.Errorf("it is %+v", i)
	}
	_, err = w.board.Undo(t.Context(), w.as("io"), w.wide, done.Step)
	w.wantKind(err, problem.Conflict)
	w.unchanged(w.wide, func() {
		_, err := w.board.Part(t.Context(), w.as("io"), joint, one.Item) // once more
		w.must(err)
		_, err = w.board.Part(t.Context(), w.as("io"), two, uuid.Nil)
		w.wantKind(err, problem.Invalid)
		_, err = w.board.Part(t.Context(), w.as("registrar"), joint, two.Item)
		w.wantKind(err, problem.Refused)
		_, err = w.board.Part(t.Context(), w.as("io abroad"), joint, two.Item)
		w.wantKind(err, problem.NotFound)
	})
	_, err = w.board.Part(t.Context(), w.as("io"), joint, two.Item)
	w.must(err)
	if i := w.item(joint); !i.Withdrawn() || w.item(two).JointID != uuid.Nil {
		t.Errorf("without a source it is %+v", i)
	}
	_, err = w.board.Restore(t.Context(), w.as("io"), joint)
	w.wantKind(err, problem.Conflict)
}

func TestWordsOfJointItems(t *testing.T) {
	w := newWorld(t)
	one := w.add("registrar", w.wide, Weakness, "one")
	joint := Target{w.wide, w.merge(NewJoint{Items: strs(one), Text: "joint"}).Item}
	_, err := w.board.Edit(t.Context(), w.as("registrar"), one, "other", "", 1)
	w.wantKind(err, problem.Conflict)
	_, err = w.board.Withdraw(t.Context(), w.as("registrar"), one)
	w.wantKind(err, problem.Conflict)
	_, err = w.board.Withdraw(t.Context(), w.as("io"), joint)
	w.wantKind(err, problem.Conflict)
	_, err = w.board.Edit(t.Context(), w.as("registrar"), joint, "theirs", "", 1)
	w.wantKind(err, problem.Refused)
	w.mergePhase(w.wide, Closed)
	_, err = w.board.Edit(t.Context(), w.as("io"), joint, "better", "", 1)
	w.must(err)
	_, err = w.board.Move(t.Context(), w.as("io"), joint, "threat", uuid.Nil)
	w.must(err)
	w.mergePhase(w.wide, Voting)
	_, err = w.board.Edit(t.Context(), w.as("io"), joint, "too late", "", 2)
	w.wantKind(err, problem.Conflict)
}

func TestUndoOnlyWhatStands(t *testing.T) {
	w := newWorld(t)
	one := w.add("registrar", w.wide, Weakness, "one")
	done := w.merge(NewJoint{Items: strs(one), Text: "joint"})
	_, err := w.board.Undo(t.Context(), w.as("sm"), w.wide, done.Step)
	w.wantKind(err, problem.NotFound) // somebody else's
	_, err = w.board.Edit(t.Context(), w.as("io"), Target{w.wide, done.Item}, "better", "", 1)
	w.must(err)
	_, err = w.board.Undo(t.Context(), w.as("io"), w.wide, done.Step)
	w.wantKind(err, problem.Conflict)
	two := w.add("registrar", w.wide, Weakness, "two")
	late := w.merge(NewJoint{Items: strs(two), Text: "late"})
	w.mergePhase(w.wide, Grouping)
	_, err = w.board.Undo(t.Context(), w.as("io"), w.wide, late.Step)
	w.wantKind(err, problem.Conflict)
}

func TestChooseSources(t *testing.T) {
	w := newWorld(t)
	w.add("library", w.library, Weakness, "there")
	choose := func(who string, ids ...string) error {
		_, err := w.board.ChooseSources(t.Context(), w.as(who), w.wide, ids)
		return err
	}
	w.wantKind(choose("io", w.library.String()), problem.Invalid) // still open
	w.mergePhase(w.library, Closed)
	for _, bad := range []string{"x", w.wide.String(), w.foreign.String(), uuid.NewString()} {
		w.wantKind(choose("io", bad), problem.Invalid)
	}
	w.wantKind(choose("registrar", w.library.String()), problem.Refused)
	w.wantKind(choose("io abroad", w.library.String()), problem.NotFound)
	w.must(choose("io", w.library.String(), w.library.String()))
	w.unchanged(w.wide, func() { w.must(choose("io", w.library.String())) })
	w.mergePhase(w.library, Collecting)
	w.must(choose("io", w.library.String())) // chosen before
	m, err := w.board.Merging(t.Context(), w.as("io"), w.wide, false)
	w.must(err)
	if len(m.Sources) != 1 || m.Sources[0].OfficeSlug != "library" || len(m.Analyses) != 1 || !m.Analyses[0].Chosen || m.Analyses[0].Closed || m.Analyses[0].Items != 1 {
		t.Errorf("%+v", m)
	}
	if m, err := w.board.Merging(t.Context(), w.as("registrar"), w.wide, true); err != nil || m.Sources != nil || m.Analyses != nil || m.Alike != nil {
		t.Errorf("somebody who does not merge gets %+v, %v", m, err)
	}
	w.must(choose("io"))
	if m, err = w.board.Merging(t.Context(), w.as("io"), w.wide, false); err != nil || len(m.Sources) != 0 {
		t.Errorf("%+v, %v", m.Sources, err)
	}
}

func TestAnonymousSources(t *testing.T) {
	w := newWorld(t)
	silent := w.open("io", NewAnalysis{Title: "Silent", Scope: "institution"})
	w.mergeSQL(`update analysis set authors = 'nobody', phase = 'closed' where id = $1`, silent)
	ids := []string{uuid.NewString(), uuid.NewString()}
	for _, id := range ids {
		w.mergeSQL(`insert into item (institution_id, analysis_id, id, quadrant, position, text, evidence, digest, live_version, first_version, pen, created_at, changed_at)
			values ($1, $2, $3, 'threat', '8', 'said by somebody', '', sha256($4), 1, 1, sha256($4), null, null)`, w.here.ID, silent, id, []byte(id))
	}
	done := w.merge(NewJoint{Items: ids, Text: "said"})
	i := w.item(Target{w.wide, done.Item})
	if i.Offices != 0 || len(i.Parts) != 2 || i.Parts[0].OfficeName != "" || i.Parts[0].OfficeID != nil {
		t.Errorf("%+v", i)
	}
}

func TestAlike(t *testing.T) {
	w := newWorld(t)
	w.add("registrar", w.wide, Weakness, "There is no central fund for scholarships")
	w.add("library", w.wide, Threat, "No central scholarship fund")
	w.add("library", w.wide, Strength, "Our reading rooms are open at night")
	w.add("registrar", w.wide, Weakness, "طلبہ کے لیے وظائف نہیں ہیں")
	w.add("library", w.wide, Weakness, "طلبہ كے ليے وظائف نہيں ہيں")
	m, err := w.board.Merging(t.Context(), w.as("io"), w.wide, true)
	w.must(err)
	if len(m.Alike) != 2 {
		t.Fatalf("it suggests %+v", m.Alike)
	}
	if same := m.Alike[0].Items; len(same) != 2 || same[1].Percent != 100 {
		t.Errorf("the same in other letters: %+v", same)
	}
	if near := m.Alike[1].Items; len(near) != 2 || near[1].Percent < 30 || near[1].Percent > 99 || !slices.ContainsFunc(near[1].Words, func(s string) bool { return strings.HasPrefix(s, "scholarship") }) {
		t.Errorf("nearly the same: %+v", near)
	}
}

func TestAlikeAmongFiveThousand(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	w := newWorld(t)
	nouns := strings.Fields("scholarship fund mobility partner visa language library laboratory degree semester exchange campus housing research grant office student teacher budget policy website contract alumni travel network ranking course credit transfer summer school")
	list := make([]Source, 5000)
	for n := range list {
		k := func(step int) string { return nouns[(n*step+n/7)%len(nouns)] }
		list[n] = Source{ID: uuid.New(), Text: fmt.Sprintf("The %s for %s needs more %s and the %s of place%d", k(3), k(5), k(7), k(11), n%1700)}
	}
	began := time.Now()
	found, err := w.board.alike(t.Context(), w.here.ID, list)
	w.must(err)
	took := time.Since(began)
	t.Logf("%d suggestions among 5,000 items in %d ms", len(found), took.Milliseconds())
	if len(found) == 0 || took > patience {
		t.Errorf("%d suggestions in %v", len(found), took)
	}
}
