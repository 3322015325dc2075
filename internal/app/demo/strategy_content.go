package demo

import "meridian/internal/strategy"

// The demo's strategy as data. Its goals and objectives carry over facts of the Strategic Plan
// 2012–2017 of the University of the West Indies and name it; the words are the demo's own, and every
// figure is made up, as the text itself says.

// strategyContent is a strategy to be made by the ordinary use cases.
type strategyContent struct {
	title, period string
	sections      []sectionContent
}

// sectionContent is a section: its text in the simple markup that a section is written in without
// JavaScript, and, in a pillar, what stands below the text.
type sectionContent struct {
	kind   strategy.SectionKind
	title  string
	markup string
	before string // the text as the demo's version has it; empty: the same
	since  bool   // it was added after the version was kept
	goals  []goalContent
}

type goalContent struct {
	text       string
	after      string // whose goal it follows in substance
	objectives []objectiveContent
}

type objectiveContent struct {
	text       string
	office     string   // slug of the office that owns it; empty: none yet
	cites      []string // texts of items and options of the demo's shared analysis that it answers
	since      bool     // it was added after the version was kept
	indicators []indicatorContent
}

// indicatorContent is an indicator, one of the library where library is set: its name, unit,
// direction, source and frequency are the library's then.
type indicatorContent struct {
	library      string
	name         string
	unit         strategy.Unit
	direction    strategy.Direction
	source       string
	frequency    strategy.Frequency
	baseline     *float64
	baselineYear int
	targets      []strategy.Target
}

// uwi is the credit of what follows the West Indies' plan.
const uwi = "after the University of the West Indies"

// demoStrategy is the demo's one strategy.
var demoStrategy = strategyContent{
	title:  "Internationalisation strategy 2026–2030",
	period: "2026–2030",
	sections: []sectionContent{
		{kind: strategy.SectionText, title: "Foreword", markup: foreword},
		{kind: strategy.SectionText, title: "How this strategy was made", markup: howMade, before: howMadeBefore},
		{kind: strategy.SectionText, title: "Where we stand", markup: whereWeStand},
		{kind: strategy.SectionText, title: "Vision, mission and principles", markup: visionAndMission},
		reachPillar, learningPillar, voicePillar, moneyPillar,
		{kind: strategy.SectionText, title: "Who does what", markup: whoDoesWhat},
		{kind: strategy.SectionText, title: "How we follow it up", markup: followUp},
		{kind: strategy.SectionText, title: "Risks", markup: risks, before: risksBefore},
		{kind: strategy.SectionText, title: "Words explained", markup: wordsExplained, since: true},
	},
}

// ofLibrary is an indicator of the library with figures of the demo's own: a baseline of 2025 and
// targets for 2028 and 2030.
func ofLibrary(key string, baseline, in2028, in2030 float64) indicatorContent {
	return indicatorContent{library: key, baseline: &baseline, baselineYear: 2025, targets: []strategy.Target{{Year: 2028, Value: in2028}, {Year: 2030, Value: in2030}}}
}

// own is an indicator in the institution's own words, reported every year.
func own(name string, unit strategy.Unit, direction strategy.Direction, source string, baseline, in2028, in2030 float64) indicatorContent {
	i := ofLibrary("", baseline, in2028, in2030)
	i.name, i.unit, i.direction, i.source, i.frequency = name, unit, direction, source, strategy.EveryYear
	return i
}
