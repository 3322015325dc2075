package swot

import (
	"time"

	"meridian/internal/institution"
)

// FileMethod is in a File how the analysis goes its way.
type FileMethod struct {
	Phases       []FilePhase `json:"phases"`
	Authors      Authors     `json:"authors"`
	Reveal       Reveal      `json:"reveal"`
	Dots         int         `json:"dots"`
	DotsPer      string      `json:"dots_per"`
	Cumulative   bool        `json:"cumulative"`
	Importance   bool        `json:"importance"`
	ItemLimit    *int        `json:"item_limit,omitempty"`
	Facilitators int         `json:"facilitators"` // how many run it beside those whose role does
}

// FilePhase is a phase and the day until which something is asked of people in it, if one was named.
type FilePhase struct {
	Phase Phase  `json:"phase"`
	DueOn string `json:"due_on,omitempty"`
}

// FileParticipation is in a File who took part, as far as whoever exports it may know: Asked and Heard are numbers of
// offices, the others their slugs; see Participation.
type FileParticipation struct {
	Asked         int      `json:"asked"`
	Heard         int      `json:"heard"`
	HeardOffices  []string `json:"heard_offices,omitempty"`
	SilentOffices []string `json:"silent_offices,omitempty"`
}

func (v View) fileMethod() *FileMethod {
	a := v.Analysis
	m := &FileMethod{Authors: a.Authors, Reveal: a.Reveal, Dots: a.Dots, DotsPer: a.DotsPer, Cumulative: a.Cumulative, Importance: a.Importance,
		ItemLimit: a.ItemLimit, Facilitators: len(a.Facilitators)}
	for _, p := range Phases {
		row := FilePhase{Phase: p}
		if due := v.Method.Plans[p].DueOn; due != nil {
			row.DueOn = due.Format(time.DateOnly)
		}
		m.Phases = append(m.Phases, row)
	}
	return m
}

func (v View) fileParticipation() *FileParticipation {
	p := v.Participation()
	return &FileParticipation{Asked: p.Asked, Heard: p.Heard, HeardOffices: slugs(p.Named), SilentOffices: slugs(p.Silent)}
}

func slugs(offices []institution.Office) []string {
	var list []string
	for _, o := range offices {
		list = append(list, o.Slug)
	}
	return list
}
