package strategyweb

import (
	"context"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/strategy"
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
	EditURL, ReadURL              string
	Withdrawn                     bool
	Here                          []Here
	Labels                        strategy.Labels
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
}

// Text is the text of a section, for both pages alike.
type Text struct {
	ID, URL, Title string
	Steps          int
	HTML           string // safe: made by package richtext of what the schema allows
}

// Here is somebody who has the strategy open.
type Here struct {
	Person, Name, Initials, Editing string
	Away                            bool
}

// draftOf shows a strategy in one of its views.
func draftOf(ctx context.Context, v strategy.View, view string) (Draft, error) {
	slug, s := v.Seat.Slug, v.Strategy
	d := Draft{
		ID: s.ID.String(), URL: link.Strategy(slug, s.ID, ""), Title: s.Title, Period: s.Period, State: stateLabel(ctx, s), View: view, Live: s.Live,
		Person: v.Seat.Person.String(), MayWrite: v.MayWrite(), EditURL: link.Strategy(slug, s.ID, "edit"), ReadURL: link.Strategy(slug, s.ID, ""),
		Withdrawn: s.Withdrawn(), Labels: v.Labels, Here: peopleOf(v.Here),
	}
	for _, sec := range v.Sections {
		if sec.Withdrawn() {
			continue
		}
		part, err := partOf(slug, s, sec, view)
		if err != nil {
			return d, err
		}
		d.Live = max(d.Live, sec.LiveVersion)
		d.Words += sec.Words
		if part.Pillar {
			part.Plan = planOf(ctx, slug, s, sec.ID, v.Plans[sec.ID], v.Labels, v.Offices, view)
		}
		d.Sections = append(d.Sections, part)
	}
	return d, nil
}

func partOf(slug string, s strategy.Strategy, sec strategy.Section, view string) (Part, error) {
	text, err := textOf(slug, s, sec)
	return Part{
		ID: sec.ID.String(), URL: link.Section(slug, s.ID, sec.ID, ""), Title: sec.Title, Guide: sec.Guide, Pillar: sec.Kind == strategy.SectionPillar,
		Steps: sec.Version, TitleVersion: sec.TitleVersion, Words: sec.Words, Text: text, Write: view == viewWrite,
		ChangedAt: instant(sec.ChangedAt), ChangedDay: day(sec.ChangedAt), ChangedBy: sec.ChangedByName,
	}, err
}

// stateLabel says where a strategy stands.
func stateLabel(ctx context.Context, s strategy.Strategy) string {
	if s.Withdrawn() {
		return i18n.T(ctx, "Withdrawn")
	}
	return i18n.T(ctx, "Drafting")
}
