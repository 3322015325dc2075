package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

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
	url, contentType string
	plain            []byte
	gzip, brot       func() []byte // nil where they would not be smaller
}

// Load hashes what was built into dist.
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
		f := newAsset(name, content)
		a.byName[name], a.byURL[f.url] = f, f
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("web assets: %w", err)
	}
	return a, nil
}

func newAsset(name string, content []byte) *asset {
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
	// To compress all of them takes seconds, and most pages need few: each is compressed when it is first asked for.
	f.brot = sync.OnceValue(func() []byte {
		return f.smaller(func(to io.Writer) (io.WriteCloser, error) {
			return brotli.NewWriterLevel(to, brotli.BestCompression), nil
		})
	})
	f.gzip = sync.OnceValue(func() []byte {
		return f.smaller(func(to io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(to, gzip.BestCompression) })
	})
	return f
}

// smaller is the content as a writer packs it; nil where that would not be smaller.
func (f *asset) smaller(packing func(io.Writer) (io.WriteCloser, error)) []byte {
	var b bytes.Buffer
	w, err := packing(&b)
	if err == nil {
		_, err = w.Write(f.plain)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil || b.Len() >= len(f.plain) {
		return nil
	}
	return b.Bytes()
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
	if accepts(accept, "br") {
		if packed := f.brot(); packed != nil {
			return packed, "br"
		}
	}
	if accepts(accept, "gzip") {
		if packed := f.gzip(); packed != nil {
			return packed, "gzip"
		}
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
