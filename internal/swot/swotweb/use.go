package swotweb

import (
	"context"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// Use is an item where something is made of it: with its heading, and who stands behind it.
type Use struct {
	ID, Text, URL     string
	Quadrant, Heading string // key, and "strength" in the reader's language
	Behind            string // "5 offices, 9 votes"
	Withdrawn         bool
	Shortlisted       bool
	Chosen            bool
	WriteURL          string // where an option is written from it; "" leaves the link out
}

// useOf shows an item as one that is used.
func useOf(ctx context.Context, slug string, a swot.Analysis, i swot.Item) Use {
	return Use{ID: i.ID.String(), Text: i.Text, URL: link.ItemAnchor(slug, a.ID, i.ID), Quadrant: string(i.Quadrant), Heading: singular(ctx, i.Quadrant),
		Behind: behind(ctx, a, i), Withdrawn: i.Withdrawn(), Shortlisted: i.Shortlisted}
}

// behind says who stands behind an item: how many offices or the office's name, and the votes once they are counted.
func behind(ctx context.Context, a swot.Analysis, i swot.Item) string {
	offices := i.OfficeName
	if i.Joint {
		offices = ""
		if i.Offices > 0 {
			offices = i18n.N(ctx, "1 office", "%d offices", i.Offices)
		}
	}
	if a.Phase != swot.Closed {
		return offices
	}
	votes := i18n.N(ctx, "1 dot", "%d dots", i.Votes)
	if i.Joint {
		votes = i18n.N(ctx, "1 vote", "%d votes", i.Votes)
	}
	if offices == "" {
		return votes
	}
	return i18n.T(ctx, "%s, %s", offices, votes)
}

func singular(ctx context.Context, q swot.Quadrant) string {
	for _, g := range Guide(ctx) {
		if g.Key == string(q) {
			return g.Singular
		}
	}
	return ""
}

// UseGroup is a heading with the items that can be chosen under it.
type UseGroup struct {
	Key, Heading string
	Items        []Use
}

// useGroups are the headings in the order of the board with the items to choose from; the first ones come first.
func useGroups(ctx context.Context, slug string, a swot.Analysis, items []swot.Item, chosen map[uuid.UUID]bool, first ...swot.Quadrant) []UseGroup {
	var head, tail []UseGroup
	for _, g := range Guide(ctx) {
		group := UseGroup{Key: g.Key, Heading: g.Heading}
		for _, i := range items {
			if string(i.Quadrant) == g.Key {
				u := useOf(ctx, slug, a, i)
				u.Chosen = chosen[i.ID]
				group.Items = append(group.Items, u)
			}
		}
		if contains(first, g.Key) {
			head = append(head, group)
		} else {
			tail = append(tail, group)
		}
	}
	return append(head, tail...)
}

func contains(list []swot.Quadrant, key string) bool {
	for _, q := range list {
		if string(q) == key {
			return true
		}
	}
	return false
}

func idSet(ids []uuid.UUID) map[uuid.UUID]bool {
	set := map[uuid.UUID]bool{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// parsedIDs are the valid ones of the ids in a form or an address.
func parsedIDs(list []string) []uuid.UUID {
	var ids []uuid.UUID
	for _, s := range list {
		if id, err := uuid.Parse(s); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// signed writes a mean or a sum with its sign and one decimal.
func signed(x float64) string {
	s := strconv.FormatFloat(x, 'f', 1, 64)
	switch {
	case s == "-0.0" || s == "0.0":
		return "0.0"
	case x > 0:
		return "+" + s
	}
	return "−" + s[1:]
}
