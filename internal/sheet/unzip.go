package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// Bounds of a workbook once it is unpacked. They count bytes that were really
// read: what a ZIP says about its sizes is the word of whoever made it.
const (
	maxEntries  = 1_000
	maxUnpacked = 50 << 20 // all parts that are read together
	maxPart     = 20 << 20 // one part
)

var errUnpacked = problem("The workbook is too large once it is unpacked. Copy the table alone into a new workbook and bring that.")

// archive gives the parts of a workbook by name and keeps count of what it has
// unpacked. Parts nobody asks for, like pictures and macros, stay packed.
type archive struct {
	parts  map[string]*zip.File
	budget int64
}

func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, errDamaged()
	}
	if len(z.File) > maxEntries {
		return nil, problem("The workbook has more than %s parts. Copy the table alone into a new workbook and bring that.", count(maxEntries))
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), budget: maxUnpacked}
	for _, f := range z.File {
		name := partName("/", f.Name)
		if _, twice := a.parts[name]; twice {
			return nil, errDamaged() // two programs could read two different tables
		}
		a.parts[name] = f
	}
	return a, nil
}

// partName makes the absolute name of a part of a reference from a folder.
// Names of parts are compared without case.
func partName(folder, ref string) string {
	ref = strings.ToLower(strings.ReplaceAll(ref, `\`, "/"))
	if !strings.HasPrefix(ref, "/") {
		ref = folder + "/" + ref
	}
	return path.Clean(ref)
}

func (a *archive) has(name string) bool {
	_, ok := a.parts[name]
	return ok
}

// read unpacks a part; a part that is absent is empty.
func (a *archive) read(name string) ([]byte, error) {
	f, ok := a.parts[name]
	if !ok {
		return nil, nil
	}
	limit := min(a.budget, maxPart)
	r, err := f.Open()
	if err != nil {
		return nil, errDamaged()
	}
	defer r.Close() //nolint:errcheck // nothing was written
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	a.budget -= int64(len(data))
	if int64(len(data)) > limit {
		return nil, errUnpacked
	}
	if err != nil {
		return nil, errDamaged()
	}
	return data, nil
}

// recogniseZIP gives the Problem of a ZIP that is no workbook of the kind that is read.
func (a *archive) recogniseZIP() error {
	switch {
	case a.has("/xl/workbook.bin"):
		return problem("The file is a binary Excel workbook (.xlsb), which cannot be read here. " + saveAs)
	case a.has("/word/document.xml"):
		return problem("The file is a Word document. Copy its table into Excel and save that as an Excel workbook (.xlsx).")
	case a.has("/ppt/presentation.xml"):
		return problem("The file is a PowerPoint presentation. Copy its table into Excel and save that as an Excel workbook (.xlsx).")
	case a.has("/mimetype"):
		return problem("The file is an OpenDocument file (.ods), which cannot be read here. Open it in LibreOffice, choose “Save as”, take “Excel 2007–365 (.xlsx)”, and bring that file.")
	case a.has("/index/document.iwa"), a.has("/index/tables/datalist.iwa"):
		return problem("The file is a Numbers document, which cannot be read here. Choose File › Export to › Excel in Numbers and bring that file.")
	}
	return problem("The file is a ZIP archive without a workbook that can be read. Unpack it and bring the Excel workbook (.xlsx) or CSV file that is inside.")
}

func errDamaged() error {
	return problem("The workbook is damaged. Open it in Excel, save it under a new name and bring that file.")
}
