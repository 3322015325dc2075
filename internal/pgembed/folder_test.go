package pgembed

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestChooseAmong(t *testing.T) {
	t.Parallel()
	both := []binaries{{"/npm", 18}, {"/usr/lib/postgresql/15/bin", 15}}
	tests := map[string]struct {
		files map[string]string
		found []binaries
		want  folder // path is relative to the data folder
		err   []string
	}{
		"new":                     {nil, both, folder{"pg18", "/npm", 18, false}, nil},
		"new, older server only":  {nil, both[1:], folder{"pg15", "/usr/lib/postgresql/15/bin", 15, false}, nil},
		"empty folder":            {map[string]string{"pg18/": ""}, both, folder{"pg18", "/npm", 18, false}, nil},
		"existing decides":        {map[string]string{"pg15/PG_VERSION": "15\n"}, both, folder{"pg15", "/usr/lib/postgresql/15/bin", 15, true}, nil},
		"newest of several":       {map[string]string{"pg15/PG_VERSION": "15\n", "pg18/PG_VERSION": "18\n"}, both, folder{"pg18", "/npm", 18, true}, nil},
		"copy under another name": {map[string]string{"pg18.old/PG_VERSION": "14\n", "pgdata/PG_VERSION": "14\n"}, both, folder{"pg18", "/npm", 18, false}, nil},
		"name and version differ": {map[string]string{"pg18/PG_VERSION": "15\n"}, both, folder{"pg18", "/usr/lib/postgresql/15/bin", 15, true}, nil},
		"other major":             {map[string]string{"pg14/PG_VERSION": "14\n"}, both, folder{}, []string{"made by PostgreSQL 14", "18 in /npm", "postgresql-14", "DATABASE_URL", "nothing was changed"}},
		"old numbering":           {map[string]string{"pg9/PG_VERSION": "9.6\n"}, both, folder{}, []string{"made by PostgreSQL 9.6", "postgresql-9.6"}},
		"existing, no binaries":   {map[string]string{"pg18/PG_VERSION": "18\n"}, nil, folder{}, []string{"made by PostgreSQL 18", "none in /a, /b"}},
		"damaged version":         {map[string]string{"pg18/PG_VERSION": "?\n"}, both, folder{}, []string{"PG_VERSION", "no version"}},
		"something else there":    {map[string]string{"pg18/letters.txt": "mine"}, both, folder{}, []string{"not empty", "nothing was changed"}},
		"no binaries":             {nil, nil, folder{}, []string{"no PostgreSQL 15 or newer", "/a, /b", "Set DATABASE_URL", "apt-get install postgresql"}},
		"binaries too old":        {nil, []binaries{{"/old", 13}}, folder{}, []string{"no PostgreSQL 15 or newer"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := t.TempDir()
			for path, content := range tt.files {
				writeFile(t, data+"/"+path, content)
			}
			before := tree(t, data)
			got, err := chooseAmong(data, tt.found, []string{"/a", "/b"})
			if after := tree(t, data); after != before {
				t.Errorf("the folder was changed from\n%s\nto\n%s", before, after)
			}
			if (err != nil) != (tt.err != nil) {
				t.Fatalf("error %v, want one with %q", err, tt.err)
			}
			for _, part := range tt.err {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("the message lacks %q: %v", part, err)
				}
			}
			if tt.err != nil {
				return
			}
			tt.want.path = filepath.Join(data, tt.want.path)
			if got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

// TestOtherMajorIsUntouched goes through the whole start, with a program that
// only says that it is PostgreSQL 18.
func TestOtherMajorIsUntouched(t *testing.T) {
	t.Parallel()
	data, bin := t.TempDir(), t.TempDir()
	for _, name := range []string{"initdb", "postgres"} {
		writeFile(t, filepath.Join(bin, name), "#!/bin/sh\necho 'postgres (PostgreSQL) 18.4'\n")
		if err := os.Chmod(filepath.Join(bin, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	old := filepath.Join(data, "pg14")
	writeFile(t, filepath.Join(old, "PG_VERSION"), "14\n")
	writeFile(t, filepath.Join(old, "base", "1", "1259"), "rows")
	before := tree(t, old)

	_, err := Start(t.Context(), Options{Data: data, Binaries: bin})
	if err == nil || !strings.Contains(err.Error(), "made by PostgreSQL 14") {
		t.Errorf("got %v", err)
	}
	if after := tree(t, old); after != before {
		t.Errorf("the folder was changed from\n%s\nto\n%s", before, after)
	}
	if _, err := os.Stat(filepath.Join(data, "pg18")); err == nil {
		t.Error("a new cluster was made beside it")
	}
	l, err := takeLock(data)
	if err != nil {
		t.Fatalf("the failed start kept the lock: %v", err)
	}
	l.release()
}

func TestLostPasswordsAreNamed(t *testing.T) {
	t.Parallel()
	f := folder{path: filepath.Join(t.TempDir(), "pg18"), exists: true}
	if _, err := loadSecrets(f); err == nil || !strings.Contains(err.Error(), f.path+".secret") {
		t.Errorf("got %v", err)
	}
	writeFile(t, f.path+".secret", `{"postgres":"x"}`)
	if _, err := loadSecrets(f); err == nil || !strings.Contains(err.Error(), "three passwords") {
		t.Errorf("got %v", err)
	}
}

func TestInspectExplains(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ script, want string }{
		"library missing": {"#!/bin/sh\necho 'error while loading shared libraries' >&2\nexit 127\n", "loading shared libraries"},
		"other program":   {"#!/bin/sh\necho hello\n", `calls itself "hello"`},
		"absent":          {"", "no initdb"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if tt.script != "" {
				for _, p := range []string{"initdb", "postgres"} {
					writeFile(t, filepath.Join(dir, p), tt.script)
					if err := os.Chmod(filepath.Join(dir, p), 0o755); err != nil {
						t.Fatal(err)
					}
				}
			}
			_, _, err := findBinaries(Options{Binaries: dir})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestRestoreLinks(t *testing.T) {
	t.Parallel()
	pkg := t.TempDir()
	writeFile(t, filepath.Join(pkg, "native/lib/libx.so.1.2"), "library")
	writeFile(t, filepath.Join(pkg, "native/pg-symlinks.json"), `[
		{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so.1"},
		{"source":"native/lib/libx.so.1.2","target":"../outside"}]`)
	restoreLinks(pkg)
	restoreLinks(pkg)
	if b, err := os.ReadFile(filepath.Join(pkg, "native/lib/libx.so.1")); err != nil || string(b) != "library" {
		t.Errorf("the link reads %q, %v", b, err)
	}
	if _, err := os.Lstat(filepath.Join(pkg, "../outside")); err == nil {
		t.Error("a link was made outside the package")
	}
}

// writeFile writes a file and the folders above it; a name that ends in a
// slash is a folder.
func writeFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(path, "/") {
		return
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// tree describes all files below a folder.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(path)
		b.WriteString(strings.Join([]string{path, info.Mode().String(), info.ModTime().String(), string(content)}, " "))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
