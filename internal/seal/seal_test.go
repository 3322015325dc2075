package seal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"meridian/internal/seal"
)

func TestSealAndOpen(t *testing.T) {
	k := seal.Random()
	for _, text := range []string{"", "/invitations/abc", strings.Repeat("é", 5000)} {
		sealed := k.Seal(text, "row 1")
		if text != "" && bytes.Contains(sealed, []byte(text)) {
			t.Errorf("%.20q stands in what was sealed", text)
		}
		if again := k.Seal(text, "row 1"); bytes.Equal(sealed, again) {
			t.Error("the same text is sealed alike twice")
		}
		if got, err := k.Open(sealed, "row 1"); err != nil || got != text {
			t.Errorf("opened: %.20q, %v", got, err)
		}
		broken := bytes.Clone(sealed)
		broken[len(broken)-1] ^= 1
		for name, open := range map[string]func() (string, error){
			"another row":  func() (string, error) { return k.Open(sealed, "row 2") },
			"another key":  func() (string, error) { return seal.Random().Open(sealed, "row 1") },
			"a broken one": func() (string, error) { return k.Open(broken, "row 1") },
			"a cut one":    func() (string, error) { return k.Open(sealed[:5], "row 1") },
			"nothing":      func() (string, error) { return k.Open(nil, "row 1") },
		} {
			if got, err := open(); !errors.Is(err, seal.ErrOtherKey) || got != "" {
				t.Errorf("%s: %.20q, %v", name, got, err)
			}
		}
	}
}

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret.key")
	if _, err := seal.File(path, false); err == nil || !strings.Contains(err.Error(), "MERIDIAN_SECRET_FILE") {
		t.Errorf("a file that is not there: %v", err)
	}
	// Of several that make it at once, all get the same key.
	keys := make([]*seal.Key, 8)
	var wait sync.WaitGroup
	for n := range keys {
		wait.Go(func() {
			var err error
			if keys[n], err = seal.File(path, true); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	sealed := keys[0].Seal("text", "row")
	for n, k := range keys {
		if got, err := k.Open(sealed, "row"); err != nil || got != "text" {
			t.Errorf("key %d is another one: %v", n, err)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v, %v", left, err)
	}
}

func TestFileRefuses(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"empty": "", "short": "abcd", "not-hex": strings.Repeat("z", 64), "long": strings.Repeat("0", 66)} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := seal.File(path, true); err == nil || !strings.Contains(err.Error(), "64 hexadecimal digits") {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(path); string(after) != text {
			t.Errorf("%s was written over", name)
		}
	}
	good := filepath.Join(folder, "good")
	if err := os.WriteFile(good, []byte("  "+strings.Repeat("0f", 32)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.File(good, false); err != nil {
		t.Error(err)
	}
	if _, err := seal.File(filepath.Join(folder, "no", "such", "folder"), true); err == nil {
		t.Error("made in a folder that is not there")
	}
}
