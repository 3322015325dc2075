package app_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"meridian/internal/account"
	"meridian/internal/app"
	"meridian/internal/postgres/postgrestest"

	"github.com/jackc/pgx/v5"
)

// hand is somebody at the command line of an installation.
type hand struct {
	*testing.T
	db *postgrestest.Database
}

// newHand sets the environment as it is on a server with a database of its own.
func newHand(t *testing.T) *hand {
	t.Helper()
	for _, name := range []string{"MERIDIAN_ADDR", "MERIDIAN_BASE_URL", "MERIDIAN_INTERNAL_ADDR", "MERIDIAN_MIGRATE_URL", "MERIDIAN_DEMO", "MERIDIAN_TRUSTED_PROXIES", "MERIDIAN_SMTP_URL", "MERIDIAN_SECRET_FILE"} {
		t.Setenv(name, "")
		if err := os.Unsetenv(name); err != nil { // t.Setenv puts it back
			t.Fatal(err)
		}
	}
	h := &hand{T: t, db: postgrestest.New(t)}
	t.Setenv("DATABASE_URL", h.db.AppURL)
	t.Setenv("MERIDIAN_DATA", t.TempDir())
	return h
}

// run runs a command with a standard input.
func (h *hand) run(in string, args ...string) (code int, out, errOut string) {
	h.Helper()
	var o, e bytes.Buffer
	code = app.Main(h.Context(), args, strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

// must runs a command that has to succeed.
func (h *hand) must(args ...string) (out string) {
	h.Helper()
	code, out, errOut := h.run("", args...)
	if code != 0 || errOut != "" {
		h.Fatalf("%v: exit %d, %s", args, code, errOut)
	}
	return out
}

// count counts rows as the superuser, whom no policy stops.
func (h *hand) count(table string) (n int) {
	h.Helper()
	conn, err := pgx.Connect(h.Context(), h.db.AdminURL)
	if err != nil {
		h.Fatal(err)
	}
	defer conn.Close(h.Context())
	if err := conn.QueryRow(h.Context(), "select count(*) from "+table).Scan(&n); err != nil {
		h.Fatal(err)
	}
	return n
}

func (h *hand) file(text string) string {
	h.Helper()
	name := filepath.Join(h.TempDir(), "file.csv")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		h.Fatal(err)
	}
	return name
}

func TestCommandsOfLaterStages(t *testing.T) {
	h := newHand(t)
	for _, line := range []string{"export --institution uni", "backup file", "restore file"} {
		code, out, errOut := h.run("", strings.Fields(line)...)
		if code != 2 || out != "" || !strings.Contains(errOut, "not in this version") {
			t.Errorf("%s: exit %d, %q, %q", line, code, out, errOut)
		}
	}
}

func TestCommandUsage(t *testing.T) {
	h := newHand(t)
	h.must("institution", "add", "--slug", "uni", "--name", "The University")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel() // whatever should start by mistake stops at once
	for _, line := range []string{
		"", "unknown", "--unknown", "serve now", "serve --port 80", "database now", "version now",
		"institution", "institution add", "institution add --slug x", "institution add --name x", "institution remove --slug x --name y", "institution add more --slug x --name y", "institution add --slug x --name y --colour z",
		"invite", "invite --institution uni --email a@uni.example", "invite --institution uni --role adviser", "invite --email a@uni.example --role adviser", "invite now --institution uni --email a@uni.example --role adviser",
		"administrator", "administrator add", "administrator add --email", "administrator remove --email a@uni.example", "administrator add now --email a@uni.example",
		"import", "import offices", "import offices -", "import offices - - --institution uni", "import cats - --institution uni", "import offices - --institution uni --title x", "import people - --institution uni --analysis x",
		"import swot - --institution uni", "import swot - --institution uni --title x --analysis y", "demo now", "demo --colour", "migrate",
	} {
		var out, errOut bytes.Buffer
		ctx := t.Context()
		if strings.HasPrefix(line, "serve") || strings.HasPrefix(line, "database") {
			ctx = cancelled
		}
		code := app.Main(ctx, strings.Fields(line), strings.NewReader(""), &out, &errOut)
		if code != 2 || out.Len() > 0 || !strings.Contains(errOut.String(), "meridian institution add --slug S --name N") {
			t.Errorf("%q: exit %d, %q, %q", line, code, out.String(), errOut.String())
		}
	}
	t.Setenv("MERIDIAN_MIGRATE_URL", h.db.OwnerURL)
	for _, line := range []string{"migrate sideways", "migrate up 3", "migrate force", "migrate force x", "migrate status now"} {
		if code, out, errOut := h.run("", strings.Fields(line)...); code != 2 || out != "" || !strings.HasPrefix(errOut, "Meridian:") {
			t.Errorf("%q: exit %d, %q, %q", line, code, out, errOut)
		}
	}
	for _, line := range []string{"help", "-h", "--help"} {
		if out := h.must(line); !strings.HasPrefix(out, "Meridian:") {
			t.Errorf("%s: %q", line, out)
		}
	}
	if out := h.must("version"); !regexp.MustCompile(`^meridian \S+ schema \d+\n$`).MatchString(out) {
		t.Errorf("version: %q", out)
	}
}

func TestConfigurationErrors(t *testing.T) {
	for _, c := range []struct{ name, value, command, want string }{
		{"MERIDIAN_DEMO", "yes", "version", "MERIDIAN_DEMO must be 0 or 1"},
		{"MERIDIAN_TRUSTED_PROXIES", "10.0.0.1", "version", "MERIDIAN_TRUSTED_PROXIES"},
		{"MERIDIAN_TRUSTED_PROXIES", "10.0.0.0/8,proxy", "version", `"proxy" is not`},
		{"MERIDIAN_SMTP_URL", "mail.uni.example:25", "version", "MERIDIAN_SMTP_URL must be"},
		{"MERIDIAN_SMTP_URL", "https://mail.uni.example", "version", "MERIDIAN_SMTP_URL must be"},
		{"MERIDIAN_ADDR", "0.0.0.0:8080", "invite --institution uni --email a@uni.example --role adviser", "MERIDIAN_BASE_URL"},
		{"MERIDIAN_ADDR", "8080", "invite --institution uni --email a@uni.example --role adviser", "MERIDIAN_ADDR"},
		{"MERIDIAN_BASE_URL", "uni.example", "invite --institution uni --email a@uni.example --role adviser", "MERIDIAN_BASE_URL"},
		{"DATABASE_URL", "postgres://[", "institution add --slug aa --name A", "the database address cannot be read"},
		{"DATABASE_URL", "postgres://nobody@127.0.0.1:1/none?connect_timeout=2", "institution add --slug aa --name A", "the database does not answer"},
		{"", "", "migrate up", "MERIDIAN_MIGRATE_URL is not set"},
		{"", "", "migrate status", "MERIDIAN_MIGRATE_URL is not set"},
	} {
		t.Run(c.name+" "+c.value, func(t *testing.T) {
			h := newHand(t)
			h.must("institution", "add", "--slug", "uni", "--name", "The University")
			if c.name != "" {
				t.Setenv(c.name, c.value)
			}
			code, out, errOut := h.run("", strings.Fields(c.command)...)
			if code != 1 || out != "" || !strings.HasPrefix(errOut, "meridian: ") || !strings.Contains(errOut, c.want) {
				t.Errorf("exit %d, %q, %q, want 1 and %q", code, out, errOut, c.want)
			}
			if n := h.count("institution") + h.count("person") + h.count("token"); n != 1 {
				t.Errorf("something was written: %d rows", n)
			}
		})
	}
}

// No command works on a database on which the server would refuse to serve.
func TestCommandsRefuseTheWrongRole(t *testing.T) {
	h := newHand(t)
	for address, want := range map[string]string{h.db.AdminURL: "superuser", h.db.OwnerURL: "owns tables"} {
		t.Setenv("DATABASE_URL", address)
		for _, line := range []string{"institution add --slug aa --name A", "demo", "serve"} {
			t.Setenv("MERIDIAN_ADDR", "127.0.0.1:0")
			t.Setenv("MERIDIAN_INTERNAL_ADDR", "127.0.0.1:0")
			var errOut bytes.Buffer
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second) // else a server that starts after all would run on
			if code := app.Main(ctx, strings.Fields(line), nil, io.Discard, &errOut); code != 1 || !strings.Contains(errOut.String(), want) {
				t.Errorf("%s: exit %d, %q, want %q", line, code, errOut.String(), want)
			}
			cancel()
		}
	}
	if n := h.count("institution"); n != 0 {
		t.Errorf("%d institutions were made", n)
	}
}

