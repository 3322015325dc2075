package app_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Later points to earlier, always: the order in which packages may know each other.

// leaves know nothing of ours.
var leaves = []string{"internal/access", "internal/problem", "internal/link", "internal/pgembed", "internal/sheet", "internal/seal", "internal/i18n", "internal/richtext", "migrations", "web"}

// stages are those of the process, in its order; the rooms that several stages share come after the
// first two. A stage knows itself, the stages before it, the shared rooms and what lies below.
var (
	first  = []string{"internal/institution", "internal/account"}
	rooms  = []string{"internal/notice", "internal/thread", "internal/file"}
	later  = []string{"internal/workshop", "internal/group", "internal/swot", "internal/strategy", "internal/consultation", "internal/approval", "internal/action", "internal/overview"}
	stages = slices.Concat(first, rooms, later)
	below  = []string{"internal/access", "internal/problem", "internal/link", "internal/sheet", "internal/postgres", "internal/live", "internal/richtext", "internal/mail", "internal/jobs", "internal/seal", "internal/once", "internal/typed", "internal/activity", "internal/returned"}
)

// fixed are the packages that are neither leaves, stages nor pages of stages. A star allows everything.
var fixed = map[string][]string{
	"internal/postgres":              {"internal/problem", "migrations"},
	"internal/postgres/postgrestest": {"internal/pgembed", "internal/postgres"},
	"internal/live":                  {"internal/postgres", "internal/problem"},
	"internal/once":                  {"internal/problem"},
	"internal/typed":                 {"internal/problem"},
	"internal/jobs":                  {"internal/postgres", "internal/problem"},
	"internal/mail":                  {"internal/jobs", "internal/postgres", "internal/problem", "internal/seal"},
	"internal/mail/mailweb":          {"internal/mail", "internal/account", "internal/institution", "internal/respond", "internal/link", "internal/access", "internal/problem", "internal/i18n", "web/ui"},
	"internal/activity":              {"internal/access", "internal/link", "internal/postgres", "internal/problem"}, // the first stages write to it, too
	"internal/returned":              {"internal/problem", "internal/richtext"},
	"internal/activity/activityweb":  {"internal/activity", "internal/sheet", "internal/account", "internal/institution", "internal/respond", "internal/link", "internal/access", "internal/problem", "internal/i18n", "web/ui"},
	"web/ui":                         {"internal/access", "internal/problem", "internal/link", "internal/i18n"},
	"internal/respond":               {"internal/access", "internal/problem", "internal/link", "internal/i18n", "web/ui"},
	"internal/app":                   {"*"},
	"internal/app/demo":              {"*"},
	"cmd/meridian":                   {"internal/app"},
	"cmd/meridian-load":              {"internal/pgembed"},
}

// allowed tells what a package may know of ours; known is false for a package that the order does not name.
func allowed(pkg string) (list []string, known bool) {
	if slices.Contains(leaves, pkg) {
		return nil, true
	}
	if list, ok := fixed[pkg]; ok {
		return list, true
	}
	if n := slices.Index(stages, pkg); n >= 0 {
		list = slices.Concat(stages[:n], below)
		if slices.Contains(rooms, pkg) {
			list = slices.Concat(first, below) // rooms stand side by side
		}
		return list, true
	}
	stage, page := filepath.Split(pkg)
	stage = strings.TrimSuffix(stage, "/")
	if n := slices.Index(stages, stage); n >= 0 && page == filepath.Base(stage)+"web" {
		return slices.Concat(stages[:n+1], []string{"internal/respond", "internal/live", "internal/link", "internal/access", "internal/problem", "internal/once", "internal/i18n", "internal/sheet", "internal/richtext", "web/ui"}), true
	}
	return nil, false
}

// foreign tells what a stage must never import of others: it knows neither the web nor its pages.
func foreign(pkg string) []string {
	if slices.Contains(stages, pkg) {
		return []string{"net/http", "github.com/a-h/templ", "github.com/go-chi/chi/v5", "github.com/alexedwards/scs/v2"}
	}
	return nil
}

