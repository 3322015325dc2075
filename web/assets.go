package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

// Prefix is where Handler expects to be mounted, with the prefix left in the path.
const Prefix = "/assets/"

// types are named here because mime asks the machine's own tables first.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

// Assets are the built files, each under an address that changes with its content.
type Assets struct {
	byName, byURL map[string]*asset
}

type asset struct {
	url, contentType  string
	plain, gzip, brot []byte // gzip and brot are nil where they would not be smaller
}

// Load hashes and compresses what was built into dist.
func Load() (*Assets, error) { return load(dist, "dist") }

func load(files fs.FS, root string) (*Assets, error) {
	a := &Assets{byName: map[string]*asset{}, byURL: map[string]*asset{}}
	err := fs.WalkDir(files, root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		content, err := fs.ReadFile(files, p)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(p, root+"/")
		f, err := newAsset(name, content)
		if err != nil {
			return fmt.Errorf("asset %s: %w", name, err)
		}
		a.byName[name], a.byURL[f.url] = f, f
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("web assets: %w", err)
	}
	return a, nil
}

func newAsset(name string, content []byte) (*asset, error) {
	ext := path.Ext(name)
	sum := sha256.Sum256(content)
	f := &asset{
		url:         Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:8]) + ext,
		contentType: types[ext],
		plain:       content,
	}
	if f.contentType == "" {
		f.contentType = mime.TypeByExtension(ext)
	}
	if f.contentType == "" {
		f.contentType = "application/octet-stream"
	}
	var b, g bytes.Buffer
	bw := brotli.NewWriterLevel(&b, brotli.BestCompression)
	if _, err := bw.Write(content); err != nil {
		return nil, err
	}
	if err := bw.Close(); err != nil {
		return nil, err
	}
	gw, err := gzip.NewWriterLevel(&g, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := gw.Write(content); err != nil {
		return nil, err
	}
	if err := gw.Close(); err != nil {
		return nil, err
	}
	if b.Len() < len(content) {
		f.brot = b.Bytes()
	}
	if g.Len() < len(content) {
		f.gzip = g.Bytes()
	}
	return f, nil
}

// URL is the address of a built file. A name that was not built has an address too; it answers 404.
func (a *Assets) URL(name string) string {
	if f := a.byName[name]; f != nil {
		return f.url
	}
	return Prefix + name
}

// Built reports whether the front end was built before the program was compiled.
func (a *Assets) Built() bool {
	for _, name := range []string{"app.css", "board.js", "site.js", "icons.svg", "favicon.svg"} {
		if a.byName[name] == nil {
			return false
		}
	}
	return true
}

// Handler serves the files under Prefix. Their addresses never change their content, so they may be kept for ever.
func (a *Assets) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		f := a.byURL[r.URL.Path]
		if f == nil {
			http.NotFound(w, r)
			return
		}
		body, coding := f.choose(r.Header.Values("Accept-Encoding"))
		h := w.Header()
		h.Set("Content-Type", f.contentType)
		h.Set("Content-Length", strconv.Itoa(len(body)))
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Add("Vary", "Accept-Encoding")
		if coding != "" {
			h.Set("Content-Encoding", coding)
		}
		if r.Method == http.MethodHead {
			return
		}
		_, _ = w.Write(body) // a reader who left needs no answer
	})
}

// choose takes the smallest form that the reader accepts at all: q decides only whether it is above zero.
func (f *asset) choose(accept []string) (body []byte, coding string) {
	switch {
	case f.brot != nil && accepts(accept, "br"):
		return f.brot, "br"
	case f.gzip != nil && accepts(accept, "gzip"):
		return f.gzip, "gzip"
	}
	return f.plain, ""
}

func accepts(header []string, coding string) bool {
	any := false
	for part := range strings.SplitSeq(strings.Join(header, ","), ",") {
		name, params, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != coding && name != "*" {
			continue
		}
		ok := positive(params)
		if name == coding {
			return ok
		}
		any = ok
	}
	return any
}

// positive reads "q=0.5"; a weight that cannot be read counts as none, and none counts as one.
func positive(params string) bool {
	for p := range strings.SplitSeq(params, ";") {
		key, value, _ := strings.Cut(p, "=")
		if strings.EqualFold(strings.TrimSpace(key), "q") {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			return err != nil || q > 0
		}
	}
	return true
}
