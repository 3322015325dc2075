package swotweb

import (
	"context"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"
	"meridian/web/ui"
)

// Joint is what stands behind a joint item. Offices may be 0 where nobody can know.
type Joint struct {
	Offices, Votes int
	Reason         string
	Parts          []JointPart
}

// JointPart is one of the items that a joint item was made of.
type JointPart struct {
	ID, Text, Evidence string
	From, URL          string // whose it is: an office, else an analysis; URL is its place on its board
	Quadrant           string
	Votes              int
	Counted            bool // Votes is what it came to where it stands
}

func jointOf(board string, i swot.Item) *Joint {
	j := &Joint{Offices: i.Offices, Votes: swot.JointVotes(i), Reason: i.Reason}
	for _, s := range i.Parts {
		j.Parts = append(j.Parts, JointPart{ID: s.ID.String(), Text: s.Text, Evidence: s.Evidence, From: fromOf(s),
			URL: link.Beside(board, s.Analysis) + "#item-" + s.ID.String(), Quadrant: string(s.Quadrant), Votes: s.Votes, Counted: s.Counted})
	}
	return j
}

// fromOf says whose an item is, as far as one can know.
func fromOf(s swot.Source) string {
	if s.OfficeName != "" {
		return s.OfficeName
	}
	return s.AnalysisTitle
}

// tally says how many stand behind a joint item.
func (j Joint) tally(ctx context.Context) string {
	words := i18n.N(ctx, "1 office", "%d offices", j.Offices)
	if j.Offices == 0 {
		words = i18n.N(ctx, "From 1 item", "From %d items", len(j.Parts))
	}
	if j.Votes > 0 {
		return i18n.T(ctx, "%s, %s", words, i18n.N(ctx, "1 vote", "%d votes", j.Votes))
	}
	return words
}

// headingOf is a heading's name in the reader's language.
func headingOf(ctx context.Context, quadrant string) string {
	for _, q := range Guide(ctx) {
		if q.Key == quadrant {
			return q.Heading
		}
	}
	return quadrant
}

// quadrants are the choices of a heading for a joint item.
func (f MergeForm) quadrants(ctx context.Context) []ui.Option {
	list := []ui.Option{{Label: i18n.T(ctx, "As most of them have it")}}
	for _, q := range Guide(ctx) {
		list = append(list, ui.Option{Value: q.Key, Label: q.Heading})
	}
	return list
}