type listed struct {
	ImportPath, Dir  string
	Imports, GoFiles []string
	Module           struct{ Path string }
}

// packages are all packages of the module.
func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Dir,Imports,GoFiles,Module", "./...")
	cmd.Dir = filepath.Join("..", "..")
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, complaint.String())
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func TestImportOrder(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages(t) {
		pkg, _ := strings.CutPrefix(p.ImportPath, p.Module.Path+"/")
		seen[pkg] = true
		list, known := allowed(pkg)
		if !known {
			t.Errorf("%s has no place in the order of imports: give it one in this test", pkg)
			continue
		}
		for _, i := range p.Imports {
			ours, isOurs := strings.CutPrefix(i, p.Module.Path+"/")
			if isOurs && !slices.Contains(list, "*") && !slices.Contains(list, ours) {
				t.Errorf("%s imports %s, which the order of imports forbids", pkg, ours)
			}
			for _, no := range foreign(pkg) {
				if i == no || strings.HasPrefix(i, no+"/") {
					t.Errorf("%s is a stage and imports %s", pkg, i)
				}
			}
		}
	}
	for _, pkg := range []string{"internal/institution", "internal/account", "internal/swot", "internal/swot/swotweb", "internal/app", "web/ui"} {
		if !seen[pkg] {
			t.Errorf("%s was not looked at", pkg)
		}
	}
}

// The order itself, so that a slip in the lists above is noticed.
func TestImportOrderForbids(t *testing.T) {
	for _, c := range []struct {
		pkg, of string
		want    bool
	}{
		{"internal/swot", "internal/account", true},
		{"internal/swot", "internal/thread", true},
		{"internal/swot", "internal/strategy", false},
		{"internal/swot", "internal/respond", false},
		{"internal/swot", "internal/i18n", false},
		{"internal/account", "internal/thread", false},
		{"internal/institution", "internal/account", false},
		{"internal/thread", "internal/notice", false},
		{"internal/thread", "internal/account", true},
		{"internal/swot/swotweb", "internal/swot", true},
		{"internal/swot/swotweb", "internal/account/accountweb", false},
		{"internal/swot/swotweb", "internal/strategy", false},
		{"internal/swot/swotweb", "internal/postgres", false},
		{"internal/account/accountweb", "internal/swot", false},
		{"internal/problem", "internal/i18n", false},
		{"internal/thread", "internal/typed", true},
		{"internal/typed", "internal/once", false},
		{"internal/postgres", "internal/pgembed", false},
		{"internal/live", "internal/access", false},
		{"internal/respond", "internal/account", false},
		{"web/ui", "internal/respond", false},
	} {
		list, known := allowed(c.pkg)
		if got := known && slices.Contains(list, c.of); got != c.want {
			t.Errorf("%s may import %s: %v, want %v", c.pkg, c.of, got, c.want)
		}
	}
	for _, pkg := range []string{"internal/utils", "internal/swot/accountweb", "internal/swot/web", "pkg"} {
		if _, known := allowed(pkg); known {
			t.Errorf("%s has a place in the order", pkg)
		}
	}
}

// What decides is pure: it knows neither the database nor the web.
func TestRulesArePure(t *testing.T) {
	looked := 0
	for _, p := range packages(t) {
		for _, name := range p.GoFiles {
			if name != "rules.go" && name != "position.go" {
				continue
			}
			looked++
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range f.Imports {
				path := strings.Trim(i.Path.Value, `"`)
				for _, no := range []string{"github.com/jackc/pgx", p.Module.Path + "/internal/postgres", "database/sql", "net/http", "context"} {
					if path == no || strings.HasPrefix(path, no+"/") {
						t.Errorf("%s of %s imports %s", name, p.ImportPath, path)
					}
				}
			}
		}
	}
	if looked < 3 {
		t.Errorf("only %d files with rules were found", looked)
	}
}
