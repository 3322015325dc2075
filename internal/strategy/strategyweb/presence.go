package strategyweb

import (
	"meridian/internal/live"
	"meridian/internal/respond"
)

// caret is a live.Caret as the browser reads it.
type caret struct {
	Person  string `json:"person"`
	Name    string `json:"name"`
	Tab     string `json:"tab"`
	Section string `json:"section"`
	Version int    `json:"version"`
	Anchor  int    `json:"anchor"`
	Head    int    `json:"head"`
}

func caretsOf(carets []live.Caret) []caret {
	list := make([]caret, len(carets))
	for n, c := range carets {
		list[n] = caret{Person: c.PersonID.String(), Name: c.Name, Tab: c.Tab, Section: c.Part.String(), Version: c.AtVersion, Anchor: c.Anchor, Head: c.Head}
	}
	return list
}

func peopleOf(here []live.Here) []Here {
	people := make([]Here, len(here))
	for n, h := range here {
		people[n] = Here{Person: h.PersonID.String(), Name: h.Name, Initials: respond.Initials(h.Name), Away: h.Away}
		if h.Editing != nil {
			people[n].Editing = h.Editing.String()
		}
	}
	return people
}
