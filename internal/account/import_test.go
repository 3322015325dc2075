package account

import (
	"slices"
	"strings"
	"testing"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"
)

// there lists the memberships of an institution as "email|name|role|office|until".
func (w *town) there(in institution.Institution) []string {
	w.Helper()
	var rows []struct{ Line string }
	err := w.desk.DB.Tenant(w.Context(), in.ID, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		postgres.Collect(b, &rows, `select concat_ws('|', p.email, p.name, m.role, coalesce(o.slug, ''), coalesce(to_char(m.valid_until, 'YYYY-MM-DD HH24:MI'), '')) as line
			from membership m join person p on p.id = m.person_id left join office o on o.institution_id = m.institution_id and o.id = m.office_id
			where m.institution_id = $1`, in.ID)
		return tx.Send(b)
	})
	if err != nil {
		w.Fatal(err)
	}
	var lines []string
	for _, r := range rows {
		lines = append(lines, r.Line)
	}
	slices.Sort(lines)
	return lines
}

func (w *town) people() int { return value[int](w, w.here, `select count(*) from person`) }

const goodPeople = "name,email,role,office,until\nAyesha Khan,ayesha@uni.example,international_office,library,\n" +
	"Bilal Ahmed,bilal@uni.example,member_office,law,2027-06-30\nBilal Ahmed,bilal@uni.example,adviser,,\n"

var goodThere = []string{"ayesha@uni.example|Ayesha Khan|international_office|library|", "bilal@uni.example|Bilal Ahmed|adviser||", "bilal@uni.example|Bilal Ahmed|member_office|law|2027-07-01 00:00"}

func TestImportPeople(t *testing.T) {
	w := newTown(t)
	plan, err := w.desk.ImportPeople(t.Context(), w.here, w.table(goodPeople), true)
	if err != nil || len(plan.Bad) > 0 || len(plan.Steps) != 3 {
		t.Fatalf("preview: %+v, %v", plan, err)
	}
	if n := w.people(); n != 0 || len(w.there(w.here)) != 0 {
		t.Fatalf("the preview wrote %d people, %v", n, w.there(w.here))
	}
	done, err := w.desk.ImportPeople(t.Context(), w.here, w.table(goodPeople), false)
	if err != nil || !slices.Equal(done.Steps, plan.Steps) {
		t.Fatalf("did %v, %v; the preview said %v", done.Steps, err, plan.Steps)
	}
	if got := w.there(w.here); !slices.Equal(got, goodThere) {
		t.Errorf("there are\n%q, want\n%q", got, goodThere)
	}
	if n := w.people(); n != 2 {
		t.Errorf("%d people, want 2", n)
	}
	if got := w.there(w.yonder); len(got) > 0 {
		t.Errorf("another institution got %q", got)
	}
	if value[bool](w, w.here, `select exists (select from person where password_hash is not null)`) {
		t.Error("an import gave somebody a password")
	}
	// The same file again changes nothing; another last day is taken; a name that others know stays.
	again := "name,email,role,office,until\nB. Ahmed,BILAL@uni.example,member_office,law,2028-06-30\n"
	for _, file := range []string{goodPeople, again} {
		if done, err := w.desk.ImportPeople(t.Context(), w.here, w.table(file), false); err != nil || len(done.Bad) > 0 {
			t.Fatalf("%+v, %v", done, err)
		}
	}
	want := slices.Clone(goodThere)
	want[2] = "bilal@uni.example|Bilal Ahmed|member_office|law|2028-07-01 00:00"
	if got := w.there(w.here); !slices.Equal(got, want) {
		t.Errorf("there are\n%q, want\n%q", got, want)
	}
}

// Every change of rights is told to open streams.
func TestImportPeopleRaisesTheAccessVersion(t *testing.T) {
	w := newTown(t)
	p := w.settle(w.here, "ayesha@uni.example", access.Adviser, "")
	if _, err := w.desk.ImportPeople(t.Context(), w.here, w.table(goodPeople), false); err != nil {
		t.Fatal(err)
	}
	if got := value[int64](w, w.here, `select access_version from person where id = $1`, p.ID); got <= p.AccessVersion {
		t.Errorf("it was %d and is %d", p.AccessVersion, got)
	}
}

