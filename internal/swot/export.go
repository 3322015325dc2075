package swot

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/sheet"

	"github.com/google/uuid"
)

// Format and FormatVersion stand at the head of an analysis as JSON.
const (
	Format        = "meridian.swot"
	FormatVersion = 1
)

// File is an analysis as JSON: it imports again unchanged.
type File struct {
	Format        string             `json:"format"`
	FormatVersion int                `json:"format_version"`
	ID            uuid.UUID          `json:"id"`
	Title         string             `json:"title"`
	Scope         Scope              `json:"scope"`
	Office        string             `json:"office"`
	Phase         Phase              `json:"phase"`
	Method        *FileMethod        `json:"method,omitempty"`
	Participation *FileParticipation `json:"participation,omitempty"`
	Items         []FileItem         `json:"items"`
	Options       []FileOption       `json:"options,omitempty"`
	Matrix        *FileMatrix        `json:"matrix,omitempty"`
}

// FileItem is an item in a File. Office is a slug.
type FileItem struct {
	ID       uuid.UUID `json:"id"`
	Office   string    `json:"office"`
	Quadrant Quadrant  `json:"quadrant"`
	Text     string    `json:"text"`
	Evidence string    `json:"evidence"`
	Version  int       `json:"version"`

	Votes       *int             `json:"votes,omitempty"`       // dots, once the voting has ended
	Shortlisted bool             `json:"shortlisted,omitempty"` // in the short list
	Themes      map[Frame]string `json:"themes,omitempty"`      // names by frame
	Sources     []uuid.UUID      `json:"sources,omitempty"`     // of a joint item: ids of items of this analysis or of others
	Reason      string           `json:"reason,omitempty"`      // of a joint item: why it stands under its heading
	Joint       *uuid.UUID       `json:"joint,omitempty"`       // the joint item that this one is part of
}

// onBoard lists what is on the board by heading, in its order.
func (v View) onBoard() []Item {
	var list []Item
	for _, q := range Quadrants {
		for _, i := range v.Items {
			if i.Quadrant == q && !i.Withdrawn() {
				list = append(list, i)
			}
		}
	}
	return list
}

// WriteJSON writes the analysis as a File.
func (v View) WriteJSON(w io.Writer) error {
	f := File{Format: Format, FormatVersion: FormatVersion, ID: v.Analysis.ID, Title: v.Analysis.Title, Scope: v.Analysis.Scope,
		Office: v.Analysis.OfficeSlug, Phase: v.Analysis.Phase, Method: v.fileMethod(), Participation: v.fileParticipation(), Items: []FileItem{}}
	for _, i := range v.onBoard() {
		row := FileItem{ID: i.ID, Office: i.OfficeSlug, Quadrant: i.Quadrant, Text: i.Text, Evidence: i.Evidence, Version: i.Version,
			Shortlisted: i.Shortlisted, Sources: i.Sources, Reason: i.Reason, Joint: postgres.Optional(i.JointID)}
		if v.Analysis.Phase == Closed {
			row.Votes = &i.Votes
		}
		if v.Groups != nil {
			row.Themes = v.Groups.Names(i.ID)
		}
		f.Items = append(f.Items, row)
	}
	f.Options, f.Matrix = v.fileOptions(), v.fileMatrix()
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(f)
}

// WriteCSV writes the items as a table that no spreadsheet takes for formulas.
func (v View) WriteCSV(w io.Writer) error { return sheet.WriteCSV(w, Columns, v.cells()) }

// WriteXLSX writes the items as a workbook without formulas.
func (v View) WriteXLSX(w io.Writer) error { return sheet.WriteXLSX(w, "SWOT", Columns, v.cells()) }

func (v View) cells() [][]string {
	var rows [][]string
	for _, i := range v.onBoard() {
		rows = append(rows, []string{i.OfficeSlug, string(i.Quadrant), i.Text, i.Evidence})
	}
	return rows
}

// ReadJSON reads the items of a File. Ids, versions and the rest of the file are passed over: an import
// makes new items.
func ReadJSON(data []byte) ([]ImportRow, error) {
	var f struct {
		Format        string
		FormatVersion int `json:"format_version"`
		Items         firstItems
	}
	if err := json.Unmarshal(data, &f); err != nil || f.Format != Format {
		return nil, problem.At("file", "This is not a SWOT analysis that Meridian has exported.")
	}
	if f.FormatVersion != FormatVersion {
		return nil, problem.At("file", "This file was written by a newer Meridian. Please import it there, or export it as CSV.")
	}
	rows := make([]ImportRow, len(f.Items))
	for n, i := range f.Items {
		rows[n] = ImportRow{Line: n + 1, Office: i.Office, NoOffice: i.Office == "",
			Quadrant: string(i.Quadrant), Text: i.Text, Evidence: i.Evidence}
	}
	if len(rows) > MaxImport {
		return nil, problem.At("file", "The file has more than 2,000 items. Please bring them in parts.")
	}
	return rows, nil
}

// firstItems are the items of a file, of which no more are taken into memory than an import may have.
type firstItems []FileItem

// UnmarshalJSON reads up to one item more than MaxImport.
func (l *firstItems) UnmarshalJSON(data []byte) error {
	list, err := atMost[FileItem](data, MaxImport+1)
	*l = list
	return err
}

// atMost reads the elements of a JSON array and stops after n.
func atMost[T any](data []byte, n int) ([]T, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, errors.New("not an array")
	}
	var list []T
	for d.More() && len(list) < n {
		var x T
		if err := d.Decode(&x); err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	return list, nil
}

// previewRow is a row as it travels in the form of a preview.
type previewRow struct {
	Line                             int
	Office, Quadrant, Text, Evidence string
	NoOffice                         bool `json:",omitempty"`
}

// FromPreview reads the rows that the form of a preview carries.
func FromPreview(payload string) ([]ImportRow, error) {
	list, err := atMost[previewRow]([]byte(payload), MaxImport+1)
	if err != nil {
		return nil, problem.At("file", "The rows could not be read. Please choose the file again.")
	}
	rows := make([]ImportRow, len(list))
	for n, r := range list {
		rows[n] = ImportRow{Line: r.Line, Office: r.Office, Quadrant: r.Quadrant, Text: r.Text, Evidence: r.Evidence, NoOffice: r.NoOffice}
	}
	return rows, nil
}

// ForPreview writes the rows for the form of a preview.
func ForPreview(rows []ImportRow) (string, error) {
	list := make([]previewRow, len(rows))
	for n, r := range rows {
		list[n] = previewRow{Line: r.Line, Office: r.Office, Quadrant: r.Quadrant, Text: r.Text, Evidence: r.Evidence, NoOffice: r.NoOffice}
	}
	data, err := json.Marshal(list)
	return string(data), err
}

// ReadRows reads the items of a file of any kind that an import takes: JSON, CSV, or a workbook.
func ReadRows(data []byte) ([]ImportRow, error) {
	for _, c := range data {
		switch c {
		case ' ', '\t', '\r', '\n', 0xEF, 0xBB, 0xBF:
			continue
		case '{':
			return ReadJSON(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
		}
		break
	}
	t, err := sheet.Read(bytes.NewReader(data), sheet.Limits{MaxBytes: 10 << 20, MaxRows: MaxImport, MaxCell: 8_000})
	if err != nil {
		return nil, err
	}
	return RowsOf(t)
}
