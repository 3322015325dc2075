package swot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/rivo/uniseg"
)

// The limits of options.
const (
	MaxOption      = 4000 // characters of a text
	MaxOptionItems = 100  // items that one option uses
	MaxOptions     = 500  // options that an analysis keeps, the withdrawn ones too: its page is read whole
)

// maxOptionRunes is how many code points the database takes as an option.
const maxOptionRunes = 8000

func checkOptionText(text *string) error {
	*text = typed.Clean(*text)
	switch {
	case *text == "":
		return problem.At("text", "Please write what the institution could do.")
	case len(*text) > MaxOption && uniseg.GraphemeClusterCount(*text) > MaxOption:
		return problem.At("text", "The text is longer than 4,000 characters. Please shorten it; nothing was lost.")
	case utf8.RuneCountInString(*text) > maxOptionRunes:
		return problem.At("text", "The text has too many combined characters. Please shorten it; nothing was lost.")
	}
	return typed.Shown("text", *text)
}

// parseItems reads the ids of items as a form carries them, each once and in their order.
func parseItems(list []string) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for _, s := range list {
		id, err := uuid.Parse(s)
		if err != nil || len(s) != 36 {
			return nil, problem.At("items", "One of the items is not valid. Please choose the items again.")
		}
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return strings.Compare(a.String(), b.String()) })
	return slices.Compact(ids), nil
}

// usable is what the rules ask of an item that something is to be made of.
type usable struct {
	ID        uuid.UUID
	Quadrant  Quadrant
	Withdrawn bool
}

// checkOptionItems is the rule for what an option uses: at least one item of its analysis, none of them withdrawn but
// those that it used before.
func checkOptionItems(chosen []uuid.UUID, found []usable, before []uuid.UUID) error {
	switch {
	case len(chosen) == 0:
		return problem.At("items", "Please choose at least one item that the option uses.")
	case len(chosen) > MaxOptionItems:
		return problem.At("items", "An option can use 100 items at most. Please choose those that matter most.")
	case len(found) != len(chosen):
		return problem.At("items", "One of the items is not of this analysis. Please choose the items again.")
	}
	for _, i := range found {
		if i.Withdrawn && !slices.Contains(before, i.ID) {
			return problem.At("items", "One of the items was withdrawn meanwhile. Please choose the items again.")
		}
	}
	return nil
}

// Missing lists the sides of its kind of which an option uses no item; that is worth checking, and allowed.
func Missing(k OptionKind, uses []Item) []Quadrant {
	var list []Quadrant
	in, out := k.Sides()
	for _, side := range []Quadrant{in, out} {
		if !slices.ContainsFunc(uses, func(i Item) bool { return i.Quadrant == side }) {
			list = append(list, side)
		}
	}
	return list
}

// Unused lists what stands on the board and no option uses yet, what is short-listed first. A joint item is used by an
// option that uses one of its sources.
func Unused(items []Item, options []StrategicOption) []Item {
	used := map[uuid.UUID]bool{}
	for _, o := range options {
		for _, id := range o.Items {
			used[id] = used[id] || !o.Withdrawn()
		}
	}
	var list []Item
	for _, i := range standing(items) {
		if !used[i.ID] && !slices.ContainsFunc(i.Sources, func(id uuid.UUID) bool { return used[id] }) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b Item) int {
		switch {
		case a.Shortlisted == b.Shortlisted:
			return 0
		case a.Shortlisted:
			return -1
		}
		return 1
	})
	return list
}

// standing lists by heading what stands on the board for itself: no item that a joint one stands for.
func standing(items []Item) []Item {
	return slices.DeleteFunc(View{Items: items}.onBoard(), func(i Item) bool { return i.JointID != uuid.Nil })
}
