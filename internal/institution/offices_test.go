package institution_test

import (
	"sync"
	"testing"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/problem"
	"meridian/internal/sheet"

	"github.com/google/uuid"
)

// writes are all changes that only the international office may make.
func (w *world) writes() map[string]func(access.Caller) error {
	ctx, r := w.Context(), w.registry
	return map[string]func(access.Caller) error{
		"add": func(c access.Caller) error {
			_, err := r.AddOffice(ctx, c, institution.NewOffice{Name: "Finance"})
			return err
		},
		"change": func(c access.Caller) error {
			_, err := r.ChangeOffice(ctx, c, "library", "Books", "office", "")
			return err
		},
		"archive": func(c access.Caller) error { _, err := r.ArchiveOffice(ctx, c, "library"); return err },
		"restore": func(c access.Caller) error { _, err := r.RestoreOffice(ctx, c, "library"); return err },
		"place":   func(c access.Caller) error { _, err := r.PlaceOffice(ctx, c, "library", "up", ""); return err },
		"look":    func(c access.Caller) error { _, err := r.LookAtMerger(ctx, c, "library", "registrar"); return err },
		"merge":   func(c access.Caller) error { _, err := r.MergeOffice(ctx, c, "library", "registrar"); return err },
		"bring": func(c access.Caller) error {
			_, err := r.BringOffices(ctx, c, sheet.Table{Header: []string{"slug", "name"}, Rows: []sheet.Row{{Line: 2, Cells: map[string]string{"slug": "law", "name": "Law"}}}}, false)
			return err
		},
		"settings": func(c access.Caller) error {
			_, err := r.SaveSettings(ctx, c, institution.Settings{Name: "Other", TimeZone: "UTC", Language: "en", WorkingDays: []int16{1}, YearStart: "09-01"})
			return err
		},
		"see the settings": func(c access.Caller) error { _, err := r.Settings(ctx, c); return err },
		"logo":             func(c access.Caller) error { return r.SetLogo(ctx, c, pixel(w.T)) },
		"no logo":          func(c access.Caller) error { return r.RemoveLogo(ctx, c) },
	}
}

// all is everything of the institution here that those writes could change.
func (w *world) all() (s string) {
	w.Helper()
	w.ask(&s, `select concat((select array_agg(o order by o.id) from office o where institution_id = $1), (select i from institution i where id = $1),
		(select count(*) from logo where institution_id = $1), (select count(*) from activity where institution_id = $1))`, w.here.ID)
	return s
}

func TestOnlyTheInternationalOfficeManages(t *testing.T) {
	w := newWorld(t)
	w.exec(`update membership set disabled_at = now() where institution_id = $1 and id = $2`, w.here.ID, w.membership("colleague"))
	before := w.all()
	strangers := w.as("io@abroad")
	strangers.Slug = "here"
	for name, write := range w.writes() {
		for _, who := range []string{"sm", "registrar", "library", "body", "adviser"} {
			w.wantKind(name+" by "+who, write(w.as(who)), problem.Refused)
		}
		w.wantKind(name+" by a disabled member", write(w.as("colleague")), problem.NotFound)
		w.wantKind(name+" by another institution's office", write(strangers), problem.NotFound)
		w.wantKind(name+" in no institution", write(access.Caller{Person: w.as("io").Person, Slug: "nowhere"}), problem.NotFound)
	}
	if after := w.all(); after != before {
		t.Errorf("something was written:\n%s\n%s", before, after)
	}
	// What is done in one institution is not seen in the other, although all slugs are alike.
	for _, name := range []string{"add", "change", "place", "look", "bring", "settings", "logo", "archive", "restore", "merge"} {
		w.wantKind(name+" abroad", w.writes()[name](w.as("io@abroad")), "")
	}
	if after := w.all(); after != before {
		t.Errorf("the other institution's changes reach here:\n%s\n%s", before, after)
	}
}

func TestEverybodyReadsOffices(t *testing.T) {
	w := newWorld(t)
	w.exec(`update membership set standing = 'head' where institution_id = $1 and id = $2`, w.here.ID, w.membership("registrar"))
	w.exec(`update membership set accepted_at = null where institution_id = $1 and id = $2`, w.here.ID, w.membership("library"))
	for _, who := range []string{"io", "sm", "registrar", "body", "adviser"} {
		d, err := w.registry.Directory(t.Context(), w.as(who))
		if err != nil || len(d.Offices) != 4 {
			t.Fatalf("%s reads %d offices, %v", who, len(d.Offices), err)
		}
		if m := d.Of(w.office("registrar").Office.ID); len(m) != 2 || m[0].Name != "registrar" || m[0].Standing != access.Head || !m[0].Accepted {
			t.Errorf("the registrar's people are %+v", m)
		}
		if m := d.Of(w.office("library").Office.ID); len(m) != 1 || m[0].Name != "" || m[0].Accepted {
			t.Errorf("who has not answered is shown as %+v", m)
		}
	}
	_, err := w.registry.Dossier(t.Context(), w.as("adviser"), "nowhere")
	w.wantKind("an unknown office", err, problem.NotFound)
}

