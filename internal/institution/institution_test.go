package institution

import (
	"slices"
	"strings"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"
	"meridian/internal/sheet"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

func read(t *testing.T, file string) sheet.Table {
	t.Helper()
	table, err := sheet.Read(strings.NewReader(file), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// there lists the offices of an institution as "slug,name,kind,head".
func there(t *testing.T, r Registry, in Institution) []string {
	t.Helper()
	var lines []string
	err := r.DB.Tenant(t.Context(), in.ID, func(tx *postgres.Tx) error {
		all, err := Offices(tx)
		for _, o := range all {
			lines = append(lines, strings.Join([]string{o.Slug, o.Name, string(o.Kind), o.HeadEmail}, ","))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}

func newRegistry(t *testing.T) (Registry, Institution) {
	t.Helper()
	r := Registry{DB: postgrestest.New(t).DB}
	in, err := r.Add(t.Context(), "uni", "The University", false)
	if err != nil {
		t.Fatal(err)
	}
	return r, in
}

func TestAdd(t *testing.T) {
	r, in := newRegistry(t)
	for _, c := range []struct{ slug, name, field string }{
		{"uni", "Another", "slug"},
		{"Uni", "Another", "slug"},
		{"u", "Another", "slug"},
		{"sign-in", "Another", "slug"},
		{"metrics", "Another", "slug"},
		{"other", "", "name"},
		{"other", " \t", "name"},
		{"other", "two\nlines", "name"},
		{"other", "\xff", "name"},
		{"other", strings.Repeat("é", 201), "name"},
		{"other", strings.Repeat("é", 200), ""},
	} {
		_, err := r.Add(t.Context(), c.slug, c.name, false)
		if got := problem.Of(err); (err == nil) != (c.field == "") || err != nil && (got.Kind != problem.Invalid || got.Field != c.field || got.Text == "") {
			t.Errorf("Add(%q, %q) = %v, want a problem of the field %q", c.slug, c.name, err, c.field)
		}
	}
	if got, err := r.BySlug(t.Context(), "uni"); err != nil || got != in {
		t.Errorf("BySlug gives %+v, %v, want %+v", got, err, in)
	}
	if _, err := r.BySlug(t.Context(), "nowhere"); !problem.Is(err, problem.NotFound) {
		t.Errorf("an unknown slug: %v", err)
	}
}

func TestRemoveTakesTheDemoOnly(t *testing.T) {
	r, real := newRegistry(t)
	demo, err := r.Add(t.Context(), "demo", "Demo", true)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []Institution{real, demo} {
		if _, err := r.ImportOffices(t.Context(), in, read(t, "slug,name\nlibrary,Library\n"), false); err != nil {
			t.Fatal(err)
		}
		if err := r.Remove(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.BySlug(t.Context(), "demo"); !problem.Is(err, problem.NotFound) {
		t.Errorf("the demo is still there: %v", err)
	}
	if got := there(t, r, demo); len(got) > 0 {
		t.Errorf("offices of the demo are left: %v", got)
	}
	if got := there(t, r, real); len(got) != 1 {
		t.Errorf("of a real institution are left: %v", got)
	}
}

const goodOffices = "slug,name,kind,head_email\nlibrary,Library,office,lib@uni.example\nlanguages,Language Centre,Centre,\nlaw,School of Law,school,\nsenate,Senate,body,\nquality,Quality,,\n"

var goodThere = []string{"languages,Language Centre,centre,", "law,School of Law,school,", "library,Library,office,lib@uni.example", "quality,Quality,office,", "senate,Senate,body,"}

func TestImportOffices(t *testing.T) {
	r, in := newRegistry(t)
	other, err := r.Add(t.Context(), "other", "Another University", false)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := r.ImportOffices(t.Context(), in, read(t, goodOffices), true)
	if err != nil || len(plan.Bad) > 0 || len(plan.Steps) != 5 {
		t.Fatalf("preview: %+v, %v", plan, err)
	}
	if got := there(t, r, in); len(got) > 0 {
		t.Fatalf("the preview wrote %v", got)
	}
	done, err := r.ImportOffices(t.Context(), in, read(t, goodOffices), false)
	if err != nil || !slices.Equal(done.Steps, plan.Steps) {
		t.Fatalf("did %v, %v; the preview said %v", done.Steps, err, plan.Steps)
	}
	if got := there(t, r, in); !slices.Equal(got, goodThere) {
		t.Errorf("there are %v, want %v", got, goodThere)
	}
	if got := there(t, r, other); len(got) > 0 {
		t.Errorf("another institution got %v", got)
	}
	// A second file changes what differs and leaves the rest, ids included.
	before := ids(t, r, in)
	done, err = r.ImportOffices(t.Context(), in, read(t, "slug,name,kind,head_email\nlibrary,University Library,office,lib@uni.example\nlaw,School of Law,school,\nfinance,Finance,office,\n"), false)
	want := []string{"change University Library (library)", "leave School of Law (law) as it is", "add Finance (finance, office)"}
	if err != nil || !slices.Equal(done.Steps, want) {
		t.Errorf("the second file: %q, %v, want %q", done.Steps, err, want)
	}
	after := ids(t, r, in)
	for slug, id := range before {
		if after[slug] != id {
			t.Errorf("office %s became another one", slug)
		}
	}
	if len(after) != 6 {
		t.Errorf("there are %d offices, want 6", len(after))
	}
}

func ids(t *testing.T, r Registry, in Institution) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := r.DB.Tenant(t.Context(), in.ID, func(tx *postgres.Tx) error {
		all, err := Offices(tx)
		for _, o := range all {
			m[o.Slug] = o.ID.String()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// However the file was saved, the same offices come in.
func TestImportOfficesFromEverySort(t *testing.T) {
	const umlauts = "slug;name;kind;head_email\r\nb1;Büro für Internationales;office;b1@uni.example\r\nb2;\"Recht; Verträge\";office;\r\n"
	latin := strings.NewReplacer("ü", "\xfc", "ä", "\xe4").Replace(umlauts)
	want := []string{"b1,Büro für Internationales,office,b1@uni.example", "b2,Recht; Verträge,office,"}
	for name, file := range map[string]string{
		"semicolons":                 umlauts,
		"with a byte order mark":     "\uFEFF" + umlauts,
		"Windows-1252":               latin,
		"old Macintosh line ends":    strings.ReplaceAll(umlauts, "\r\n", "\r"),
		"declared delimiter":         "sep=;\r\n" + umlauts,
		"tabs":                       strings.NewReplacer(";", "\t", "\"Recht\t", "\"Recht;").Replace(strings.ReplaceAll(umlauts, "\"Recht; Verträge\"", "Recht\x00 Verträge")),
		"other letters, other order": "Kind;NAME;Slug;head_email\noffice;Büro für Internationales;b1;b1@uni.example\noffice;\"Recht; Verträge\";b2;\n",
		"blanks around":              "slug; name ;kind;head_email\n b1 ;  Büro für Internationales ; OFFICE ; b1@uni.example \nb2;\"Recht; Verträge\";office;\n\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			file = strings.ReplaceAll(file, "\x00", ";")
			r, in := newRegistry(t)
			done, err := r.ImportOffices(t.Context(), in, read(t, file), false)
			if err != nil || len(done.Bad) > 0 {
				t.Fatalf("%+v, %v", done, err)
			}
			if got := there(t, r, in); !slices.Equal(got, want) {
				t.Errorf("there are %q, want %q", got, want)
			}
		})
	}
}

// One bad row and nothing is written; each is named by its line.
func TestImportOfficesAllOrNothing(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       []problem.Row
	}{
		{"slugs", "slug,name\nlibrary,Library\nLaw,Law\n,Nameless\nx,Short\n1st,First\nsign-in,An office may\n", []problem.Row{
			{Line: 3, Reason: "The slug must have"}, {Line: 4, Reason: "The slug must have"}, {Line: 5, Reason: "The slug must have"}, {Line: 6, Reason: "The slug must have"}}},
		{"names", "slug,name\naa,\nbb," + strings.Repeat("n", 201) + "\ncc,\"two\nlines\"\ndd,Good\n", []problem.Row{
			{Line: 2, Reason: "A name is missing."}, {Line: 3, Reason: "The name is longer"}, {Line: 4, Reason: "The name has characters"}}},
		{"kinds", "slug,name,kind\naa,A,department\nbb,B,office\n", []problem.Row{{Line: 2, Reason: "The kind must be"}}},
		{"addresses", "slug,name,head_email\naa,A,nobody\nbb,B,Bee <b@x.example>\ncc,C,c@x.example\n", []problem.Row{
			{Line: 2, Reason: "This is not an e-mail address."}, {Line: 3, Reason: "This is not an e-mail address."}}},
		{"twice in the file", "slug,name\naa,A\nbb,B\naa,A again\n", []problem.Row{{Line: 4, Reason: "The slug aa stands in line 2 already."}}},
		{"the second of three", "slug,name\naa,A\naa,\naa,A\n", []problem.Row{{Line: 3, Reason: "A name is missing."}, {Line: 4, Reason: "The slug aa stands in line 2 already."}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, in := newRegistry(t)
			for _, preview := range []bool{true, false} {
				done, err := r.ImportOffices(t.Context(), in, read(t, c.file), preview)
				if err != nil {
					t.Fatal(err)
				}
				sameRows(t, done.Bad, c.want)
				if got := there(t, r, in); len(got) > 0 {
					t.Errorf("preview %v: written were %v", preview, got)
				}
			}
		})
	}
}

func sameRows(t *testing.T, got, want []problem.Row) {
	t.Helper()
	same := slices.EqualFunc(got, want, func(g, w problem.Row) bool { return g.Line == w.Line && strings.HasPrefix(g.Reason, w.Reason) })
	if !same {
		t.Errorf("bad rows\n%+v, want\n%+v", got, want)
	}
}

func TestImportOfficesColumns(t *testing.T) {
	r, in := newRegistry(t)
	for file, want := range map[string]string{
		"slug,kind\naa,office\n":             "The column name is missing.",
		"name,email\nA,b@c.example\n":        "The column slug is missing.",
		"slug,name,colour\naa,A,blue\n":      "The column colour is not known here.",
		"name,email,role,office,until\n,,,,": "The column slug is missing.",
	} {
		_, err := r.ImportOffices(t.Context(), in, read(t, file), false)
		if p := problem.Of(err); p.Kind != problem.Invalid || !strings.HasPrefix(p.Text, want) {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
}

func TestCheckEmail(t *testing.T) {
	for address, want := range map[string]bool{
		"a@b.example": true, "first.last+tag@sub.b.example": true, "o'brien@b.example": true, "a@b": true,
		"": false, "a": false, "@b": false, "a@": false, "a b@c.example": false, "A <a@b.example>": false, "<a@b.example>": false, " a@b.example": false,
		"a@b.example\r\nBcc: x@y.example": false, "a@b.example,c@d.example": false, "a@b.example\x00": false, "a\u2028b@c.example": false, "a\u200bb@c.example": false, `"a b"@c.example`: false, strings.Repeat("a", 250) + "@b.example": false,
	} {
		if err := CheckEmail("email", address); (err == nil) != want {
			t.Errorf("CheckEmail(%q) = %v, want good %v", address, err, want)
		}
	}
}