func TestImportPeopleFromEverySort(t *testing.T) {
	const file = "name;email;role;office;until\r\nJürgen Müller;j@uni.example;senior_management;;\r\n\"Ahmed; Bilal\";b@uni.example;member_office;law;2027-06-30\r\n"
	want := []string{"b@uni.example|Ahmed; Bilal|member_office|law|2027-07-01 00:00", "j@uni.example|Jürgen Müller|senior_management||"}
	for name, file := range map[string]string{
		"semicolons":             file,
		"with a byte order mark": "\uFEFF" + file,
		"Windows-1252":           strings.ReplaceAll(file, "ü", "\xfc"),
		"blanks around":          strings.NewReplacer(";j@", " ; j@", "member_office;law", " member_office ; law ").Replace(file),
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			done, err := w.desk.ImportPeople(t.Context(), w.here, w.table(file), false)
			if err != nil || len(done.Bad) > 0 {
				t.Fatalf("%+v, %v", done, err)
			}
			if got := w.there(w.here); !slices.Equal(got, want) {
				t.Errorf("there are %q, want %q", got, want)
			}
		})
	}
}

// One bad row and nothing is written; each is named by its line.
func TestImportPeopleAllOrNothing(t *testing.T) {
	const head, good = "name,email,role,office,until\n", "Good,good@uni.example,adviser,,\n"
	for _, c := range []struct {
		name, rows string
		want       []problem.Row
	}{
		{"addresses", good + "A,nobody,adviser,,\nB,,adviser,,\nC,C <c@x.example>,adviser,,\n", []problem.Row{
			{Line: 3, Reason: "This is not an e-mail address."}, {Line: 4, Reason: "This is not an e-mail address."}, {Line: 5, Reason: "This is not an e-mail address."}}},
		{"names", ",a@x.example,adviser,,\n" + good + strings.Repeat("n", 201) + ",b@x.example,adviser,,\n", []problem.Row{
			{Line: 2, Reason: "A name is missing."}, {Line: 4, Reason: "The name is longer"}}},
		{"roles", "A,a@x.example,administrator,,\nB,b@x.example,,,\nC,c@x.example,Adviser,,\n", []problem.Row{
			{Line: 2, Reason: "The role must be"}, {Line: 3, Reason: "The role must be"}, {Line: 4, Reason: "The role must be"}}},
		{"offices", "A,a@x.example,adviser,nowhere,\nB,b@x.example,member_office,,\n", []problem.Row{
			{Line: 2, Reason: "There is no office with the slug nowhere"}, {Line: 3, Reason: "A member office's person needs an office."}}},
		{"last days", "A,a@x.example,adviser,,30.06.2027\nB,b@x.example,adviser,,2027-02-30\nC,c@x.example,adviser,,2027-6-3\n", []problem.Row{
			{Line: 2, Reason: "The last day must be"}, {Line: 3, Reason: "The last day must be"}, {Line: 4, Reason: "The last day must be"}}},
		{"twice in the file", good + "Good,GOOD@uni.example,adviser,,2027-01-01\n", []problem.Row{{Line: 3, Reason: "This person stands in line 2 already"}}},
		{"a cell of two lines before it", "\"Two\nlines\",a@x.example,adviser,,\nB,nobody,adviser,,\n", []problem.Row{
			{Line: 2, Reason: "The name has characters"}, {Line: 4, Reason: "This is not an e-mail address."}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t)
			for _, preview := range []bool{true, false} {
				done, err := w.desk.ImportPeople(t.Context(), w.here, w.table(head+c.rows), preview)
				if err != nil {
					t.Fatal(err)
				}
				same := slices.EqualFunc(done.Bad, c.want, func(g, w problem.Row) bool { return g.Line == w.Line && strings.HasPrefix(g.Reason, w.Reason) })
				if !same {
					t.Errorf("bad rows\n%+v, want\n%+v", done.Bad, c.want)
				}
				if n := w.people(); n != 0 || len(w.there(w.here)) != 0 {
					t.Errorf("preview %v: written were %d people, %v", preview, n, w.there(w.here))
				}
			}
		})
	}
}

func TestImportPeopleColumns(t *testing.T) {
	w := newTown(t)
	for file, want := range map[string]string{
		"name,email\nA,a@x.example\n":                            "The column role is missing.",
		"name,email,role,phone\nA,a@x.example,adviser,1\n":       "The column phone is not known here.",
		"slug,name,kind,head_email\nlibrary,Library,office,\n":   "The columns email and role are missing.",
		"name,email,role,password\nA,a@x.example,adviser,secret": "The column password is not known here.",
	} {
		_, err := w.desk.ImportPeople(t.Context(), w.here, w.table(file), false)
		if p := problem.Of(err); p.Kind != problem.Invalid || !strings.HasPrefix(p.Text, want) {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
}
