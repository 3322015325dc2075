package returned

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strings"

	"meridian/internal/problem"
)

func fault(text string) error { return problem.At("file", text) }

var (
	errDamaged  = fault("The document is damaged. Please open it in Word, save it under a new name, and bring that file.")
	errUnpacked = fault("The document is too large once it is unpacked. Please take out what does not belong to the text, and bring it again.")
)

// archive gives the parts of a document by name and keeps count of what it has unpacked. Parts that nobody asks for, like
// pictures and macros, stay packed.
type archive struct {
	parts  map[string]*zip.File
	budget int64
}

func open(r io.ReaderAt, size int64) (*archive, error) {
	if err := recognise(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names of parts lead nowhere but into the archive
		return nil, errDamaged
	}
	if len(z.File) > maxEntries {
		return nil, fault("The document has more than 5,000 parts. Please take out pictures, and bring it again.")
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), budget: MaxUnpacked}
	for _, f := range z.File {
		name := partName("/", f.Name)
		if _, twice := a.parts[name]; twice {
			return nil, errDamaged // two programs could read two different texts
		}
		a.parts[name] = f
	}
	return a, nil
}

// partName is the absolute name of a part that a folder refers to. Names of parts are compared without case.
func partName(folder, ref string) string {
	ref = strings.ToLower(strings.ReplaceAll(ref, `\`, "/"))
	if !strings.HasPrefix(ref, "/") {
		ref = folder + "/" + ref
	}
	return path.Clean(ref)
}

func (a *archive) has(name string) bool { return a.parts[name] != nil }

// metered reads a part until the archive's budget is spent.
type metered struct {
	io.Reader
	budget *int64
}

func (m metered) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if *m.budget -= int64(n); *m.budget < 0 {
		return n, errUnpacked
	}
	return n, err
}

// names are the parts of a document.
type names struct {
	main, styles, comments, extended string
	others                           []otherPart
}

// otherPart is text beside the body's.
type otherPart struct{ part, where string }

var beside = map[string]string{
	"footnotes": "It is in a footnote, which is no part of a section's text.",
	"endnotes":  "It is in an endnote, which is no part of a section's text.",
	"header":    "It is in the head of the pages, which is no part of a section's text.",
	"footer":    "It is at the foot of the pages, which is no part of a section's text.",
}

// names reads which parts there are; each is named once.
func (a *archive) names() (n names, err error) {
	err = a.relations("/_rels/.rels", "/", func(kind, target string) {
		if kind == "officeDocument" && n.main == "" {
			n.main = target
		}
	})
	if err != nil {
		return n, err
	}
	if !a.has(n.main) || !strings.HasPrefix(n.main, "/word/") && !strings.HasSuffix(n.main, "/document.xml") {
		return n, a.recogniseZIP()
	}
	seen := map[string]bool{n.main: true}
	folder, name := path.Dir(n.main), path.Base(n.main)
	err = a.relations(path.Join(folder, "_rels", name+".rels"), folder, func(kind, target string) {
		if !a.has(target) || seen[target] {
			return
		}
		seen[target] = true
		switch kind {
		case "styles":
			n.styles = target
		case "comments":
			n.comments = target
		case "commentsExtended":
			n.extended = target
		default:
			if where, ok := beside[kind]; ok {
				n.others = append(n.others, otherPart{target, where})
			}
		}
	})
	return n, err
}

// relations goes over a part that says which other parts there are; those outside the file are passed over. The kind is
// the last word of the relation's type.
func (a *archive) relations(part, folder string, visit func(kind, target string)) error {
	return a.walk(part, walker{start: func(e element) error {
		if e.name == "Relationship" && e.attr("TargetMode") != "External" {
			visit(path.Base(e.attr("Type")), partName(folder, e.attr("Target")))
		}
		return nil
	}})
}
