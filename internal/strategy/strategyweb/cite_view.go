package strategyweb

import (
	"context"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"
)

// CiteView is an item or option that an objective answers, or could answer.
type CiteView struct {
	ID, Text, URL      string
	Quadrant, Heading  string // key, empty of an option; and the word in the reader's language
	Behind, Analysis   string // "5 offices, 9 votes"; the title
	Chosen             bool
	Joint, Shortlisted bool
	Withdrawn, Hidden  bool
}

func citeOf(ctx context.Context, slug string, c swot.Citable) CiteView {
	v := CiteView{ID: c.ID.String(), Text: c.Text, Analysis: c.Title, Joint: c.Joint, Shortlisted: c.Shortlisted, Withdrawn: c.Withdrawn, Hidden: c.Hidden, Behind: behind(ctx, c)}
	if c.Kind == swot.CitableOption {
		v.Heading, v.URL = i18n.T(ctx, "Option"), link.OptionAnchor(slug, c.Analysis, c.ID)
	} else {
		v.Quadrant, v.Heading, v.URL = string(c.Quadrant), quadrantWord(ctx, c.Quadrant), link.ItemAnchor(slug, c.Analysis, c.ID)
	}
	if c.Hidden {
		v.Text = i18n.T(ctx, "The items of this analysis are not shown now.")
	}
	return v
}

// behind says who stands behind it: the office or how many, and the votes once they are counted.
func behind(ctx context.Context, c swot.Citable) string {
	offices := c.Office
	if offices == "" && c.Offices > 0 {
		offices = i18n.N(ctx, "1 office", "%d offices", c.Offices)
	}
	if !c.Counted || c.Kind == swot.CitableOption {
		return offices
	}
	votes := i18n.N(ctx, "1 vote", "%d votes", c.Votes)
	if offices == "" {
		return votes
	}
	return i18n.T(ctx, "%s, %s", offices, votes)
}

func quadrantWord(ctx context.Context, q swot.Quadrant) string {
	switch q {
	case swot.Weakness:
		return i18n.T(ctx, "weakness")
	case swot.Opportunity:
		return i18n.T(ctx, "opportunity")
	case swot.Threat:
		return i18n.T(ctx, "threat")
	}
	return i18n.T(ctx, "strength")
}