func TestAddOffice(t *testing.T) {
	w := newWorld(t)
	add := func(in institution.NewOffice) (institution.Office, error) {
		return w.registry.AddOffice(t.Context(), w.as("io"), in)
	}
	in := institution.NewOffice{ID: uuid.NewString(), Name: " Library ", Kind: "centre", HeadEmail: "head@here.example"}
	first, err := add(in)
	w.must(err)
	if first.Slug != "library-2" || first.Name != "Library" || first.Kind != institution.KindCentre || first.HeadEmail != in.HeadEmail {
		t.Errorf("added was %+v", first)
	}
	again, err := add(in)
	if err != nil || again != first {
		t.Errorf("the same form again: %+v, %v", again, err)
	}
	if n := w.logged("office added"); n != 1 {
		t.Errorf("logged %d times", n)
	}
	other := in
	other.Name = "Books"
	_, err = add(other)
	if p := problem.Of(err); p.Field != "id" || p.Kind != problem.Invalid {
		t.Errorf("the same id for another office: %v", err)
	}
	for field, bad := range map[string]institution.NewOffice{
		"name": {Name: " "}, "kind": {Name: "A", Kind: "department"}, "head_email": {Name: "A", HeadEmail: "nobody"}, "id": {ID: "x", Name: "A"},
	} {
		_, err := add(bad)
		if p := problem.Of(err); p.Field != field || p.Kind != problem.Invalid {
			t.Errorf("%+v: %v, want a problem of %s", bad, err, field)
		}
	}
	for _, slug := range []string{"library", "Import", "x", "two words"} {
		_, err := add(institution.NewOffice{Name: "A", Slug: slug})
		if p := problem.Of(err); p.Field != "slug" || p.Kind != problem.Invalid {
			t.Errorf("the slug %q: %v", slug, err)
		}
	}
}

// Many forms of the same name at one moment make one office each, and the same form one alone.
func TestAddOfficeAtTheSameMoment(t *testing.T) {
	w := newWorld(t)
	id := uuid.NewString()
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			in := institution.NewOffice{Name: "Finance"}
			if n%2 == 0 {
				in = institution.NewOffice{ID: id, Name: "Sports"}
			}
			if _, err := w.registry.AddOffice(t.Context(), w.as("io"), in); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	var finance, sports int
	w.ask(&finance, `select count(*) from office where institution_id = $1 and name = 'Finance'`, w.here.ID)
	w.ask(&sports, `select count(*) from office where institution_id = $1 and name = 'Sports'`, w.here.ID)
	if finance != 4 || sports != 1 {
		t.Errorf("%d and %d offices, want 4 and 1", finance, sports)
	}
}

func TestChangeOffice(t *testing.T) {
	w := newWorld(t)
	_, err := w.registry.ChangeOffice(t.Context(), w.as("io"), "library", "University Library", "centre", "lib@here.example")
	w.must(err)
	if o := w.office("library").Office; o.Name != "University Library" || o.Kind != institution.KindCentre || o.HeadEmail != "lib@here.example" || o.Slug != "library" {
		t.Errorf("now it is %+v", o)
	}
	_, err = w.registry.ChangeOffice(t.Context(), w.as("io"), "library", "University Library", "centre", "lib@here.example")
	w.must(err)
	if n := w.logged("office changed"); n != 1 {
		t.Errorf("logged %d times: the second form changed nothing", n)
	}
	_, err = w.registry.ChangeOffice(t.Context(), w.as("io"), "nowhere", "A", "office", "")
	w.wantKind("an unknown office", err, problem.NotFound)
}

func TestArchiveAndRestore(t *testing.T) {
	w := newWorld(t)
	archive := func() {
		t.Helper()
		_, err := w.registry.ArchiveOffice(t.Context(), w.as("io"), "library")
		w.must(err)
	}
	archive()
	at := w.office("library").ArchivedAt
	archive()
	d := w.office("library")
	if !d.Office.Archived || at == nil || !d.ArchivedAt.Equal(*at) || w.logged("office archived") != 1 {
		t.Errorf("after archiving it twice: %+v, %v", d.Office, d.ArchivedAt)
	}
	if got := w.order(); got != "archives international registrar " {
		t.Errorf("offered are %s", got)
	}
	if len(d.Of(d.Office.ID)) != 1 {
		t.Error("its people are gone")
	}
	plan, err := w.registry.BringOffices(t.Context(), w.as("io"), sheet.Table{Header: []string{"slug", "name"},
		Rows: []sheet.Row{{Line: 2, Cells: map[string]string{"slug": "library", "name": "Another"}}}}, false)
	if err != nil || plan.Writes != 0 || w.office("library").Office.Name != "library" {
		t.Errorf("an import changes it: %+v, %v", plan, err)
	}
	_, err = w.registry.PlaceOffice(t.Context(), w.as("io"), "library", "up", "")
	w.wantKind("a place for an archived office", err, problem.Invalid)
	_, err = w.registry.RestoreOffice(t.Context(), w.as("io"), "library")
	w.must(err)
	if got := w.order(); got != "archives international library registrar " || w.office("library").ArchivedAt != nil {
		t.Errorf("after restoring it: %s", got)
	}
}

func TestOrder(t *testing.T) {
	w := newWorld(t)
	place := func(slug, direction, to, want string) {
		t.Helper()
		_, err := w.registry.PlaceOffice(t.Context(), w.as("io"), slug, direction, to)
		w.must(err)
		if got := w.order(); got != want {
			t.Errorf("%s %s%s: %s, want %s", slug, direction, to, got, want)
		}
	}
	place("archives", "up", "", "archives international library registrar ")
	place("registrar", "up", "", "archives international registrar library ")
	place("archives", "down", "", "international archives registrar library ")
	place("library", "", "1", "library international archives registrar ")
	place("library", "", "17", "international archives registrar library ")
	_, err := w.registry.AddOffice(t.Context(), w.as("io"), institution.NewOffice{Name: "Finance"})
	w.must(err)
	if got := w.order(); got != "international archives registrar library finance " {
		t.Errorf("a new office is not the last: %s", got)
	}
	if n := w.logged("office moved"); n != 4 {
		t.Errorf("logged %d times, want 4: the first move changed nothing", n)
	}
}