func TestInstitutionAdd(t *testing.T) {
	h := newHand(t)
	if out := h.must("institution", "add", "--slug", "uni", "--name", "The University"); !strings.Contains(out, "/uni") {
		t.Errorf("answered %q", out)
	}
	for slug, want := range map[string]string{"uni": "There is an institution with this slug already.", "Uni": "The slug must have", "sign-in": "The slug must have"} {
		if code, _, errOut := h.run("", "institution", "add", "--slug", slug, "--name", "Another"); code != 1 || !strings.HasPrefix(errOut, "meridian: "+want) {
			t.Errorf("%s: exit %d, %q", slug, code, errOut)
		}
	}
	if n := h.count("institution"); n != 1 {
		t.Errorf("%d institutions, want 1", n)
	}
}

var invitationLink = regexp.MustCompile(`(?m)^(\S+)/invitations/(\S+)$`)

func TestInvite(t *testing.T) {
	h := newHand(t)
	h.must("institution", "add", "--slug", "uni", "--name", "The University")
	args := []string{"invite", "--institution", "uni", "--email", "a@uni.example", "--role", "international_office"}
	desk := account.NewDesk(h.db.DB)
	for _, base := range []string{"http://127.0.0.1:8080", "https://meridian.uni.example"} {
		if base != "http://127.0.0.1:8080" {
			t.Setenv("MERIDIAN_ADDR", "0.0.0.0:80")
			t.Setenv("MERIDIAN_BASE_URL", base+"/")
		}
		out := h.must(args...)
		m := invitationLink.FindStringSubmatch(out)
		if m == nil || m[1] != base {
			t.Fatalf("no link to %s in %q", base, out)
		}
		if i, err := desk.Invited(t.Context(), m[2]); err != nil || i.Email != "a@uni.example" || i.Slug != "uni" {
			t.Errorf("the link opens %+v, %v", i, err)
		}
		if base == "https://meridian.uni.example" {
			if _, _, err := desk.Accept(t.Context(), m[2], "Somebody", "a good long password"); err != nil {
				t.Fatal(err)
			}
		}
	}
	// Somebody with an account gets a link as well: without an answer nobody becomes a member anywhere.
	if m := invitationLink.FindStringSubmatch(h.must(args...)); m == nil {
		t.Error("no link for somebody with an account")
	} else if i, err := desk.Invited(t.Context(), m[2]); err != nil || !i.HasAccount {
		t.Errorf("the link opens %+v, %v", i, err)
	}
	for line, want := range map[string]string{
		"invite --institution nowhere --email a@uni.example --role adviser":                 "there is no institution with the slug nowhere",
		"invite --institution uni --email nobody --role adviser":                            "This is not an e-mail address.",
		"invite --institution uni --email b@uni.example --role boss":                        "The role must be",
		"invite --institution uni --email b@uni.example --role member_office --office none": "There is no office with the slug none",
	} {
		if code, out, errOut := h.run("", strings.Fields(line)...); code != 1 || out != "" || !strings.HasPrefix(errOut, "meridian: "+want) {
			t.Errorf("%s: exit %d, %q, %q", line, code, out, errOut)
		}
	}
	if n := h.count("person"); n != 1 {
		t.Errorf("%d people, want 1", n)
	}
}

