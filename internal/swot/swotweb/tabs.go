package swotweb

import (
	"context"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"
)

// Tab is one of the pages of an analysis.
type Tab struct {
	Label, URL string
	Current    bool
}

// Head is what stands above every page of an analysis but its board.
type Head struct {
	Title, BoardURL string // the analysis
	Heading, Lead   string // this page
	Tabs            []Tab
}

// The pages of an analysis, by the last part of their address; the board has none.
const (
	tabBoard   = ""
	tabThemes  = "themes"
	tabResults = "results"
	tabMerge   = "merge"
	tabMatrix  = "matrix"
	tabOptions = "options"
	tabReport  = "report"
	tabCompare = "compare"
)

// tabs lists the pages of an analysis along its way.
func tabs(ctx context.Context, slug string, a swot.Analysis, current string) []Tab {
	all := []Tab{
		{Label: i18n.T(ctx, "Board"), URL: link.Analysis(slug, a.ID), Current: current == tabBoard},
	}
	add := func(page, label string) {
		all = append(all, Tab{Label: label, URL: link.AnalysisDo(slug, a.ID, page), Current: current == page})
	}
	add(tabThemes, i18n.T(ctx, "Themes"))
	add(tabResults, i18n.T(ctx, "Results"))
	add(tabMerge, i18n.T(ctx, "Joint items"))
	add(tabMatrix, i18n.T(ctx, "What meets what"))
	add(tabOptions, i18n.T(ctx, "Options"))
	add(tabReport, i18n.T(ctx, "Report"))
	add(tabCompare, i18n.T(ctx, "Comparison"))
	return all
}

// head makes the head of one of the pages.
func head(ctx context.Context, slug string, a swot.Analysis, current, heading, lead string) Head {
	return Head{Title: a.Title, BoardURL: link.Analysis(slug, a.ID), Heading: heading, Lead: lead, Tabs: tabs(ctx, slug, a, current)}
}
