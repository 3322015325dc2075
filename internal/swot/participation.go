package swot

import (
	"slices"

	"meridian/internal/institution"

	"github.com/google/uuid"
)

// Participation is who took part in an analysis, as far as a reader may know. How many offices were heard everybody
// may; which were not, only those who may ask them (see MaySeeSilent). As the list of all offices is no secret, naming
// those that were heard would tell that, too: others read the names that stand beside items anyway.
type Participation struct {
	Asked, Heard int
	Named        []institution.Office // heard
	Beside       []institution.Office // wrote without being asked
	Silent       []institution.Office // nil for those who may not know, and where Withheld
	Withheld     bool                 // no names at all: so few wrote without theirs that the others' would tell who
	Through      []string             // names of the offices whose items were brought together in joint items
}

// Participation tells who took part, as far as the view's reader may know.
func (v View) Participation() Participation {
	h := v.Method.Hearing
	p := Participation{Asked: h.Asked, Heard: h.Heard, Withheld: h.Withheld, Through: v.through()}
	if h.Withheld {
		return p
	}
	beside := map[uuid.UUID]bool{}
	for _, i := range v.Items {
		if i.OfficeID != nil && !i.Withdrawn() && !i.Joint {
			beside[*i.OfficeID] = true
		}
	}
	all := MaySeeSilent(v.Seat.Actor, v.Analysis)
	if all {
		p.Silent = h.Silent
	}
	for _, o := range h.asked {
		if heard := h.answers[o.ID].Heard; heard && (all || beside[o.ID]) {
			p.Named = append(p.Named, o)
		}
		delete(beside, o.ID)
	}
	for _, o := range v.Offices {
		if beside[o.ID] {
			p.Beside = append(p.Beside, o)
		}
	}
	return p
}

// through lists the offices behind the joint items on the board by name.
func (v View) through() []string {
	var names []string
	for _, i := range v.Items {
		if i.Joint && !i.Withdrawn() {
			names = append(names, PartOffices(i)...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// PartOffices lists the offices whose items a joint item was made of, each once and by name. Where nobody can know, it
// names none.
func PartOffices(i Item) []string {
	var names []string
	for _, s := range i.Parts {
		if s.OfficeName != "" {
			names = append(names, s.OfficeName)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