func TestAddAdministrator(t *testing.T) {
	h := newHand(t)
	m := invitationLink.FindStringSubmatch(h.must("administrator", "add", "--email", "a@uni.example"))
	if m == nil || m[1] != "http://127.0.0.1:8080" {
		t.Fatalf("the link is %q", m)
	}
	if code, out, errOut := h.run("", "administrator", "add", "--email", "nobody"); code != 1 || out != "" || !strings.Contains(errOut, "This is not an e-mail address.") {
		t.Errorf("exit %d, %q, %q", code, out, errOut)
	}
	if h.count("person") != 1 || h.count("token") != 1 {
		t.Error("not one person with one link")
	}
}

const (
	officesFile = "slug,name,kind,head_email\nlibrary,Library,office,lib@uni.example\nlaw,School of Law,school,\n"
	peopleFile  = "name,email,role,office,until\nA,a@uni.example,international_office,library,\nB,b@uni.example,member_office,law,2099-06-30\n"
	swotFile    = "office,quadrant,text,evidence\nlibrary,strength,Good collections,Survey\nlaw,threat,Fewer applicants,\n"
)

// One bad row: exit 1, each bad line by its number on the standard output, and nothing is written.
func TestImportWithBadRows(t *testing.T) {
	h := newHand(t)
	h.must("institution", "add", "--slug", "uni", "--name", "The University")
	for _, c := range []struct {
		what, file, table string
		lines             []string
		args              []string
	}{
		{"offices", officesFile + "Bad Slug,X,office,\nlibrary,Again,office,\n", "office", []string{"line 4: The slug must have", "line 5: The slug library stands in line 2 already."}, nil},
		{"people", peopleFile + "C,nobody,adviser,,\nD,d@uni.example,boss,,\n", "person", []string{"line 2: There is no office with the slug library", "line 3: There is no office with the slug law",
			"line 4: This is not an e-mail address.", "line 5: The role must be"}, nil},
	} {
		for _, preview := range []bool{true, false} {
			args := append([]string{"import", c.what, h.file(c.file), "--institution", "uni"}, c.args...)
			if preview {
				args = append(args, "--preview")
			}
			code, out, errOut := h.run("", args...)
			if code != 1 || !strings.Contains(errOut, "nothing was imported") {
				t.Errorf("%v: exit %d, %q", args, code, errOut)
			}
			got := strings.Split(strings.TrimSpace(out), "\n")
			if len(got) != len(c.lines) {
				t.Errorf("%s: %d lines, want %d: %q", c.what, len(got), len(c.lines), out)
				continue
			}
			for n, want := range c.lines {
				if !strings.HasPrefix(got[n], want) {
					t.Errorf("%s: %q, want %q", c.what, got[n], want)
				}
			}
			if n := h.count(c.table); n != 0 {
				t.Errorf("%s: %d rows were written", c.what, n)
			}
		}
	}
}

