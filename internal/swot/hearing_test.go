package swot

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"meridian/internal/institution"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/seal"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

func TestHear(t *testing.T) {
	var asked []institution.Office
	for range 6 {
		asked = append(asked, institution.Office{ID: uuid.New()})
	}
	offices := append(slices.Clone(asked), institution.Office{ID: uuid.New()})
	answers := []officeAnswer{{OfficeID: asked[0].ID, Asked: true, Wrote: true, Heard: true}, {OfficeID: asked[1].ID, Asked: true, Ready: true, Heard: true},
		{OfficeID: asked[2].ID, Asked: true, Heard: true}, {OfficeID: asked[3].ID, Asked: true, Nothing: []string{"strength", "weakness", "threat"}},
		{OfficeID: asked[4].ID, Asked: true}, {OfficeID: asked[5].ID, Asked: true}, {OfficeID: offices[6].ID, Wrote: true, Heard: true}}
	h := hear(Analysis{}, offices, answers)
	if h.Asked != 6 || h.Heard != 3 || h.Withheld || !slices.Equal(h.asked, asked) || !slices.Equal(h.Silent, asked[3:]) {
		t.Errorf("%+v", h)
	}
	if a := h.Answer(asked[3].ID); a.Ready || len(a.Nothing) != 3 {
		t.Errorf("an office's own: %+v", a)
	}
	// Who is missing among a few would tell who has written.
	for n := range 6 {
		var wrote []officeAnswer
		for m, o := range asked {
			wrote = append(wrote, officeAnswer{OfficeID: o.ID, Asked: true, Wrote: m < n, Heard: m < n})
		}
		h := hear(Analysis{Authors: AuthorsNobody}, offices, wrote)
		if h.Heard != n || h.Withheld != (n < 5) || h.Withheld && h.Silent != nil || !h.Withheld && len(h.Silent) != 6-n {
			t.Errorf("%d have written where nobody is named: %+v", n, h)
		}
	}
}

// Whom an analysis asks is one rule, whether counted above the board or named to those who ask again.
func TestAsks(t *testing.T) {
	w := newWorld(t)
	office := func(slug string) (id uuid.UUID) {
		w.must(w.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error { return tx.Row(`select id from office where slug = $1`, []any{slug}, &id) }))
		return id
	}
	group := uuid.New()
	w.must(w.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Exec(`with g as (insert into working_group (institution_id, id, name, digest) select `+postgres.ThisInstitution+`, $1, 'Group', sha256('group') returning institution_id, id)
			insert into seat (institution_id, id, group_id, office_id, since, until)
			select g.institution_id, gen_random_uuid(), g.id, o.id, current_date - 9, case o.slug when 'library' then current_date - 5 end
			from g join office o on o.institution_id = g.institution_id and o.slug in ('library', 'registrar')`, group)
	}))
	for _, c := range []struct{ set, want string }{
		{`group_id = null`, "international library registrar"},
		{`group_id = '` + group.String() + `'`, "registrar"},
		{`group_id = null, scope = 'office', office_id = '` + office("library").String() + `'`, "library"},
	} {
		w.set(w.wide, c.set)
		if got := w.silent(w.wide); got != c.want {
			t.Errorf("%s asks %s, want %s", c.set, got, c.want)
		}
		if v := w.view("io", w.wide); v.Pulse.Asked != v.Method.Hearing.Asked || v.Pulse.Asked != len(strings.Fields(c.want)) {
			t.Errorf("%s: %d and %d are asked", c.set, v.Pulse.Asked, v.Method.Hearing.Asked)
		}
	}
	w.must(w.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Exec(`update office set archived_at = now() where slug = 'library'`)
	}))
	if v := w.view("io", w.wide); v.Pulse.Asked != 0 || v.Method.Hearing.Asked != 0 {
		t.Errorf("an archived office is asked: %+v", v.Pulse)
	}
}

func (w *world) ready(who string, analysis uuid.UUID, ready bool, nothing ...string) Done {
	w.Helper()
	done, err := w.board.SetReady(w.Context(), w.as(who), analysis, &ready, nothing)
	w.must(err)
	return done
}

