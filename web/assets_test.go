package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

var style = strings.Repeat(".board { display: grid } ", 50)

func sample(t *testing.T, css string) *Assets {
	t.Helper()
	a, err := load(fstest.MapFS{
		"dist/.gitkeep":  {},
		"dist/app.css":   {Data: []byte(css)},
		"dist/board.js":  {Data: []byte("export {}")},
		"dist/icons.svg": {Data: []byte("<svg/>")},
	}, "dist")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func get(a *Assets, method, url, accept string) *http.Response {
	r := httptest.NewRequest(method, url, nil)
	if accept != "" {
		r.Header.Set("Accept-Encoding", accept)
	}
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestAddressFollowsContent(t *testing.T) {
	one, again, other := sample(t, style), sample(t, style), sample(t, style+" ")
	if !regexp.MustCompile(`^/assets/app\.[0-9a-f]{16}\.css$`).MatchString(one.URL("app.css")) {
		t.Errorf("address %q", one.URL("app.css"))
	}
	if one.URL("app.css") != again.URL("app.css") {
		t.Error("the same content has two addresses")
	}
	if one.URL("app.css") == other.URL("app.css") {
		t.Error("other content has the same address")
	}
	if got := get(other, "GET", one.URL("app.css"), "").StatusCode; got != http.StatusNotFound {
		t.Errorf("an address of other content answers %d", got)
	}
}

func TestEncodings(t *testing.T) {
	a := sample(t, style)
	for _, c := range []struct{ accept, want string }{
		{"", ""},
		{"gzip, deflate, br, zstd", "br"},
		{"gzip", "gzip"},
		{"br;q=0, gzip;q=0.5", "gzip"},
		{"br;q=0,gzip;q=0", ""},
		{"BR;Q=0.1", "br"},
		{"*", "br"},
		{"*;q=0", ""},
		{"*, br;q=0", "gzip"},
		{"identity", ""},
		{"brotli", ""},
	} {
		res := get(a, "GET", a.URL("app.css"), c.accept)
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Header.Get("Content-Encoding"); got != c.want {
			t.Errorf("Accept-Encoding %q: %q, want %q", c.accept, got, c.want)
			continue
		}
		if got := res.Header.Get("Content-Length"); got != strconv.Itoa(len(body)) {
			t.Errorf("Accept-Encoding %q: Content-Length %s for %d bytes", c.accept, got, len(body))
		}
		if res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: no Vary", c.accept)
		}
		var reader io.Reader = bytes.NewReader(body)
		switch c.want {
		case "br":
			reader = brotli.NewReader(reader)
		case "gzip":
			if reader, err = gzip.NewReader(reader); err != nil {
				t.Fatal(err)
			}
		}
		plain, err := io.ReadAll(reader)
		if err != nil || string(plain) != style {
			t.Errorf("Accept-Encoding %q: not the file (%v)", c.accept, err)
		}
	}
}

func TestHeaders(t *testing.T) {
	a := sample(t, style)
	for name, want := range map[string]string{
		"app.css":   "text/css; charset=utf-8",
		"board.js":  "text/javascript; charset=utf-8",
		"icons.svg": "image/svg+xml",
	} {
		res := get(a, "HEAD", a.URL(name), "br")
		if got := res.Header.Get("Content-Type"); got != want {
			t.Errorf("%s: %q", name, got)
		}
		if !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %q", name, res.Header.Get("Cache-Control"))
		}
		if body, _ := io.ReadAll(res.Body); len(body) > 0 {
			t.Errorf("%s: HEAD has a body", name)
		}
	}
}

func TestRefusals(t *testing.T) {
	a := sample(t, style)
	for _, url := range []string{"/assets/", "/assets/app.css", "/assets/.gitkeep", "/assets/none.css", "/assets/../embed.go"} {
		if got := get(a, "GET", url, "").StatusCode; got != http.StatusNotFound {
			t.Errorf("%s: %d", url, got)
		}
	}
	if got := get(a, "POST", a.URL("app.css"), "").StatusCode; got != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", got)
	}
	if a.URL("absent.js") != "/assets/absent.js" {
		t.Errorf("absent: %q", a.URL("absent.js"))
	}
}

func TestBuilt(t *testing.T) {
	if sample(t, style).Built() {
		t.Error("files are missing, yet it counts as built")
	}
	full := fstest.MapFS{}
	for _, n := range []string{"app.css", "board.js", "site.js", "icons.svg", "favicon.svg"} {
		full["dist/"+n] = &fstest.MapFile{Data: []byte(n)}
	}
	a, err := load(full, "dist")
	if err != nil || !a.Built() {
		t.Errorf("all files are there, yet it does not count as built (%v)", err)
	}
}