// The items of an import belong to somebody of the international office, and a bad row leaves no analysis behind.
func TestImportSWOT(t *testing.T) {
	h := newHand(t)
	h.must("institution", "add", "--slug", "uni", "--name", "The University")
	h.must("import", "offices", h.file(officesFile), "--institution", "uni")
	swot := func(file string, more ...string) (int, string, string) {
		return h.run(file, append([]string{"import", "swot", "-", "--institution", "uni"}, more...)...)
	}
	h.must("import", "people", h.file(peopleFile), "--institution", "uni")
	if code, _, errOut := swot(swotFile, "--title", "First"); code != 1 || !strings.Contains(errOut, "there is nobody in the international office yet") {
		t.Fatalf("before anybody has come: exit %d, %q", code, errOut)
	}
	secret := invitationLink.FindStringSubmatch(h.must("invite", "--institution", "uni", "--email", "a@uni.example", "--role", "international_office", "--office", "library"))
	if _, _, err := account.NewDesk(h.db.DB).Accept(t.Context(), secret[2], "A", "a good long password"); err != nil {
		t.Fatal(err)
	}
	if code, out, errOut := swot(swotFile+"nowhere,strength,X,\nlaw,hope,Y,\n", "--title", "First"); code != 1 || !strings.Contains(out, "line 4: ") || !strings.Contains(out, "line 5: ") || strings.Contains(out, "line 2: ") {
		t.Errorf("bad rows: exit %d, %q, %q", code, out, errOut)
	}
	if code, out, errOut := swot(swotFile, "--title", "First", "--preview"); code != 0 || !strings.Contains(out, "2 rows would be imported. Nothing was written.") {
		t.Errorf("preview: exit %d, %q, %q", code, out, errOut)
	}
	if a, i := h.count("analysis"), h.count("item"); a != 0 || i != 0 {
		t.Fatalf("%d analyses and %d items were written", a, i)
	}
	if code, out, errOut := swot(swotFile, "--title", "First"); code != 0 || !strings.Contains(out, "2 rows were imported.") {
		t.Errorf("import: exit %d, %q, %q", code, out, errOut)
	}
	if a, i := h.count("analysis"), h.count("item"); a != 1 || i != 2 {
		t.Errorf("%d analyses and %d items, want 1 and 2", a, i)
	}
	for id, want := range map[string]string{"x": "is not the id of an analysis", "0190b6a0-0000-7000-8000-000000000001": "there is no analysis"} {
		if code, _, errOut := swot(swotFile, "--analysis", id); code != 1 || !strings.Contains(errOut, want) {
			t.Errorf("--analysis %s: exit %d, %q", id, code, errOut)
		}
	}
}

