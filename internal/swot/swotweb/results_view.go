package swotweb

import (
	"context"
	"math"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"
	"meridian/web/ui"
)

// ResultsView is the page of what came out of the voting, with the short list beside it.
type ResultsView struct {
	Page        ui.Page
	Head        Head
	URL, Events string
	Live        string
	Shown       bool   // the voting has ended
	State       string // how far it is, in a sentence
	Counted     bool   // there is at least one dot
	CanChoose   bool
	Listing     bool // the full list is on the page
	Headings    []ResultHeading
	Listed      int // items in the short list
	Important   []RatedRow
	FirstAction string
	First       ui.Input
}

// ResultHeading is a heading with its ranked items, those without dots, and its part of the short list.
type ResultHeading struct {
	Key, Heading string
	Ranked, Rest []ResultRow
	Short        []ResultRow
}

// ResultRow is an item in a list of results.
type ResultRow struct {
	ID, Text, By       string
	Rank, Tied         string // Tied says that others share the rank, in words; "" where none do
	Dots, Voters, Size string // Size is of the bar, of 100
	Listed             bool
	Action             string
}

// RatedRow is an item with how important it is found. Left and Width are of the band between mean minus and mean plus
// spread, Mark of the mean; all of 400 from 1 to 5.
type RatedRow struct {
	Text, Heading, Quadrant string
	Mean, Spread, Voters    string
	Left, Width, Mark       string
	Apart                   bool // voters are a whole step apart, or more
}

func resultsOf(ctx context.Context, r swot.Results) ResultsView {
	slug, id := r.Seat.Slug, r.Analysis.ID
	v := ResultsView{
		Head: head(ctx, slug, r.Analysis, tabResults, i18n.T(ctx, "Results"), i18n.T(ctx, "What the votes put first, and the short list that goes on from here.")),
		URL:  link.AnalysisDo(slug, id, "results"), Events: link.AnalysisEvents(slug, id), Live: strconv.FormatInt(r.Analysis.Live, 10),
		Shown: r.Shown(), State: stateOf(ctx, r), CanChoose: swot.MayChoose(r.Seat.Actor, r.Analysis), FirstAction: link.AnalysisDo(slug, id, "shortlist"),
		First: ui.Input{ID: "first", Name: "first", Label: i18n.T(ctx, "How many of each heading"), Type: "number", InputMode: "numeric", Value: "3", Required: true},
	}
	most := 0
	for _, h := range r.Headings {
		for _, x := range h.Items {
			most = max(most, x.Votes)
		}
	}
	v.Counted = most > 0
	words := map[swot.Quadrant]string{}
	for _, q := range Guide(ctx) {
		words[swot.Quadrant(q.Key)] = q.Heading
	}
	for _, h := range r.Headings {
		out := ResultHeading{Key: string(h.Quadrant), Heading: words[h.Quadrant]}
		for _, x := range h.Items {
			row := rowOf(ctx, x, most, r.Analysis.DotsPer == swot.PerPerson)
			row.Action = link.Item(slug, id, x.ID, "shortlist")
			if x.Rank > 0 {
				out.Ranked = append(out.Ranked, row)
			} else {
				out.Rest = append(out.Rest, row)
			}
			if x.Shortlisted {
				out.Short = append(out.Short, row)
				v.Listed++
			}
			v.Listing = v.Listing || v.Shown || v.CanChoose
		}
		v.Headings = append(v.Headings, out)
	}
	for _, x := range r.Important {
		v.Important = append(v.Important, ratedOf(ctx, x, words[x.Quadrant]))
	}
	return v
}

func rowOf(ctx context.Context, x swot.Result, most int, people bool) ResultRow {
	row := ResultRow{ID: x.ID.String(), Text: x.Text, By: x.OfficeName, Rank: strconv.Itoa(x.Rank), Listed: x.Shortlisted,
		Dots: i18n.N(ctx, "1 dot", "%d dots", x.Votes), Size: strconv.Itoa(100 * x.Votes / max(most, 1))}
	if x.Joint {
		row.By = i18n.N(ctx, "Joint item of 1 office", "Joint item of %d offices", x.Offices)
	}
	if x.Tied {
		row.Tied = i18n.T(ctx, "tied at %d", x.Rank)
	}
	if x.Voters > 0 {
		row.Voters = i18n.N(ctx, "from 1 office", "from %d offices", x.Voters)
		if people {
			row.Voters = i18n.N(ctx, "from 1 person", "from %d people", x.Voters)
		}
	}
	return row
}

func ratedOf(ctx context.Context, x swot.Rated, heading string) RatedRow {
	at := func(value float64) float64 { return 100 * (min(max(value, 1), 5) - 1) }
	whole := func(value float64) string { return strconv.Itoa(int(math.Round(value))) }
	low, high := at(x.Mean-x.Spread), at(x.Mean+x.Spread)
	return RatedRow{Text: x.Text, Heading: heading, Quadrant: string(x.Quadrant), Mean: decimal(x.Mean), Spread: decimal(x.Spread),
		Voters: i18n.N(ctx, "1 answer", "%d answers", x.Voters), Left: whole(low), Width: whole(max(high-low, 4)), Mark: whole(at(x.Mean)), Apart: x.Spread >= 1}
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// stateOf says how far the voting is.
func stateOf(ctx context.Context, r swot.Results) string {
	turnout := turnoutOf(ctx, r.Turnout, r.Analysis.DotsPer == swot.PerPerson)
	switch r.Analysis.Phase {
	case swot.Voting:
		return i18n.T(ctx, "The voting is going on. %s What they chose is shown to everybody at once when it ends.", turnout)
	case swot.Closed:
		return turnout
	}
	return i18n.T(ctx, "The voting has not begun yet. Here everybody will see what came out of it, all at once.")
}

func turnoutOf(ctx context.Context, t swot.Turnout, people bool) string {
	switch {
	case people && t.People > 0:
		return i18n.N(ctx, "1 person has voted.", "%d people have voted.", t.People)
	case t.Offices+t.People == 0:
		return i18n.T(ctx, "Nobody has voted.")
	case t.Of > 0 && t.People > 0:
		return i18n.T(ctx, "%d of %d offices have voted, and %s without an office.", t.Offices, t.Of, i18n.N(ctx, "1 person", "%d people", t.People))
	case t.Of > 0:
		return i18n.T(ctx, "%d of %d offices have voted.", t.Offices, t.Of)
	case t.Offices == 0:
		return i18n.N(ctx, "1 person has voted.", "%d people have voted.", t.People)
	}
	return i18n.N(ctx, "1 office has voted.", "%d offices have voted.", t.Offices)
}
