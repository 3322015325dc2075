package strategyweb

import (
	"context"
	"fmt"
	"strings"

	"meridian/internal/link"
	"meridian/internal/richtext"
	"meridian/internal/strategy"
)

// textOf renders the text of a section.
func textOf(ctx context.Context, slug string, s strategy.Strategy, sec strategy.Section) (Text, error) {
	t := Text{ID: sec.ID.String(), URL: link.Section(slug, s.ID, sec.ID, ""), Title: sec.Title, Steps: sec.Version}
	doc, err := richtext.Parse(sec.Doc)
	if err != nil {
		return t, fmt.Errorf("the text of section %s: %w", sec.ID, err)
	}
	var b strings.Builder
	err = richtext.HTML(&b, doc, richtext.HTMLOptions{IDPrefix: "h-" + sec.ID.String() + "-", TableLabel: tableLabel(ctx)})
	t.HTML = b.String()
	return t, err
}