func TestImport(t *testing.T) {
	h := newHand(t)
	h.must("institution", "add", "--slug", "uni", "--name", "The University")
	if out := h.must("import", "offices", h.file(officesFile), "--institution", "uni", "--preview"); !strings.Contains(out, "2 rows would be imported. Nothing was written.") || h.count("office") != 0 {
		t.Errorf("preview: %q, %d offices", out, h.count("office"))
	}
	if out := h.must("import", "offices", "--institution", "uni", h.file("\uFEFF"+strings.ReplaceAll(officesFile, ",", ";"))); !strings.Contains(out, "2 rows were imported.") || h.count("office") != 2 {
		t.Errorf("from a file: %q, %d offices", out, h.count("office"))
	}
	if code, out, errOut := h.run("name,email,role,office,until\nJ\xfcrgen,j@uni.example,member_office,law,\n", "import", "people", "-", "--institution", "uni"); code != 0 || h.count("person where name = 'Jürgen'") != 1 {
		t.Errorf("from the standard input: exit %d, %q, %q", code, out, errOut)
	}
	for _, c := range []struct{ name, in, want string }{
		{"unknown institution", "", "there is no institution with the slug nowhere"},
		{"no file", "", "no such file"},
		{"empty", "", "The file is empty."},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00", "The file"},
		{"other columns", "a,b\n1,2\n", "The columns slug and name are missing."},
		{"too many rows", "slug,name\n" + strings.Repeat("aa,A\n", 5001), "The file has more than 5,000 rows"},
	} {
		file, institution := "-", "uni"
		switch c.name {
		case "no file":
			file = filepath.Join(t.TempDir(), "none.csv")
		case "unknown institution":
			institution = "nowhere"
		}
		if code, out, errOut := h.run(c.in, "import", "offices", file, "--institution", institution); code != 1 || out != "" || !strings.Contains(errOut, c.want) {
			t.Errorf("%s: exit %d, %q, %q, want %q", c.name, code, out, errOut, c.want)
		}
	}
	if n := h.count("office"); n != 2 {
		t.Errorf("%d offices, want 2", n)
	}
}

func TestMigrateCommand(t *testing.T) {
	h := newHand(t)
	empty := postgrestest.Empty(t)
	t.Setenv("DATABASE_URL", empty.AppURL)
	t.Setenv("MERIDIAN_MIGRATE_URL", empty.OwnerURL)
	if out := h.must("migrate", "status"); !strings.HasPrefix(out, "The schema is at version 0 of ") {
		t.Errorf("before: %q", out)
	}
	if code, _, errOut := h.run("", "institution", "add", "--slug", "uni", "--name", "U"); code != 1 || !strings.Contains(errOut, "meridian migrate up") {
		t.Errorf("a command before: exit %d, %q", code, errOut)
	}
	for range 2 {
		out := h.must("migrate", "up")
		if m := regexp.MustCompile(`^The schema is at version (\d+) of (\d+)\.\nThe tables of the job queue are at version (\d+) of (\d+)\.\n$`).FindStringSubmatch(out); m == nil || m[1] != m[2] || m[3] != m[4] {
			t.Errorf("after: %q", out)
		}
	}
	h.must("institution", "add", "--slug", "uni", "--name", "U")
}

func TestDemoCommand(t *testing.T) {
	h := newHand(t)
	for range 2 {
		if out := h.must("demo"); !strings.Contains(out, "international@demo.example") {
			t.Errorf("answered %q", out)
		}
	}
	if n := h.count("institution where demo"); n != 2 {
		t.Errorf("%d institutions of the demo, want 2", n)
	}
	if n := h.count("office o join institution i on i.id = o.institution_id where i.slug = 'demo' and o.kind <> 'body'"); n != 17 {
		t.Errorf("%d offices, want 17", n)
	}
	h.must("institution", "add", "--slug", "uni", "--name", "The University")
	h.must("demo", "--remove")
	if i, p := h.count("institution"), h.count("person"); i != 1 || p != 0 {
		t.Errorf("after the demo was removed: %d institutions, %d people", i, p)
	}
}
