package strategyweb

import (
	"context"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/strategy"
	"meridian/web/ui"

	"github.com/a-h/templ"
)

// The views of a strategy: to read, and to write in.
const (
	viewRead  = "read"
	viewWrite = "write"
)

// Draft is a strategy as its two pages show it.
type Draft struct {
	ID, URL, Title, Period, State string
	View                          string // viewRead or viewWrite
	Live                          int64
	Person                        string
	Sections                      []Part
	Words                         int
	MayWrite                      bool // there is a page to write on
	EditURL, ReadURL, VersionsURL string
	Withdrawn                     bool
	Here                          []ui.Here
	Labels                        strategy.Labels
	PageURL                       string // of this view
	Editor                        string // address of the editor's script; "" where there is nothing to write
	ListURL, SetUpURL             string // SetUpURL is "" where the reader may not
	SeenURL                       string
	News                          News
	Drafters                      []string
	Removed                       []Part // taken out, to be put back
	Add                           AddForm
	TemplateEmpty                 bool   // was begun without sections
	Cover                         *Cover // what it is printed with; nil: it is not there to be printed
	Word                          WordFile
	ImportURL                     string
	Latest                        *KeptHead       // the last version; nil: none was kept
	Aside                         templ.Component // beside the text; nil: nothing
	ConsultationURL, AnswersURL   string
}

// Part is a section on a page.
type Part struct {
	ID, URL, Title, Guide string
	Pillar                bool
	Steps                 int // the number of steps that made the text
	TitleVersion          int
	Words                 int
	Text                  Text
	Write                 bool // on the page to write on
	ChangedAt, ChangedDay string
	ChangedBy             string
	Plan                  PlanView // of a pillar
	Level                 string   // what the institution calls a pillar; "" for a text
	Empty                 bool     // nobody has written in it
	New                   bool     // somebody else has changed it since the reader last looked
	ChangesURL            string   // what was changed since; "" where no version tells
	Up, Down              *Move    // nil at the ends
	RestoreURL            string
	Typed, Error          string // a form that comes back
	Conflict              bool   // somebody else has renamed the section meanwhile
}

// Move puts a section before another one; Before is "" for the end.
type Move struct{ Action, Before string }

// Text is the text of a section, for both pages alike.
type Text struct {
	ID, URL, Title string
	Steps          int
	HTML           string // safe: made by package richtext of what the schema allows
}

// draftOf shows a strategy in one of its views.
func draftOf(ctx context.Context, v strategy.View, view string) (Draft, error) {
	slug, s := v.Seat.Slug, v.Strategy
	d := Draft{
		ID: s.ID.String(), URL: link.Strategy(slug, s.ID, ""), Title: s.Title, Period: s.Period, State: stateLabel(ctx, s), View: view, Live: s.Live,
		Person: v.Seat.Person.String(), MayWrite: v.MayWrite(), EditURL: link.Strategy(slug, s.ID, "edit"), ReadURL: link.Strategy(slug, s.ID, ""), VersionsURL: link.Strategy(slug, s.ID, "versions"),
		Withdrawn: s.Withdrawn(), Labels: v.Labels, ImportURL: link.Strategy(slug, s.ID, "import"), Here: peopleOf(v.Here),
	}
	d.frame(ctx, v)
	if v.Latest.N > 0 {
		latest := keptHead(ctx, slug, s.ID, v.Latest)
		d.Latest = &latest
	}
	for _, sec := range v.Sections {
		part, err := partOf(ctx, slug, s, sec, view)
		if err != nil {
			return d, err
		}
		d.Live = max(d.Live, sec.LiveVersion)
		if sec.Withdrawn() {
			part.RestoreURL = link.Section(slug, s.ID, sec.ID, "restore")
			d.Removed = append(d.Removed, part)
			continue
		}
		if part.Pillar {
			part.Level = i18n.Say(ctx, v.Labels.Pillar)
		}
		if part.New = v.Look.Since(sec, v.Seat); part.New && v.Look.Version > 0 {
			part.ChangesURL = link.Compare(slug, s.ID, v.Look.Version, "draft") + "#section-" + part.ID
		}
		d.Words += sec.Words
		if part.Pillar {
			part.Plan = planOf(ctx, slug, s, sec, v.Plans[sec.ID], v.Labels, v.Offices, view)
		}
		d.Sections = append(d.Sections, part)
	}
	for n := range d.Sections {
		place := d.Sections[n].URL + "/place"
		if n > 0 {
			d.Sections[n].Up = &Move{Action: place, Before: d.Sections[n-1].ID}
		}
		switch {
		case n+2 < len(d.Sections):
			d.Sections[n].Down = &Move{Action: place, Before: d.Sections[n+2].ID}
		case n+1 < len(d.Sections):
			d.Sections[n].Down = &Move{Action: place}
		}
	}
	d.News.Live = strconv.FormatInt(d.Live, 10)
	return d, nil
}

// frame is what stands around the sections.
func (d *Draft) frame(ctx context.Context, v strategy.View) {
	slug, s := v.Seat.Slug, v.Strategy
	d.PageURL = d.ReadURL
	if d.View == viewWrite {
		d.PageURL = d.EditURL
	}
	d.ConsultationURL, d.AnswersURL = link.Consultation(slug, s.ID, ""), link.Answers(slug, s.ID)
	d.ListURL, d.SeenURL = link.Strategies(slug), link.Strategy(slug, s.ID, "seen")
	if strategy.MayOpen(v.Seat.Actor) {
		d.SetUpURL = link.Strategy(slug, s.ID, "setup")
	}
	d.News = newsOf(slug, s, v.Look)
	for _, x := range v.Drafters {
		if x.Current {
			d.Drafters = append(d.Drafters, x.Name)
		}
	}
	d.Add = AddForm{Action: link.Strategy(slug, s.ID, "sections"), ID: once.Fresh().String(), Kind: string(strategy.SectionText), Pillar: i18n.Say(ctx, v.Labels.Pillar), Errors: map[string]string{}}
	d.TemplateEmpty = s.Template == "" || s.Template == "empty"
}

func partOf(ctx context.Context, slug string, s strategy.Strategy, sec strategy.Section, view string) (Part, error) {
	text, err := textOf(ctx, slug, s, sec)
	return Part{
		ID: sec.ID.String(), URL: link.Section(slug, s.ID, sec.ID, ""), Title: sec.Title, Guide: sec.Guide, Pillar: sec.Kind == strategy.SectionPillar,
		Steps: sec.Version, TitleVersion: sec.TitleVersion, Words: sec.Words, Text: text, Write: view == viewWrite,
		ChangedAt: instant(sec.ChangedAt), ChangedDay: day(sec.ChangedAt), ChangedBy: sec.ChangedByName,
		Empty: sec.Words == 0, Typed: sec.Title,
	}, err
}

// stateLabel says where a strategy stands.
func stateLabel(ctx context.Context, s strategy.Strategy) string {
	if s.Withdrawn() {
		return i18n.T(ctx, "Withdrawn")
	}
	if s.State == strategy.Consulted {
		return i18n.T(ctx, "In consultation")
	}
	return i18n.T(ctx, "Drafting")
}