func (w *world) silent(analysis uuid.UUID) string {
	w.Helper()
	var names []string
	for _, o := range w.view("io", analysis).Method.Hearing.Silent {
		names = append(names, o.Slug)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func TestReady(t *testing.T) {
	w := newWorld(t)
	if got := w.silent(w.wide); got != "international library registrar" {
		t.Fatalf("silent: %s", got)
	}
	w.add("registrar", w.wide, Strength, "heard")
	w.add("registrar", w.wide, Strength, "once more")
	if got := w.silent(w.wide); got != "international library" {
		t.Errorf("silent after an item: %s", got)
	}
	done := w.ready("library", w.wide, true, "threat")
	a := w.view("library", w.wide)
	if answer := a.Method.Hearing.Answer(a.Seat.Office); !answer.Ready || !slices.Equal(answer.Nothing, []Quadrant{Threat}) || a.Analysis.Pulse != done.Live || done.Live == 0 {
		t.Errorf("%+v, pulse %d, %+v", answer, a.Analysis.Pulse, done)
	}
	if again := w.ready("library", w.wide, true, "threat"); again.Live != 0 {
		t.Error("the same answer again raised the live version")
	}
	if _, err := w.board.SetReady(t.Context(), w.as("library"), w.wide, nil, nil); err != nil {
		t.Fatal(err)
	}
	if answer := w.view("library", w.wide).Method.Hearing.Answer(a.Seat.Office); !answer.Ready || answer.Nothing != nil {
		t.Errorf("readiness that was not spoken of: %+v", answer)
	}
	w.ready("library", w.wide, false, "threat", "strength", "weakness", "opportunity")
	if got := w.silent(w.wide); got != "international" {
		t.Errorf("silent after an answer for each heading: %s", got)
	}
	for who, kind := range map[string]problem.Kind{"sm": problem.Invalid, "body": problem.Refused, "adviser": problem.Refused, "io abroad": problem.NotFound} {
		_, err := w.board.SetReady(t.Context(), w.as(who), w.wide, nil, []string{"threat"})
		w.wantKind(err, kind)
	}
	_, err := w.board.SetReady(t.Context(), w.as("registrar"), w.library, nil, nil)
	w.wantKind(err, problem.Refused)
	_, err = w.board.SetReady(t.Context(), w.as("registrar"), w.wide, nil, []string{"threats"})
	w.wantKind(err, problem.Invalid)
	w.phase("io", w.wide, Grouping)
	_, err = w.board.SetReady(t.Context(), w.as("registrar"), w.wide, nil, nil)
	w.wantKind(err, problem.Conflict)
}

// An office is asked once a day, whoever asks and however often at once, and only while it is silent.
func TestNudge(t *testing.T) {
	w := newWorld(t)
	w.board.Post = &mail.Post{Key: seal.Random()}
	w.add("registrar", w.wide, Strength, "heard")
	for who, kind := range map[string]problem.Kind{"registrar": problem.Refused, "body": problem.Refused, "adviser": problem.Refused, "io abroad": problem.NotFound} {
		_, err := w.board.Nudge(t.Context(), w.as(who), w.wide)
		w.wantKind(err, kind)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	offices, people := 0, 0
	for n := range 6 {
		wg.Go(func() {
			done, err := w.board.Nudge(t.Context(), w.as([]string{"io", "sm"}[n%2]), w.wide)
			mu.Lock()
			defer mu.Unlock()
			if err != nil || done.Offices+done.Already != 2 || len(done.Nobody) != 0 {
				t.Errorf("%+v, %v", done, err)
			}
			offices += done.Offices
			people += done.People
		})
	}
	wg.Wait()
	var to string
	w.ask(&to, `select string_agg(address, ' ' order by address) from mail where kind = 'nudge'`)
	if offices != 2 || people != 2 || to != "io@here.example library@here.example" {
		t.Errorf("%d offices, %d people: %s", offices, people, to)
	}
	w.sql(`update office_answer set nudged_on = nudged_on - 1`)
	w.sql(`update mail set created_at = created_at - interval '1 day'`)
	w.sql(`update membership set valid_until = now() where office_id = (select id from office where slug = 'library')`)
	done, err := w.board.Nudge(t.Context(), w.as("io"), w.wide)
	w.must(err)
	if diff := cmp.Diff(Nudged{Offices: 1, People: 1, Nobody: []string{"library"}}, done); diff != "" {
		t.Errorf("the next day (-want +got):\n%s", diff)
	}
	// Where nobody is named everybody asked is written to.
	anonymous := w.open("io", NewAnalysis{Title: "Unnamed", Scope: "institution", Authors: "nobody"})
	done, err = w.board.Nudge(t.Context(), w.as("io"), anonymous)
	w.must(err)
	if done.Offices != 1 || done.People != 2 || done.Already != 1 { // the international office had its mail of the day
		t.Errorf("where nobody is named: %+v", done)
	}
	w.phase("io", w.wide, Grouping)
	_, err = w.board.Nudge(t.Context(), w.as("io"), w.wide)
	w.wantKind(err, problem.Conflict)
}

func TestAddressees(t *testing.T) {
	a, b := uuid.New(), uuid.New()
	got := addressees([]officeMember{{Office: a, Name: "plain"}, {Office: a, Name: "head", Speaks: true}, {Office: b, Name: "one"}, {Office: b, Name: "two"}})
	if len(got[a]) != 1 || got[a][0].Name != "head" || len(got[b]) != 2 {
		t.Errorf("%+v", got)
	}
}
