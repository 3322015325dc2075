package accountweb

import (
	"encoding/json"
	"net/http"
	"time"

	"meridian/internal/account"

	"github.com/google/uuid"
)

// OwnItem is an item that a person has written.
type OwnItem struct {
	Analysis    string     `json:"analysis"`
	Quadrant    string     `json:"quadrant"`
	Text        string     `json:"text"`
	Evidence    string     `json:"evidence"`
	CreatedAt   time.Time  `json:"created_at"`
	WithdrawnAt *time.Time `json:"withdrawn_at"`
}

// OwnComment is a comment that a person has written. On and Subject say what about.
type OwnComment struct {
	On          string     `json:"on"`
	Subject     uuid.UUID  `json:"subject"`
	Text        string     `json:"text"`
	CreatedAt   time.Time  `json:"created_at"`
	EditedAt    *time.Time `json:"edited_at"`
	WithdrawnAt *time.Time `json:"withdrawn_at"`
}

type ownInstitution struct {
	account.OwnInstitution
	Items    []OwnItem    `json:"items"`
	Comments []OwnComment `json:"comments"`
}

// ownFile is the download of one's own data.
type ownFile struct {
	Format        string `json:"format"`
	FormatVersion int    `json:"format_version"`
	account.OwnData
	Institutions []ownInstitution `json:"institutions"`
}

// ExportOwnData answers GET of the download of what is stored about the person.
func (p *Pages) ExportOwnData(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	data, err := p.Desk.OwnData(r.Context(), c.Person)
	if err != nil {
		return err
	}
	file := ownFile{Format: "meridian person", FormatVersion: 1, OwnData: data, Institutions: []ownInstitution{}}
	for _, in := range data.Institutions {
		items, err := p.Items(r.Context(), in.ID, c.Person)
		if err != nil {
			return err
		}
		comments, err := p.Comments(r.Context(), in.ID, c.Person)
		if err != nil {
			return err
		}
		file.Institutions = append(file.Institutions, ownInstitution{in, items, comments})
	}
	body, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="meridian-own-data.json"`)
	_, _ = w.Write(append(body, '\n'))
	return nil
}
