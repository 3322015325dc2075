package strategyweb

import (
	"meridian/internal/live"
	"meridian/internal/respond"
	"meridian/web/ui"
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

func peopleOf(here []live.Here) []ui.Here {
	people := make([]ui.Here, len(here))
	for n, h := range here {
		people[n] = respond.Here(h.PersonID, h.Name, h.Editing, h.Away)
	}
	return people
}
